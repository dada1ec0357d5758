//! What the rules of booking need to know: the calendars in force, as a household sees them.

use sea_orm::ConnectionTrait;
use shared::bookings::ChildCustody;
use shared::ids::HouseholdId;
use uuid::Uuid;

use super::{rows, store};
use crate::error::Error;
use crate::family_files::homes;

/// The calendars of children, as their household sees them; those of a child who has left one of the two households no
/// longer hold. Two statements, one where nobody has a calendar.
///
/// # Errors
///
/// Those of the database.
pub async fn facts(
    db: &impl ConnectionTrait,
    household: HouseholdId,
    children: &[Uuid],
) -> Result<Vec<ChildCustody>, Error> {
    let found = store::of_children(db, children).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let homes = homes(db, children).await?;
    let mut custody = Vec::new();
    for row in found {
        let Some(calendar) = rows::calendar(&row, household)? else { continue };
        let lives = |household| {
            homes.iter().any(|home| home.child_id == row.child_id && home.household_id == household)
        };
        if lives(row.household_id) && lives(row.other_household_id) {
            custody.push(ChildCustody { child_id: row.child_id.into(), calendar });
        }
    }
    custody.sort_by_key(|one| one.child_id);
    Ok(custody)
}
