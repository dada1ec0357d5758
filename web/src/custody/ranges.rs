//! Dates that go before weeks, as they are typed.

use leptos::prelude::*;
use shared::custody::Holder;

use super::calendar::Names;
use super::draft::{Draft, Row};
use crate::i18n::{t, use_i18n};
use crate::ui::{Button, ButtonKind};

/// The rows of dates.
#[component]
pub(super) fn Ranges(draft: Draft, names: Names) -> impl IntoView {
    let add = Callback::new(move |()| draft.add("", "", Holder::Ours));
    view! {
        <fieldset class="field">
            <legend class="field-label">{t("custody.edit.ranges")}</legend>
            <p class="field-hint">{t("custody.edit.ranges_hint")}</p>
            <For each=move || draft.rows.get() key=|row| row.id let:row>
                <RangeRow draft row names />
            </For>
            <div>
                <Button kind=ButtonKind::Plain icon="plus" label=t("custody.edit.add") on_press=add />
            </div>
        </fieldset>
    }
}

#[component]
fn RangeRow(draft: Draft, row: Row, names: Names) -> impl IntoView {
    let i18n = use_i18n();
    let number = move || draft.rows.get().iter().position(|it| it.id == row.id).map_or(1, |at| at + 1);
    let about = Signal::derive(move || i18n.text("custody.edit.of", &[("n", number().to_string())]));
    let id = move |name: &str| ["custody-", name, "-", &row.id.to_string()].concat();
    let date = move |name: &'static str, label: &'static str, value: RwSignal<String>| {
        view! {
            <div class="field">
                <label class="field-label" for=id(name)>
                    {t(label)} <span class="visually-hidden">" "{about}</span>
                </label>
                <div class="field-box">
                    <input
                        class="input"
                        type="date"
                        id=id(name)
                        prop:value=value
                        on:input:target=move |event| value.set(event.target().value())
                    />
                </div>
            </div>
        }
    };
    let choose = move |event: leptos::ev::Event| row.theirs.set(event_target_value(&event) == "theirs");
    let remove = Callback::new(move |()| draft.remove(row.id));
    view! {
        <div class="stack custody-range">
            {date("from", "custody.edit.from", row.from)}
            {date("to", "custody.edit.to", row.to)}
            <div class="field">
                <label class="field-label" for=id("whose")>
                    {t("custody.edit.whose")} <span class="visually-hidden">" "{about}</span>
                </label>
                <div class="field-box">
                    <select class="input" id=id("whose") on:change=choose>
                        <option value="ours" selected=!row.theirs.get_untracked()>{names.ours}</option>
                        <option value="theirs" selected=row.theirs.get_untracked()>{names.theirs}</option>
                    </select>
                </div>
            </div>
            <div>
                <Button kind=ButtonKind::Quiet icon="trash-2" label=t("custody.edit.remove") about on_press=remove />
            </div>
        </div>
    }
}
