//! A household takes back what it proposed.

use actix_web::{HttpResponse, delete, web};
use shared::ids::{ChildId, HouseholdId};

use super::answer::Custody;
use super::store;
use crate::auth::{SignedIn, household, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::custodies::Model;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::Received;

/// Takes back the calendar that this household proposed, if it waits: the one in force goes on holding.
#[utoipa::path(
    operation_id = "delete_custody_proposal",
    tag = "custody",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("child_id" = ChildId, Path, description = "The child."),
    ),
    responses(
        (status = 204, description = "Nothing of this household waits."),
        (status = 403, description = "`not_permitted`: the account may look, but not act."),
        (status = 404, description = "`not_found`: no household of this account, or `child_id` is no child of it."),
        (status = 412, description = "`changed_meanwhile`: the other household has answered just now."),
    )
)]
#[delete("/households/{household_id}/children/{child_id}/custody/proposal")]
pub(super) async fn delete_custody_proposal(
    received: Received,
    signed_in: SignedIn,
    path: web::Path<(HouseholdId, ChildId)>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
) -> Result<HttpResponse, Error> {
    let (household_id, child_id) = *path;
    db.write(async |tx| {
        let access = household(tx, signed_in.account_id, household_id).await?;
        let custody = Custody::load(tx, household_id, child_id).await?;
        access.require_booking()?;
        lock_household(tx, household_id).await?;
        if custody.proposed_by() != Some(household_id) {
            return Ok(());
        }
        let Ok(other) = custody.other() else { return Ok(()) };
        let next = custody.next(other);
        store::write(tx, Model { proposal: None, proposed_by: None, proposed_at: None, ..next }).await?;
        let deed = Deed {
            household: Some(household_id),
            ..Deed::by(&signed_in, &received, ("child", child_id.0), "custody_withdrawn")
        };
        record(tx, &clock, received.at, &deed, None, None).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
