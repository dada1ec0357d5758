//! Sending: the message's row, its two mails and its history, in one transaction.

use chrono::NaiveDate;
use sea_orm::DatabaseTransaction;
use shared::calendar::local;
use shared::ids::MessageId;
use shared::limits::MAX_MESSAGE;
use shared::text::Lines;
use shared::wire::{Message, MessageSubmission};

use super::letters::{self, About};
use super::{recipient, store};
use crate::auth::household;
use crate::error::Error;
use crate::http::required_text;
use crate::mail::Addressee;
use crate::planning::{self, Days};
use crate::submitter::Submitter;

/// What is sent of a body: without blanks around it, lines ended as mails and both databases keep them.
///
/// # Errors
///
/// [`Error::InvalidValue`] naming `body` when nothing is left, when it is too long, or when it holds control characters
/// other than tabs and ends of lines.
pub(super) fn checked(body: &str) -> Result<String, Error> {
    required_text("body", body, Lines::Many, MAX_MESSAGE)
}

/// Sends a message within `tx`.
///
/// # Errors
///
/// [`Error::NotFound`], [`Error::UnknownNamed`], [`Error::InvalidValue`]; those of the database.
pub(super) async fn send(
    tx: &DatabaseTransaction,
    by: &Submitter<'_>,
    submission: &MessageSubmission,
) -> Result<Message, Error> {
    let now = by.received.at;
    let access = household(tx, by.account_id, by.household_id).await?;
    let organisation = by.snapshots.current(tx).await?;
    let day = day_of(submission, local(organisation.calendar.time_zone, now).date())?;
    let facts = planning::facts(tx, by.vault, organisation, by.household_id, Days::one(day)).await?;
    let child = facts
        .child(submission.child_id)
        .map_err(|_| Error::unknown("child_id", "no child of this household"))?;
    let slot = submission
        .slot_id
        .map(|id| facts.organisation.slot(id).ok_or_else(|| Error::unknown("slot_id", "no such slot")));
    let slot = slot.transpose()?;
    let recipient = recipient::of(&facts, child, submission.slot_id, day);
    let recipient = recipient.ok_or_else(|| {
        Error::invalid("child_id", "no_address", "no referent of this child has a mail address")
    })?;
    let guardian = Addressee::of(tx, by.account_id).await?;

    let about = About { facts: &facts, child, slot, day: submission.day, year_of: day };
    let mail_id = letters::write(tx, by, &guardian, &recipient, &about, &submission.body).await?;
    let message = Message { id: MessageId(by.clock.new_id(now)), recipient, created_at: now };
    store::insert(tx, by, &access, submission, &message, mail_id).await?;
    Ok(message)
}

/// The day a message is about; today when about none.
fn day_of(submission: &MessageSubmission, today: NaiveDate) -> Result<NaiveDate, Error> {
    if let Some(day) = submission.day {
        Days::check_year("day", day)?;
    }
    Ok(submission.day.unwrap_or(today))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(body: &str) -> String {
        match checked(body).unwrap_err() {
            Error::InvalidValue(errors) => errors[0].code.clone(),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn bodies_are_trimmed_and_lines_end_alike() {
        assert_eq!(checked(" \r\n Bonjour,\r\nmerci.\n ").unwrap(), "Bonjour,\nmerci.");
        assert_eq!(checked(&"é".repeat(MAX_MESSAGE)).unwrap().chars().count(), MAX_MESSAGE);
    }

    #[test]
    fn empty_long_and_forged_bodies_are_refused() {
        assert_eq!(refused(" \n\t "), "empty");
        assert_eq!(refused(&"é".repeat(MAX_MESSAGE + 1)), "too_long");
        for body in ["a\0b", "a\rBcc: x@example.org", "a\u{1b}[31mb"] {
            assert_eq!(refused(body), "invalid_characters", "{body:?}");
        }
    }
}
