//! A guardian takes the paying upon themselves.

use actix_web::{HttpResponse, put, web};
use serde_json::json;
use shared::ids::HouseholdId;
use shared::paths;

use super::letters::{About, tell};
use super::list::payer_of;
use super::store;
use crate::auth::{SignedIn, household, lock_household};
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Received};
use crate::letters::Letters;
use crate::mail::Addressee;

/// Makes the guardian who asks the one of the household who pays; a mail tells the others. Nobody makes another pay: staff do.
#[utoipa::path(
    operation_id = "update_payer",
    tag = "guardianships",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("If-Match" = String, Header, description = "The `version` that was read.", example = "\"1\""),
    ),
    responses(
        (status = 204, description = "The guardian pays."),
        (status = 404, description = "`not_found`: no household of this account."),
    )
)]
#[put("/households/{household_id}/payer")]
pub(super) async fn update_payer(
    received: Received,
    signed_in: SignedIn,
    household_id: web::Path<HouseholdId>,
    version: IfMatch,
    db: web::Data<Db>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    db.write(async |tx| {
        let access = household(tx, signed_in.account_id, *household_id).await?;
        lock_household(tx, access.household_id).await?;
        let row = store::household(tx, access.household_id).await?;
        let members = store::members(tx, access.household_id).await?;
        let before = payer_of(&members, row.payer_id);
        store::set_payer(tx, access.household_id, version.0, Some(access.guardian_id)).await?;
        if before == Some(access.guardian_id) {
            return Ok(());
        }
        let deed = Deed {
            household: Some(access.household_id),
            ..Deed::by(&signed_in, &received, ("household", access.household_id.0), "payer_changed")
        };
        let after = json!({ "payer": access.guardian_id });
        record(tx, &letters.clock, received.at, &deed, Some(json!({ "payer": before })), Some(after)).await?;
        let who = Addressee::of(tx, signed_in.account_id).await?.name;
        let about = About { template: "payer_changed", who: &who, children: "", path: paths::GUARDIANS };
        tell(&letters, tx, received.at, access.household_id, Some(signed_in.account_id), about).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
