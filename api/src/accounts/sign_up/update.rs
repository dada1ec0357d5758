//! The next steps of a sign-up.

use actix_web::{HttpResponse, patch, web};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;
use shared::wire::SignUpUpdate;

use super::store;
use crate::db::Db;
use crate::entities::sign_ups::Column;
use crate::error::Error;
use crate::family_files::SignUpAnswers;
use crate::http::{Json, Received};
use crate::organisation::Snapshots;

/// Saves a step of a sign-up. Once the address is confirmed, the rest is told in the family's file.
#[utoipa::path(
    operation_id = "update_sign_up",
    tag = "sign_ups",
    request_body(content = SignUpUpdate, example = json!({ "token": "bm90IGEgc2VjcmV0",
        "values": { "guardian_profession": "Infirmière" } })),
    responses(
        (status = 204, description = "Saved."),
        (status = 422, description = "`link_unusable`: `reason` is `unknown`, `used` (the address is confirmed: sign in) or \
            `expired`; `invalid_value`: `values.<field>` as for `update_family_file`"),
    )
)]
#[patch("/sign_ups/current")]
pub(in crate::accounts) async fn update_sign_up(
    received: Received,
    body: Json<SignUpUpdate>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let SignUpUpdate { token, values } = &body.0;
    db.write(async |tx| {
        let row = store::usable(tx, Column::TokenHash, token, received.at).await?;
        let organisation = snapshots.current(tx).await?;
        let answers = SignUpAnswers::read(&row.answers)?.with(&organisation, received.at, values)?;
        let mut row = row.into_active_model();
        row.answers = Set(json!(answers));
        row.update(tx).await?;
        Ok(())
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
