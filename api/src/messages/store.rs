//! Writing messages down.

use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait};
use serde_json::json;
use shared::ids::MailId;
use shared::wire::{Message, MessageSubmission};

use crate::auth::HouseholdAccess;
use crate::entities::{history, messages};
use crate::error::Error;
use crate::submitter::Submitter;

/// Writes a message, and in the history who sent it to whom.
pub(super) async fn insert(
    tx: &DatabaseTransaction,
    by: &Submitter<'_>,
    access: &HouseholdAccess,
    submission: &MessageSubmission,
    message: &Message,
    mail_id: MailId,
) -> Result<(), Error> {
    let address = message.recipient.email.clone().unwrap_or_default();
    let told = json!({
        "recipient_name": message.recipient.name,
        "recipient_address": address,
        "child_id": submission.child_id,
        "slot_id": submission.slot_id,
        "day": submission.day,
    });
    let row = messages::ActiveModel {
        id: Set(message.id.0),
        household_id: Set(access.household_id.0),
        guardian_id: Set(access.guardian_id.0),
        child_id: Set(Some(submission.child_id.0)),
        slot_id: Set(submission.slot_id.map(|slot| slot.0)),
        day: Set(submission.day),
        recipient_name: Set(message.recipient.name.clone()),
        recipient_address: Set(address),
        body: Set(submission.body.clone()),
        mail_id: Set(mail_id.0),
        created_at: Set(message.created_at),
    };
    messages::Entity::insert(row).exec_without_returning(tx).await?;
    let entry = history::ActiveModel {
        id: Set(by.clock.new_id(message.created_at)),
        at: Set(message.created_at),
        account_id: Set(Some(by.account_id.0)),
        household_id: Set(Some(access.household_id.0)),
        request_id: Set(by.received.request_id.clone()),
        subject_type: Set("message".to_owned()),
        subject_id: Set(message.id.0),
        action: Set("sent".to_owned()),
        before: Set(None),
        after: Set(Some(told)),
    };
    history::Entity::insert(entry).exec_without_returning(tx).await?;
    Ok(())
}
