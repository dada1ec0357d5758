//! One part of the file: read, or changed in its place.

use std::sync::Arc;

use leptos::prelude::*;
use shared::families::{Field, FileSubject, Need, Section};
use shared::wire::FamilyFileSheet;

use super::address::{View, missing_path};
use super::desk::{asked, part, use_desk};
use super::edit::EditForm;
use super::health_documents::HealthDocuments;
use super::refused::RefusedEdits;
use super::waiting::WaitingEdits;
use crate::fields::FieldReading;
use crate::fields::words::label;
use crate::i18n::t;
use crate::router::Link;
use crate::ui::{Icon, Notice, Tone};

/// A part of the file.
#[component]
pub(super) fn SectionView(
    section: Section,
    subject: FileSubject,
    edit: bool,
    field: Option<Field>,
) -> impl IntoView {
    let desk = use_desk();
    let found = desk.sheet.with_untracked(|sheet| {
        sheet.as_ref().and_then(|sheet| part(sheet, subject)).map(|part| desk.may_edit(part))
    });
    let Some(may_edit) = found else {
        return view! { <Notice tone=Tone::Warning><p>{t("file.gone")}</p></Notice> }.into_any();
    };
    if edit && may_edit {
        return view! { <div class="file-section"><EditForm section subject field /></div> }.into_any();
    }
    let read = move || {
        let sheet = desk.sheet()?;
        let part = part(&sheet, subject)?.clone();
        Some(view! {
            <RefusedEdits part=part.clone() section />
            <WaitingEdits part section />
            <Reading sheet=Arc::clone(&sheet) section subject />
            <NextMissing sheet />
        })
    };
    let documents = section.is_health().then(|| view! { <HealthDocuments subject /> });
    view! { <div class="file-section">{read}{documents}</div> }.into_any()
}

/// The answers of a part.
#[component]
fn Reading(sheet: Arc<FamilyFileSheet>, section: Section, subject: FileSubject) -> impl IntoView {
    let desk = use_desk();
    let i18n = desk.i18n;
    let part = part(&sheet, subject)?.clone();
    let may_edit = desk.may_edit(&part);
    let line = |asked: crate::fields::AskedField| {
        let field = asked.field;
        let shown = match part.values.get(&field).cloned() {
            Some(value) => view! { <FieldReading field value /> }.into_any(),
            None if asked.need == Need::Required => {
                view! { <span class="mark mark--missing"><Icon name="triangle-alert" />{t("file.lacks")}</span> }
                    .into_any()
            }
            None => view! { <span class="muted">{t("file.no_answer")}</span> }.into_any(),
        };
        view! {
            <div>
                <dt>{move || label(i18n, field)}</dt>
                <dd>{shown}</dd>
            </div>
        }
    };
    let email = (section == Section::Guardian).then(|| part.email.clone()).flatten().map(|email| {
        view! { <div><dt>{t("file.email")}</dt><dd><span class="whom">{email}</span></dd></div> }
    });
    let lines = asked(&sheet, section, part.is_me).into_iter().map(line).collect_view();
    let to_edit = desk.path(View::Part { section, subject, edit: true, field: None });
    Some(view! {
        <section class="card">
            <dl class="answers">{lines}{email}</dl>
            {may_edit.then(|| view! {
                <div>
                    <a class="button" href=to_edit><Icon name="pencil" /><span>{t("file.change")}</span></a>
                </div>
            })}
        </section>
    })
}

/// The way to what is missing elsewhere: whoever fills in one thing after the other does not go back each time.
#[component]
fn NextMissing(sheet: Arc<FamilyFileSheet>) -> impl IntoView {
    let desk = use_desk();
    let i18n = desk.i18n;
    let count = i64::try_from(sheet.file.missing.len()).unwrap_or(i64::MAX);
    let next = sheet.file.missing.first().copied()?;
    desk.whose.may_edit.then(|| {
        view! {
            <Notice tone=Tone::Warning>
                <p>{move || i18n.count("file.missing", count, &[])}</p>
                <Link href=missing_path(next, sheet.file.school_year) class="link-line">
                    <span>{t("file.next_missing")}</span><Icon name="arrow-right" />
                </Link>
            </Notice>
        }
    })
}
