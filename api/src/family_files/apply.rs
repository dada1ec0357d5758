//! Writing answers where they are kept.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, UpdateMany};
use serde_json::json;
use shared::calendar::SchoolYear;
use shared::families::{Field, FieldValue, FileSubject};
use shared::ids::ChildId;

use super::edit::Changes;
use super::family::{Answers, Family, Place, place};
use super::{health, store};
use crate::entities::{child_departures, child_grades, children, guardians, households};
use crate::error::Error;
use crate::vault::Vault;

/// Writes changes of a subject, if its row has still the version that the family was loaded with; the next version. The
/// files that tell of it get a new version too.
///
/// # Errors
///
/// [`Error::ChangedMeanwhile`], [`Error::NotFound`]; those of the database.
pub(super) async fn apply(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    family: &Family,
    subject: FileSubject,
    year: SchoolYear,
    changes: &Changes,
) -> Result<i32, Error> {
    let of_place = |wanted: Place| -> Changes {
        changes
            .iter()
            .filter(|(field, _)| place(**field) == wanted)
            .map(|(field, value)| (*field, value.clone()))
            .collect()
    };
    let mut details = super::family::details(match subject {
        FileSubject::Household => &family.household.details,
        FileSubject::Guardian(id) => &family.guardian(id)?.0.details,
        FileSubject::Child(id) => &family.child(id)?.0.details,
    })?;
    details = with(details, &of_place(Place::Details));
    let columns = of_place(Place::Column);
    let text = |field: Field| columns.get(&field).map(|value| text_of(value.as_ref()));
    let version = family.version(subject)?;
    let written = match subject {
        FileSubject::Household => {
            use households::Column;
            versioned::<households::Entity>(Column::Id, family.household.id, Column::Version, version)
                .col_expr(Column::Details, json!(details).into())
                .exec(tx)
                .await?
        }
        FileSubject::Guardian(id) => {
            use guardians::Column;
            let mut row = versioned::<guardians::Entity>(Column::Id, id.0, Column::Version, version)
                .col_expr(Column::Details, json!(details).into());
            if let Some(Some(name)) = text(Field::GuardianFirstName) {
                row = row.col_expr(Column::FirstName, name.into());
            }
            if let Some(Some(name)) = text(Field::GuardianLastName) {
                row = row.col_expr(Column::LastName, name.into());
            }
            if let Some(phone) = text(Field::GuardianPhone) {
                row = row.col_expr(Column::Phone, phone.into());
            }
            row.exec(tx).await?
        }
        FileSubject::Child(id) => {
            use children::Column;
            let mut row = versioned::<children::Entity>(Column::Id, id.0, Column::Version, version)
                .col_expr(Column::Details, json!(details).into());
            if let Some(Some(name)) = text(Field::ChildFirstName) {
                row = row.col_expr(Column::FirstName, name.into());
            }
            if let Some(Some(name)) = text(Field::ChildLastName) {
                row = row.col_expr(Column::LastName, name.into());
            }
            if let Some(Some(day)) = text(Field::ChildBirthDate) {
                let day: chrono::NaiveDate = day.parse().map_err(Error::internal)?;
                row = row.col_expr(Column::BirthDate, day.into());
            }
            row.exec(tx).await?
        }
    };
    if written.rows_affected != 1 {
        return Err(Error::ChangedMeanwhile);
    }
    if let FileSubject::Child(id) = subject {
        let about_health = of_place(Place::Health);
        if !about_health.is_empty() {
            health::write(tx, vault, id, health::open(vault, family, id)?, about_health).await?;
        }
        let about_school = of_place(Place::Schooling);
        if !about_school.is_empty() {
            schooling(tx, id, year, &with(family.answers(subject, year)?, &about_school)).await?;
        }
    }
    store::raise_files(tx, family.household.id, subject).await?;
    Ok(version + 1)
}

/// Raises the version of a subject's row, whose answers stand: what is asked of staff about it is another; the next version.
///
/// # Errors
///
/// As [`apply`].
pub(super) async fn raise(
    tx: &impl ConnectionTrait,
    family: &Family,
    subject: FileSubject,
) -> Result<i32, Error> {
    let version = family.version(subject)?;
    let written = match subject {
        FileSubject::Household => {
            let id = family.household.id;
            versioned::<households::Entity>(households::Column::Id, id, households::Column::Version, version)
                .exec(tx)
                .await?
        }
        FileSubject::Guardian(id) => {
            versioned::<guardians::Entity>(guardians::Column::Id, id.0, guardians::Column::Version, version)
                .exec(tx)
                .await?
        }
        FileSubject::Child(id) => {
            versioned::<children::Entity>(children::Column::Id, id.0, children::Column::Version, version)
                .exec(tx)
                .await?
        }
    };
    if written.rows_affected == 1 { Ok(version + 1) } else { Err(Error::ChangedMeanwhile) }
}

/// Answers with changes in them.
pub(super) fn with(mut answers: Answers, changes: &Changes) -> Answers {
    for (field, value) in changes {
        match value {
            Some(value) => answers.insert(*field, value.clone()),
            None => answers.remove(field),
        };
    }
    answers
}

/// An update of a row that still has a version, which it raises.
fn versioned<E: EntityTrait>(
    id: E::Column,
    value: uuid::Uuid,
    column: E::Column,
    version: i32,
) -> UpdateMany<E> {
    E::update_many().filter(id.eq(value)).filter(column.eq(version)).col_expr(column, (version + 1).into())
}

fn text_of(value: Option<&FieldValue>) -> Option<String> {
    match value {
        Some(FieldValue::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

/// School, grade and class among answers; nothing when none of them is told.
///
/// # Errors
///
/// [`Error::InvalidValue`] when one of school and grade is told without the other.
pub(super) fn judge_schooling(answers: &Answers) -> Result<Option<(String, String, Option<String>)>, Error> {
    let text = |field| text_of(answers.get(&field));
    let class = text(Field::ChildClass);
    match (text(Field::ChildSchool), text(Field::ChildGrade)) {
        (Some(school), Some(grade)) => Ok(Some((school, grade, class))),
        (None, None) if class.is_none() => Ok(None),
        (school, _) => {
            let field = if school.is_none() { Field::ChildSchool } else { Field::ChildGrade };
            let field = format!("values.{}", field.code());
            Err(Error::invalid(&field, "empty", "school and grade belong together"))
        }
    }
}

/// Writes where a child goes to school in a year, once school and grade are both known: it has not left then.
///
/// # Errors
///
/// [`Error::InvalidValue`] when one of them is told without the other.
pub(super) async fn schooling(
    tx: &impl ConnectionTrait,
    child: ChildId,
    year: SchoolYear,
    answers: &Answers,
) -> Result<(), Error> {
    let Some((school, grade, class)) = judge_schooling(answers)? else {
        child_grades::Entity::delete_by_id((child.0, year.to_string())).exec(tx).await?;
        return Ok(());
    };
    child_departures::Entity::delete_by_id((child.0, year.to_string())).exec(tx).await?;
    let row = child_grades::ActiveModel {
        child_id: Set(child.0),
        school_year: Set(year.to_string()),
        school_id: Set(school.parse().map_err(Error::internal)?),
        grade: Set(grade),
        class_name: Set(class),
    };
    let update = OnConflict::columns([child_grades::Column::ChildId, child_grades::Column::SchoolYear])
        .update_columns([
            child_grades::Column::SchoolId,
            child_grades::Column::Grade,
            child_grades::Column::ClassName,
        ])
        .to_owned();
    child_grades::Entity::insert(row).on_conflict(update).exec_without_returning(tx).await?;
    Ok(())
}
