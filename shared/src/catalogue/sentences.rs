//! From codes to sentences.

use chrono::{DateTime, Utc};

use super::dates::{instant_seen_from, limit_seen_from};
use super::{Language, domain, format_day_with_year, of_imports};
use crate::activities::{ClosureCause, Ineligible};
use crate::bookings::{Cause, CellState, Refusal, RefusalCode};
use crate::documents::AskedDocument;
use crate::families::{Field, FieldFault, Missing};
use crate::organisation::Organisation;
use crate::passwords::{MAX_LENGTH, MIN_LENGTH, PasswordFault, Strength};
use crate::problem::Problem;
use crate::wire::ImportFault;

/// How many missing fields a sentence names.
const NAMED: usize = 3;

/// The sentence of a problem, its parameters filled in.
#[must_use]
pub fn problem_sentence(language: Language, problem: &Problem) -> String {
    let in_words = |name: &str, value: &serde_json::Value| match value.as_str() {
        Some(text) if name == "day" => {
            text.parse().map_or_else(|_| text.to_owned(), |day| format_day_with_year(language, day))
        }
        Some(text) => text.to_owned(),
        None => value.to_string(),
    };
    let params: Vec<_> =
        problem.params.iter().map(|(name, value)| (name.as_str(), in_words(name, value))).collect();
    let mut key = ["problem.", problem.code.as_str()].concat();
    // several sentences of one code
    if let Some((_, reason)) = params.iter().find(|(name, _)| *name == "reason") {
        let longer = [key.as_str(), ".", reason].concat();
        if domain(language).has(&longer) {
            key = longer;
        }
    }
    domain(language).text(&key, &params)
}

/// Why a password is not taken.
#[must_use]
pub fn password_fault_sentence(language: Language, fault: PasswordFault) -> String {
    let length = if fault == PasswordFault::TooLong { MAX_LENGTH } else { MIN_LENGTH };
    domain(language).text(&["password.", fault.code()].concat(), &[("length", length.to_string())])
}

/// How hard a password is to guess, in a word.
#[must_use]
pub fn strength(language: Language, strength: Strength) -> String {
    domain(language).text(&["strength.", strength.code()].concat(), &[])
}

/// The name of a field, as it stands within a sentence.
#[must_use]
pub fn field_name(language: Language, field: Field) -> String {
    named(language, "field.", field.code())
}

/// What a household is called after a guardian's family name.
#[must_use]
pub fn household_name(language: Language, last_name: &str) -> String {
    domain(language).text("household.name", &[("name", last_name.to_owned())])
}

/// What is wrong with the answer to a field.
#[must_use]
pub fn field_fault_sentence(language: Language, fault: FieldFault) -> String {
    named(language, "field_fault.", fault.code())
}

/// What is wrong with a line of a file of families.
#[must_use]
pub fn import_fault_sentence(language: Language, fault: &ImportFault) -> String {
    let texts = of_imports(language);
    let mut params: Vec<_> =
        fault.params.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    params.push(("column", fault.column.clone().unwrap_or_default()));
    let key = ["import_fault.", &fault.code].concat();
    if texts.has(&key) {
        return texts.text(&key, &params);
    }
    named(language, "field_fault.", &fault.code)
}

/// The names of the first fields that are missing, each once, and how many more there are.
fn missing_fields(language: Language, missing: &[Missing]) -> String {
    let mut names: Vec<String> = Vec::new();
    for item in missing {
        let name = field_name(language, item.field);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let first = names.join(", ");
    if more == 0 {
        return first;
    }
    domain(language).count("missing.more", i64::try_from(more).unwrap_or(i64::MAX), &[("fields", first)])
}

/// The names of documents, each once.
fn missing_names(language: Language, missing: &[AskedDocument], organisation: &Organisation) -> String {
    let mut names: Vec<&str> = Vec::new();
    for kind in missing.iter().filter_map(|asked| organisation.document(asked.type_id)) {
        let name = kind.name.get(language);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

/// The name of a cell's state, as the legend says it.
#[must_use]
pub fn cell_state(language: Language, state: CellState) -> String {
    domain(language).text(&["state.", state.code()].concat(), &[])
}

/// The sentence of a refusal as it reads at an instant: one reason, one date.
#[must_use]
pub fn refusal_sentence(
    language: Language,
    refusal: &Refusal,
    organisation: &Organisation,
    now: DateTime<Utc>,
) -> String {
    let mut key = ["refusal.", refusal.code.as_str()].concat();
    let mut params = Vec::new();
    if let Some(at) = refusal.at {
        params.push(("at", instant(language, refusal.code, at, organisation, now)));
        if refusal.code == RefusalCode::NeedsRequest && at <= now {
            key.push_str(".open");
        }
    } else if refusal.code == RefusalCode::WindowClosed {
        key.push_str(".never");
    }
    match &refusal.cause {
        Some(Cause::Closure(cause)) => closure(language, cause, &mut key, &mut params),
        Some(Cause::Ineligible(cause)) => ineligible(language, *cause, &mut key, &mut params),
        Some(Cause::Slot(id)) => {
            let slot = organisation.slot(*id).map(|(_, slot)| slot.name.get(language).to_owned());
            params.push(("slot", slot.unwrap_or_default()));
        }
        Some(Cause::Missing(missing)) => {
            key.push_str(".missing");
            params.push(("fields", missing_fields(language, missing)));
            return domain(language).count(&key, i64::try_from(missing.len()).unwrap_or(i64::MAX), &params);
        }
        Some(Cause::MissingDocuments(missing)) => {
            key.push_str(".documents");
            params.push(("documents", missing_names(language, missing, organisation)));
            return domain(language).count(&key, i64::try_from(missing.len()).unwrap_or(i64::MAX), &params);
        }
        Some(Cause::Capacity(seats)) => return domain(language).count(&key, i64::from(*seats), &params),
        None => {}
    }
    domain(language).text(&key, &params)
}

fn instant(
    language: Language,
    code: RefusalCode,
    at: DateTime<Utc>,
    organisation: &Organisation,
    now: DateTime<Utc>,
) -> String {
    let zone = organisation.calendar.time_zone;
    match code {
        RefusalCode::DeadlinePassed | RefusalCode::WindowClosed => limit_seen_from(language, at, zone, now),
        _ => instant_seen_from(language, at, zone, now),
    }
}

type Params = Vec<(&'static str, String)>;

fn named(language: Language, prefix: &str, code: &str) -> String {
    domain(language).text(&[prefix, code].concat(), &[])
}

fn closure(language: Language, cause: &ClosureCause, key: &mut String, params: &mut Params) {
    let kind = match cause {
        ClosureCause::OutsideCalendar => ".outside_calendar",
        ClosureCause::NotPlanned => ".not_planned",
        ClosureCause::PublicHoliday { holiday } => {
            params.push(("holiday", named(language, "holiday.", holiday.code())));
            ".public_holiday"
        }
        ClosureCause::FacilityClosure { reason } => {
            params.push(("reason", reason.get(language).to_owned()));
            ".facility_closure"
        }
        ClosureCause::Break { name } => {
            params.push(("break", named(language, "break.", name.code())));
            ".break"
        }
        ClosureCause::SchoolPeriod => ".school_period",
        ClosureCause::Weekday { weekday } => {
            params.push(("weekday", named(language, "weekday.", weekday.code())));
            ".weekday"
        }
        ClosureCause::OutOfSeason => ".out_of_season",
    };
    key.push_str(kind);
}

fn ineligible(language: Language, cause: Ineligible, key: &mut String, params: &mut Params) {
    let kind = match cause {
        Ineligible::SchoolingUnknown { school_year } => {
            params.push(("year", school_year.to_string()));
            ".schooling_unknown"
        }
        Ineligible::School => ".school",
        Ineligible::Cycle { cycle } => {
            params.push(("cycle", named(language, "cycle.", cycle.code())));
            ".cycle"
        }
        Ineligible::Grade { grade } => {
            params.push(("grade", named(language, "grade.", grade.code())));
            ".grade"
        }
        Ineligible::TooYoung { min_age } => {
            params.push(("age", min_age.to_string()));
            ".too_young"
        }
        Ineligible::TooOld { max_age } => {
            params.push(("age", max_age.to_string()));
            ".too_old"
        }
        Ineligible::Residency => ".residency",
        Ineligible::OtherHousehold { next: Some(day) } => {
            params.push(("day", format_day_with_year(language, day)));
            ".other_household"
        }
        Ineligible::OtherHousehold { next: None } => ".other_household.always",
    };
    key.push_str(kind);
}
