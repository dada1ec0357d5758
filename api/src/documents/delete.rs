//! Taking a document back.

use actix_web::{HttpResponse, delete, web};
use serde_json::json;
use shared::ids::{DocumentId, HouseholdId};

use super::{removal, store};
use crate::auth::{SignedIn, household, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::documents::Verdict;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::Received;

/// Takes a document back, as long as staff have not accepted it. Its content is removed too.
#[utoipa::path(
    operation_id = "delete_document",
    tag = "documents",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("document_id" = DocumentId, Path, description = "The document."),
    ),
    responses(
        (status = 204, description = "Gone."),
        (status = 403, description = "`not_permitted`: the account may only look."),
        (status = 404, description = "`not_found`: no document of a household of this account."),
        (status = 409, description = "`document_accepted`: send a newer one instead."),
    )
)]
#[delete("/households/{household_id}/documents/{document_id}")]
pub(super) async fn delete_document(
    received: Received,
    signed_in: SignedIn,
    path: web::Path<(HouseholdId, DocumentId)>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
) -> Result<HttpResponse, Error> {
    let (household_id, id) = path.into_inner();
    db.write(async |tx| {
        let access = household(tx, signed_in.account_id, household_id).await?;
        lock_household(tx, household_id).await?;
        let row = store::of_household(tx, household_id, id).await?;
        if !access.may_book {
            return Err(Error::NotPermitted);
        }
        if row.verdict == Verdict::Accepted {
            return Err(Error::DocumentAccepted);
        }
        removal::remove(tx, &clock, received.at, &row).await?;
        let deed = Deed {
            household: Some(household_id),
            ..Deed::by(&signed_in, &received, ("document", id.0), "taken_back")
        };
        let before = json!({ "type_id": row.type_id, "guardian_id": row.guardian_id, "child_id": row.child_id,
            "school_year": row.school_year, "sha256": row.sha256 });
        record(tx, &clock, received.at, &deed, Some(before), None).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
