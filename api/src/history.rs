//! The history: who did what, written in the transaction of what it tells.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde_json::Value;
use shared::ids::{AccountId, HouseholdId};
use uuid::Uuid;

use crate::auth::SignedIn;
use crate::clock::Clock;
use crate::entities::history;
use crate::error::Error;
use crate::http::Received;

/// Who does something, where a command and an operation do the same.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// The account; none for a command.
    pub account_id: Option<AccountId>,
    /// As in the log; the name of the command.
    pub request_id: &'a str,
}

/// Something that was done.
#[derive(Clone, Copy, Debug)]
pub struct Deed<'a> {
    /// By whom; none for a command, or for somebody who holds the link of a mail.
    pub by: Option<AccountId>,
    /// On behalf of which household, if of one.
    pub household: Option<HouseholdId>,
    /// In which request; the name of a command.
    pub request_id: &'a str,
    /// To what: the kind of thing, and which one.
    pub subject: (&'a str, Uuid),
    /// What.
    pub action: &'a str,
}

impl<'a> Deed<'a> {
    /// By somebody who is signed in.
    #[must_use]
    pub fn by(
        signed_in: &SignedIn,
        received: &'a Received,
        subject: (&'a str, Uuid),
        action: &'a str,
    ) -> Self {
        let by = Some(signed_in.account_id);
        Self { by, household: None, request_id: &received.request_id, subject, action }
    }

    /// By somebody who is signed in, to their own account.
    #[must_use]
    pub fn to_own_account(signed_in: &SignedIn, received: &'a Received, action: &'a str) -> Self {
        Self::by(signed_in, received, ("account", signed_in.account_id.0), action)
    }

    /// By a command, or by whoever holds a link.
    #[must_use]
    pub const fn unsigned(request_id: &'a str, subject: (&'a str, Uuid), action: &'a str) -> Self {
        Self { by: None, household: None, request_id, subject, action }
    }
}

/// Writes a deed, with what was before and after, as far as that may be told.
///
/// # Errors
///
/// When the database fails.
pub async fn record(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    deed: &Deed<'_>,
    before: Option<Value>,
    after: Option<Value>,
) -> Result<(), Error> {
    let entry = history::ActiveModel {
        id: Set(clock.new_id(now)),
        at: Set(now),
        account_id: Set(deed.by.map(|id| id.0)),
        household_id: Set(deed.household.map(|id| id.0)),
        request_id: Set(deed.request_id.to_owned()),
        subject_type: Set(deed.subject.0.to_owned()),
        subject_id: Set(deed.subject.1),
        action: Set(deed.action.to_owned()),
        before: Set(before),
        after: Set(after),
    };
    history::Entity::insert(entry).exec_without_returning(tx).await?;
    Ok(())
}
