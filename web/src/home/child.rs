//! One child's week, in sentences.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use shared::bookings::{Facts, Ledger};
use shared::catalogue::{Language, format_day};
use shared::ids::SlotId;

use super::digest::{BookedDay, Week, booked, next_booked};
use crate::i18n::{I18n, capital, use_i18n};
use crate::router::Link;
use crate::ui::{Avatar, Icon, PersonName};

/// A child's card. Each day leads to its list in the calendar: a sick child is two taps away.
#[component]
pub(super) fn ChildWeek(
    /// Where it is all said.
    facts: Arc<Facts>,
    /// Who has which place.
    ledger: Ledger,
    /// Which child, by its place in the household.
    position: usize,
    /// Which days.
    week: Week,
) -> impl IntoView {
    let i18n = use_i18n();
    let child = facts.children[position].clone();
    let days = booked(&facts, &ledger, child.id, week);
    let name = child.first_name.clone();
    let nothing = days.is_empty().then(|| {
        let key = if week.is_next() { "home.nothing_next" } else { "home.nothing" };
        let next = next_booked(&facts, child.id, week).map(|day| {
            view! { <p>{move || i18n.text("home.next_booked", &[("day", format_day(i18n.language(), day))])}</p> }
        });
        view! {
            <p class="muted">{move || i18n.text(key, &[("name", name.clone())])}</p>
            {next}
        }
    });
    let line = move |BookedDay { day, slots }: BookedDay| {
        let facts = Arc::clone(&facts);
        let names = move || slot_names(&facts, &slots, i18n.language());
        view! {
            <li>
                <Link href=["/planning?day=", &day.to_string()].concat() class="day-link">
                    <span class="day-name">{move || day_name(i18n, day, week.today)}</span>
                    <span class="day-slots">{names}</span>
                    <Icon name="chevron-right" />
                </Link>
            </li>
        }
    };
    let list = (!days.is_empty())
        .then(|| view! { <ul class="rows">{days.into_iter().map(line).collect_view()}</ul> });
    view! {
        <article class="card">
            <div class="card-head">
                <Avatar name=child.first_name.clone() position />
                <h3><PersonName name=child.first_name.clone() /></h3>
            </div>
            {nothing}
            {list}
        </article>
    }
}

fn slot_names(facts: &Facts, slots: &[SlotId], language: Language) -> String {
    let name = |slot: &SlotId| Some(facts.organisation.slot(*slot)?.1.name.get(language).to_owned());
    slots.iter().filter_map(name).collect::<Vec<_>>().join(", ")
}

/// “Aujourd’hui, mardi 3 mars”, “Mercredi 4 mars”.
fn day_name(i18n: I18n, day: NaiveDate, today: NaiveDate) -> String {
    let name = format_day(i18n.language(), day);
    if day == today {
        i18n.text("home.today", &[("day", name)])
    } else if day == today + Days::new(1) {
        i18n.text("home.tomorrow", &[("day", name)])
    } else {
        capital(&name)
    }
}
