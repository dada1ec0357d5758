//! A household as documents see it: whom they are about, and what was sent.

use anyhow::Context;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::calendar::local;
use shared::documents::{SentDocument, Verdict};
use shared::families::{Child, FileSubject, Grade, Schooling};
use shared::ids::{GuardianId, HouseholdId};
use shared::organisation::Organisation;
use uuid::Uuid;

use crate::entities::{
    child_grades, children, documents, guardians, household_children, household_guardians, households,
};
use crate::error::Error;

/// The guardians of a household, by name.
pub(super) async fn guardians(
    db: &impl ConnectionTrait,
    household: HouseholdId,
) -> Result<Vec<guardians::Model>, Error> {
    let rows = household_guardians::Entity::find()
        .find_also_related(guardians::Entity)
        .filter(household_guardians::Column::HouseholdId.eq(household.0))
        .order_by_asc(guardians::Column::FirstName)
        .order_by_asc(guardians::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(_, guardian)| guardian).collect())
}

/// The children of a household, the eldest first, as the rules see them.
pub(super) async fn children(db: &impl ConnectionTrait, household: HouseholdId) -> Result<Vec<Child>, Error> {
    let rows = household_children::Entity::find()
        .find_also_related(children::Entity)
        .find_also_related(households::Entity)
        .filter(household_children::Column::HouseholdId.eq(household.0))
        .order_by_asc(children::Column::BirthDate)
        .order_by_asc(children::Column::FirstName)
        .order_by_asc(children::Column::Id)
        .all(db)
        .await?;
    let rows: Vec<_> = rows
        .into_iter()
        .filter_map(|(_, child, household)| Some((child?, household?.is_resident())))
        .collect();
    let grades = child_grades::Entity::find()
        .filter(child_grades::Column::ChildId.is_in(rows.iter().map(|(child, _)| child.id)))
        .all(db)
        .await?;
    rows.into_iter()
        .map(|(child, resident)| {
            let of_child = grades.iter().filter(|row| row.child_id == child.id);
            Ok(Child {
                id: child.id.into(),
                first_name: child.first_name,
                last_name: child.last_name,
                birth_date: child.birth_date,
                resident,
                schoolings: of_child.map(schooling).collect::<Result<_, Error>>()?,
            })
        })
        .collect()
}

fn schooling(row: &child_grades::Model) -> Result<Schooling, Error> {
    Ok(Schooling {
        school_year: row.school_year.parse().context("reading a school year")?,
        school_id: row.school_id.into(),
        grade: Grade::from_code(&row.grade).with_context(|| format!("no grade {}", row.grade))?,
    })
}

/// What was sent by a household, or by another about one of its children, the newest last.
pub(super) async fn sent(
    db: &impl ConnectionTrait,
    household: HouseholdId,
    children: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<documents::Model>, Error> {
    let rows = documents::Entity::find()
        .filter(
            Condition::any()
                .add(documents::Column::HouseholdId.eq(household.0))
                .add(documents::Column::ChildId.is_in(children)),
        )
        .order_by_asc(documents::Column::ReceivedAt)
        .order_by_asc(documents::Column::Id)
        .all(db)
        .await?;
    Ok(rows)
}

/// A row as the rules see it.
pub(super) fn as_sent(row: &documents::Model, organisation: &Organisation) -> Result<SentDocument, Error> {
    let year = row.school_year.as_ref().map(|year| year.parse().context("reading a school year"));
    let subject = match (row.guardian_id, row.child_id) {
        (Some(guardian), _) => FileSubject::Guardian(guardian.into()),
        (None, Some(child)) => FileSubject::Child(child.into()),
        (None, None) => FileSubject::Household,
    };
    Ok(SentDocument {
        type_id: row.type_id.into(),
        subject,
        school_year: year.transpose()?,
        received_on: day_of(row, organisation),
        corrected_end: row.expires_on,
        verdict: match row.verdict {
            documents::Verdict::None => None,
            documents::Verdict::Accepted => Some(Verdict::Accepted),
            documents::Verdict::Refused => {
                Some(Verdict::Refused { reason: row.reason.clone().unwrap_or_default() })
            }
        },
    })
}

fn day_of(row: &documents::Model, organisation: &Organisation) -> NaiveDate {
    local(organisation.calendar.time_zone, row.received_at).date()
}

/// What the rules of booking need to know of a household's documents: its guardians, and what was sent. Two statements.
///
/// # Errors
///
/// Those of the database.
pub async fn facts(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    household: HouseholdId,
    children: &[Child],
) -> Result<(Vec<GuardianId>, Vec<SentDocument>), Error> {
    if organisation.documents.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let guardians = guardians(db, household).await?.into_iter().map(|row| row.id.into()).collect();
    let rows = sent(db, household, children.iter().map(|child| child.id.0)).await?;
    let told = |row: &documents::Model| {
        let mut sent = as_sent(row, organisation)?;
        if row.household_id != household.0
            && let Some(Verdict::Refused { reason }) = &mut sent.verdict
        {
            // what staff wrote to the other household
            reason.clear();
        }
        Ok::<_, Error>(sent)
    };
    let sent = rows.iter().map(told).collect::<Result<_, _>>()?;
    Ok((guardians, sent))
}
