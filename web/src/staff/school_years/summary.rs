//! What opening would do, in numbers, and what families will be asked then.

use leptos::prelude::*;
use shared::wire::SchoolYearToOpen;

use super::desk::Desk;
use super::words::grade_name;
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::staff::answers::field_label;
use crate::ui::Icon;

/// Counts of children, by what becomes of them and by school and grade.
#[component]
pub(super) fn Counts(desk: Desk) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let count = |key: &'static str, number: fn(&super::plan::Tally) -> usize| {
        let text = move || i18n.count(key, i64::try_from(desk.tally.with(number)).unwrap_or(i64::MAX), &[]);
        view! { <li>{text}</li> }
    };
    let school = move |(id, grades): (shared::ids::SchoolId, std::collections::BTreeMap<_, usize>)| {
        let total: usize = grades.values().sum();
        let name = organisation.school_name(id).unwrap_or_default();
        let line = move |(grade, number): (shared::families::Grade, usize)| {
            view! { <div><dt>{grade_name(i18n, grade)}</dt><dd>{number}</dd></div> }
        };
        view! {
            <section class="year-school">
                <h3>{name} " " <span class="muted">{total}</span></h3>
                <dl class="year-grades">{grades.into_iter().map(line).collect_view()}</dl>
            </section>
        }
    };
    let schools = move || desk.tally.get().there.into_iter().map(school).collect_view();
    view! {
        <section class="card">
            <div class="card-head"><Icon name="school" /><h2>{t("year.counts")}</h2></div>
            <ul class="counts">
                {count("year.goes", |tally| tally.goes)}
                {count("year.leaving", |tally| tally.leaves)}
                {count("year.undecided", |tally| tally.undecided)}
                {count("year.known", |tally| tally.known)}
            </ul>
            <div class="year-schools">{schools}</div>
        </section>
    }
}

/// What families will be asked, and what they will not.
#[component]
pub(super) fn AskedAgain(year: SchoolYearToOpen) -> impl IntoView {
    let i18n = use_i18n();
    let nothing = year.fields.is_empty() && year.documents.is_empty();
    let fields = year.fields.into_iter().map(|field| view! { <li>{move || field_label(i18n, field)}</li> });
    let documents = year.documents.into_iter().map(|name| {
        view! { <li>{move || name.get(i18n.language()).to_owned()}</li> }
    });
    let list = fields.collect_view();
    let documents = documents.collect_view();
    view! {
        <section class="card">
            <div class="card-head"><Icon name="repeat" /><h2>{t("year.asked")}</h2></div>
            {nothing.then(|| view! { <p>{t("year.asked_nothing")}</p> })}
            <ul class="bullets">{list}{documents}</ul>
            <p class="muted">{t("year.not_asked")}</p>
        </section>
    }
}
