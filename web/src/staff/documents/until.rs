//! Until when a document counts: as its type says, or as an agent reads on it.

use chrono::{Months, NaiveDate};
use leptos::prelude::*;
use shared::limits::MAX_DOCUMENT_YEARS;
use shared::wire::DocumentToCheck;

use crate::browser::clock::Clock;
use crate::i18n::t;
use crate::organisation::use_organisation;
use crate::staff::queue::{Deciding, Queued};
use crate::ui::{Frame, described_by};

const UNTIL: &str = "until";

/// The field for the last day.
#[component]
pub(super) fn UntilField(
    /// The decision on it.
    deciding: Deciding<DocumentToCheck>,
    /// The document.
    document: DocumentToCheck,
) -> impl IntoView {
    let organisation = use_organisation();
    let clock: Clock = expect_context();
    let key = StoredValue::new(document.key());
    let by_type = document.document.expires_on.and_then(|day| day.pred_opt());
    let before = untrack(|| deciding.extra(&key.get_value())).last_day.or(by_type);
    let text = RwSignal::new(before.map(|day| day.to_string()).unwrap_or_default());
    let wrong = move || text.with(|text| is_wrong(text, organisation.day_of(clock.now())));
    Effect::new(move |_| {
        let day = text.with(|text| text.parse::<NaiveDate>().ok());
        let last_day = day.filter(|day| Some(*day) != by_type);
        let wrong = wrong();
        deciding.note(&key.get_value(), |read| (read.last_day, read.wrong) = (last_day, wrong));
    });
    let message = t("pieces.until_wrong");
    let error = Signal::derive(move || wrong().then(|| message.get()));
    view! {
        <div class="until">
            <Frame id=UNTIL label=t("pieces.until") hint=Some(t("pieces.until_hint")) error>
                <input
                    class="input"
                    type="date"
                    id=UNTIL
                    name=UNTIL
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || described_by(UNTIL, true, error.with(Option::is_some))
                    prop:value=text
                    on:input:target=move |event| text.set(event.target().value())
                />
            </Frame>
        </div>
    }
}

/// Whether a day that is written is over on a day, or too far from it; nothing written is not wrong.
fn is_wrong(text: &str, today: NaiveDate) -> bool {
    let latest = today.checked_add_months(Months::new(MAX_DOCUMENT_YEARS * 12));
    let day = text.parse::<NaiveDate>();
    day.is_ok_and(|day| day < today || latest.is_some_and(|latest| day >= latest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_counts_today_and_not_for_ever() {
        let today: NaiveDate = "2026-09-14".parse().unwrap();
        assert!(!is_wrong("", today), "as its type says");
        assert!(!is_wrong("2026-09-14", today), "today is its last day");
        assert!(is_wrong("2026-09-13", today));
        assert!(!is_wrong("2056-09-13", today));
        assert!(is_wrong("2056-09-14", today));
    }
}
