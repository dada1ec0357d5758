//! The frame of a group of inputs: its question, why it is asked, what is wrong.

use leptos::prelude::*;

use super::editor::Editing;
use crate::ui::{Icon, described_by};

/// A question with several inputs.
#[component]
pub(super) fn Group(
    /// Which.
    editing: Editing,
    /// The inputs; the first, or what stands in its stead, has the field's id.
    children: Children,
) -> impl IntoView {
    let id = editing.id();
    let error = editing.error;
    let message = move || {
        error.get().map(|error| {
            view! {
                <p class="field-error" id=[id, "-error"].concat()>
                    <Icon name="circle-alert" />
                    <span>{error}</span>
                </p>
            }
        })
    };
    let has_hint = editing.hint.is_some();
    view! {
        <fieldset
            class="field"
            class:field--wrong=move || error.with(Option::is_some)
            aria-describedby=move || described_by(id, has_hint, error.with(Option::is_some))
        >
            <legend class="field-label">{editing.label}</legend>
            {editing.hint.map(|hint| view! { <p class="field-hint" id=[id, "-hint"].concat()>{hint}</p> })}
            {message}
            {children()}
        </fieldset>
    }
}
