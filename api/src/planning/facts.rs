//! The facts that decide about a household's days: five statements, whatever the range.

use std::sync::Arc;

use anyhow::Context;
use sea_orm::ConnectionTrait;
use shared::bookings::{Facts, SlotBookings};
use shared::families::{Child, FamilyFile, FileState, Grade, Schooling};
use shared::ids::HouseholdId;
use shared::organisation::Organisation;
use uuid::Uuid;

use super::{Days, seats, store};
use crate::entities::{child_grades, family_files};
use crate::error::Error;

/// Loads the facts of a household for a range of days, as `db` sees them; `organisation` is the configuration in force
/// in the same transaction.
///
/// # Errors
///
/// Those of the database. Whether the household exists, and for whom, is for the caller to check.
pub async fn facts(
    db: &impl ConnectionTrait,
    organisation: Arc<Organisation>,
    household: HouseholdId,
    days: Days,
) -> Result<Facts, Error> {
    let rows = store::children(db, household.0).await?;
    let ids: Vec<Uuid> = rows.iter().map(|(child, _)| child.id).collect();
    let grades = store::grades(db, &ids).await?;
    let mut children = Vec::with_capacity(rows.len());
    for (child, resident) in rows {
        let of_child = grades.iter().filter(|row| row.child_id == child.id);
        children.push(Child {
            id: child.id.into(),
            first_name: child.first_name,
            last_name: child.last_name,
            birth_date: child.birth_date,
            resident,
            schoolings: of_child.map(schooling).collect::<Result<_, _>>()?,
        });
    }
    let files = store::files(db, household.0).await?.iter().map(file).collect::<Result<_, _>>()?;
    let bookings = bookings(db, &ids, days).await?;
    let limited: Vec<Uuid> = seats::limited(&organisation).map(|(_, slot)| slot.id.0).collect();
    let counted = store::seats(db, &limited, days).await?;
    let sessions = seats::of_sessions(&organisation, counted, days);
    Ok(Facts { organisation, children, files, bookings, sessions })
}

async fn bookings(
    db: &impl ConnectionTrait,
    children: &[Uuid],
    days: Days,
) -> Result<Vec<SlotBookings>, Error> {
    let mut found: Vec<SlotBookings> = Vec::new();
    for (child, slot, day) in store::bookings(db, children, days).await? {
        match found.last_mut() {
            Some(last) if last.child_id.0 == child && last.slot_id.0 == slot => last.days.push(day),
            _ => found.push(SlotBookings { child_id: child.into(), slot_id: slot.into(), days: vec![day] }),
        }
    }
    Ok(found)
}

fn schooling(row: &child_grades::Model) -> Result<Schooling, Error> {
    Ok(Schooling {
        school_year: row.school_year.parse().context("reading a school year")?,
        school_id: row.school_id.into(),
        grade: Grade::from_code(&row.grade).with_context(|| format!("no grade {}", row.grade))?,
    })
}

fn file(row: &family_files::Model) -> Result<FamilyFile, Error> {
    let state = match row.state {
        family_files::FileState::Incomplete => FileState::Incomplete,
        family_files::FileState::Received => FileState::Received,
        family_files::FileState::Validated => FileState::Validated,
    };
    Ok(FamilyFile { school_year: row.school_year.parse().context("reading a school year")?, state })
}
