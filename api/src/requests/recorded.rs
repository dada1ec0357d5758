//! Lines and history of a request as rows, and back.

use std::collections::HashMap;

use anyhow::Context;
use sea_orm::{ActiveValue::Set, DatabaseTransaction};
use serde_json::json;
use shared::bookings::{Action, Line, LineOutcome, LineResult};
use shared::ids::RequestId;
use shared::wire::Request;

use super::change::Change;
use crate::db::bulk::insert_all;
use crate::entities::request_lines::LineAction;
use crate::entities::{bookings, history, request_lines, requests};
use crate::error::Error;
use crate::submitter::Submitter;

/// Writes the lines with their outcomes.
pub(super) async fn insert_lines(
    tx: &DatabaseTransaction,
    request: RequestId,
    outcomes: &[LineOutcome],
    changes: &[Change],
) -> Result<(), Error> {
    let booking_of: HashMap<usize, &Change> =
        changes.iter().map(|change| (change.position, change)).collect();
    let mut rows = Vec::with_capacity(outcomes.len());
    for (position, outcome) in outcomes.iter().enumerate() {
        let refusal = match outcome.refusals.as_slice() {
            [] => None,
            refusals => Some(serde_json::to_value(refusals).context("writing refusals")?),
        };
        rows.push(request_lines::ActiveModel {
            request_id: Set(request.0),
            position: Set(i32::try_from(position).context("a line out of range")?),
            child_id: Set(outcome.line.child_id.0),
            slot_id: Set(outcome.line.slot_id.0),
            day: Set(outcome.line.day),
            action: Set(match outcome.line.action {
                Action::Book => LineAction::Add,
                Action::Cancel => LineAction::Cancel,
            }),
            outcome: Set(code(outcome.result).to_owned()),
            refusal: Set(refusal),
            booking_id: Set(booking_of.get(&position).map(|change| change.booking_id)),
        });
    }
    insert_all(tx, rows, None).await
}

/// Writes who did what: the request, and each booking it made or cancelled.
pub(super) async fn insert_history(
    tx: &DatabaseTransaction,
    by: &Submitter<'_>,
    request: &Request,
    outcomes: &[LineOutcome],
    changes: &[Change],
) -> Result<(), Error> {
    let entry = |subject_type: &str, subject_id, action: &str, before, after| history::ActiveModel {
        id: Set(by.clock.new_id(by.received.at)),
        at: Set(by.received.at),
        account_id: Set(Some(by.account_id.0)),
        household_id: Set(Some(by.household_id.0)),
        request_id: Set(by.received.request_id.clone()),
        subject_type: Set(subject_type.to_owned()),
        subject_id: Set(subject_id),
        action: Set(action.to_owned()),
        before: Set(before),
        after: Set(Some(after)),
    };
    let submitted = json!({
        "receipt_number": request.receipt_number,
        "configuration_version": request.configuration_version,
        "lines": outcomes.len(),
    });
    let mut rows = vec![entry("request", request.id.0, "submitted", None, submitted)];
    for change in changes {
        let booking = |state: &str, household_id, configuration_version: i64| {
            json!({
                "state": state,
                "session_id": change.session_id,
                "child_id": change.child_id,
                "slot_id": change.slot_id,
                "day": change.day,
                "household_id": household_id,
                "configuration_version": configuration_version,
            })
        };
        rows.push(match &change.before {
            None => {
                let after = booking("booked", by.household_id.0, request.configuration_version.into());
                entry("booking", change.booking_id, "booked", None, after)
            }
            Some(bookings::Model { household_id, configuration_version, .. }) => {
                let as_it_was = |state| booking(state, *household_id, (*configuration_version).into());
                entry(
                    "booking",
                    change.booking_id,
                    "cancelled",
                    Some(as_it_was("booked")),
                    as_it_was("cancelled"),
                )
            }
        });
    }
    insert_all(tx, rows, None).await
}

/// The code of an outcome, as it is kept.
pub(super) const fn code(result: LineResult) -> &'static str {
    match result {
        LineResult::Booked => "booked",
        LineResult::Cancelled => "cancelled",
        LineResult::Refused => "refused",
        LineResult::NotApplied => "not_applied",
    }
}

/// A request as it is shown.
pub(super) fn request(row: requests::Model) -> Result<Request, Error> {
    Ok(Request {
        id: row.id.into(),
        receipt_number: row.receipt_number,
        submitted_at: row.submitted_at,
        configuration_version: u32::try_from(row.configuration_version).context("a version out of range")?,
    })
}

/// A line as it was answered.
pub(super) fn outcome(row: request_lines::Model) -> Result<LineOutcome, Error> {
    let results = [LineResult::Booked, LineResult::Cancelled, LineResult::Refused, LineResult::NotApplied];
    let result = results.into_iter().find(|result| code(*result) == row.outcome);
    let refusals = row.refusal.map(serde_json::from_value).transpose().context("reading refusals")?;
    Ok(LineOutcome {
        line: Line {
            child_id: row.child_id.into(),
            slot_id: row.slot_id.into(),
            day: row.day,
            action: match row.action {
                LineAction::Add => Action::Book,
                LineAction::Cancel => Action::Cancel,
            },
        },
        result: result.with_context(|| format!("no outcome {}", row.outcome))?,
        refusals: refusals.unwrap_or_default(),
    })
}
