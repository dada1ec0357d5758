//! Deciding on a request to erase.

use actix_web::{HttpResponse, put, web};
use serde_json::json;
use shared::ids::{ErasureId, HouseholdId};
use shared::problem::Problem;
use shared::wire::ErasureDecision;

use super::erase::{ERASE_HOUSEHOLD, EraseHousehold};
use crate::auth::{HandleRights, Require};
use crate::db::Db;
use crate::entities::erasures::ErasureState;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Json, Received};
use crate::jobs::enqueue;
use crate::rights::letters::{About, RightsLetters};
use crate::rights::store::{self, End};
use crate::rights::words::words;

/// Confirms a request to erase, by typing the household's name again, or refuses it with a reason that the guardians read by
/// mail. What is confirmed is erased by the worker: nothing brings it back.
#[utoipa::path(
    operation_id = "decide_erasure",
    tag = "rights",
    security(("access_token" = [])),
    params(
        ("erasure_id" = ErasureId, Path, description = "The request."),
        ("If-Match" = String, Header, description = "The `ETag` of what was read.", example = "\"1\""),
    ),
    request_body(content = ErasureDecision, example = json!({ "confirmed": true, "household_name": "Famille Martin" })),
    responses(
        (status = 204, description = "Decided."),
        (status = 400, description = "`malformed_body`, `invalid_parameter`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthenticated`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`role_not_permitted`, `second_factor_missing`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`changed_meanwhile`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_value`: `reason` is `empty`, `too_long` or `invalid_characters`; \
            `household_name` is `mismatch`", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`unavailable`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
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
    letters: web::Data<RightsLetters>,
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
            letters.queue_all(tx, now, household, About::ErasureRefused { reason: &reason }).await?;
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
