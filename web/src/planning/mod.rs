//! The planning grid.

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::Page;

/// The calendar of a household.
#[component]
pub fn PlanningPage() -> impl IntoView {
    view! { <Page title=t("nav.planning")>{()}</Page> }
}
