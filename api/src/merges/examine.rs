//! Looking at two households together: the same for a preview and for real.

use sea_orm::ConnectionTrait;
use serde_json::json;
use shared::ids::{AccountId, HouseholdId};
use shared::organisation::Organisation;
use shared::wire::{MergeCounts, MergePlan, MergePreview};

use crate::auth::merged_into;
use crate::carry_over::CarryOver;
use crate::error::Error;
use crate::family_files::{Same, Sides};
use crate::http::{Received, etag_of};
use crate::requests::DoubleBooking;
use crate::vault::Vault;
use crate::{documents, messages, requests, rights};

/// Two households, and everything that making them one does.
pub(super) struct Examined {
    pub(super) sides: Sides,
    pub(super) same: Same,
    pub(super) over: CarryOver,
    pub(super) double: Vec<DoubleBooking>,
    pub(super) preview: MergePreview,
}

/// Looks at both.
///
/// # Errors
///
/// [`Error::HouseholdMerged`] and [`Error::NotFound`] of the one that stays; [`Error::InvalidValue`] of the plan; those of the
/// database.
pub(super) async fn examine(
    db: &impl ConnectionTrait,
    vault: &Vault,
    organisation: &Organisation,
    received: &Received,
    by: AccountId,
    kept: HouseholdId,
    plan: &MergePlan,
) -> Result<Examined, Error> {
    if plan.other_id == kept {
        return Err(Error::invalid("other_id", "same_household", "a household is one with itself already"));
    }
    if let Some(into) = merged_into(db, kept).await? {
        return Err(Error::HouseholdMerged { into });
    }
    if merged_into(db, plan.other_id).await?.is_some() {
        return Err(Error::invalid("other_id", "merged", "it is one with another already"));
    }
    rights::not_to_be_erased(db, "other_id", [kept, plan.other_id]).await?;
    let sides = match Sides::load(db, kept, plan.other_id).await {
        Err(Error::NotFound) if Sides::load(db, kept, kept).await.is_ok() => {
            return Err(Error::invalid("other_id", "unknown", "no such household"));
        }
        sides => sides?,
    };
    let same = Same::of(&sides, plan)?;
    let over = CarryOver {
        kept,
        other: plan.other_id,
        children: same.children.iter().map(|one| (one.kept, one.other)).collect(),
        guardians: same.guardians.iter().map(|one| (one.kept, one.other)).collect(),
        by,
        now: received.at,
    };
    let mut moved = MergeCounts::default();
    sides.count_rows(db, &same, &over, &mut moved).await?;
    requests::count(db, &over, &mut moved).await?;
    messages::count(db, &over, &mut moved).await?;
    let double = requests::double_bookings(db, &over).await?;
    let mut conflicts = sides.conflicts(db, vault, organisation, &same, &over).await?;
    conflicts.extend(double.iter().map(DoubleBooking::told));
    conflicts.extend(documents::compare(db, &over, &mut moved).await?);
    let (kept, other) = sides.shown()?;
    let mut preview = MergePreview {
        etag: String::new(),
        kept,
        other,
        children: same.children.clone(),
        guardians: same.guardians.clone(),
        conflicts,
        moved,
    };
    let etag = etag_of(&json!([preview, sides.versions()]))?;
    etag.trim_start_matches("W/").clone_into(&mut preview.etag);
    Ok(Examined { sides, same, over, double, preview })
}
