//! What opening a year did.

use leptos::prelude::*;
use shared::wire::SchoolYearOpened;

use super::desk::Desk;
use super::words::child_name;
use crate::i18n::{t, use_i18n};
use crate::ui::{Button, ButtonKind, Notice, Tone, focus};

/// The numbers, and whose correction came too late; takes the focus, as the button that had it is gone.
#[component]
pub(super) fn Opened(desk: Desk, opened: SchoolYearOpened) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<leptos::html::H2>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            focus(&node);
        }
    });
    let year = opened.school_year.to_string();
    let title = move || i18n.text("year.opened", &[("year", year.clone())]);
    let number = move |key: &'static str, count: u32| {
        view! { <li>{move || i18n.count(key, i64::from(count), &[])}</li> }
    };
    let late = opened.overtaken.iter().filter_map(|child| untrack(|| desk.line(*child)));
    let late: Vec<_> = late.map(|line| child_name(&line)).collect();
    let too_late = (!late.is_empty()).then(|| {
        let names = late.into_iter().map(|name| view! { <li>{name}</li> }).collect_view();
        view! {
            <Notice tone=Tone::Warning>
                <p>{t("year.overtaken")}</p>
                <ul class="bullets">{names}</ul>
            </Notice>
        }
    });
    let nothing_new = opened.promoted == 0 && opened.leaving == 0 && opened.files == 0;
    let again = Callback::new(move |()| desk.again());
    view! {
        <section class="card">
            <h2 tabindex="-1" node_ref=node>{title}</h2>
            {nothing_new.then(|| view! { <Notice><p>{t("year.nothing_new")}</p></Notice> })}
            <ul class="bullets">
                {number("year.promoted", opened.promoted)}
                {number("year.departed", opened.leaving)}
                {number("year.known", opened.known)}
                {number("year.still_undecided", opened.undecided)}
                {number("year.files", opened.files)}
            </ul>
            {too_late}
            <div><Button kind=ButtonKind::Plain icon="refresh-cw" label=t("year.see") on_press=again /></div>
        </section>
    }
}
