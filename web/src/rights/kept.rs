//! What is kept, how long, why, and what becomes of it.

use leptos::prelude::*;
use shared::wire::{DataKept, ErasureFate, KeptFor};

use crate::i18n::{I18n, t, use_i18n};
use crate::ui::Icon;

/// Each kind of data that there is.
#[component]
pub(super) fn KeptCard(categories: Vec<DataKept>) -> impl IntoView {
    let rows = categories.into_iter().map(|kept| view! { <Kept kept /> }).collect_view();
    view! {
        <section class="card">
            <div class="card-head"><Icon name="list" /><h2>{t("data.kept")}</h2></div>
            <ul class="rows">{rows}</ul>
        </section>
    }
}

#[component]
fn Kept(kept: DataKept) -> impl IntoView {
    let i18n = use_i18n();
    let code = kept.category.code();
    let of = move |what: &str| ["data.", what, ".", code].concat();
    let (name, why, from) = (of("name"), of("why"), of("from"));
    let told = move |key: &str| i18n.text(key, &[]);
    let period = move || {
        let period = period(i18n, kept.kept_for);
        i18n.text(&from, &[("period", period)])
    };
    let held = move || match i64::try_from(kept.held).unwrap_or(i64::MAX) {
        0 => i18n.text("data.held.none", &[]),
        n => i18n.count("data.held", n, &[]),
    };
    let fate = match kept.on_erasure {
        ErasureFate::Erased => None,
        ErasureFate::Pseudonymised => Some("data.fate.pseudonymised"),
        ErasureFate::Emptied => Some("data.fate.emptied"),
    };
    view! {
        <li class="data-row">
            <h3>{move || told(&name)}" "<span class="muted">{held}</span></h3>
            <p>{move || told(&why)}</p>
            <p class="mark"><Icon name="clock" /><span>{period}</span></p>
            {fate.map(|fate| view! { <p class="muted">{t(fate)}</p> })}
        </li>
    }
}

/// “24 months”.
fn period(i18n: I18n, kept: KeptFor) -> String {
    let (key, count) = match kept {
        KeptFor::Days(days) => ("data.days", days),
        KeptFor::Months(months) => ("data.months", months),
        KeptFor::Years(years) => ("data.years", years),
    };
    i18n.count(key, i64::from(count), &[])
}
