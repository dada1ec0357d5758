//! The mails about documents, to the guardians who act for the household.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::Serialize;
use shared::catalogue::format_day_with_year;
use shared::paths;
use uuid::Uuid;

use super::store::WithNames;
use crate::entities::{guardians, household_guardians};
use crate::error::Error;
use crate::letters::{Letters, Note};
use crate::mail::Addressee;

/// What a letter is about.
pub(super) enum About<'a> {
    /// Staff have refused it.
    Refused {
        /// Why.
        reason: &'a str,
    },
    /// It will soon stop counting.
    Expiring {
        /// The first day on which it no longer counts.
        expires_on: NaiveDate,
    },
}

/// What the templates name; what is not so is empty.
#[derive(Serialize)]
struct Words<'a> {
    document: &'a str,
    /// Whom it is about, where it is about somebody.
    person: &'a str,
    reason: &'a str,
    /// The last day on which it counts.
    until: String,
    link: String,
}

/// Queues a letter to each guardian who acts for the household and has an account.
pub(super) async fn tell(
    letters: &Letters,
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    found: &WithNames,
    about: &About<'_>,
) -> Result<(), Error> {
    let organisation = letters.snapshots.current(tx).await?;
    let Some(kind) = organisation.document(found.row.type_id.into()) else { return Ok(()) };
    let (template, reason, last_day) = match about {
        About::Refused { reason } => ("document_refused", *reason, None),
        About::Expiring { expires_on } => ("document_expiring", "", expires_on.pred_opt()),
    };
    for account in accounts(tx, found.row.household_id).await? {
        let to = Addressee::of(tx, account.into()).await?;
        let words = Words {
            document: kind.name.get(to.language),
            person: found.person.as_deref().unwrap_or_default(),
            reason,
            until: last_day.map(|day| format_day_with_year(to.language, day)).unwrap_or_default(),
            link: letters.page(paths::DOCUMENTS),
        };
        letters.write(tx, now, &to, Note::new(template, words)).await?;
    }
    Ok(())
}

/// The accounts of the guardians who act for a household.
async fn accounts(db: &impl ConnectionTrait, household: Uuid) -> Result<Vec<Uuid>, Error> {
    let found: Vec<Uuid> = household_guardians::Entity::find()
        .inner_join(guardians::Entity)
        .select_only()
        .column(guardians::Column::AccountId)
        .filter(household_guardians::Column::HouseholdId.eq(household))
        .filter(household_guardians::Column::MayBook.eq(true))
        .filter(guardians::Column::AccountId.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(found)
}
