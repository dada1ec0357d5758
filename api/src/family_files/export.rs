//! What a family has answered, told to whoever may have a copy of it.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use shared::guardianships::payer;
use shared::ids::HouseholdId;
use shared::organisation::Organisation;
use uuid::Uuid;

use super::family::{Answers, Family, details};
use super::{changes, health};
use crate::entities::{change_requests, child_departures, household_children};
use crate::error::Error;
use crate::vault::Vault;

/// A household, as far as the file tells of it.
#[derive(Debug, Serialize)]
pub struct FamilyCopy {
    /// The household itself.
    pub household: HouseholdCopy,
    /// Its guardians.
    pub guardians: Vec<GuardianCopy>,
    /// Its children, with what was told of their health.
    pub children: Vec<ChildCopy>,
    /// Its files by school year.
    pub files: Vec<FileCopy>,
    /// Edits that waited for staff, in this household.
    pub change_requests: Vec<ChangeCopy>,
}

/// The household itself.
#[derive(Debug, Serialize)]
pub struct HouseholdCopy {
    id: Uuid,
    external_id: Option<String>,
    name: String,
    resident: Option<bool>,
    registered_at: DateTime<Utc>,
    answers: Answers,
}

/// A guardian of the household.
#[derive(Debug, Serialize)]
pub struct GuardianCopy {
    /// Its id.
    pub id: Uuid,
    /// Its account, where there is one.
    pub account_id: Option<Uuid>,
    /// The mail address that the organisation knows.
    pub email: Option<String>,
    external_id: Option<String>,
    first_name: String,
    last_name: String,
    phone: Option<String>,
    may_book: bool,
    may_pick_up: bool,
    pays: bool,
    registered_at: DateTime<Utc>,
    answers: Answers,
}

/// A child of the household.
#[derive(Debug, Serialize)]
pub struct ChildCopy {
    /// Its id.
    pub id: Uuid,
    external_id: Option<String>,
    first_name: String,
    last_name: String,
    birth_date: NaiveDate,
    registered_at: DateTime<Utc>,
    answers: Answers,
    health: Answers,
    schooling: Vec<SchoolingCopy>,
    left_in: Vec<String>,
}

#[derive(Debug, Serialize)]
struct SchoolingCopy {
    school_year: String,
    school: Option<String>,
    grade: String,
    class: Option<String>,
}

/// The file of a school year.
#[derive(Debug, Serialize)]
pub struct FileCopy {
    school_year: String,
    state: shared::families::FileState,
    submitted_at: Option<DateTime<Utc>>,
    decided_at: Option<DateTime<Utc>>,
    message: Option<String>,
}

/// A change request.
#[derive(Debug, Serialize)]
pub struct ChangeCopy {
    id: Uuid,
    subject: String,
    subject_id: Uuid,
    school_year: String,
    state: String,
    asked_at: DateTime<Utc>,
    decided_at: Option<DateTime<Utc>>,
    reason: Option<String>,
    changes: serde_json::Value,
}

/// The copy of a household. The health of its children is opened: the caller writes so into the history.
///
/// # Errors
///
/// [`Error::NotFound`]; when something sealed does not open; those of the database.
pub async fn copy(
    db: &impl ConnectionTrait,
    vault: &Vault,
    organisation: &Organisation,
    household: HouseholdId,
) -> Result<FamilyCopy, Error> {
    let family = Family::load(db, household).await?;
    let ids: Vec<Uuid> = family.children.iter().map(|(child, _)| child.id).collect();
    let departures =
        child_departures::Entity::find().filter(child_departures::Column::ChildId.is_in(ids)).all(db).await?;
    let changes = change_requests::Entity::find()
        .filter(change_requests::Column::HouseholdId.eq(household.0))
        .order_by_asc(change_requests::Column::Id)
        .all(db)
        .await?;
    let children = family.children.iter().map(|(row, _)| {
        let of_child = family.grades.iter().filter(|grade| grade.child_id == row.id);
        let left = departures.iter().filter(|departure| departure.child_id == row.id);
        Ok(ChildCopy {
            id: row.id,
            external_id: row.external_id.clone(),
            first_name: row.first_name.clone(),
            last_name: row.last_name.clone(),
            birth_date: row.birth_date,
            registered_at: row.created_at,
            answers: details(&row.details)?,
            health: health::open(vault, &family, row.id.into())?,
            schooling: of_child
                .map(|grade| SchoolingCopy {
                    school_year: grade.school_year.clone(),
                    school: organisation.school(grade.school_id.into()).map(|school| school.name.clone()),
                    grade: grade.grade.clone(),
                    class: grade.class_name.clone(),
                })
                .collect(),
            left_in: left.map(|departure| departure.school_year.clone()).collect(),
        })
    });
    let children = children.collect::<Result<_, Error>>()?;
    let rights: Vec<_> =
        family.guardians.iter().map(|(row, member)| (row.id.into(), member.may_book)).collect();
    let pays = payer(&rights, family.household.payer_id.map(Into::into));
    let guardians = family.guardians.iter().map(|(row, member)| {
        Ok(GuardianCopy {
            id: row.id,
            account_id: row.account_id,
            email: row.email.clone(),
            external_id: row.external_id.clone(),
            first_name: row.first_name.clone(),
            last_name: row.last_name.clone(),
            phone: row.phone.clone(),
            may_book: member.may_book,
            may_pick_up: member.may_pick_up,
            pays: pays == Some(row.id.into()),
            registered_at: row.created_at,
            answers: details(&row.details)?,
        })
    });
    let guardians = guardians.collect::<Result<_, Error>>()?;
    Ok(FamilyCopy {
        household: HouseholdCopy {
            id: family.household.id,
            external_id: family.household.external_id.clone(),
            name: family.household.name.clone(),
            resident: family.household.resident,
            registered_at: family.household.created_at,
            answers: details(&family.household.details)?,
        },
        guardians,
        children,
        files: family.files.iter().map(file).collect(),
        change_requests: changes.iter().map(|row| change(vault, row)).collect::<Result<_, Error>>()?,
    })
}

fn file(row: &crate::entities::family_files::Model) -> FileCopy {
    FileCopy {
        school_year: row.school_year.clone(),
        state: super::family::state(row.state),
        submitted_at: row.submitted_at,
        decided_at: row.decided_at,
        message: row.message.clone(),
    }
}

fn change(vault: &Vault, row: &change_requests::Model) -> Result<ChangeCopy, Error> {
    Ok(ChangeCopy {
        id: row.id,
        subject: row.subject_type.clone(),
        subject_id: row.subject_id,
        school_year: row.school_year.clone(),
        state: sea_orm::ActiveEnum::to_value(&row.state),
        asked_at: row.created_at,
        decided_at: row.decided_at,
        reason: row.reason.clone(),
        changes: serde_json::to_value(changes::open(vault, row)?).map_err(Error::internal)?,
    })
}

/// Those of `children` who live in another household than this one too.
///
/// # Errors
///
/// Those of the database.
pub async fn living_elsewhere_too(
    db: &impl ConnectionTrait,
    household: HouseholdId,
    children: &[Uuid],
) -> Result<Vec<Uuid>, Error> {
    let rows = household_children::Entity::find()
        .filter(household_children::Column::ChildId.is_in(children.iter().copied()))
        .filter(household_children::Column::HouseholdId.ne(household.0))
        .all(db)
        .await?;
    let mut found: Vec<Uuid> = rows.into_iter().map(|row| row.child_id).collect();
    found.sort_unstable();
    found.dedup();
    Ok(found)
}
