//! The last look before a year is opened: what will be written, and what will be left open.

use leptos::prelude::*;

use super::desk::Desk;
use super::plan::Tally;
use crate::failure::sentence;
use crate::i18n::{t, use_i18n};
use crate::ui::{Button, ButtonKind, Dialog, Notice, Tone};

/// The dialog.
#[component]
pub(super) fn Confirm(desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let year = desk.year.to_string();
    let title = Signal::derive(move || i18n.text("year.confirm", &[("year", year.clone())]));
    Effect::new(move |_| {
        if desk.opened.with(Option::is_some) {
            open.set(false);
        }
    });
    view! { <Dialog open title><Recap desk open /></Dialog> }
}

#[component]
fn Recap(desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let number = move |key: &'static str, of: fn(&Tally) -> usize| {
        let text = move || i18n.count(key, i64::try_from(desk.tally.with(of)).unwrap_or(i64::MAX), &[]);
        view! { <li>{text}</li> }
    };
    let corrected = move || {
        let count = desk.corrections.with(std::collections::BTreeMap::len);
        i18n.count("year.corrections", i64::try_from(count).unwrap_or(i64::MAX), &[])
    };
    let undecided = move || desk.tally.with(|tally| tally.undecided > 0);
    let send = Callback::new(move |()| desk.open());
    let close = Callback::new(move |()| open.set(false));
    let refused = move || {
        desk.refused.get().map(|error| {
            view! { <Notice tone=Tone::Danger><p>{move || sentence(i18n, &error)}</p></Notice> }
        })
    };
    view! {
        <ul class="bullets">
            {number("year.goes", |tally| tally.goes)}
            {number("year.leaving", |tally| tally.leaves)}
            {number("year.known", |tally| tally.known)}
            <li>{corrected}</li>
        </ul>
        <Show when=undecided>
            <Notice tone=Tone::Warning><p>{t("year.undecided_stay")}</p></Notice>
        </Show>
        <p>{t("year.confirm_says")}</p>
        {refused}
        <div class="row">
            <Button icon="check" label=t("year.open_now") busy=desk.sending on_press=send />
            <Button kind=ButtonKind::Quiet icon="x" label=t("desk.cancel") on_press=close />
        </div>
    }
}
