//! Which required documents of a household are missing.

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use shared::calendar::SchoolYear;
use shared::documents::{CalledFor, Concerned, awaits_staff, missing_of_household};
use shared::families::Child;
use shared::ids::HouseholdId;
use shared::organisation::Organisation;
use shared::wire::MissingDocument;

use super::family::facts;
use crate::error::Error;

/// The required documents of a household, by its children and what is called for of them, that do not count on a day, in a school year. Two statements.
///
/// # Errors
///
/// Those of the database.
pub async fn missing(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    household: HouseholdId,
    (children, called_for): (&[Child], &[CalledFor]),
    year: SchoolYear,
    day: NaiveDate,
) -> Result<Vec<MissingDocument>, Error> {
    let (guardians, sent) = facts(db, organisation, household, children).await?;
    let of = Concerned { guardians: &guardians, children, called_for };
    let missing = missing_of_household(organisation, of, &sent, year, day).into_iter();
    let named = missing.filter_map(|asked| {
        let type_name = organisation.document(asked.type_id)?.name.clone();
        Some(MissingDocument { asked, type_name, waits: awaits_staff(organisation, &asked, &sent, day) })
    });
    Ok(named.collect())
}
