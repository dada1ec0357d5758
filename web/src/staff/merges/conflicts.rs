//! What both have, what becomes of it, and what goes over.

use leptos::prelude::*;
use shared::catalogue::format_day_with_year;
use shared::families::FileState;
use shared::wire::{MergeConflict, MergePreview, MergeSubject};

use crate::i18n::{I18n, t, use_i18n};
use crate::organisation::{OrganisationFacts, use_organisation};
use crate::staff::answers::{answer, field_label};

/// Conflicts in sentences, then how many of each go over.
#[component]
pub(super) fn Conflicts(told: MergePreview) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let moved = told.moved;
    let told = StoredValue::new(told);
    let lines = move || {
        let line = |conflict: &MergeConflict| {
            let said = told.with_value(|told| sentence(i18n, organisation, told, conflict));
            view! { <li>{said}</li> }
        };
        told.with_value(|told| told.conflicts.iter().map(line).collect_view())
    };
    let none = told.with_value(|told| told.conflicts.is_empty());
    let counts = [
        ("merge.moved.guardians", moved.guardians),
        ("merge.moved.children", moved.children),
        ("merge.moved.bookings", moved.bookings),
        ("merge.moved.requests", moved.requests),
        ("merge.moved.documents", moved.documents),
        ("merge.moved.messages", moved.messages),
        ("merge.moved.notes", moved.notes),
        ("merge.moved.change_requests", moved.change_requests),
        ("merge.moved.files", moved.files),
    ];
    let count = move |(key, n): (&'static str, u64)| {
        (n > 0).then(|| {
            let n = i64::try_from(n).unwrap_or(i64::MAX);
            view! { <li>{move || i18n.count(key, n, &[])}</li> }
        })
    };
    view! {
        <section class="card">
            <h2>{t("merge.conflicts")}</h2>
            {none.then(|| view! { <p class="muted">{t("merge.no_conflicts")}</p> })}
            <ul class="rows">{lines}</ul>
            <h3>{t("merge.moved")}</h3>
            <ul class="counts">{counts.map(count).collect_view()}</ul>
            <p class="muted">{t("merge.moved_history")}</p>
        </section>
    }
}

/// Whose it is.
fn whose(i18n: I18n, told: &MergePreview, subject: MergeSubject) -> String {
    let join = |first: &str, last: &str| [first, last].join(" ");
    match subject {
        MergeSubject::Household => i18n.text("part.household", &[]),
        MergeSubject::Guardian(id) => told
            .kept
            .guardians
            .iter()
            .find(|one| one.id == id)
            .map_or_else(String::new, |one| join(&one.first_name, &one.last_name)),
        MergeSubject::Child(id) => told
            .kept
            .children
            .iter()
            .find(|one| one.id == id)
            .map_or_else(String::new, |one| join(&one.first_name, &one.last_name)),
    }
}

fn state(i18n: I18n, state: FileState) -> String {
    let key = match state {
        FileState::Incomplete => "files.state.incomplete",
        FileState::Received => "files.state.received",
        FileState::Validated => "files.state.validated",
    };
    i18n.text(key, &[])
}

fn sentence(
    i18n: I18n,
    organisation: OrganisationFacts,
    told: &MergePreview,
    conflict: &MergeConflict,
) -> String {
    match conflict {
        MergeConflict::Answer { subject, field, kept, other } => {
            let name = field_label(i18n, *field);
            let who = whose(i18n, told, *subject);
            match (kept, other) {
                (Some(kept), Some(other)) => {
                    let words = |value| answer(i18n, organisation, *field, value);
                    let values =
                        [("who", who), ("field", name), ("kept", words(kept)), ("other", words(other))];
                    i18n.text("merge.conflict.answer", &values)
                }
                _ => i18n.text("merge.conflict.health", &[("who", who), ("field", name)]),
            }
        }
        MergeConflict::Resident { resident } => {
            i18n.text(if *resident { "merge.conflict.resident" } else { "merge.conflict.not_resident" }, &[])
        }
        MergeConflict::Booking { child_id, day, .. } => {
            let who = whose(i18n, told, MergeSubject::Child(*child_id));
            let day = format_day_with_year(i18n.language(), *day);
            i18n.text("merge.conflict.booking", &[("who", who), ("day", day)])
        }
        MergeConflict::File { school_year, kept, other, result } => {
            let values = [
                ("year", school_year.to_string()),
                ("kept", state(i18n, *kept)),
                ("other", state(i18n, *other)),
                ("result", state(i18n, *result)),
            ];
            i18n.text("merge.conflict.file", &values)
        }
        MergeConflict::Document { count, .. } => i18n.count("merge.conflict.document", (*count).into(), &[]),
        MergeConflict::ChangeRequest { subject } => {
            i18n.text("merge.conflict.change_request", &[("who", whose(i18n, told, *subject))])
        }
        MergeConflict::Account { guardian_id, closed } => {
            let who = whose(i18n, told, MergeSubject::Guardian(*guardian_id));
            i18n.text("merge.conflict.account", &[("who", who), ("email", closed.clone())])
        }
    }
}
