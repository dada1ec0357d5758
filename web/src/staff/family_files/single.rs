//! The file of one household on a page of its own, whatever its state: where links from elsewhere lead.

use leptos::prelude::*;
use shared::ids::HouseholdId;

use super::sheet::Sheet;
use crate::i18n::t;
use crate::router::Link;
use crate::staff::erasures::FamilyRightsCard;
use crate::staff::paths;
use crate::ui::{Icon, Page};

/// The household of a path such as `/staff/files/0197c9a2-…`.
#[must_use]
pub fn household_of(path: &str) -> Option<HouseholdId> {
    path.strip_prefix(paths::FILES)?.strip_prefix('/')?.parse().ok()
}

/// The file of a household in the present school year.
#[component]
pub fn FamilyFilePage(
    /// Whose.
    household: HouseholdId,
) -> impl IntoView {
    view! {
        <Page title=t("files.one")>
            <div class="stack">
                <div>
                    <Link href=paths::FILES class="link-line"><Icon name="arrow-left" /><span>{t("files.all")}</span></Link>
                </div>
                <section class="card"><Sheet household school_year=None named=true /></section>
                <FamilyRightsCard household />
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
