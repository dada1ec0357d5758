//! Mails about the file, to every guardian of the household who has an account.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde::Serialize;
use shared::catalogue::{Language, field_name};
use shared::families::Field;
use shared::paths;

use super::family::Family;
use crate::entities::accounts;
use crate::error::Error;
use crate::letters::{Letters, Note};
use crate::mail::{Addressee, Template, letter_templates};

/// Templates of these mails.
pub const TEMPLATES: [Template; 20] = letter_templates!(
    "file_received",
    "file_more_needed",
    "file_validated",
    "change_accepted",
    "change_refused",
);

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
struct Words<'a> {
    school_year: &'a str,
    message: &'a str,
    fields: Vec<String>,
    link: String,
}

/// Queues a letter to each.
pub(super) async fn tell(
    letters: &Letters,
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    family: &Family,
    about: &About<'_>,
) -> Result<(), Error> {
    for (guardian, _) in &family.guardians {
        let Some(account_id) = guardian.account_id else { continue };
        let account = accounts::Entity::find_by_id(account_id).one(tx).await?;
        if account.is_none_or(|account| account.closed_at.is_some()) {
            continue;
        }
        let to = Addressee::of(tx, account_id.into()).await?;
        let words = Words {
            school_year: &about.school_year,
            message: about.message,
            fields: names(to.language, &about.fields),
            link: letters.page(&[paths::FILE, "?year=", &about.school_year].concat()),
        };
        letters.write(tx, now, &to, Note::new(about.template, words)).await?;
    }
    Ok(())
}

fn names(language: Language, fields: &[Field]) -> Vec<String> {
    fields.iter().map(|field| field_name(language, *field)).collect()
}
