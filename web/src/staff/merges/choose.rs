//! Finding the two: by name.

use leptos::prelude::*;
use shared::ids::HouseholdId;
use shared::wire::FamilyFileSummary;

use crate::i18n::t;
use crate::router::Link;
use crate::staff::find_household::FindHousehold;
use crate::staff::paths;
use crate::ui::{Icon, PersonName};

/// A search, and the ways on with the households of that name.
#[component]
pub(super) fn Choose(
    /// The one that stays, when it is chosen.
    kept: Option<HouseholdId>,
) -> impl IntoView {
    let line = Callback::new(move |(file,): (FamilyFileSummary,)| {
        let href = match kept {
            None => format!("{}?kept={}", paths::MERGE, file.household_id),
            Some(kept) => format!("{}?kept={kept}&other={}", paths::MERGE, file.household_id),
        };
        view! {
            <Link href class="link-line"><Icon name="users-round" /><span><PersonName name=file.name /></span></Link>
        }
        .into_any()
    });
    let title = if kept.is_some() { "merge.choose_other" } else { "merge.choose_kept" };
    view! {
        <section class="card">
            <h2>{t(title)}</h2>
            <FindHousehold except=kept line />
        </section>
    }
}
