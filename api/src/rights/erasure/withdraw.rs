//! Taking a request to erase back.

use actix_web::{HttpResponse, delete, web};
use shared::ids::{ErasureId, HouseholdId};

use crate::auth::{SignedIn, household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::erasures::ErasureState;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::Received;
use crate::rights::store::{self, End};

/// Takes a request to erase back, as long as nobody has decided.
#[utoipa::path(
    operation_id = "delete_erasure",
    tag = "rights",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("erasure_id" = ErasureId, Path, description = "The request."),
    ),
    responses(
        (status = 204, description = "Taken back."),
        (status = 403, description = "`not_permitted`: the account may look, but not act."),
        (status = 404, description = "`not_found`: no household of this account, or no such request of it that waits."),
        (status = 412, description = "`changed_meanwhile`"),
    )
)]
#[delete("/households/{household_id}/erasures/{erasure_id}")]
pub(in crate::rights) async fn delete_erasure(
    received: Received,
    signed_in: SignedIn,
    path: web::Path<(HouseholdId, ErasureId)>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
) -> Result<HttpResponse, Error> {
    let (household_id, id) = *path;
    db.write(async |tx| {
        let access = household(tx, signed_in.account_id, household_id).await?;
        access.require_booking()?;
        store::lock_household(tx, household_id).await?;
        let row = store::erasure(tx, id).await?;
        if row.household_id != household_id.0 || row.state != ErasureState::Waiting {
            return Err(Error::NotFound);
        }
        let end = End { state: ErasureState::Withdrawn, by: signed_in.account_id.0, reason: None };
        store::end_erasure(tx, row.id, row.version, received.at, end).await?;
        let deed = Deed {
            household: Some(household_id),
            ..Deed::by(&signed_in, &received, ("erasure", row.id), "withdrawn")
        };
        record(tx, &clock, received.at, &deed, None, None).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
