//! Whether a household lives on the territory: staff say so with their decision.

use leptos::prelude::*;
use shared::wire::{FamilyFileSheet, FamilyFileSummary};

use crate::i18n::t;
use crate::staff::queue::{Queue, Queued};
use crate::ui::{Choice, RadioField};

const RESIDENT: &str = "resident";
const YES: &str = "yes";
const NO: &str = "no";

/// The two answers; what is chosen goes with the decision.
#[component]
pub(super) fn Residence(
    /// Where the file waits.
    queue: Queue<FamilyFileSummary>,
    /// Which file.
    file: FamilyFileSummary,
    /// What is known.
    sheet: FamilyFileSheet,
) -> impl IntoView {
    let key = StoredValue::new(file.key());
    let known = sheet.resident;
    let chosen = untrack(|| queue.extra(&key.get_value())).resident.unwrap_or(known);
    let value = RwSignal::new(if chosen { YES } else { NO }.to_owned());
    Effect::new(move |_| {
        let resident = value.with(|value| value == YES);
        queue.note(&key.get_value(), |read| read.resident = (resident != known).then_some(resident));
    });
    let choice = |code: &str, key| Choice { code: code.to_owned(), label: t(key), says: None };
    let choices = vec![choice(YES, "answer.yes"), choice(NO, "answer.no")];
    view! {
        <div class="residence"><RadioField id=RESIDENT legend=t("files.resident") choices value /></div>
    }
}
