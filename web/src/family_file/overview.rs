//! All parts of the file, each with its eye and its pencil.

use std::sync::Arc;

use leptos::prelude::*;
use shared::calendar::SchoolYear;
use shared::families::{FieldOwner, FileSubject, Section};
use shared::wire::{FamilyFileSheet, FilePart};

use super::address::{View, add_child_path, year_path};
use super::desk::{asked, missing_in, use_desk};
use super::state::StateCard;
use super::unsaved::Unsaved;
use super::words::{full_name, section_name};
use crate::custody::custody_path;
use crate::i18n::t;
use crate::router::paths::{GUARDIANS, PROFILE};
use crate::ui::{Avatar, Icon, Notice, PersonName};

/// The whole file.
#[component]
pub(super) fn Overview() -> impl IntoView {
    let desk = use_desk();
    move || {
        desk.sheet().map(|sheet| {
            view! {
                <div class="file">
                    <Show when=move || !desk.whose.may_edit>
                        <Notice><p>{t("file.only_looks")}</p></Notice>
                    </Show>
                    <Unsaved sheet=Arc::clone(&sheet) />
                    <Years sheet=Arc::clone(&sheet) />
                    <StateCard sheet=Arc::clone(&sheet) />
                    <div class="file-groups">
                        <div class="stack">
                            <Mine sheet=Arc::clone(&sheet) />
                            <Household sheet=Arc::clone(&sheet) />
                        </div>
                        <Children sheet />
                    </div>
                </div>
            }
        })
    }
}

/// The school years there are files for, where there is a choice.
#[component]
fn Years(sheet: Arc<FamilyFileSheet>) -> impl IntoView {
    let shown = sheet.file.school_year;
    let option = move |year: SchoolYear| {
        let current = (year == shown).then_some("true");
        view! {
            <a href=year_path(year) class="choice" aria-current=current>
                {year.to_string()}
            </a>
        }
    };
    (sheet.school_years.len() > 1).then(|| {
        view! {
            <nav class="choices file-years" aria-label=t("file.years")>
                <span aria-hidden="true">{t("file.years")}</span>
                {sheet.school_years.iter().copied().map(option).collect_view()}
            </nav>
        }
    })
}

/// A part: its name, how far it is, the eye and the pencil.
#[component]
fn Row(sheet: Arc<FamilyFileSheet>, section: Section, subject: FileSubject) -> impl IntoView {
    let desk = use_desk();
    let i18n = desk.i18n;
    let part = sheet.parts.iter().find(|part| part.subject == subject).cloned()?;
    let fields = asked(&sheet, section, part.is_me);
    if fields.is_empty() {
        return None;
    }
    let missing = missing_in(&sheet, section, subject).len();
    let answered = fields.iter().any(|asked| part.values.contains_key(&asked.field));
    let waits = part
        .waiting
        .as_ref()
        .is_some_and(|waiting| waiting.values.keys().any(|field| field.section() == section));
    let refused = part
        .refused
        .as_ref()
        .is_some_and(|refused| refused.fields.iter().any(|field| field.section() == section));
    let state = move || {
        match (missing, waits, answered) {
        (0, false, _) if refused => {
            view! { <span class="mark mark--missing"><Icon name="triangle-alert" />{t("file.row.refused")}</span> }
                .into_any()
        }
        (0, true, _) => {
            view! { <span class="mark mark--waits"><Icon name="hourglass" />{t("file.row.waits")}</span> }
                .into_any()
        }
        (0, false, true) => {
            view! { <span class="mark mark--done"><Icon name="check" />{t("file.row.done")}</span> }
                .into_any()
        }
        (0, false, false) => view! { <span class="mark">{t("file.row.empty")}</span> }.into_any(),
        (n, ..) => {
            let n = i64::try_from(n).unwrap_or(i64::MAX);
            let said = move || i18n.count("file.row.missing", n, &[]);
            view! { <span class="mark mark--missing"><Icon name="triangle-alert" />{said}</span> }.into_any()
        }
    }
    };
    let may_edit = desk.may_edit(&part);
    let of_row = Arc::clone(&sheet);
    let name = Signal::derive(move || section_name(i18n, &of_row, section, Some(&part)));
    let whole = Signal::derive(move || super::words::title(i18n, &sheet, section, subject));
    let verb = move |key: &'static str| move || i18n.text(key, &[("part", whole.get())]);
    let at = move |edit| View::Part { section, subject, edit, field: None };
    let to = move |edit: bool| desk.path(at(edit));
    let pencil = may_edit.then(|| {
        view! {
            <a class="icon-button" href=to(true) aria-label=verb("file.edit") title=verb("file.edit")>
                <Icon name="pencil" />
            </a>
        }
    });
    Some(view! {
        <li class="file-row">
            <div>
                <p class="file-row-name">{name}</p>
                <p class="small">{state}</p>
            </div>
            <a class="icon-button" href=to(false) aria-label=verb("file.see") title=verb("file.see")>
                <Icon name="eye" />
            </a>
            {pencil}
        </li>
    })
}

fn rows(sheet: &Arc<FamilyFileSheet>, subject: FileSubject, sections: &[Section]) -> impl IntoView + use<> {
    let row = |section: &Section| view! { <Row sheet=Arc::clone(sheet) section=*section subject /> };
    sections.iter().map(row).collect_view()
}

/// How one signs in, and one's work.
#[component]
fn Mine(sheet: Arc<FamilyFileSheet>) -> impl IntoView {
    let me = sheet.parts.iter().find(|part| part.is_me).map(|part| part.subject);
    view! {
        <section class="card">
            <div class="card-head"><Icon name="circle-user-round" /><h2>{t("file.mine")}</h2></div>
            <ul class="rows">
                <li class="file-row">
                    <div>
                        <p class="file-row-name">{t("file.sign_in")}</p>
                        <p class="small muted">{t("file.sign_in_hint")}</p>
                    </div>
                    <a class="icon-button" href=PROFILE aria-label=t("file.sign_in_see") title=t("file.sign_in_see")>
                        <Icon name="eye" />
                    </a>
                </li>
                {me.map(|me| rows(&sheet, me, &[Section::Profession]))}
            </ul>
        </section>
    }
}

/// The guardians, the address, and what else is asked of a household.
#[component]
fn Household(sheet: Arc<FamilyFileSheet>) -> impl IntoView {
    let desk = use_desk();
    let guardian = |part: &&FilePart| matches!(part.subject, FileSubject::Guardian(_));
    let mut guardians: Vec<FilePart> = sheet.parts.iter().filter(guardian).cloned().collect();
    guardians.sort_by_key(|part| !part.is_me);
    let blocks = guardians
        .iter()
        .map(|part| {
            let sections: &[Section] =
                if part.is_me { &[Section::Guardian] } else { &[Section::Guardian, Section::Profession] };
            let name = (!part.is_me).then(|| {
                let name = full_name(part);
                view! { <li class="file-person"><Icon name="users-round" /><span><PersonName name /></span></li> }
            });
            view! { {name} {rows(&sheet, part.subject, sections)} }
        })
        .collect_view();
    let roles = view! {
        <li class="file-row">
            <div>
                <p class="file-row-name">{t("guardians.title")}</p>
                <p class="small muted">{t("guardians.row_hint")}</p>
            </div>
            <a class="icon-button" href=GUARDIANS aria-label=t("guardians.see") title=t("guardians.see")>
                <Icon name="eye" />
            </a>
        </li>
    };
    let add = desk.whose.may_edit.then(|| {
        view! {
            <a class="button button--plain" href=desk.path(View::Add(FieldOwner::Guardian))>
                <Icon name="plus" /><span>{t("file.add_guardian")}</span>
            </a>
        }
    });
    view! {
        <section class="card">
            <div class="card-head"><Icon name="house" /><h2>{t("file.household")}</h2></div>
            <ul class="rows">
                {blocks}
                {roles}
                {rows(&sheet, FileSubject::Household, &[Section::Address, Section::Information])}
            </ul>
            {add.map(|add| view! { <div>{add}</div> })}
        </section>
    }
}

/// The way to whose the days are of a child who lives in two households.
fn days(part: &FilePart) -> Option<impl IntoView + use<>> {
    let FileSubject::Child(child) = part.subject else { return None };
    let path = (!part.elsewhere.is_empty()).then(|| custody_path(child))?;
    let i18n = use_desk().i18n;
    let (name, others) = (super::words::first_name(part), part.elsewhere.join(", "));
    let see = move || i18n.text("custody.see", &[("name", name.clone())]);
    let with = move || i18n.text("custody.row_hint", &[("name", others.clone())]);
    Some(view! {
        <li class="file-row">
            <div>
                <p class="file-row-name">{t("custody.title")}</p>
                <p class="small muted">{with}</p>
            </div>
            <a class="icon-button" href=path aria-label=see.clone() title=see>
                <Icon name="eye" />
            </a>
        </li>
    })
}

/// The children, one card each.
#[component]
fn Children(sheet: Arc<FamilyFileSheet>) -> impl IntoView {
    let desk = use_desk();
    let children = sheet.parts.iter().filter(|part| matches!(part.subject, FileSubject::Child(_)));
    let of_child =
        [Section::Child, Section::Schooling, Section::Health, Section::Pickup, Section::Authorisations];
    let cards = children
        .enumerate()
        .map(|(position, part)| {
            let name = full_name(part);
            view! {
                <article class="card">
                    <div class="card-head"><Avatar name=name.clone() position /><h3><PersonName name /></h3></div>
                    <ul class="rows">{rows(&sheet, part.subject, &of_child)} {days(part)}</ul>
                </article>
            }
        })
        .collect_view();
    // who comes while the year ends mostly comes for the next one
    let begins = sheet.file.school_year.max(sheet.beginning.suggested);
    let add = desk.whose.may_edit.then(|| {
        view! {
            <div>
                <a class="button button--plain" href=add_child_path(begins)>
                    <Icon name="plus" /><span>{t("file.add_child")}</span>
                </a>
            </div>
        }
    });
    view! {
        <section class="stack">
            <h2>{t("file.children")}</h2>
            {cards}
            {add}
        </section>
    }
}
