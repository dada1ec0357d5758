//! The mail that confirms a request: what was booked, cancelled and refused, and why.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use shared::bookings::{Action, Facts, Ledger, Line, LineOutcome, LineResult, summarise};
use shared::catalogue::{Language, format_instant, refusal_sentence};
use shared::families::Contact;
use shared::ids::{ChildId, SlotId};
use shared::wire::Request;

use super::days_in_words::DaysInWords;
use super::judge::Judged;
use crate::error::Error;
use crate::letters::Note;
use crate::mail::Addressee;
use crate::submitter::Submitter;

/// Refusals told one by one; of more, how many there are. The portal shows all.
const MAX_REFUSALS: usize = 40;

/// What the template `receipt` names.
#[derive(Serialize)]
struct Words {
    receipt_number: String,
    submitted_at: String,
    booked: Vec<Group>,
    cancelled: Vec<Group>,
    refused: Vec<Group>,
    /// Refused groups left out.
    more_refused: usize,
    /// Referents to ask about what was refused, each once.
    contacts: Vec<Contact>,
    not_applied: Vec<Group>,
    /// Lines of each outcome.
    counts: Counts,
    link: String,
}

#[derive(Default, Serialize)]
struct Counts {
    booked: usize,
    cancelled: usize,
    refused: usize,
    not_applied: usize,
}

/// Days of one child and slot that share their outcome.
#[derive(Serialize)]
struct Group {
    child: String,
    activity: String,
    slot: String,
    /// Whether a place was to be given back, where it is not said elsewhere.
    is_cancellation: bool,
    count: usize,
    days: Vec<DaysInWords>,
    /// The first reason against it; empty when it was accepted.
    sentence: String,
}

/// What makes lines belong together; sentences in the language of the mail.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Together {
    child: ChildId,
    slot: SlotId,
    action: Action,
    sentence: String,
}

/// Queues the confirmation for the account that submitted.
pub(super) async fn confirm(
    tx: &DatabaseTransaction,
    by: &Submitter<'_>,
    request: &Request,
    judged: &Judged,
) -> Result<(), Error> {
    let now = by.received.at;
    let to = Addressee::of(tx, by.account_id).await?;
    let words = receipt(to.language, request, judged, by.letters.page(""), now);
    by.letters.write(tx, now, &to, Note::new("receipt", words)).await?;
    Ok(())
}

fn receipt(
    language: Language,
    request: &Request,
    judged: &Judged,
    link: String,
    now: DateTime<Utc>,
) -> Words {
    let facts = &judged.facts;
    let groups = |result| groups(language, facts, &judged.outcomes, result, now);
    let count = |result| judged.outcomes.iter().filter(|outcome| outcome.result == result).count();
    let mut refused = groups(LineResult::Refused);
    let more_refused = refused.len().saturating_sub(MAX_REFUSALS);
    refused.truncate(MAX_REFUSALS);
    Words {
        receipt_number: request.receipt_number.clone(),
        submitted_at: format_instant(language, request.submitted_at, facts.organisation.calendar.time_zone),
        booked: groups(LineResult::Booked),
        cancelled: groups(LineResult::Cancelled),
        refused,
        more_refused,
        contacts: contacts(&judged.outcomes),
        not_applied: groups(LineResult::NotApplied),
        counts: Counts {
            booked: count(LineResult::Booked),
            cancelled: count(LineResult::Cancelled),
            refused: count(LineResult::Refused),
            not_applied: count(LineResult::NotApplied),
        },
        link,
    }
}

fn contacts(outcomes: &[LineOutcome]) -> Vec<Contact> {
    let mut contacts: Vec<Contact> = Vec::new();
    let first_reasons = outcomes.iter().filter_map(|outcome| outcome.refusals.first());
    for contact in first_reasons.filter_map(|refusal| refusal.contact.as_ref()) {
        if !contacts.contains(contact) {
            contacts.push(contact.clone());
        }
    }
    contacts
}

/// The lines of an outcome, by child, slot and action; among them, those refused for one reason, the earliest first.
fn groups(
    language: Language,
    facts: &Facts,
    outcomes: &[LineOutcome],
    result: LineResult,
    now: DateTime<Utc>,
) -> Vec<Group> {
    let mut together: BTreeMap<Together, Vec<Line>> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|outcome| outcome.result == result) {
        let refusal = outcome.refusals.first();
        let sentence = refusal.map(|refusal| refusal_sentence(language, refusal, &facts.organisation, now));
        let key = Together {
            child: outcome.line.child_id,
            slot: outcome.line.slot_id,
            action: outcome.line.action,
            sentence: sentence.unwrap_or_default(),
        };
        together.entry(key).or_default().push(outcome.line);
    }
    let mut groups: Vec<(Together, Vec<Line>)> = together.into_iter().collect();
    groups.sort_by_key(|(key, lines)| {
        let earliest = lines.iter().map(|line| line.day).min();
        (key.child, key.slot, key.action, earliest)
    });
    let before = Ledger::of(facts);
    groups.into_iter().map(|(key, lines)| group(language, facts, &before, key, lines)).collect()
}

fn group(language: Language, facts: &Facts, before: &Ledger, key: Together, lines: Vec<Line>) -> Group {
    let organisation = &facts.organisation;
    let slot = organisation.slot(key.slot);
    let had_place = |child, slot, day| before.is_booked(child, slot, day);
    let count = lines.len();
    let days = summarise(lines, organisation, had_place);
    Group {
        child: facts.child(key.child).map(|child| child.first_name.clone()).unwrap_or_default(),
        activity: slot.map(|(activity, _)| activity.name.get(language).to_owned()).unwrap_or_default(),
        slot: slot.map(|(_, slot)| slot.name.get(language).to_owned()).unwrap_or_default(),
        is_cancellation: key.action == Action::Cancel,
        count,
        days: days.iter().map(|group| DaysInWords::of(language, group)).collect(),
        sentence: key.sentence,
    }
}
