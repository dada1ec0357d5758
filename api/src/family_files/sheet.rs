//! The whole file of a school year, as it is answered.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::calendar::SchoolYear;
use shared::families::{Field, FileSubject, Need};
use shared::ids::{GuardianId, HouseholdId};
use shared::organisation::Organisation;
use shared::wire::{FamilyFileSheet, FilePart, WaitingChange};
use uuid::Uuid;

use super::changes;
use super::elsewhere::elsewhere;
use super::family::Family;
use super::{health, store};
use crate::documents;
use crate::entities::{accounts, change_requests, family_files};
use crate::error::Error;
use crate::vault::Vault;

/// Who reads.
#[derive(Clone, Copy)]
pub(super) enum Reader<'a> {
    /// A guardian of the household: health is shown.
    Guardian(GuardianId, &'a Vault),
    /// Staff: of health, only which fields are answered.
    Staff(&'a Vault),
}

/// The school year that is asked for, among those planned; without one, the present, else the first planned.
///
/// # Errors
///
/// [`Error::InvalidValue`] naming `school_year`.
pub fn year_of(
    organisation: &Organisation,
    asked: Option<SchoolYear>,
    now: DateTime<Utc>,
) -> Result<SchoolYear, Error> {
    let year = organisation.planned_school_year(asked, now);
    year.ok_or_else(|| Error::invalid("school_year", "unknown", "not among the school years planned"))
}

/// Whether a family has submitted its file since staff last decided.
pub(super) fn waits(row: &family_files::Model) -> bool {
    row.submitted_at.is_some_and(|submitted| row.decided_at.is_none_or(|decided| submitted > decided))
}

/// Makes the sheet. Five statements beside those of the family.
pub(super) async fn sheet(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    family: &Family,
    year: SchoolYear,
    reader: Reader<'_>,
    now: DateTime<Utc>,
) -> Result<FamilyFileSheet, Error> {
    let household_id: HouseholdId = family.household.id.into();
    let asked = changes::standing(db, household_id).await?;
    let owners: Vec<Uuid> = family.guardians.iter().filter_map(|(row, _)| row.account_id).collect();
    let accounts = accounts::Entity::find()
        .filter(accounts::Column::Id.is_in(owners))
        .filter(accounts::Column::ClosedAt.is_null())
        .all(db)
        .await?;
    let children: Vec<Uuid> = family.children.iter().map(|(row, _)| row.id).collect();
    let elsewhere = elsewhere(db, household_id, &children).await?;
    let (vault, me) = match reader {
        Reader::Guardian(me, vault) => (vault, Some(me)),
        Reader::Staff(vault) => (vault, None),
    };
    let gone = store::departures(db, family.children.iter().map(|(row, _)| row.id)).await?;
    let mut rules = organisation.file.rules(year);
    rules.retain(|_, rule| rule.need != Need::Hidden);
    let part = |subject: FileSubject| -> Result<FilePart, Error> {
        let mut values = family.answers(subject, year)?;
        let mut sealed = Vec::new();
        if let FileSubject::Child(id) = subject {
            let told = health::open(vault, family, id)?;
            match reader {
                Reader::Guardian(..) => values.extend(told),
                Reader::Staff(_) => sealed.extend(told.into_keys()),
            }
        }
        // what another year asked for is kept, and told to nobody while it is not asked
        values.retain(|field, _| rules.contains_key(field));
        sealed.retain(|field| rules.contains_key(field));
        let waiting = changes::of_year(&asked.0, household_id, subject, year);
        let shown =
            |field: &Field| rules.contains_key(field) && (me.is_some() || !field.section().is_health());
        let waiting = waiting.map(|row| waiting_change(vault, row, shown));
        let refused = match me {
            Some(_) => changes::refused(&asked, household_id, subject, year, now)?,
            None => None,
        };
        let email = match subject {
            FileSubject::Guardian(id) => {
                let account = family.guardian(id)?.0.account_id;
                accounts.iter().find(|row| Some(row.id) == account).map(|row| row.email.clone())
            }
            _ => None,
        };
        let known_email = match (subject, me) {
            (FileSubject::Guardian(id), None) if email.is_none() => family.guardian(id)?.0.email.clone(),
            _ => None,
        };
        let gone_from = match subject {
            FileSubject::Child(id) => gone.iter().find(|row| row.child_id == id.0),
            _ => None,
        };
        let gone_from = gone_from.map(|row| row.school_year.parse()).transpose().map_err(Error::internal)?;
        Ok(FilePart {
            subject,
            version: family.version(subject)?,
            values,
            sealed,
            waiting: waiting.transpose()?,
            refused,
            email,
            elsewhere: match subject {
                FileSubject::Child(id) => elsewhere.get(&id).cloned().unwrap_or_default(),
                _ => Vec::new(),
            },
            known_email,
            gone_from,
            is_me: me.is_some_and(|me| subject == FileSubject::Guardian(me)),
        })
    };
    let (children, today) = (family.children()?, organisation.today(now));
    let called_for = family.called_for(vault, organisation)?;
    let of = (&children[..], &called_for[..]);
    let missing_documents = documents::missing(db, organisation, household_id, of, year, today).await?;
    let row = family.row(year);
    let beginning =
        organisation.beginning(now).ok_or_else(|| Error::internal("no school year is planned"))?;
    let parts = family.subjects().into_iter().map(part).collect::<Result<_, _>>()?;
    Ok(FamilyFileSheet {
        server_time_ms: now.timestamp_millis(),
        household_id,
        name: family.household.name.clone(),
        resident: family.household.resident,
        file: family.file(organisation, year)?,
        missing_documents,
        version: row.map_or(0, |row| row.version),
        submitted_at: row.and_then(|row| row.submitted_at),
        waits: row.is_some_and(waits),
        message: row.and_then(|row| row.message.clone()),
        needs_validation: organisation.needs_validation(),
        school_years: organisation.school_years(),
        beginning,
        rules,
        parts,
        perhaps_same: Vec::new(),
    })
}

/// An edit that waits, as far as its fields are shown.
fn waiting_change(
    vault: &Vault,
    row: &change_requests::Model,
    shown: impl Fn(&Field) -> bool,
) -> Result<WaitingChange, Error> {
    let changes = changes::open(vault, row)?.into_iter().filter(|(field, _)| shown(field));
    let values = changes.map(|(field, change)| (field, change.new)).collect();
    Ok(WaitingChange { id: row.id.into(), created_at: row.created_at, values })
}
