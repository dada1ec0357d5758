//! What is wrong with a form, all of it, before the form, each with a link to its field.

use leptos::html;
use leptos::prelude::*;

use crate::i18n::t;

/// The errors of a form; takes the focus each time there are new ones.
#[component]
pub fn ErrorSummary(
    /// Id of the field, and what is wrong with it; an empty id for what concerns the whole form.
    #[prop(into)]
    errors: Signal<Vec<(&'static str, String)>>,
) -> impl IntoView {
    let summary = NodeRef::<html::Div>::new();
    let title = t("form.errors");
    Effect::new(move |_| {
        if errors.with(Vec::is_empty) {
            return;
        }
        if let Some(summary) = summary.get() {
            let _ = summary.focus();
        }
    });
    let line = |(field, error): (&'static str, String)| {
        let go = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            if let Some(input) = document().get_element_by_id(field) {
                super::page::focus(&input);
            }
        };
        if field.is_empty() {
            view! { <li>{error}</li> }.into_any()
        } else {
            view! { <li><a href=["#", field].concat() on:click=go>{error}</a></li> }.into_any()
        }
    };
    view! {
        <Show when=move || !errors.with(Vec::is_empty)>
            <div class="error-summary" role="alert" tabindex="-1" node_ref=summary>
                <strong>{title}</strong>
                <ul>{move || errors.get().into_iter().map(line).collect_view()}</ul>
            </div>
        </Show>
    }
}
