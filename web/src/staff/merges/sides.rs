//! Both households side by side.

use leptos::prelude::*;
use shared::catalogue::format_day_with_year;
use shared::wire::{MergeChild, MergeGuardian, MergeHousehold};

use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::staff::answers::{answer, field_label};
use crate::ui::PersonName;

/// The one that stays, and the one that goes over into it.
#[component]
pub(super) fn Sides(kept: MergeHousehold, other: MergeHousehold) -> impl IntoView {
    view! {
        <div class="pair">
            <Side household=kept title="merge.kept" />
            <Side household=other title="merge.other" />
        </div>
    }
}

#[component]
fn Side(household: MergeHousehold, title: &'static str) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let guardian = |guardian: MergeGuardian| {
        let name = [guardian.first_name, guardian.last_name].join(" ");
        let account = if guardian.account_id.is_some() { "merge.has_account" } else { "merge.no_account" };
        view! {
            <li><PersonName name /> " " <span class="muted whom">{guardian.email}</span> " " <span class="muted">{t(account)}</span></li>
        }
    };
    let child = move |child: MergeChild| {
        let name = [child.first_name, child.last_name].join(" ");
        let born = move || format_day_with_year(i18n.language(), child.birth_date);
        view! { <li><PersonName name /> " " <span class="muted">{born}</span></li> }
    };
    let line = move |(field, value)| {
        let told = move || answer(i18n, organisation, field, &value);
        view! { <div><dt>{move || field_label(i18n, field)}</dt><dd>{told}</dd></div> }
    };
    let resident = match household.resident {
        Some(true) => "answer.yes",
        Some(false) => "answer.no",
        None => "files.to_check",
    };
    view! {
        <section class="card">
            <p class="muted">{t(title)}</p>
            <h2><PersonName name=household.name /></h2>
            <h3>{t("merge.guardians")}</h3>
            <ul class="rows">{household.guardians.into_iter().map(guardian).collect_view()}</ul>
            <h3>{t("merge.children")}</h3>
            <ul class="rows">{household.children.into_iter().map(child).collect_view()}</ul>
            <dl class="facts">
                <div><dt>{t("household.resident")}</dt><dd>{t(resident)}</dd></div>
                {household.values.into_iter().map(line).collect_view()}
            </dl>
        </section>
    }
}
