//! The file of one household on a page of its own, whatever its state: where links from elsewhere lead.

use leptos::prelude::*;
use shared::ids::HouseholdId;
use shared::wire::FamilyFileSheet;

use super::decision::FileDecision;
use super::sheet::Sheet;
use crate::i18n::t;
use crate::router::{Link, use_router};
use crate::staff::erasures::FamilyRightsCard;
use crate::staff::households::HouseholdDesk;
use crate::staff::paths;
use crate::ui::{Icon, Notice, Page, Tone};

/// The household of a path such as `/staff/files/0197c9a2-…`.
#[must_use]
pub fn household_of(path: &str) -> Option<HouseholdId> {
    path.strip_prefix(paths::FILES)?.strip_prefix('/')?.parse().ok()
}

/// The file of a household, in the school year that the address names, else in the present one.
#[component]
pub fn FamilyFilePage(
    /// Whose.
    household: HouseholdId,
) -> impl IntoView {
    let router = use_router();
    let school_year = untrack(|| router.parameter("year")).and_then(|year| year.parse().ok());
    let desk = HouseholdDesk::new(household);
    let told = RwSignal::new(false);
    provide_context(desk);
    let done =
        move || desk.done.get().map(|key| view! { <Notice tone=Tone::Success><p>{t(key)}</p></Notice> });
    let decide = Callback::new(move |(sheet,): (RwSignal<Option<FamilyFileSheet>>,)| {
        view! { <FileDecision sheet /> }.into_any()
    });
    view! {
        <Page title=t("files.one")>
            <div class="stack">
                <div>
                    <Link href=paths::FAMILIES class="link-line"><Icon name="arrow-left" /><span>{t("desk.nav.families")}</span></Link>
                </div>
                <div role="status">{done}</div>
                <section class="card"><Sheet household school_year named=true told decide /></section>
                <Show when=move || told.get()><FamilyRightsCard household /></Show>
            </div>
        </Page>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_a_household() {
        let id = "0197c9a2-0000-7000-8000-0000000000cc";
        assert_eq!(household_of(&["/staff/files/", id].concat()), id.parse().ok());
        assert_eq!(household_of("/staff/files"), None);
        assert_eq!(household_of("/staff/files/martin"), None);
    }
}
