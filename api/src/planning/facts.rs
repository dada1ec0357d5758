//! The facts that decide about a household's days: eleven statements, whatever the range.

use std::sync::Arc;

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use shared::bookings::{Facts, SlotBookings};
use shared::ids::HouseholdId;
use shared::organisation::Organisation;
use uuid::Uuid;

use super::{Days, seats, store};
use crate::custody;
use crate::documents;
use crate::error::Error;
use crate::family_files::Family;
use crate::vault::Vault;

/// Loads the facts of a household for a range of days, as `db` sees them; `organisation` is the configuration in force
/// in the same transaction.
///
/// # Errors
///
/// Those of the database; when a record of health does not open. Whether the household exists, and for whom, is for the caller to check.
pub async fn facts(
    db: &impl ConnectionTrait,
    vault: &Vault,
    organisation: Arc<Organisation>,
    household: HouseholdId,
    days: Days,
) -> Result<Facts, Error> {
    let family = Family::load(db, household).await?;
    let children = family.children()?;
    let files = family.files(&organisation)?;
    let ids: Vec<Uuid> = children.iter().map(|child| child.id.0).collect();
    let called_for = family.called_for(vault, &organisation)?;
    let (guardians, documents) = documents::facts(db, &organisation, household, &children).await?;
    let (bookings, elsewhere) = bookings(db, household, &ids, days).await?;
    let custody = custody::facts(db, household, &ids).await?;
    let limited: Vec<Uuid> = seats::limited(&organisation).map(|(_, slot)| slot.id.0).collect();
    let counted = store::seats(db, &limited, days).await?;
    let sessions = seats::of_sessions(&organisation, counted, days);
    Ok(Facts {
        organisation,
        children,
        files,
        guardians,
        called_for,
        documents,
        bookings,
        elsewhere,
        custody,
        sessions,
    })
}

/// All bookings that stand, and those of them that another household made.
async fn bookings(
    db: &impl ConnectionTrait,
    household: HouseholdId,
    children: &[Uuid],
    days: Days,
) -> Result<(Vec<SlotBookings>, Vec<SlotBookings>), Error> {
    let (mut all, mut elsewhere) = (Vec::new(), Vec::new());
    for (child, slot, day, by) in store::bookings(db, children, days).await? {
        push(&mut all, child, slot, day);
        if by != household.0 {
            push(&mut elsewhere, child, slot, day);
        }
    }
    Ok((all, elsewhere))
}

fn push(found: &mut Vec<SlotBookings>, child: Uuid, slot: Uuid, day: NaiveDate) {
    match found.last_mut() {
        Some(last) if last.child_id.0 == child && last.slot_id.0 == slot => last.days.push(day),
        _ => found.push(SlotBookings { child_id: child.into(), slot_id: slot.into(), days: vec![day] }),
    }
}
