//! The first link of a page: over the head, to what it is about.

use leptos::prelude::*;

use super::focus;
use crate::i18n::t;

/// Moves the focus to the page's heading; a plain link to an anchor would add a step to the history.
#[component]
pub fn SkipLink() -> impl IntoView {
    let skip = |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Ok(Some(heading)) = document().query_selector("#content h1") {
            focus(&heading);
        }
    };
    view! { <a class="skip" href="#content" on:click=skip>{t("app.skip")}</a> }
}
