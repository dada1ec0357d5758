//! The names of people and households, in whatever script they are written.

use leptos::prelude::*;

/// A name among other words: whichever way it is read, it turns nothing around it. In sentences made of text alone,
/// [`crate::i18n::I18n::text`] sees to it.
#[component]
pub fn PersonName(
    /// As it is written.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    view! { <bdi>{name}</bdi> }
}
