//! Editors of what is written: one line, several, a number, a day.

use leptos::prelude::*;
use shared::families::{Field, FieldKind, FieldValue};

use super::completion::{Completion, Suggestions};
use super::editor::Editing;
use crate::ui::{Frame, described_by};

/// What HTML calls what the browser may fill in, of whoever types.
const fn autocomplete(field: Field) -> &'static str {
    match field {
        Field::GuardianFirstName => "given-name",
        Field::GuardianLastName => "family-name",
        Field::GuardianPhone => "tel",
        Field::GuardianWorkPhone => "work tel",
        Field::GuardianProfession => "organization-title",
        Field::GuardianEmployer => "organization",
        Field::AddressLine => "address-line1",
        Field::AddressExtra => "address-line2",
        Field::AddressPostalCode => "postal-code",
        Field::AddressCity => "address-level2",
        _ => "off",
    }
}

/// The kind of input and of keyboard, whether letters begin as capitals, and how wide the answer is.
const fn manner(kind: FieldKind) -> (&'static str, Option<&'static str>, &'static str, &'static str) {
    match kind {
        FieldKind::Phone => ("tel", Some("tel"), "none", "input input--medium"),
        FieldKind::PostalCode => ("text", Some("numeric"), "none", "input input--short"),
        FieldKind::CafNumber => ("text", None, "characters", "input input--medium"),
        FieldKind::BirthDate => ("date", None, "none", "input input--medium"),
        _ => ("text", None, "sentences", "input"),
    }
}

#[component]
pub(super) fn LineEditor(editing: Editing) -> impl IntoView {
    let (id, field, error) = (editing.id(), editing.field(), editing.error);
    let (kind, keyboard, capitals, class) = manner(field.kind());
    let has_hint = editing.hint.is_some();
    let completion = Completion::of(editing);
    view! {
        <Frame id label=editing.label hint=editing.hint error>
            <input
                class=class
                id=id
                name=id
                type=kind
                inputmode=keyboard
                autocomplete=if editing.asked.own { autocomplete(field) } else { "off" }
                autocapitalize=capitals
                spellcheck="false"
                aria-required=editing.required().then_some("true")
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described_by(id, has_hint, error.with(Option::is_some))
                role=move || completion.and_then(Completion::role)
                aria-autocomplete=move || completion.and_then(Completion::role).map(|_| "list")
                aria-controls=move || completion.and_then(Completion::list)
                aria-expanded=move || completion.and_then(Completion::expanded)
                aria-activedescendant=move || completion.and_then(Completion::active)
                prop:value=move || editing.answers.text(field)
                on:input:target=move |event| {
                    let text = event.target().value();
                    if let Some(completion) = completion {
                        completion.typed(&event, &text);
                    }
                    editing.set(Some(FieldValue::Text(text)));
                }
                on:keydown=move |event| {
                    if let Some(completion) = completion {
                        completion.pressed(&event);
                    }
                }
                on:blur=move |_| {
                    if let Some(completion) = completion {
                        completion.close();
                    }
                }
            />
            {completion.map(|completion| view! { <Suggestions completion /> })}
        </Frame>
    }
}

#[component]
pub(super) fn LinesEditor(editing: Editing) -> impl IntoView {
    let (id, field, error) = (editing.id(), editing.field(), editing.error);
    let has_hint = editing.hint.is_some();
    view! {
        <Frame id label=editing.label hint=editing.hint error>
            <textarea
                class="input input--lines"
                id=id
                name=id
                rows="3"
                aria-required=editing.required().then_some("true")
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described_by(id, has_hint, error.with(Option::is_some))
                prop:value=move || editing.answers.text(field)
                on:input:target=move |event| editing.set(Some(FieldValue::Text(event.target().value())))
            ></textarea>
        </Frame>
    }
}
