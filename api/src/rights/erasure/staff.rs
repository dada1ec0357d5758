//! An administrator writes down that a family asked at the office.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use shared::ids::HouseholdId;
use shared::problem::Problem;
use shared::wire::{Erasure, ErasureForFamily};

use super::create::{Asking, ask};
use crate::auth::{HandleRights, Require};
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{Json, Received};
use crate::organisation::Snapshots;
use crate::rights::letters::{About, RightsLetters};
use crate::rights::store;
use crate::rights::words::words;

/// Writes down that a family asked, at the office or by letter, to erase what is held on it: as `create_erasure`. Guardians
/// who have an account are told by mail.
#[utoipa::path(
    operation_id = "create_erasure_of_household",
    tag = "rights",
    security(("access_token" = [])),
    params(("household_id" = HouseholdId, Path, description = "The household.")),
    request_body(content = ErasureForFamily, example = json!({ "message": "Demande par courrier du 1er septembre." })),
    responses(
        (status = 201, description = "It waits for a decision.", body = Erasure, example = json!({
            "id": "0197c9a2-0000-7000-8000-0000000000ef", "state": "waiting", "asked_at": "2026-09-01T08:00:00Z",
            "due_on": "2026-10-01", "message": "Demande par courrier du 1er septembre." })),
        (status = 400, description = "`malformed_body`, `invalid_parameter`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthenticated`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`role_not_permitted`, `second_factor_missing`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_value`: `message` is `too_long` or `invalid_characters`", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`unavailable`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/family_files/{household_id}/erasures")]
pub(in crate::rights) async fn create_erasure_of_household(
    received: Received,
    staff: Require<HandleRights>,
    household_id: web::Path<HouseholdId>,
    body: Json<ErasureForFamily>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
    letters: web::Data<RightsLetters>,
) -> Result<HttpResponse, Error> {
    let message = words("message", &body.0.message)?;
    let now = received.at;
    let erasure = db
        .write(async |tx| {
            store::lock_household(tx, *household_id).await?;
            let organisation = snapshots.current(tx).await?;
            let by = staff.signed_in.account_id.0;
            let asked = Asking { household: *household_id, by, message: &message };
            let (row, is_new) = ask(tx, &letters.clock, &organisation, now, asked).await?;
            if is_new {
                let deed = Deed {
                    household: Some(*household_id),
                    ..Deed::by(&staff.signed_in, &received, ("erasure", row.id), "asked")
                };
                record(tx, &letters.clock, now, &deed, None, None).await?;
                let about = About::ErasureAsked { by: &organisation.name, due_on: row.due_on };
                letters.queue_all(tx, now, *household_id, about).await?;
            }
            Ok(row)
        })
        .await?;
    Ok(HttpResponse::build(StatusCode::CREATED).json(store::shown_erasure(erasure)))
}
