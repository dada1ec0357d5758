//! Reading a document: its household, and staff, which the history tells.

use actix_web::{HttpResponse, get, web};
use shared::ids::{DocumentId, HouseholdId};

use super::{content_answer, health, scope, store};
use crate::auth::{ReadDocuments, Require, SignedIn, household};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::Received;
use crate::organisation::Snapshots;
use crate::storage::Storage;
use crate::vault::Vault;

/// The content of a document of the household, as an attachment.
#[utoipa::path(
    operation_id = "get_household_document_content",
    tag = "documents",
    security(("access_token" = [])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("document_id" = DocumentId, Path, description = "The document."),
    ),
    responses(
        (status = 200, description = "The content, of the media type that `list_documents` tells.", body = Vec<u8>,
            content_type = "application/octet-stream",
            headers(("Content-Disposition" = String, description = "`attachment`, with its name.")),
            example = json!("%PDF-1.7 …")),
        (status = 404, description = "`not_found`: no document of a household of this account."),
    )
)]
#[get("/households/{household_id}/documents/{document_id}/content")]
pub(super) async fn get_household_document_content(
    signed_in: SignedIn,
    path: web::Path<(HouseholdId, DocumentId)>,
    db: web::Data<Db>,
    storage: web::Data<Storage>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let (household_id, id) = path.into_inner();
    household(db.reader(), signed_in.account_id, household_id).await?;
    let row = store::of_household(db.reader(), household_id, id).await?;
    content_answer::answer(&storage, &vault, &row).await
}

/// The content of a family's document, as an attachment. Every role; a referent, of the families of their facilities; one that
/// tells of health, those who may read the child's health. Each time is written down.
#[utoipa::path(
    operation_id = "get_document_content",
    tag = "documents",
    security(("access_token" = ["read_documents"])),
    params(("document_id" = DocumentId, Path, description = "The document.")),
    responses(
        (status = 200, description = "The content, of the media type that `get_document` tells.", body = Vec<u8>,
            content_type = "application/octet-stream",
            headers(("Content-Disposition" = String, description = "`attachment`, with its name.")),
            example = json!("%PDF-1.7 …")),
        (status = 404, description = "`not_found`"),
    )
)]
#[get("/documents/{document_id}/content")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn get_document_content(
    received: Received,
    staff: Require<ReadDocuments>,
    id: web::Path<DocumentId>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    storage: web::Data<Storage>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let organisation = snapshots.current(db.reader()).await?;
    let today = organisation.today(received.at);
    let found = scope::one(db.reader(), &organisation, (&staff).into(), today, *id).await?;
    let action = if health::is_about(&found.row, &organisation) { "health_read" } else { "read" };
    // written down before it is read: nobody reads what cannot be written down
    db.write(async |tx| {
        let deed = Deed {
            household: Some(found.row.household_id.into()),
            ..Deed::by(&staff.signed_in, &received, ("document", id.0), action)
        };
        record(tx, &clock, received.at, &deed, None, None).await
    })
    .await?;
    content_answer::answer(&storage, &vault, &found.row).await
}
