//! An edit of a file by its family: what holds at once is written, what waits is asked of staff, the history tells.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde_json::json;
use shared::calendar::SchoolYear;
use shared::families::FileSubject;
use shared::ids::{AccountId, HouseholdId};
use shared::organisation::Organisation;
use shared::wire::FileEditResult;

use super::apply::{apply, raise};
use super::changes::{self, Editor};
use super::edit::{Changes, Rules};
use super::family::{Answers, Family, subject_key};
use super::health;
use super::update::told;
use crate::clock::Clock;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::vault::Vault;

/// Who edits, when, by which rules.
#[derive(Clone, Copy)]
pub struct Editing<'a> {
    /// Makes ids.
    pub clock: &'a Clock,
    /// Opens and seals.
    pub vault: &'a Vault,
    /// What it asks, and which edits wait.
    pub organisation: &'a Organisation,
    /// When.
    pub now: DateTime<Utc>,
    /// By which account.
    pub account_id: AccountId,
    /// In which request.
    pub request_id: &'a str,
}

impl Editing<'_> {
    pub(super) fn rules(&self, year: SchoolYear) -> Rules<'_> {
        Rules { organisation: self.organisation, year, today: self.organisation.today(self.now) }
    }

    /// What somebody of the family has answered, health too.
    pub(super) fn present(
        &self,
        family: &Family,
        subject: FileSubject,
        year: SchoolYear,
    ) -> Result<Answers, Error> {
        let mut present = family.answers(subject, year)?;
        if let FileSubject::Child(id) = subject {
            present.extend(health::open(self.vault, family, id)?);
        }
        Ok(present)
    }

    /// Writes an edit of one subject of a household that is locked.
    ///
    /// # Errors
    ///
    /// As [`Rules::judge`], [`apply`] and [`changes::merge`].
    pub(super) async fn write(
        &self,
        tx: &impl ConnectionTrait,
        family: &Family,
        subject: FileSubject,
        year: SchoolYear,
        values: &Changes,
    ) -> Result<FileEditResult, Error> {
        let Self { clock, vault, now, account_id, request_id, .. } = *self;
        let household = HouseholdId(family.household.id);
        let deed = |subject, action| Deed {
            by: Some(account_id),
            household: Some(household),
            request_id,
            subject,
            action,
        };
        let present = self.present(family, subject, year)?;
        let sorted = self.rules(year).judge(subject, &present, values)?;
        let changed: Changes = sorted
            .at_once
            .clone()
            .into_iter()
            .filter(|(field, new)| new.as_ref() != present.get(field))
            .collect();
        let mut next = family.version(subject)?;
        if !changed.is_empty() {
            next = apply(tx, vault, family, subject, year, &changed).await?;
            let (before, after) = told(&present, &changed);
            let edited = deed(subject_key(subject, household), "edited");
            record(tx, clock, now, &edited, Some(before), Some(after)).await?;
        }
        let by = Editor { clock, vault, now, account_id };
        let waits = changes::Waits {
            household,
            subject,
            year,
            present: &present,
            at_once: &sorted.at_once,
            waiting: &sorted.waiting,
        };
        if let Some(merged) = changes::merge(tx, by, waits).await? {
            if changed.is_empty() {
                // the other guardian who asks for something else has to see this first
                next = raise(tx, family, subject).await?;
            }
            let action = if merged.fields.is_empty() { "withdrawn" } else { "asked" };
            let asked = json!({ "fields": merged.fields });
            record(tx, clock, now, &deed(("change_request", merged.id), action), None, Some(asked)).await?;
        }
        Ok(FileEditResult {
            subject,
            version: next,
            applied: changed.into_keys().collect(),
            waiting: sorted.waiting.into_keys().collect(),
        })
    }
}
