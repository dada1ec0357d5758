//! Deciding on a request to erase.

use actix_web::{HttpResponse, put, web};
use serde_json::json;
use shared::ids::{ErasureId, HouseholdId};
use shared::wire::ErasureDecision;

use super::erase::{ERASE_HOUSEHOLD, EraseHousehold};
use crate::auth::{HandleRights, Require};
use crate::db::Db;
use crate::entities::erasures::ErasureState;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Json, Received};
use crate::jobs::enqueue;
use crate::letters::Letters;
use crate::rights::letters::{About, tell_all};
use crate::rights::store::{self, End};
use crate::rights::words::words;

/// Confirms a request to erase, by typing the household's name again, or refuses it with a reason that the guardians read by
/// mail. What is confirmed is erased by the worker: nothing brings it back.
#[utoipa::path(
    operation_id = "decide_erasure",
    tag = "rights",
    security(("access_token" = ["handle_rights"])),
    params(
        ("erasure_id" = ErasureId, Path, description = "The request."),
        ("If-Match" = String, Header, description = "The `ETag` of what was read.", example = "\"1\""),
    ),
    request_body(content = ErasureDecision, example = json!({ "confirmed": true, "household_name": "Famille Martin" })),
    responses(
        (status = 204, description = "Decided."),
        (status = 404, description = "`not_found`"),
        (status = 422, description = "`invalid_value`: `reason` is `empty`, `too_long` or `invalid_characters`; \
            `household_name` is `mismatch`"),
    )
)]
#[put("/erasures/{erasure_id}/decision")]
pub(in crate::rights) async fn decide_erasure(
    received: Received,
    staff: Require<HandleRights>,
    id: web::Path<ErasureId>,
    version: IfMatch,
    body: Json<ErasureDecision>,
    db: web::Data<Db>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let reason = words("reason", &body.0.reason)?;
    let (confirmed, now) = (body.0.confirmed, received.at);
    if !confirmed && reason.is_empty() {
        return Err(Error::invalid("reason", "empty", "the family reads why"));
    }
    db.write(async |tx| {
        let household = HouseholdId(store::erasure(tx, *id).await?.household_id);
        let known = store::lock_household(tx, household).await?;
        // read again: it may have been decided on while we waited
        let row = store::erasure(tx, *id).await?;
        if row.version != version.0 || row.state != ErasureState::Waiting {
            return Err(Error::ChangedMeanwhile);
        }
        if confirmed && !same(&known.name, &body.0.household_name) {
            return Err(Error::invalid("household_name", "mismatch", "the household's name, typed again"));
        }
        let state = if confirmed { ErasureState::Confirmed } else { ErasureState::Refused };
        let by = staff.signed_in.account_id.0;
        let end = End { state, by, reason: (!confirmed).then_some(reason.as_str()) };
        store::end_erasure(tx, row.id, version.0, now, end).await?;
        if confirmed {
            enqueue(tx, &letters.clock, now, ERASE_HOUSEHOLD, &EraseHousehold { erasure_id: row.id }).await?;
        } else {
            tell_all(&letters, tx, now, household, About::ErasureRefused { reason: &reason }).await?;
        }
        let deed = Deed {
            household: Some(household),
            ..Deed::by(&staff.signed_in, &received, ("erasure", row.id), "decided")
        };
        record(tx, &letters.clock, now, &deed, None, Some(json!({ "confirmed": confirmed }))).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Blanks and capitals are no difference.
fn same(name: &str, typed: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(name) == plain(typed)
}
