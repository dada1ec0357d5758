//! Many lines at once: cancellations first, then additions in the order sent, each seeing those before.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::decide::{Action, Ask, decide};
use super::facts::{Facts, UnknownSubject};
use super::ledger::Ledger;
use super::refusals::Refusal;

/// One line of a request.
pub type Line = Ask;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LineResult {
    /// The child has the place.
    Booked,
    /// The place was given back.
    Cancelled,
    /// Nothing changed; the refusals say why.
    Refused,
    /// Nothing changed, because another line was refused and all or nothing was asked for.
    NotApplied,
}

/// The outcome of one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineOutcome {
    /// The line.
    #[serde(flatten)]
    pub line: Line,
    /// What became of it.
    pub result: LineResult,
    /// Why it was refused, the first reason being the one to show.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refusals: Vec<Refusal>,
}

/// Decides all lines, in the order of the answer that of `lines`, and leaves in the ledger what they changed.
///
/// # Errors
/// A line names a child or slot the facts do not hold: nothing is decided.
pub fn decide_batch(
    facts: &Facts,
    ledger: &mut Ledger,
    lines: &[Line],
    all_or_nothing: bool,
    now: DateTime<Utc>,
) -> Result<Vec<LineOutcome>, UnknownSubject> {
    let before = all_or_nothing.then(|| ledger.clone());
    let mut outcomes: Vec<Option<LineOutcome>> = vec![None; lines.len()];
    for action in [Action::Cancel, Action::Book] {
        for (line, outcome) in lines.iter().zip(&mut outcomes).filter(|(line, _)| line.action == action) {
            *outcome = Some(apply(facts, ledger, line, now)?);
        }
    }
    let mut outcomes: Vec<LineOutcome> = outcomes.into_iter().flatten().collect();
    if let Some(before) = before
        && outcomes.iter().any(|outcome| outcome.result == LineResult::Refused)
    {
        *ledger = before;
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.result != LineResult::Refused) {
            outcome.result = LineResult::NotApplied;
        }
    }
    Ok(outcomes)
}

fn apply(
    facts: &Facts,
    ledger: &mut Ledger,
    line: &Line,
    now: DateTime<Utc>,
) -> Result<LineOutcome, UnknownSubject> {
    let decision = decide(facts, ledger, line, now)?;
    let cycle = facts.cycle_on(line.child_id, line.day);
    let result = match (decision.is_allowed(), line.action) {
        (false, _) => LineResult::Refused,
        (true, Action::Book) => {
            ledger.book(line.child_id, line.slot_id, line.day, cycle);
            LineResult::Booked
        }
        (true, Action::Cancel) => {
            ledger.cancel(line.child_id, line.slot_id, line.day, cycle);
            LineResult::Cancelled
        }
    };
    Ok(LineOutcome { line: *line, result, refusals: decision.refusals })
}
