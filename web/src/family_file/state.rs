//! How far the file is, in words, and the one thing to do next.

use std::sync::Arc;

use leptos::prelude::*;
use shared::catalogue::format_day;
use shared::families::{FileState, FileSubject, Missing};
use shared::wire::{FamilyFileSheet, MissingDocument};

use super::address::missing_path;
use super::desk::{part, use_desk};
use super::to_send::ToSend;
use super::words;
use crate::fields::words::label;
use crate::i18n::t;
use crate::router::Link;
use crate::router::paths::DOCUMENTS;
use crate::ui::{Icon, Notice, Tone};

/// What the file waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Something is missing.
    Missing,
    /// There is no child yet.
    NoChild,
    /// All children begin in a later school year.
    Later,
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
    let children = sheet.parts.iter().filter(|part| matches!(part.subject, FileSubject::Child(_))).count();
    if children == 0 {
        return Step::NoChild;
    }
    if children == sheet.file.later.len() && sheet.file.missing.is_empty() {
        return Step::Later;
    }
    // what else is said of a file that lacks documents would sound as if nothing kept the family from booking
    let documents = !to_bring(sheet).is_empty();
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

/// The documents that the family has still to send; those that only staff have to look at are none of its work.
pub(super) fn to_bring(sheet: &FamilyFileSheet) -> Vec<&MissingDocument> {
    sheet.missing_documents.iter().filter(|missing| !missing.waits).collect()
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
        Step::Later => {
            let year = sheet.file.school_year.to_string();
            let said = move || i18n.text("file.later", &[("year", year.clone())]);
            view! { <Notice><p>{said}</p></Notice> }.into_any()
        }
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
    let lacks = !(sheet.file.missing.is_empty() && to_bring(&sheet).is_empty());
    let awaited = count(sheet.missing_documents.iter().filter(|missing| missing.waits).count());
    let awaited = (awaited > 0).then(|| {
        let said = move || i18n.count("file.documents_wait", awaited, &[]);
        view! { <p class="row-note"><Icon name="hourglass" /><span>{said}</span></p> }
    });
    let missing = (lacks && !matches!(step, Step::NoChild)).then(|| view! { <MissingList sheet /> });
    view! { {message} {missing} {body} {awaited} }
}

/// What is missing, each with the way to its place.
#[component]
fn MissingList(sheet: Arc<FamilyFileSheet>) -> impl IntoView {
    let i18n = use_desk().i18n;
    let (answers, documents) = (sheet.file.missing.len(), to_bring(&sheet).len());
    let number = count(answers + documents);
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
    let documents = to_bring(&sheet).into_iter().map(document).collect_view();
    view! {
        <section class="card missing-card">
            <div class="card-head">
                <Icon name="triangle-alert" />
                <h2>{move || i18n.count(title, number, &[])}</h2>
            </div>
            <p>{t("file.missing_hint")}</p>
            <ul class="missing">{lines}{documents}</ul>
        </section>
    }
}

/// As texts count.
pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::to_send::ready_title;
    use super::*;

    /// A file that lacks no answer, with one child; more by the keys of the sheet and of its file.
    fn sheet(more: &serde_json::Value, of_file: &serde_json::Value) -> FamilyFileSheet {
        let child = "0197c9a2-0000-7000-8000-000000000001";
        let mut sheet = json!({
            "server_time_ms": 0, "household_id": child, "name": "Famille", "resident": true, "version": 0,
            "file": { "school_year": "2027-2028", "state": "incomplete" }, "needs_validation": true,
            "school_years": ["2026-2027", "2027-2028"], "rules": {},
            "beginning": { "school_years": ["2026-2027", "2027-2028"], "suggested": "2027-2028" },
            "parts": [{ "subject": { "child": child }, "version": 1, "values": {} }],
        });
        let merge = |to: &mut serde_json::Value, from: &serde_json::Value| {
            for (key, value) in from.as_object().unwrap() {
                to[key] = value.clone();
            }
        };
        merge(&mut sheet, more);
        merge(&mut sheet["file"], of_file);
        serde_json::from_value(sheet).unwrap()
    }

    fn documents(waits: bool) -> serde_json::Value {
        let id = "0197c9a2-0000-7000-8000-000000000071";
        json!({ "missing_documents": [
            { "type_id": id, "subject": "household", "type_name": { "fr": "Justificatif" }, "waits": waits }] })
    }

    #[test]
    fn a_file_that_lacks_documents_can_be_sent_and_is_not_proclaimed_complete() {
        let lacking = sheet(&documents(false), &json!({}));
        assert_eq!((step(&lacking), to_bring(&lacking).len()), (Step::ToSend { again: false }, 1));
        assert_eq!(ready_title(1, false), "file.ready_answers");
        // what is sent and waits for staff is none of the family's work
        let sent = sheet(&documents(true), &json!({}));
        assert_eq!((step(&sent), to_bring(&sent).len()), (Step::ToSend { again: false }, 0));
        assert_eq!(ready_title(0, false), "file.ready");
        // nor where staff have asked for more in words
        assert_eq!(ready_title(0, true), "file.ready_again");
        let validated = json!({ "state": "validated" });
        assert_eq!(step(&sheet(&documents(false), &validated)), Step::Missing);
        assert_eq!(step(&sheet(&documents(true), &validated)), Step::Validated);
    }

    #[test]
    fn nothing_is_sent_of_a_year_in_which_no_child_begins() {
        let later = json!({ "later": ["0197c9a2-0000-7000-8000-000000000001"] });
        assert_eq!(step(&sheet(&json!({}), &later)), Step::Later);
        assert_eq!(step(&sheet(&json!({ "parts": [] }), &json!({}))), Step::NoChild);
    }
}
