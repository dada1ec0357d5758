//! Editors of what is chosen from a longer list: a school, a grade.

use leptos::prelude::*;
use shared::families::{FieldValue, Grade};

use super::editor::Editing;
use super::words::grade;
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::ui::{Frame, described_by};

#[component]
pub(super) fn SchoolEditor(editing: Editing) -> impl IntoView {
    let organisation = use_organisation();
    let schools = Signal::derive(move || {
        organisation.answer().with(|answer| match answer {
            Some(Ok(facts)) => {
                facts.schools.iter().map(|school| (school.id.to_string(), school.name.clone())).collect()
            }
            _ => Vec::new(),
        })
    });
    view! { <Select editing options=schools /> }
}

#[component]
pub(super) fn GradeEditor(editing: Editing) -> impl IntoView {
    let i18n = use_i18n();
    let grades = Signal::derive(move || {
        Grade::ALL.map(|it| (it.code().to_owned(), grade(i18n, it.code()))).into_iter().collect()
    });
    view! { <Select editing options=grades /> }
}

#[component]
fn Select(
    editing: Editing,
    /// Codes and names.
    options: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let (id, field, error) = (editing.id(), editing.field(), editing.error);
    let has_hint = editing.hint.is_some();
    let chosen = Memo::new(move |_| editing.answers.text(field));
    let choose = move |code: String| editing.set((!code.is_empty()).then_some(FieldValue::Text(code)));
    let line = move |(code, name): (String, String)| {
        let known = code.clone();
        view! { <option value=code selected=move || chosen.with(|chosen| *chosen == known)>{name}</option> }
    };
    view! {
        <Frame id label=editing.label hint=editing.hint error>
            <select
                class="input"
                id=id
                name=id
                aria-required=editing.required().then_some("true")
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described_by(id, has_hint, error.with(Option::is_some))
                on:change:target=move |event| choose(event.target().value())
            >
                <option value="" selected=move || chosen.with(String::is_empty)>{t("field.choose")}</option>
                {move || options.get().into_iter().map(line).collect_view()}
            </select>
        </Frame>
    }
}
