//! Invitations as rows and as the API shows them.

use anyhow::Context;
use chrono::{DateTime, Utc};
use shared::ids::ChildId;
use shared::wire::{GuardianInvitation, Living};
use uuid::Uuid;

use crate::entities::guardian_invitations::{self, Model};
use crate::error::Error;

/// An invitation as its household sees it.
pub(super) fn shown(row: Model, now: DateTime<Utc>) -> Result<GuardianInvitation, Error> {
    Ok(GuardianInvitation {
        id: row.id.into(),
        guardian_id: row.guardian_id.map(Into::into),
        children: children(&row)?.into_iter().map(ChildId).collect(),
        living: living(&row),
        first_name: row.first_name,
        last_name: row.last_name,
        email: row.email,
        sent_at: row.sent_at,
        expires_at: row.expires_at,
        expired: row.expires_at <= now,
    })
}

/// The children who are to live elsewhere too.
pub(super) fn children(row: &Model) -> Result<Vec<Uuid>, Error> {
    Ok(serde_json::from_value(row.children.clone()).context("reading the children of an invitation")?)
}

/// Where whoever is invited lives.
pub(super) const fn living(row: &Model) -> Living {
    match row.living {
        guardian_invitations::Living::Here => Living::Here,
        guardian_invitations::Living::Elsewhere => Living::Elsewhere,
    }
}
