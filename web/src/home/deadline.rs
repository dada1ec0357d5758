//! The next deadline, in words.

use std::sync::Arc;

use leptos::prelude::*;
use shared::bookings::Facts;
use shared::catalogue::{format_day, format_limit};

use super::digest::NextDeadline;
use crate::i18n::{I18n, capital, t, use_i18n};
use crate::router::Link;
use crate::ui::Icon;

/// Until when something can still be booked, for whom, and the way there.
#[component]
pub(super) fn DeadlineCard(
    /// Where names are.
    facts: Arc<Facts>,
    /// Which deadline.
    deadline: NextDeadline,
) -> impl IntoView {
    let i18n = use_i18n();
    let day = deadline.days.first().map(ToString::to_string).unwrap_or_default();
    let sentence = move || {
        let language = i18n.language();
        let zone = facts.organisation.calendar.time_zone;
        let params = [
            ("at", format_limit(language, deadline.at, zone)),
            ("days", days(i18n, &deadline)),
            ("names", names(i18n, &facts, &deadline)),
            ("slot", slot(i18n, &facts, &deadline)),
        ];
        let key = if deadline.slots.len() == 1 { "home.deadline_slot" } else { "home.deadline_slots" };
        capital(&i18n.text(key, &params))
    };
    view! {
        <section class="card deadline-card">
            <div class="card-head"><Icon name="calendar-clock" /><h2>{t("home.deadline")}</h2></div>
            <p>{sentence}</p>
            <div>
                <Link href=["/planning?day=", &day].concat() class="button button--plain">
                    {t("home.deadline_go")}<Icon name="arrow-right" />
                </Link>
            </div>
        </section>
    }
}

fn days(i18n: I18n, deadline: &NextDeadline) -> String {
    let language = i18n.language();
    let name =
        |day: Option<&chrono::NaiveDate>| day.map(|day| format_day(language, *day)).unwrap_or_default();
    let (first, last) = (name(deadline.days.first()), name(deadline.days.last()));
    match deadline.days.len() {
        1 => i18n.text("home.deadline_day", &[("day", first)]),
        _ => i18n.text("home.deadline_days", &[("first", first), ("last", last)]),
    }
}

fn slot(i18n: I18n, facts: &Facts, deadline: &NextDeadline) -> String {
    let slot = deadline.slots.first().and_then(|slot| facts.organisation.slot(*slot));
    slot.map(|(_, slot)| slot.name.get(i18n.language()).to_owned()).unwrap_or_default()
}

/// “Lina”, “Lina et Adam”, “Lina, Adam et Zoé”.
fn names(i18n: I18n, facts: &Facts, deadline: &NextDeadline) -> String {
    let mut names: Vec<String> = facts
        .children
        .iter()
        .filter(|child| deadline.children.contains(&child.id))
        .map(|child| child.first_name.clone())
        .collect();
    match (names.pop(), names.is_empty()) {
        (Some(last), false) => i18n.text("home.and", &[("list", names.join(", ")), ("last", last)]),
        (last, _) => last.unwrap_or_default(),
    }
}
