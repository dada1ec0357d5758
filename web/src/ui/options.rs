//! Choices in forms: one of some, or any of some, each with what it means.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{Icon, described_by};

/// Something one may choose.
#[derive(Clone)]
pub struct Choice {
    /// What is written when it is chosen.
    pub code: String,
    /// Its name.
    pub label: Signal<String>,
    /// What it means.
    pub says: Option<Signal<String>>,
}

#[component]
fn Frame(
    id: &'static str,
    legend: Signal<String>,
    error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let message = move || {
        error.get().map(|error| {
            view! {
                <p class="field-error" id=[id, "-error"].concat()><Icon name="circle-alert" /><span>{error}</span></p>
            }
        })
    };
    view! {
        <fieldset
            class="field"
            id=id
            tabindex="-1"
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=move || described_by(id, false, error.with(Option::is_some))
        >
            <legend class="field-label">{legend}</legend>
            {message}
            <div class="options">{children()}</div>
        </fieldset>
    }
}

#[component]
fn Words(choice: Choice) -> impl IntoView {
    view! {
        <span class="option-words">
            <span class="option-name">{choice.label}</span>
            {choice.says.map(|says| view! { <span class="field-hint">{says}</span> })}
        </span>
    }
}

/// One of some.
#[component]
pub fn RadioField(
    /// Unique on the page; an error summary links to it.
    id: &'static str,
    /// What is chosen.
    #[prop(into)]
    legend: Signal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What there is.
    choices: Vec<Choice>,
    /// The code of the chosen one.
    value: RwSignal<String>,
) -> impl IntoView {
    let option = move |choice: Choice| {
        let (code, chosen) = (choice.code.clone(), choice.code.clone());
        view! {
            <label class="option">
                <input
                    type="radio"
                    name=id
                    prop:checked=move || value.with(|value| *value == chosen)
                    on:change=move |_| value.set(code.clone())
                />
                <Words choice />
            </label>
        }
    };
    view! { <Frame id legend error>{choices.into_iter().map(option).collect_view()}</Frame> }
}

/// Any of some.
#[component]
pub fn CheckField(
    /// Unique on the page; an error summary links to it.
    id: &'static str,
    /// What is chosen.
    #[prop(into)]
    legend: Signal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What there is.
    choices: Vec<Choice>,
    /// The codes of the chosen ones.
    value: RwSignal<BTreeSet<String>>,
) -> impl IntoView {
    let option = move |choice: Choice| {
        let (code, chosen) = (choice.code.clone(), choice.code.clone());
        let toggle = move |_| {
            value.update(|value| {
                if !value.remove(&code) {
                    value.insert(code.clone());
                }
            });
        };
        view! {
            <label class="option">
                <input type="checkbox" prop:checked=move || value.with(|value| value.contains(&chosen)) on:change=toggle />
                <Words choice />
            </label>
        }
    };
    view! { <Frame id legend error>{choices.into_iter().map(option).collect_view()}</Frame> }
}
