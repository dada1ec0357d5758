//! What a page said before.

use actix_web::{HttpResponse, get, web};
use shared::wire::{PageCode, PageSource, PageVersion, PageVersions};

use super::store;
use crate::auth::{EditPages, Require, names_of_colleagues};
use crate::db::Db;
use crate::error::Error;

/// When a page was written, by whom: the last 100 versions.
#[utoipa::path(
    operation_id = "list_page_versions",
    tag = "pages",
    security(("access_token" = ["edit_pages"])),
    params(("code" = PageCode, Path, description = "Which page.")),
    responses(
        (status = 200, description = "Newest first.", body = PageVersions, example = json!({ "items": [{
            "version": 1, "at": "2026-09-01T08:00:00Z", "by_name": "Nadia Roux" }] })),
    )
)]
#[get("/pages/{code}/versions")]
pub(super) async fn list_page_versions(
    _staff: Require<EditPages>,
    code: web::Path<PageCode>,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    let rows = store::versions(db.reader(), *code).await?;
    let names = names_of_colleagues(db.reader(), rows.iter().map(|row| row.account_id)).await?;
    let shown = rows.into_iter().map(|row| PageVersion {
        version: row.version,
        at: row.at,
        by_name: names.get(&row.account_id).cloned(),
    });
    Ok(HttpResponse::Ok().json(PageVersions { items: shown.collect() }))
}

/// A version of a page as it was written.
#[utoipa::path(
    operation_id = "get_page_version",
    tag = "pages",
    security(("access_token" = ["edit_pages"])),
    params(
        ("code" = PageCode, Path, description = "Which page."),
        ("version" = i32, Path, description = "Which version, from 1."),
    ),
    responses(
        (status = 200, description = "The version.", body = PageSource,
            example = json!({ "code": "contact", "version": 1, "fr": "Mairie, 1 place de la Mairie", "en": "" })),
        (status = 404, description = "`not_found`"),
    )
)]
#[get("/pages/{code}/versions/{version}")]
pub(super) async fn get_page_version(
    _staff: Require<EditPages>,
    path: web::Path<(PageCode, i32)>,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    let (code, version) = *path;
    let row = store::version(db.reader(), code, version).await?;
    Ok(HttpResponse::Ok().json(PageSource { code, version: row.version, fr: row.fr, en: row.en }))
}
