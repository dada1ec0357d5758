//! An administrator writes down that a family asked at the office.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use shared::ids::HouseholdId;
use shared::wire::{Erasure, ErasureForFamily};

use super::create::{Asking, ask};
use crate::auth::{HandleRights, Require};
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{Json, Received};
use crate::letters::Letters;
use crate::organisation::Snapshots;
use crate::rights::letters::{About, tell_all};
use crate::rights::store;
use crate::rights::words::words;

/// Writes down that a family asked, at the office or by letter, to erase what is held on it: as `create_erasure`. Guardians
/// who have an account are told by mail.
#[utoipa::path(
    operation_id = "create_erasure_of_household",
    tag = "rights",
    security(("access_token" = ["handle_rights"])),
    params(("household_id" = HouseholdId, Path, description = "The household.")),
    request_body(content = ErasureForFamily, example = json!({ "message": "Demande par courrier du 1er septembre." })),
    responses(
        (status = 201, description = "It waits for a decision.", body = Erasure, example = json!({
            "id": "0197c9a2-0000-7000-8000-0000000000ef", "state": "waiting", "asked_at": "2026-09-01T08:00:00Z",
            "due_on": "2026-10-01", "message": "Demande par courrier du 1er septembre." })),
        (status = 404, description = "`not_found`"),
        (status = 422, description = "`invalid_value`: `message` is `too_long` or `invalid_characters`"),
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
    letters: web::Data<Letters>,
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
                tell_all(&letters, tx, now, *household_id, about).await?;
            }
            Ok(row)
        })
        .await?;
    Ok(HttpResponse::build(StatusCode::CREATED).json(store::shown_erasure(erasure)))
}
