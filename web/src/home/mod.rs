//! Home.

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::Page;

/// Home.
#[component]
pub fn HomePage() -> impl IntoView {
    view! { <Page title=t("nav.home")>{()}</Page> }
}
