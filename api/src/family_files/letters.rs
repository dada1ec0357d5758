//! Mails about the file, to every guardian of the household who has an account.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use shared::catalogue::{Language, field_name};
use shared::families::Field;

use super::family::Family;
use crate::clock::Clock;
use crate::entities::accounts;
use crate::error::Error;
use crate::mail::{Addressee, Letter, Template, Templates, letter_templates, queue};
use crate::organisation::Snapshots;

/// Templates of these mails.
pub const TEMPLATES: [Template; 20] = letter_templates!(
    "file_received",
    "file_more_needed",
    "file_validated",
    "change_accepted",
    "change_refused",
);

/// What it takes to write to a household about its file.
pub struct FileLetters {
    clock: Clock,
    templates: Arc<Templates>,
    snapshots: Snapshots,
    public_url: String,
}

/// What a letter is about.
pub(super) struct About<'a> {
    /// Name of the template.
    pub(super) template: &'a str,
    /// Of a school year, if of one.
    pub(super) school_year: String,
    /// What staff write; may be empty.
    pub(super) message: &'a str,
    /// Fields it tells about.
    pub(super) fields: Vec<Field>,
}

/// What the templates name.
#[derive(Serialize)]
struct Words {
    organisation: String,
    name: String,
    school_year: String,
    message: String,
    fields: Vec<String>,
    link: String,
}

impl FileLetters {
    /// As the settings ask.
    #[must_use]
    pub fn new(public_url: String, clock: Clock, templates: Arc<Templates>, snapshots: Snapshots) -> Self {
        Self { clock, templates, snapshots, public_url }
    }

    /// Queues a letter to each.
    pub(super) async fn queue(
        &self,
        tx: &impl ConnectionTrait,
        now: DateTime<Utc>,
        family: &Family,
        about: &About<'_>,
    ) -> Result<(), Error> {
        let organisation = self.snapshots.current(tx).await?;
        for (guardian, _) in &family.guardians {
            let Some(account_id) = guardian.account_id else { continue };
            let account = <accounts::Entity as sea_orm::EntityTrait>::find_by_id(account_id).one(tx).await?;
            if account.is_none_or(|account| account.closed_at.is_some()) {
                continue;
            }
            let to = Addressee::of(tx, account_id.into()).await?;
            let values = Words {
                organisation: organisation.name.clone(),
                name: to.name.clone(),
                school_year: about.school_year.clone(),
                message: about.message.to_owned(),
                fields: names(to.language, &about.fields),
                link: format!("{}/file", self.public_url),
            };
            let letter = Letter {
                from_name: &organisation.name,
                to_name: &to.name,
                to_address: &to.address,
                reply_to: None,
                locale: to.language.code(),
                template: about.template,
                secret: false,
                values: &values,
            };
            queue(tx, &self.clock, now, &self.templates, &letter).await?;
        }
        Ok(())
    }
}

fn names(language: Language, fields: &[Field]) -> Vec<String> {
    fields.iter().map(|field| field_name(language, *field)).collect()
}
