//! The decision on a file, on the page of its household: validated, sent back or reopened whether or not the family has sent
//! it, by the widgets of the queue; and whether the household lives on the territory, said besides.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::families::{FileState, FileSubject};
use shared::problem::ProblemCode;
use shared::staff::Permission;
use shared::wire::{FamilyFileSheet, FamilyFileSummary, Residence as Said};

use super::queued::Checked;
use super::residence::Residence;
use crate::i18n::{I18n, t};
use crate::staff::households::{HouseholdDesk, use_household_desk};
use crate::staff::queue::{Deciding, Decision, Outcome, OutcomeTold, Queued, Verbs, Verdict};
use crate::ui::{Button, ButtonKind, Icon};

/// The decision, for those who may.
#[component]
pub(super) fn FileDecision(
    /// The file, as it was read last.
    sheet: RwSignal<Option<FamilyFileSheet>>,
) -> impl IntoView {
    let desk = use_household_desk().filter(|desk| untrack(|| desk.may(Permission::CheckFamilies)))?;
    let (deciding, outcome) = (Deciding::<FamilyFileSummary>::new(), Outcome::new());
    // of the file as it was read last, which is read again before this is said
    let done = Callback::new(move |(verdict,): (Verdict,)| {
        let of = |sheet: &Option<FamilyFileSheet>| {
            sheet.as_ref().map_or((false, false), |sheet| (is_told_to_nobody(sheet), is_reopened(sheet)))
        };
        let (nobody, reopens) = sheet.with_untracked(of);
        deciding.note(&desk.household.to_string(), Checked::forget_residence);
        match verdict {
            Verdict::Accept | Verdict::Despite(_) if nobody => "files.done.validated_nobody",
            Verdict::Accept | Verdict::Despite(_) => "files.done.validated",
            Verdict::Refuse(_) if reopens => "files.done.reopened",
            Verdict::Refuse(_) if nobody => "files.done.asked_nobody",
            Verdict::Refuse(_) => "files.done.asked",
        }
    });
    let again = Callback::new(move |()| desk.again());
    Some(view! {
        <section class="part decided file-decision">
            <h3><Icon name="folder-check" /><span>{t("files.decision")}</span></h3>
            <OutcomeTold outcome />
            {move || sheet.get().map(|sheet| view! { <Verdicts desk sheet deciding outcome done again /> })}
        </section>
    })
}

#[component]
fn Verdicts(
    desk: HouseholdDesk,
    sheet: FamilyFileSheet,
    deciding: Deciding<FamilyFileSummary>,
    outcome: Outcome,
    done: Callback<(Verdict,), &'static str>,
    again: Callback<()>,
) -> impl IntoView {
    let item = summary(&sheet);
    let key = item.key();
    deciding.note(&key, |checked| checked.sheet = Some(Arc::new(sheet.clone())));
    let nobody = is_told_to_nobody(&sheet);
    let verbs = Verbs { accept: is_to_validate(&sheet), refuse: true };
    let told = nobody.then(
        || view! { <p class="row-note"><Icon name="info" /><span>{t("files.told_to_nobody")}</span></p> },
    );
    view! {
        <Residence deciding key=key.clone() known=sheet.resident />
        <SaveResidence desk sheet key deciding outcome />
        {told}
        <Decision item deciding verbs outcome done again />
    }
}

/// Keeps what was said of the residence without deciding, where it is another than what is known.
#[component]
fn SaveResidence(
    desk: HouseholdDesk,
    sheet: FamilyFileSheet,
    key: String,
    deciding: Deciding<FamilyFileSummary>,
    outcome: Outcome,
) -> impl IntoView {
    let household = sheet.parts.iter().find(|part| part.subject == FileSubject::Household);
    let version = household.map(|part| part.version).unwrap_or_default();
    let key = StoredValue::new(key);
    let told = move || deciding.extra(&key.get_value()).told();
    let busy = RwSignal::new(false);
    let save = Callback::new(move |()| {
        let Some(resident) = untrack(told) else { return };
        busy.set(true);
        let said = Said { resident: Some(resident) };
        let key = key.get_value();
        spawn_local(async move {
            let say = async |client: &Client| client.update_residence(desk.household, version, &said).await;
            let answer = desk.session.call(say).await;
            let _ = busy.try_set(false);
            let changed = match answer {
                Ok(()) => {
                    deciding.note(&key, Checked::forget_residence);
                    outcome.taken("files.done.residence");
                    true
                }
                Err(error) => {
                    let changed = error.code() == Some(ProblemCode::ChangedMeanwhile);
                    outcome.refused(error, no_words);
                    changed
                }
            };
            if changed {
                desk.again();
            }
        });
    });
    view! {
        <Show when=move || told().is_some()>
            <div>
                <Button kind=ButtonKind::Plain icon="save" label=t("files.resident_save") busy on_press=save />
            </div>
        </Show>
    }
}

const fn no_words(_: &Error, _: I18n) -> Option<String> {
    None
}

/// Whether there is something to validate: a file that was not, children who came after it was, or one that was sent again.
fn is_to_validate(sheet: &FamilyFileSheet) -> bool {
    sheet.file.state != FileState::Validated || !sheet.file.unchecked.is_empty() || sheet.waits
}

/// Whether a validated file is reopened when more is asked for.
pub(super) fn is_reopened(sheet: &FamilyFileSheet) -> bool {
    !is_to_validate(sheet)
}

/// Whether no guardian has an account, so that no mail goes to anybody.
pub(super) fn is_told_to_nobody(sheet: &FamilyFileSheet) -> bool {
    sheet.parts.iter().all(|part| part.email.is_none())
}

/// The file as lists have it.
fn summary(sheet: &FamilyFileSheet) -> FamilyFileSummary {
    FamilyFileSummary {
        household_id: sheet.household_id,
        name: sheet.name.clone(),
        school_year: sheet.file.school_year,
        state: sheet.file.state,
        version: sheet.version,
        submitted_at: sheet.submitted_at,
        children: Vec::new(),
        guardians: Vec::new(),
        not_come: Vec::new(),
    }
}
