//! Receiving a file, from a guardian or from staff: permitted, read, looked at, kept, written down.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde_json::json;
use shared::ids::{AccountId, HouseholdId};
use shared::organisation::Organisation;
use shared::staff::Role;
use shared::wire::DocumentSubmission;

use super::brakes::Brakes;
use super::content::{Checks, Kept};
use super::scope::{self, Reader};
use super::{health, name, removal, show, store, submission};
use crate::auth::{household, lock_household};
use crate::clock::Clock;
use crate::config::DocumentsConfig;
use crate::db::Db;
use crate::digest::sha256_hex;
use crate::entities::documents::{Model, Verdict};
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{Received, read_body};
use crate::idempotency::{IdempotencyKey, Once, REPLAYED, fingerprint, once};
use crate::organisation::Snapshots;
use crate::storage::{Key, Storage};
use crate::vault::Vault;

/// Where files are received.
#[derive(Clone)]
pub struct Reception {
    limit_bytes: usize,
    brakes: Brakes,
    checks: Checks,
    db: Db,
    clock: Clock,
    snapshots: Snapshots,
    storage: Storage,
    vault: web::Data<Vault>,
}

/// Who sends a file.
#[derive(Clone, Copy)]
pub(super) enum Sender {
    /// A guardian of the household.
    Guardian,
    /// Somebody of the staff, for a family that has it on paper.
    Staff(Role),
}

/// A file that is sent.
pub(super) struct Sending<'a> {
    pub(super) received: &'a Received,
    pub(super) account: AccountId,
    pub(super) sender: Sender,
    pub(super) operation: &'static str,
    pub(super) key: &'a IdempotencyKey,
    pub(super) household: HouseholdId,
    pub(super) submission: &'a DocumentSubmission,
}

impl Reception {
    /// As the settings ask.
    #[must_use]
    pub fn new(
        settings: &DocumentsConfig,
        (db, clock): (Db, Clock),
        snapshots: Snapshots,
        storage: Storage,
        vault: web::Data<Vault>,
    ) -> Self {
        Self {
            limit_bytes: settings.limit_bytes,
            brakes: Brakes::new(settings),
            checks: Checks::new(settings),
            db,
            clock,
            snapshots,
            storage,
            vault,
        }
    }

    /// Receives a file; the answer.
    ///
    /// # Errors
    ///
    /// Those that the operations tell.
    pub(super) async fn receive(
        &self,
        sending: &Sending<'_>,
        request: &HttpRequest,
        payload: web::Payload,
    ) -> Result<HttpResponse, Error> {
        let &Sending { received, account, operation, key, household, submission, .. } = sending;
        let organisation = self.snapshots.current(self.db.reader()).await?;
        let today = organisation.today(received.at);
        sending.permit(self.db.reader(), &organisation, today).await?;
        let kind = submission::checked(self.db.reader(), &organisation, household, submission, today).await?;
        // held until the file is written down: it is in memory
        let _room = self.brakes.enter(request, account, received.at).await?;
        let file = read_body(request, payload, self.limit_bytes).await?;
        let request_hash = fingerprint(&(household, submission, sha256_hex(&file)))?;
        let kept = self.checks.check(file, &kind.formats).await?;

        // first the content, then the row that names it: what breaks off in between leaves a content that is swept away
        let object = Key::new(&self.clock, received.at);
        let mut row = self.row(sending, &kept, &object)?;
        let content = if kind.health {
            let (sealed, by) = health::seal(&self.vault, row.id, &kept.content)?;
            row.sealed_by = Some(by);
            sealed
        } else {
            kept.content
        };
        self.storage.put(&object, content).await.map_err(|error| {
            tracing::error!(error = format!("{error:#}"), "the store of documents");
            Error::Unavailable
        })?;
        let asked = Once { account_id: account, operation, key, request_hash };
        let answer = once(&self.db, received, asked, async |tx| {
            lock_household(tx, household).await?;
            // much may have changed while the file was on its way: the right, the family, what is asked
            let organisation = self.snapshots.current(tx).await?;
            sending.permit(tx, &organisation, today).await?;
            submission::checked(tx, &organisation, household, submission, today).await?;
            self.replace(tx, received, &row).await?;
            Ok((StatusCode::CREATED, show::document(&row, &organisation, today)?))
        })
        .await;
        // what failed otherwise may have been written all the same: the sweep will look
        let is_nameless = match &answer {
            Ok(answer) => answer.headers().contains_key(REPLAYED),
            Err(error) => error.status_code().is_client_error(),
        };
        if is_nameless && let Err(error) = self.storage.delete(&object).await {
            tracing::warn!(error = format!("{error:#}"), "a content without a row, to be swept away");
        }
        answer
    }

    fn row(&self, sending: &Sending<'_>, kept: &Kept, object: &Key) -> Result<Model, Error> {
        let &Sending { received, account, household, submission, .. } = sending;
        Ok(Model {
            id: self.clock.new_id(received.at),
            household_id: household.0,
            type_id: submission.type_id.0,
            guardian_id: submission.guardian_id.map(|id| id.0),
            child_id: submission.child_id.map(|id| id.0),
            school_year: submission.school_year.map(|year| year.to_string()),
            object_key: object.0.clone(),
            sealed_by: None,
            name: name::clean(&submission.name, kept.format),
            media_type: kept.format.media_type().to_owned(),
            size: i32::try_from(kept.content.len()).map_err(Error::internal)?,
            sha256: sha256_hex(&kept.content),
            received_at: received.at,
            received_by: account.0,
            verdict: Verdict::None,
            reason: None,
            decided_at: None,
            reminded_at: None,
            expires_on: None,
            version: 1,
        })
    }

    /// Writes a document down in the place of those of the same kind that have not been accepted. The household is locked.
    async fn replace(&self, tx: &DatabaseTransaction, received: &Received, row: &Model) -> Result<(), Error> {
        let mut replaced = Vec::new();
        for old in store::beside(tx, row).await?.iter().filter(|old| old.verdict != Verdict::Accepted) {
            removal::remove(tx, &self.clock, received.at, old).await?;
            replaced.push(old.id);
        }
        store::insert(tx, row.clone()).await?;
        let deed = Deed {
            by: Some(row.received_by.into()),
            household: Some(row.household_id.into()),
            request_id: &received.request_id,
            subject: ("document", row.id),
            action: "sent",
        };
        let before = (!replaced.is_empty()).then(|| json!({ "replaced": replaced }));
        let after = json!({ "type_id": row.type_id, "guardian_id": row.guardian_id, "child_id": row.child_id,
            "school_year": row.school_year, "media_type": row.media_type, "size": row.size, "sha256": row.sha256 });
        record(tx, &self.clock, received.at, &deed, before, Some(after)).await
    }
}

impl Sending<'_> {
    /// Whether whoever sends may, now.
    async fn permit(
        &self,
        db: &impl ConnectionTrait,
        organisation: &Organisation,
        today: NaiveDate,
    ) -> Result<(), Error> {
        match self.sender {
            Sender::Guardian => {
                let access = household(db, self.account, self.household).await?;
                if access.may_book { Ok(()) } else { Err(Error::NotPermitted) }
            }
            Sender::Staff(role) => {
                let reader = Reader { account: self.account, role };
                let seen = scope::children(db, organisation, reader, today, self.household).await?;
                match self.submission.child_id {
                    Some(child) if !seen.contains(&child) => {
                        Err(Error::unknown("child_id", "no child of this household"))
                    }
                    _ => Ok(()),
                }
            }
        }
    }
}
