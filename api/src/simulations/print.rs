//! A simulation for people.

use std::fmt::Write;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use shared::bookings::{Cause, Decision, Facts, Refusal};
use shared::calendar::local;
use shared::catalogue::{Language, cell_state, format_day_with_year, refusal_sentence};
use shared::wire::Simulation;

/// The simulation in lines: what was asked, what the cell shows, then booking and cancelling with all reasons.
pub(super) fn in_words(language: Language, simulation: &Simulation, facts: &Facts) -> String {
    let organisation = &facts.organisation;
    let zone = organisation.calendar.time_zone;
    let (cell, mut text) = (&simulation.cell, String::new());
    let mut line = |name: &str, value: &str| {
        // writing to a String cannot fail
        let _ = writeln!(text, "{name:<11} {value}");
    };
    if let Ok(child) = facts.child(cell.child_id) {
        let year = organisation.calendar.school_year(cell.day).ok();
        let schooling = year.and_then(|year| child.schooling(year));
        let school = schooling.and_then(|schooling| organisation.school(schooling.school_id));
        let grade = schooling.map_or("no grade known", |schooling| schooling.grade.code());
        let school = school.map_or("no school known", |school| school.name.as_str());
        line("child", &format!("{} {}, {grade}, {school}", child.first_name, child.last_name));
    }
    if let Some((activity, slot)) = organisation.slot(cell.slot_id) {
        let (activity, name) = (activity.name.get(language), slot.name.get(language));
        line("slot", &format!("{activity}, {name}, {} to {}", slot.start, slot.end));
    }
    line("day", &format!("{} ({})", format_day_with_year(language, cell.day), cell.day));
    line("at", &format!("{} ({zone})", on_clock(simulation.at, zone)));
    line("state", &format!("{} ({})", cell.state.code(), cell_state(language, cell.state)));
    for (name, decision) in [("booking", &simulation.book), ("cancelling", &simulation.cancel)] {
        line(name, &summary(decision, zone));
        for refusal in &decision.refusals {
            line(
                "",
                &format!(
                    "{}: {}",
                    refusal.code.as_str(),
                    refusal_sentence(language, refusal, organisation, simulation.at)
                ),
            );
            for detail in details(refusal, zone) {
                line("", &format!("  {detail}"));
            }
        }
    }
    text.trim_end().to_owned()
}

fn summary(decision: &Decision, zone: Tz) -> String {
    let word = if decision.is_allowed() { "allowed" } else { "refused" };
    decision
        .until
        .map_or_else(|| word.to_owned(), |until| format!("{word}, closes at {}", on_clock(until, zone)))
}

fn details(refusal: &Refusal, zone: Tz) -> Vec<String> {
    let cause = refusal.cause.as_ref().filter(|cause| !matches!(cause, Cause::Slot(_)));
    let cause =
        cause.and_then(|cause| serde_json::to_string(cause).ok()).map(|cause| format!("cause {cause}"));
    let instant = refusal.at.map(|at| format!("instant {}", on_clock(at, zone)));
    let contact = refusal.contact.as_ref().map(|contact| {
        let parts = [Some(&contact.name), contact.phone.as_ref(), contact.email.as_ref()];
        format!("contact {}", parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(", "))
    });
    [cause, instant, contact].into_iter().flatten().collect()
}

/// An instant on the local clock, seconds only where there are some.
fn on_clock(instant: DateTime<Utc>, zone: Tz) -> String {
    let local = local(zone, instant);
    let whole_minute = local.and_utc().timestamp() % 60 == 0;
    local.format(if whole_minute { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" }).to_string()
}
