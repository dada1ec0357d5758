//! Fetching a copy, as it comes from the store.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use shared::ids::{ExportId, HouseholdId};

use crate::auth::{HandleRights, Require, SignedIn, household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::exports::{ExportState, Model};
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::Received;
use crate::rights::store::{self, Whose};
use crate::storage::{Key, Storage};
use crate::vault::Vault;

/// Whatever a browser makes of it runs nothing and reaches nothing.
const POLICY: &str =
    "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The copy itself, for the guardian who asked for it, as long as they belong to the household. The history tells of it.
#[utoipa::path(
    operation_id = "get_export_content",
    tag = "rights",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("export_id" = ExportId, Path, description = "The copy."),
    ),
    responses(
        (status = 200, description = "A zip, as an attachment.", content_type = "application/zip", body = Vec<u8>,
            example = json!("PK…")),
        (status = 404, description = "`not_found`: none that this account asked for, or it is not ready, or gone."),
    )
)]
#[get("/households/{household_id}/exports/{export_id}/content")]
pub(in crate::rights) async fn get_export_content(
    received: Received,
    signed_in: SignedIn,
    path: web::Path<(HouseholdId, ExportId)>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    storage: web::Data<Storage>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let (household_id, id) = *path;
    let account = signed_in.account_id;
    household(db.reader(), account, household_id).await?;
    let row = store::export(db.reader(), household_id, Whose::Guardian(account), id).await?;
    let deed = Deed {
        household: Some(household_id),
        ..Deed::by(&signed_in, &received, ("export", id.0), "fetched")
    };
    answer((&db, &clock), (&storage, vault), &received, &row, &deed).await
}

/// The copy that was made for a family. The history tells of it.
#[utoipa::path(
    operation_id = "get_export_content_of_household",
    tag = "rights",
    security(("access_token" = ["handle_rights"])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("export_id" = ExportId, Path, description = "The copy."),
    ),
    responses(
        (status = 200, description = "A zip, as an attachment.", content_type = "application/zip", body = Vec<u8>,
            example = json!("PK…")),
        (status = 404, description = "`not_found`: none that an administrator asked for, or it is not ready, or gone."),
    )
)]
#[get("/family_files/{household_id}/exports/{export_id}/content")]
pub(in crate::rights) async fn get_export_content_of_household(
    received: Received,
    staff: Require<HandleRights>,
    path: web::Path<(HouseholdId, ExportId)>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    storage: web::Data<Storage>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let (household_id, id) = *path;
    let row = store::export(db.reader(), household_id, Whose::Staff, id).await?;
    let deed = Deed {
        household: Some(household_id),
        ..Deed::by(&staff.signed_in, &received, ("export", id.0), "fetched")
    };
    answer((&db, &clock), (&storage, vault), &received, &row, &deed).await
}

async fn answer(
    (db, clock): (&Db, &Clock),
    (storage, vault): (&Storage, web::Data<Vault>),
    received: &Received,
    row: &Model,
    deed: &Deed<'_>,
) -> Result<HttpResponse, Error> {
    let in_time = row.expires_at.is_some_and(|expires| received.at < expires);
    let key = row.object_key.clone().filter(|_| row.state == ExportState::Ready && in_time);
    let key = Key(key.ok_or(Error::NotFound)?);
    let found = storage.stream(&key).await.map_err(|error| {
        tracing::error!(error = format!("{error:#}"), "the store of exports");
        Error::Unavailable
    })?;
    let (_, sealed) = found.ok_or_else(|| {
        tracing::error!(export = %row.id, "the store has lost an export");
        Error::NotFound
    })?;
    let pieces = vault.into_inner().open_stream(key.0, sealed).await?;
    let size = u64::try_from(row.size.unwrap_or_default()).map_err(Error::internal)?;
    db.write(async |tx| record(tx, clock, received.at, deed, None, None).await).await?;
    let name = format!("attachment; filename=\"household-{}.zip\"", row.asked_at.format("%Y-%m-%d"));
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/zip"))
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        // it is packed already
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .no_chunking(size)
        .streaming(futures_util::TryStreamExt::map_err(pieces, actix_web::error::ErrorInternalServerError)))
}
