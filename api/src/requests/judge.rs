//! Judging a submission: the same decision for a preview and for the real thing.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use shared::bookings::{Facts, Ledger, LineOutcome, decide_batch};
use shared::ids::HouseholdId;
use shared::wire::RequestSubmission;

use super::submission;
use crate::error::Error;
use crate::organisation::Snapshots;
use crate::planning::{self, Days};
use crate::vault::Vault;

/// A submission with its outcomes, and the facts they rest on.
pub(super) struct Judged {
    pub(super) facts: Facts,
    pub(super) outcomes: Vec<LineOutcome>,
}

/// Loads the facts as `db` sees them and decides all lines. Six statements, whatever the number of lines.
pub(super) async fn judge(
    db: &impl ConnectionTrait,
    (snapshots, vault): (&Snapshots, &Vault),
    household: HouseholdId,
    submission: &RequestSubmission,
    days: Days,
    now: DateTime<Utc>,
) -> Result<Judged, Error> {
    let organisation = snapshots.current(db).await?;
    let facts = planning::facts(db, vault, organisation, household, days).await?;
    submission::check_subjects(submission, &facts)?;
    let mut ledger = Ledger::of(&facts);
    let outcomes = decide_batch(&facts, &mut ledger, &submission.lines, submission.all_or_nothing, now)
        .map_err(|unknown| Error::internal(format!("after the check: {unknown}")))?;
    Ok(Judged { facts, outcomes })
}
