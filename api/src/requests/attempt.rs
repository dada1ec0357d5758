//! One attempt at a request: decide with the facts of now, write everything, take the seats at the very end.

use std::collections::BTreeSet;

use sea_orm::DatabaseTransaction;
use shared::ids::RequestId;
use shared::wire::{Request, RequestResult, RequestSubmission};

use super::judge::{Judged, judge};
use super::{changes, letter, receipt_number, recorded, seats, store};
use crate::error::Error;
use crate::planning::Days;
use crate::submitter::Submitter;

/// Numbers drawn before giving up: one in thousands is taken already.
const DRAWS: u32 = 10;

/// How an attempt ended.
pub(super) enum Attempt {
    /// Everything is written.
    Done(Box<RequestResult>),
    /// Somebody took seats after the facts were read: to be rolled back.
    SeatsGone,
}

/// Tries within `tx`, a transaction of its own inside the request's.
pub(super) async fn attempt(
    tx: &DatabaseTransaction,
    by: &Submitter<'_>,
    submission: &RequestSubmission,
    days: Days,
    seats_first: bool,
) -> Result<Attempt, Error> {
    let now = by.received.at;
    if seats_first {
        let slots: BTreeSet<_> = submission.lines.iter().map(|line| line.slot_id.0).collect();
        let asked: BTreeSet<_> = submission.lines.iter().map(|line| (line.slot_id.0, line.day)).collect();
        let sessions = store::sessions(tx, slots, days).await?;
        let asked = sessions.into_iter().filter(|row| asked.contains(&(row.slot_id, row.day)));
        seats::lock(tx, asked.map(|row| row.id)).await?;
    }
    let judged = judge(tx, (by.snapshots, by.vault), by.household_id, submission, days, now).await?;
    let changes = changes::of_outcomes(tx, by, &judged.facts, &judged.outcomes, days).await?;

    let request = insert_request(tx, by, &judged).await?;
    store::write_bookings(tx, by, &request, &changes).await?;
    recorded::insert_lines(tx, request.id, &judged.outcomes, &changes).await?;
    recorded::insert_history(tx, by, &request, &judged.outcomes, &changes).await?;
    letter::confirm(tx, by, &request, &judged).await?;
    if !seats::take(tx, &changes::taken(&changes)).await? {
        return Ok(Attempt::SeatsGone);
    }
    Ok(Attempt::Done(Box::new(RequestResult {
        request: Some(request),
        server_time_ms: now.timestamp_millis(),
        outcomes: judged.outcomes,
    })))
}

/// Writes the request under a receipt number that nobody has.
async fn insert_request(
    tx: &DatabaseTransaction,
    by: &Submitter<'_>,
    judged: &Judged,
) -> Result<Request, Error> {
    let organisation = &judged.facts.organisation;
    let id = RequestId(by.clock.new_id(by.received.at));
    for _ in 0..DRAWS {
        let request = Request {
            id,
            receipt_number: receipt_number::draw(by.received.at, organisation.calendar.time_zone),
            submitted_at: by.received.at,
            configuration_version: organisation.version,
        };
        if store::insert_request(tx, by, &request).await? {
            return Ok(request);
        }
    }
    Err(Error::internal("no receipt number is free"))
}
