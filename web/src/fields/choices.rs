//! Editors of what is chosen: one answer of several, or several of them.

use leptos::prelude::*;
use shared::families::FieldValue;

use super::editor::Editing;
use super::frame::Group;
use super::words::choice;
use crate::i18n::use_i18n;

/// One of the answers; without codes, yes or no. Where it may be left empty, no answer is an answer too.
#[component]
pub(super) fn SingleEditor(editing: Editing, codes: Option<&'static [&'static str]>) -> impl IntoView {
    let i18n = use_i18n();
    let (id, field) = (editing.id(), editing.field());
    let chosen = Memo::new(move |_| match codes {
        None => editing.answers.flag(field).map(|flag| if flag { "yes" } else { "no" }.to_owned()),
        Some(_) => Some(editing.answers.text(field)).filter(|text| !text.is_empty()),
    });
    let choose = move |code: Option<&'static str>| {
        let value = code.map(|code| match codes {
            None => FieldValue::Flag(code == "yes"),
            Some(_) => FieldValue::Text(code.to_owned()),
        });
        editing.set(value);
    };
    let none = (!editing.required()).then_some(None);
    let options = codes.unwrap_or(&["yes", "no"]).iter().copied().map(Some).chain(none);
    let line = move |(place, code): (usize, Option<&'static str>)| {
        let name = move || match code {
            None => i18n.text("field.no_answer", &[]),
            Some(code) if codes.is_none() => i18n.text(["field.", code].concat().as_str(), &[]),
            Some(code) => choice(i18n, field, code),
        };
        view! {
            <label class="option">
                <input
                    type="radio"
                    name=id
                    id=(place == 0).then_some(id)
                    prop:checked=move || chosen.get().as_deref() == code
                    on:change=move |_| choose(code)
                />
                <span>{name}</span>
            </label>
        }
    };
    let class = if codes.is_none() { "options options--row" } else { "options" };
    view! {
        <Group editing>
            <div class=class>{options.enumerate().map(line).collect_view()}</div>
        </Group>
    }
}

/// Several of the answers, or expressly none.
#[component]
pub(super) fn SeveralEditor(editing: Editing, codes: &'static [&'static str]) -> impl IntoView {
    let i18n = use_i18n();
    let (id, field) = (editing.id(), editing.field());
    let chosen = Memo::new(move |_| editing.answers.several(field));
    let toggle = move |code: &'static str| {
        let mut kept = chosen.get_untracked().unwrap_or_default();
        if kept.iter().any(|kept| kept == code) {
            kept.retain(|kept| kept != code);
        } else {
            kept.push(code.to_owned());
        }
        editing.set((!kept.is_empty()).then_some(FieldValue::Several(kept)));
    };
    let none = move || chosen.with(|chosen| chosen.as_ref().is_some_and(Vec::is_empty));
    let toggle_none = move |_| {
        let value = (!untrack(none)).then(|| FieldValue::Several(Vec::new()));
        editing.set(value);
    };
    let line = move |(place, code): (usize, &'static str)| {
        let on = move || {
            chosen.with(|chosen| chosen.as_ref().is_some_and(|chosen| chosen.iter().any(|it| it == code)))
        };
        view! {
            <label class="option">
                <input
                    type="checkbox"
                    name=id
                    id=(place == 0).then_some(id)
                    prop:checked=on
                    on:change=move |_| toggle(code)
                />
                <span>{move || choice(i18n, field, code)}</span>
            </label>
        }
    };
    view! {
        <Group editing>
            <div class="options options--columns">
                {codes.iter().copied().enumerate().map(line).collect_view()}
                <label class="option">
                    <input type="checkbox" name=id prop:checked=none on:change=toggle_none />
                    <span>{move || choice(i18n, field, "none")}</span>
                </label>
            </div>
        </Group>
    }
}
