//! What staff look at: the documents that wait, and one of them.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::ids::{AccountId, DocumentId};
use shared::organisation::Organisation;
use shared::staff::Role;
use shared::wire::{DocumentToCheck, Page};

use super::scope::Reader;
use super::{scope, show, store};
use crate::auth::{ReadDocuments, Require};
use crate::db::Db;
use crate::entities::documents::{Column, Entity, Verdict};
use crate::error::Error;
use crate::http::{PageQuery, Query, Received, etag_of_version, page};
use crate::organisation::Snapshots;

/// The documents that nobody has looked at, those that have waited longest first. Every role; a referent, those of the
/// families of their facilities.
#[utoipa::path(
    operation_id = "list_documents_to_check",
    tag = "documents",
    security(("access_token" = ["read_documents"])),
    params(PageQuery),
    responses(
        (status = 200, description = "A page of documents, the oldest first.", body = Page<DocumentToCheck>,
            example = json!({ "items": [{ "id": "0197c9a2-0000-7000-8000-0000000000bb",
                "type_id": "0197c9a2-0000-7000-8000-0000000000aa",
                "subject": { "child": "0197c9a2-0000-7000-8000-000000000001" }, "school_year": "2026-2027",
                "name": "attestation.pdf", "media_type": "application/pdf", "size": 48_213,
                "received_at": "2026-09-07T06:00:00Z", "state": { "code": "received" },
                "type_name": { "fr": "Attestation d’assurance" },
                "household_id": "0197c9a2-0000-7000-8000-000000000003", "household_name": "Famille Martin",
                "version": 1,
                "person": "Lina Martin" }], "next_cursor": "AZfJolweTw6ffh9qKzxNYg" })),
        (status = 422, description = "`invalid_value`: `limit` is `out_of_range`"),
    )
)]
#[get("/documents/to_check")]
pub(super) async fn list_documents_to_check(
    received: Received,
    staff: Require<ReadDocuments>,
    query: Query<PageQuery>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let (limit, after) = (query.0.limit()?, query.0.after()?);
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let today = organisation.today(received.at);
    let mut which = waiting(&tx, &organisation, (&staff).into(), today).await?;
    if let Some(after) = after {
        which = which.add(Column::Id.gt(after));
    }
    let found = store::with_names(&tx, which, limit + 1).await?;
    let Page { items, next_cursor } =
        page(found, limit, |found| found.row.id, |found| show::to_check(&found, &organisation, today));
    let items = items.into_iter().collect::<Result<Vec<DocumentToCheck>, _>>()?;
    Ok(HttpResponse::Ok().json(Page { items, next_cursor }))
}

/// The documents that nobody has looked at, of those that somebody sees on a day.
async fn waiting(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    reader: Reader,
    day: NaiveDate,
) -> Result<Condition, Error> {
    Ok(scope::condition(db, organisation, reader, day).await?.add(Column::Verdict.eq(Verdict::None)))
}

/// How many documents wait for somebody of the staff, on a day.
///
/// # Errors
///
/// As [`Scope::of`](crate::auth::Scope::of).
pub async fn waiting_documents(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    (account, role): (AccountId, Role),
    day: NaiveDate,
) -> Result<u64, Error> {
    let which = waiting(db, organisation, Reader { account, role }, day).await?;
    Ok(Entity::find().filter(which).count(db).await?)
}

/// One document, with the `ETag` by which to decide about it. Every role; a referent, of the families of their facilities.
#[utoipa::path(
    operation_id = "get_document",
    tag = "documents",
    security(("access_token" = ["read_documents"])),
    params(("document_id" = DocumentId, Path, description = "The document.")),
    responses(
        (status = 200, description = "The document.", body = DocumentToCheck,
            headers(("ETag" = String, description = "To decide about it with.")),
            example = json!({ "id": "0197c9a2-0000-7000-8000-0000000000bb",
                "type_id": "0197c9a2-0000-7000-8000-0000000000aa", "subject": "household",
                "name": "facture.jpg", "media_type": "image/jpeg", "size": 348_213,
                "received_at": "2026-09-07T06:00:00Z", "state": { "code": "refused", "reason": "La photo est floue." },
                "type_name": { "fr": "Justificatif de domicile" },
                "household_id": "0197c9a2-0000-7000-8000-000000000003", "household_name": "Famille Martin",
                "version": 1 })),
        (status = 404, description = "`not_found`"),
    )
)]
#[get("/documents/{document_id}")]
pub(super) async fn get_document(
    received: Received,
    staff: Require<ReadDocuments>,
    id: web::Path<DocumentId>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let organisation = snapshots.current(db.reader()).await?;
    let today = organisation.today(received.at);
    let found = scope::one(db.reader(), &organisation, (&staff).into(), today, *id).await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::ETAG, etag_of_version(found.row.version)))
        .json(show::to_check(&found, &organisation, today)?))
}
