//! A family takes back an edit that waits for staff.

use actix_web::{HttpResponse, delete, web};
use shared::ids::{ChangeRequestId, HouseholdId};

use super::changes::{self, End};
use crate::auth::{SignedIn, household, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::change_requests::ChangeState;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::Received;

/// Takes a change request back while it waits. What stood there goes on standing.
#[utoipa::path(
    operation_id = "delete_change_request",
    tag = "family_files",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("change_request_id" = ChangeRequestId, Path, description = "The change request."),
    ),
    responses(
        (status = 204, description = "Taken back."),
        (status = 403, description = "`not_permitted`: the account may look, but not act."),
        (status = 404, description = "`not_found`: no household of this account, or no such request of it that waits."),
    )
)]
#[delete("/households/{household_id}/change_requests/{change_request_id}")]
pub(super) async fn delete_change_request(
    received: Received,
    signed_in: SignedIn,
    path: web::Path<(HouseholdId, ChangeRequestId)>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
) -> Result<HttpResponse, Error> {
    let (household_id, id) = *path;
    db.write(async |tx| {
        let access = household(tx, signed_in.account_id, household_id).await?;
        lock_household(tx, access.household_id).await?;
        let rows = changes::waiting(tx, access.household_id).await?;
        let row = rows.iter().find(|row| row.id == id.0);
        // whoever may only look asks for changes of what the file tells of themselves, and takes those back
        let own = row.is_some_and(|row| {
            (row.subject_type.as_str(), row.subject_id) == ("guardian", access.guardian_id.0)
        });
        if !own {
            access.require_booking()?;
        }
        let row = row.ok_or(Error::NotFound)?;
        let end = End { state: ChangeState::Withdrawn, reason: None };
        changes::finish(tx, row, signed_in.account_id, received.at, end).await?;
        let deed = Deed {
            household: Some(access.household_id),
            ..Deed::by(&signed_in, &received, ("change_request", id.0), "withdrawn")
        };
        record(tx, &clock, received.at, &deed, None, None).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
