//! What is refused of a submission before anything is looked up.

use shared::bookings::Facts;
use shared::limits::MAX_REQUEST_LINES;
use shared::problem::FieldError;
use shared::wire::RequestSubmission;

use crate::error::Error;
use crate::planning::Days;

/// The most fields named by one problem: the first ones suffice to find the fault.
const MAX_ERRORS: usize = 20;

/// Refuses a submission without lines, with too many, or with a day that cannot be; tells the range of its days.
pub(super) fn check(submission: &RequestSubmission) -> Result<Days, Error> {
    if submission.lines.len() > MAX_REQUEST_LINES {
        return Err(Error::TooManyLines { max_lines: MAX_REQUEST_LINES });
    }
    for (index, line) in submission.lines.iter().enumerate() {
        Days::check_year(&format!("lines[{index}].day"), line.day)?;
    }
    let days = Days::around(submission.lines.iter().map(|line| line.day));
    days.ok_or_else(|| Error::invalid("lines", "empty", "at least one line"))
}

/// Refuses lines that name another family's child or a slot that does not exist: nothing is decided then.
pub(super) fn check_subjects(submission: &RequestSubmission, facts: &Facts) -> Result<(), Error> {
    let unknown = |index: usize, name: &str| FieldError {
        field: format!("lines[{index}].{name}"),
        code: "unknown".to_owned(),
        detail: format!("no such {}", name.trim_end_matches("_id")),
    };
    let mut errors = Vec::new();
    for (index, line) in submission.lines.iter().enumerate() {
        if facts.child(line.child_id).is_err() {
            errors.push(unknown(index, "child_id"));
        }
        if facts.organisation.slot(line.slot_id).is_none() {
            errors.push(unknown(index, "slot_id"));
        }
    }
    errors.truncate(MAX_ERRORS);
    if errors.is_empty() { Ok(()) } else { Err(Error::UnknownNamed(errors)) }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use shared::bookings::{Action, Line};
    use shared::ids::{ChildId, SlotId};
    use uuid::Uuid;

    use super::*;

    fn submission(days: &[&str]) -> RequestSubmission {
        let line = |day: &&str| Line {
            child_id: ChildId(Uuid::nil()),
            slot_id: SlotId(Uuid::nil()),
            day: day.parse::<NaiveDate>().unwrap(),
            action: Action::Book,
        };
        RequestSubmission { lines: days.iter().map(line).collect(), all_or_nothing: false }
    }

    #[test]
    fn the_range_of_days_is_told() {
        let days = check(&submission(&["2027-03-02", "2026-09-01", "2026-12-01"])).unwrap();
        assert_eq!(days, Days { from: "2026-09-01".parse().unwrap(), to: "2027-03-02".parse().unwrap() });
    }

    #[test]
    fn empty_huge_and_impossible_submissions_are_refused() {
        let field = |submission| match check(&submission).unwrap_err() {
            Error::InvalidValue(errors) => errors[0].field.clone(),
            other => other.to_string(),
        };
        assert_eq!(field(submission(&[])), "lines");
        assert_eq!(field(submission(&["2026-09-01", "+9999-01-01"])), "lines[1].day");
        assert_eq!(field(submission(&vec!["2026-09-01"; MAX_REQUEST_LINES + 1])), "more than 3000 lines");
        assert!(check(&submission(&vec!["2026-09-01"; MAX_REQUEST_LINES])).is_ok());
    }
}
