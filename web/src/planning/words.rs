//! The planning in words: what a cell says to those who do not see it, limits, days, outcomes of gestures.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use shared::bookings::{Action, CellState, Refusal};
use shared::calendar::{LocalTime, Weekday, local};
use shared::catalogue::{
    Language, cell_state, domain, format_day, format_day_of_month, format_limit, format_time,
    refusal_sentence,
};
use shared::ids::{ChildId, SlotId};

use super::model::{Change, Filled, Place, Range, Shown, Span};
use super::planner::Planner;
use crate::i18n::I18n;
use crate::ui::CellLook;

/// How a cell looks.
pub(super) fn look(shown: &Shown) -> CellLook {
    match (shown.unsent, &shown.reason) {
        (Some(Action::Book), None) => CellLook::ToAdd,
        (Some(Action::Cancel), None) => CellLook::ToCancel,
        _ if shown.prepared => CellLook::Prepared,
        _ => CellLook::of(shown.state),
    }
}

/// What a slot is called.
pub(super) fn slot(planner: Planner, id: SlotId) -> String {
    let language = planner.i18n.language();
    let name = |desk: &super::model::Desk| {
        desk.facts().organisation.slot(id).map(|(_, slot)| slot.name.get(language).to_owned())
    };
    planner.ask(name).flatten().unwrap_or_default()
}

/// What a child is called.
pub(super) fn child(planner: Planner, id: ChildId) -> String {
    let name = |desk: &super::model::Desk| desk.facts().child(id).map(|child| child.first_name.clone()).ok();
    planner.ask(name).flatten().unwrap_or_default()
}

/// “Midi, mardi 3 mars, Lina”.
pub(super) fn place(planner: Planner, place: Place) -> String {
    let day = format_day(planner.i18n.language(), place.day);
    [slot(planner, place.slot_id), day, child(planner, place.child_id)].join(", ")
}

/// What a place shows, in a sentence or two, with its limit.
pub(super) fn state(planner: Planner, shown: &Shown) -> String {
    let i18n = planner.i18n;
    let limit = || shown.until.map(|until| until_limit(planner, until)).unwrap_or_default();
    let with_limit = |key: &str| i18n.text(key, &[("until", limit())]);
    match (shown.unsent, &shown.reason) {
        (Some(Action::Book), None) => i18n.text("planning.say.to_add", &[]),
        (Some(Action::Cancel), None) => i18n.text("planning.say.to_cancel", &[]),
        (Some(_), Some(refusal)) if shown.prepared => {
            let why = sentence(planner, refusal);
            i18n.text("planning.say.prepared", &[("why", why)])
        }
        (Some(_), Some(refusal)) => {
            let why = sentence(planner, refusal);
            i18n.text("planning.say.no_longer", &[("why", why)])
        }
        (None, Some(refusal)) => match shown.state {
            CellState::Past if shown.checked => i18n.text("planning.say.past_booked", &[]),
            CellState::Past => i18n.text("planning.say.past", &[]),
            CellState::BookedFixed => {
                let why = sentence(planner, refusal);
                i18n.text("planning.say.booked_fixed", &[("why", why)])
            }
            state => [cell_state(i18n.language(), state), sentence(planner, refusal)].join(". "),
        },
        (None, None) if shown.checked => with_limit("planning.say.booked"),
        (None, None) => with_limit("planning.say.bookable"),
    }
}

/// A refusal in a sentence.
pub(super) fn sentence(planner: Planner, refusal: &Refusal) -> String {
    let language = planner.i18n.language();
    planner
        .ask(|desk| refusal_sentence(language, refusal, &desk.facts().organisation, desk.now()))
        .unwrap_or_default()
}

/// “jusqu’à jeudi 10 h”, “jusqu’au jeudi 3 décembre à 10 h”.
pub(super) fn until_limit(planner: Planner, until: DateTime<Utc>) -> String {
    let i18n = planner.i18n;
    let near = planner.ask(|desk| {
        let zone = desk.facts().organisation.calendar.time_zone;
        let (now, until_local) = (local(zone, desk.now()), local(zone, until));
        // midnight ends the day before
        let midnight = (until_local.hour(), until_local.minute()) == (0, 0);
        let day = if midnight { until_local.date().pred_opt()? } else { until_local.date() };
        let hour = if midnight { 24 } else { u16::try_from(until_local.hour()).ok()? };
        let time = LocalTime::new(hour, u16::try_from(until_local.minute()).ok()?)?;
        let days = (day - now.date()).num_days();
        (0..6).contains(&days).then_some((day, days, time))
    });
    let language = i18n.language();
    match near.flatten() {
        Some((_, 0, time)) => i18n.text("planning.until.today", &[("time", format_time(language, time))]),
        Some((day, _, time)) => i18n.text(
            "planning.until.weekday",
            &[("weekday", weekday(language, Weekday::of(day))), ("time", format_time(language, time))],
        ),
        None => i18n.text("planning.until.limit", &[("limit", instant(planner, until))]),
    }
}

/// “jeudi 3 décembre à 10 h”.
pub(super) fn instant(planner: Planner, until: DateTime<Utc>) -> String {
    let language = planner.i18n.language();
    planner
        .ask(|desk| format_limit(language, until, desk.facts().organisation.calendar.time_zone))
        .unwrap_or_default()
}

/// “lundi”.
pub(super) fn weekday(language: Language, weekday: Weekday) -> String {
    domain(language).text(&["weekday.", weekday.code()].concat(), &[])
}

/// “lun.”: the first three letters.
pub(super) fn weekday_short(language: Language, day: NaiveDate) -> String {
    let name: String = weekday(language, Weekday::of(day)).chars().take(3).collect();
    if language == Language::Fr { [&name, "."].concat() } else { name }
}

/// With a capital letter, as a sentence or a title begins.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    [&first, letters.as_str()].concat()
}

/// “novembre 2026”.
pub(super) fn month(language: Language, day: NaiveDate) -> String {
    let name = domain(language).text(&["month.", &day.month().to_string()].concat(), &[]);
    [&name, " ", &day.year().to_string()].concat()
}

/// “du 23 au 27 novembre”, “novembre 2026”.
pub(super) fn range(i18n: I18n, span: Span, shown: Range) -> String {
    let language = i18n.language();
    if span == Span::Month {
        return month(language, shown.from);
    }
    let Range { from, to } = shown;
    let whole = format_day_of_month(language, from);
    let from_text = if from.month() == to.month() {
        // the month is said once
        whole.split(' ').next().unwrap_or_default().to_owned()
    } else {
        whole
    };
    i18n.text("planning.range", &[("from", from_text), ("to", format_day_of_month(language, to))])
}

/// What a tap came to.
pub(super) fn change(planner: Planner, change: &Change) -> String {
    let shown = planner.ask(|desk| desk.shown(change.place)).flatten();
    let said = shown.map(|shown| state(planner, &shown)).unwrap_or_default();
    [slot(planner, change.place.slot_id), said].join(". ")
}

/// What a stroke came to.
pub(super) fn painted(planner: Planner, action: Action, changed: usize) -> String {
    let key = if action == Action::Book { "planning.said.added" } else { "planning.said.removed" };
    planner.i18n.count(key, number(changed), &[])
}

/// What taking back came to.
pub(super) fn undone(planner: Planner, changed: usize) -> String {
    match changed {
        0 => planner.i18n.text("planning.said.nothing_to_undo", &[]),
        _ => planner.i18n.count("planning.said.undone", number(changed), &[]),
    }
}

/// What doing again came to.
pub(super) fn redone(planner: Planner, changed: usize) -> String {
    match changed {
        0 => planner.i18n.text("planning.said.nothing_to_redo", &[]),
        _ => planner.i18n.count("planning.said.redone", number(changed), &[]),
    }
}

/// “134 jours ajoutés, 6 impossibles (délai dépassé)”.
pub(super) fn filled(planner: Planner, wanted: bool, filled: &Filled) -> String {
    let i18n = planner.i18n;
    let key = if wanted { "planning.said.added" } else { "planning.said.removed" };
    let mut said = i18n.count(key, number(filled.changed), &[]);
    let impossible: usize = filled.impossible.values().sum();
    if impossible > 0 {
        let why: Vec<String> = filled
            .impossible
            .keys()
            .map(|state| cell_state(i18n.language(), *state).to_lowercase())
            .collect();
        let params = [("why", why.join(", "))];
        said = [said, i18n.count("planning.said.impossible", number(impossible), &params)].join(", ");
    }
    said
}

/// A number of things, for the forms of the catalogue.
pub(super) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
