//! Writing messages down.

use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait};
use serde_json::json;
use shared::ids::MailId;
use shared::wire::{Message, MessageSubmission};

use crate::auth::HouseholdAccess;
use crate::entities::messages;
use crate::error::Error;
use crate::history::{Deed, record};
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
    let deed = Deed {
        by: Some(by.account_id),
        household: Some(access.household_id),
        request_id: &by.received.request_id,
        subject: ("message", message.id.0),
        action: "sent",
    };
    record(tx, by.clock, message.created_at, &deed, None, Some(told)).await
}
