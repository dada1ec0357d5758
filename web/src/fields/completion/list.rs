//! The list of addresses below the field.

use leptos::html;
use leptos::prelude::*;
use shared::wire::AddressSuggestion;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::Completion;
use crate::i18n::t;

/// Shows an element that lies outside the screen, moving as little as possible.
fn show(element: &web_sys::Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// What is proposed, where the server completes addresses.
#[component]
pub(in crate::fields) fn Suggestions(completion: Completion) -> impl IntoView {
    view! {
        <Show when=move || completion.on.get()>
            <List completion />
        </Show>
    }
}

#[component]
fn List(completion: Completion) -> impl IntoView {
    let offer = completion.offer;
    let items = Memo::new(move |_| offer.with(|offer| offer.items.clone()));
    let open = Memo::new(move |_| offer.with(|offer| offer.open));
    let active = Memo::new(move |_| offer.with(|offer| offer.active));
    let frame = NodeRef::<html::Ul>::new();
    Effect::new(move |_| {
        items.track();
        if let Some(frame) = frame.get().filter(|_| open.get()) {
            show(&frame);
        }
    });
    Effect::new(move |_| {
        let place = active.get();
        if let Some(option) =
            place.and_then(|place| document().get_element_by_id(&completion.option_id(place)))
        {
            show(&option);
        }
    });
    let line = move |(place, suggestion): (usize, AddressSuggestion)| {
        let town = [&suggestion.postal_code, " ", &suggestion.city].concat();
        let words = suggestion.line.clone();
        view! {
            <li
                class="suggestion"
                role="option"
                id=completion.option_id(place)
                aria-selected=move || if active.get() == Some(place) { "true" } else { "false" }
                on:click=move |_| completion.take(suggestion.clone())
            >
                <span class="suggestion-line">{words}</span>
                " "
                <span class="suggestion-city">{town}</span>
            </li>
        }
    };
    view! {
        // pressing keeps the focus in the field
        <ul
            class="suggestions"
            role="listbox"
            id=completion.list_id()
            aria-label=t("field.addresses")
            hidden=move || !open.get()
            node_ref=frame
            on:mousedown=|event| event.prevent_default()
        >
            {move || items.get().into_iter().enumerate().map(line).collect_view()}
        </ul>
    }
}
