//! How far the file is, in words, and the one thing to do next.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::catalogue::format_day;
use shared::families::{FileState, FileSubject, Missing};
use shared::wire::{FamilyFileSheet, MissingDocument};

use super::address::missing_path;
use super::desk::{part, use_desk};
use super::words;
use crate::failure::sentence;
use crate::fields::words::label;
use crate::i18n::t;
use crate::router::Link;
use crate::router::paths::DOCUMENTS;
use crate::ui::{Button, Icon, Notice, Tone};

/// What the file waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Something is missing.
    Missing,
    /// There is no child yet.
    NoChild,
    /// The family says that it is complete; with it, a child who came after staff had looked.
    ToSend { again: bool },
    /// Staff look.
    Received,
    /// Staff have looked.
    Validated,
    /// Nobody needs to look.
    Complete,
}

fn step(sheet: &FamilyFileSheet) -> Step {
    if !sheet.parts.iter().any(|part| matches!(part.subject, FileSubject::Child(_))) {
        return Step::NoChild;
    }
    // what else is said of a file that lacks documents would sound as if nothing kept the family from booking
    let documents = !sheet.missing_documents.is_empty();
    match (sheet.file.missing.is_empty(), sheet.file.state) {
        (false, _) => Step::Missing,
        (true, FileState::Validated) if documents && sheet.file.unchecked.is_empty() => Step::Missing,
        (true, _) if documents && !sheet.needs_validation => Step::Missing,
        (true, FileState::Validated) if sheet.file.unchecked.is_empty() => Step::Validated,
        (true, FileState::Validated) if !sheet.waits => Step::ToSend { again: true },
        (true, _) if !sheet.needs_validation => Step::Complete,
        (true, FileState::Received | FileState::Validated) => Step::Received,
        (true, FileState::Incomplete) => Step::ToSend { again: false },
    }
}

/// The state of the file.
#[component]
pub(super) fn StateCard(sheet: Arc<FamilyFileSheet>) -> impl IntoView {
    let desk = use_desk();
    let i18n = desk.i18n;
    let step = step(&sheet);
    let message = sheet.message.clone().map(|message| {
        view! {
            <Notice tone=Tone::Warning>
                <p><strong>{t("file.message")}</strong></p>
                <p class="file-message">{message}</p>
            </Notice>
        }
    });
    let body = match step {
        Step::Missing => ().into_any(),
        Step::NoChild => view! { <Notice tone=Tone::Warning><p>{t("file.no_child")}</p></Notice> }.into_any(),
        Step::ToSend { again } => view! { <ToSend again sheet=Arc::clone(&sheet) /> }.into_any(),
        Step::Received => {
            let (zone, at) = (desk.zone(), sheet.submitted_at);
            let said = move || match at {
                Some(at) => {
                    let day = format_day(i18n.language(), at.with_timezone(&zone).date_naive());
                    i18n.text("file.received_on", &[("day", day)])
                }
                None => i18n.text("file.received", &[]),
            };
            view! { <Notice><p>{said}</p></Notice> }.into_any()
        }
        Step::Validated => {
            view! { <Notice tone=Tone::Success><p>{t("file.validated")}</p></Notice> }.into_any()
        }
        Step::Complete => {
            view! { <Notice tone=Tone::Success><p>{t("file.complete")}</p></Notice> }.into_any()
        }
    };
    let lacks = sheet.file.missing.len() + sheet.missing_documents.len() > 0;
    let missing = (lacks && !matches!(step, Step::NoChild)).then(|| view! { <MissingList sheet /> });
    view! { {message} {missing} {body} }
}

/// What is missing, each with the way to its place.
#[component]
fn MissingList(sheet: Arc<FamilyFileSheet>) -> impl IntoView {
    let i18n = use_desk().i18n;
    let (answers, documents) = (sheet.file.missing.len(), sheet.missing_documents.len());
    let count = i64::try_from(answers + documents).unwrap_or(i64::MAX);
    // the word for both only where both are missing
    let title = match (answers, documents) {
        (_, 0) => "file.missing",
        (0, _) => "file.missing_documents",
        _ => "file.missing_both",
    };
    let year = sheet.file.school_year;
    let line = |missing: &Missing| {
        let path = missing_path(*missing, year);
        let (missing, sheet) = (*missing, Arc::clone(&sheet));
        view! { <li><Link href=path class="link-line">{move || missing_name(i18n, &sheet, missing)}</Link></li> }
    };
    let lines = sheet.file.missing.iter().map(line).collect_view();
    let document = |missing: &MissingDocument| {
        let (missing, sheet) = (missing.clone(), Arc::clone(&sheet));
        let name = move || {
            let name = missing.type_name.get(i18n.language()).to_owned();
            named(i18n, &sheet, name, missing.asked.subject)
        };
        view! { <li><Link href=DOCUMENTS class="link-line">{name}</Link></li> }
    };
    let documents = sheet.missing_documents.iter().map(document).collect_view();
    view! {
        <section class="card missing-card">
            <div class="card-head">
                <Icon name="triangle-alert" />
                <h2>{move || i18n.count(title, count, &[])}</h2>
            </div>
            <p>{t("file.missing_hint")}</p>
            <ul class="missing">{lines}{documents}</ul>
        </section>
    }
}

/// “Allergies, Lina”.
fn missing_name(i18n: crate::i18n::I18n, sheet: &FamilyFileSheet, missing: Missing) -> String {
    named(i18n, sheet, label(i18n, missing.field), missing.subject)
}

fn named(i18n: crate::i18n::I18n, sheet: &FamilyFileSheet, what: String, of: FileSubject) -> String {
    let whom = part(sheet, of).map(words::first_name).filter(|name| !name.is_empty());
    match whom {
        Some(name) => i18n.text("file.missing_of", &[("field", what), ("name", name)]),
        None => what,
    }
}

#[component]
fn ToSend(again: bool, sheet: Arc<FamilyFileSheet>) -> impl IntoView {
    let desk = use_desk();
    let i18n = desk.i18n;
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<Arc<client::Error>>));
    let sent = RwSignal::new(false);
    let year = sheet.file.school_year;
    let names: Vec<_> = sheet
        .file
        .unchecked
        .iter()
        .filter_map(|child| part(&sheet, FileSubject::Child(*child)).map(words::first_name))
        .collect();
    let send = Callback::new(move |()| {
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let household = desk.whose.household;
            let answer =
                desk.session.call(async |client| client.submit_family_file(household, year).await).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(()) => {
                    let _ = sent.try_set(true);
                    if !again {
                        desk.reload().await;
                    }
                }
                Err(error) => {
                    let _ = failure.try_set(Some(Arc::new(error)));
                }
            }
        });
    });
    let said = move || {
        if again {
            i18n.text("file.to_check", &[("names", names.join(", "))])
        } else {
            i18n.text("file.to_send", &[])
        }
    };
    let refused = move || {
        failure.get().map(|error| {
            view! { <Notice tone=Tone::Danger><p>{move || sentence(i18n, &error)}</p></Notice> }
        })
    };
    view! {
        <section class="card to-send">
            <div class="card-head"><Icon name="circle-check" /><h2>{t("file.ready")}</h2></div>
            <p>{said}</p>
            {refused}
            <Show
                when=move || sent.get()
                fallback=move || desk.whose.may_edit.then(|| view! {
                    <div><Button icon="send" label=t("file.send") busy on_press=send /></div>
                })
            >
                <Notice tone=Tone::Success><p>{t("file.received")}</p></Notice>
            </Show>
        </section>
    }
}
