//! Messages of guardians to referents.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::families::Contact;
use crate::ids::{ChildId, MessageId, SlotId};

/// A message to the referent of a child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MessageSubmission {
    /// About which child; its referent receives the message.
    pub child_id: ChildId,
    /// About which slot, if about one; its facility's referent receives it where the school has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot_id: Option<SlotId>,
    /// About which day, if about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
    /// What the guardian writes, 1 to 2,000 characters.
    pub body: String,
}

/// A message that was queued for its referent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Who receives it.
    pub recipient: Contact,
    /// When it was received.
    pub created_at: DateTime<Utc>,
}
