//! What opening a school year would do.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use shared::calendar::SchoolYear;
use shared::wire::{Page, PromotionLine};

use super::store;
use crate::auth::{OpenSchoolYears, Require};
use crate::db::Db;
use crate::error::Error;
use crate::http::{PageQuery, Query, page};
use crate::organisation::Snapshots;

/// What opening a school year would do for each child of the year before, to be corrected before it is done. The `ETag` is that
/// of all pages: opening with that of the first finds whatever has changed since. Administrators.
#[utoipa::path(
    operation_id = "list_promotions",
    tag = "school_years",
    security(("access_token" = ["open_school_years"])),
    params(("school_year" = SchoolYear, Path, description = "The year to be opened."), PageQuery),
    responses(
        (status = 200, description = "A page, in the order in which children were registered.", body = Page<PromotionLine>,
            headers(("ETag" = String, description = "Of all children: to open the year with.")),
            example = json!({ "items": [{ "child_id": "0197c9a2-0000-7000-8000-000000000001", "first_name": "Lina",
                "last_name": "Martin",
                "from": { "school_year": "2026-2027", "school_id": "0197c9a2-0000-7000-8000-0000000000e1", "grade": "cp" },
                "proposed": { "goes_to": { "school_id": "0197c9a2-0000-7000-8000-0000000000e1", "grade": "ce1" } } }] })),
        (status = 404, description = "`not_found`: the year or the one before is not planned."),
        (status = 422, description = "`invalid_value`: `limit` is `out_of_range`"),
    )
)]
#[get("/school_years/{school_year}/promotions")]
pub(super) async fn list_promotions(
    _: Require<OpenSchoolYears>,
    year: web::Path<SchoolYear>,
    query: Query<PageQuery>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let (limit, after) = (query.0.limit()?, query.0.after()?);
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let mut lines = store::lines(&tx, &organisation, *year).await?;
    tx.commit().await?;
    let etag = store::etag(&lines)?;
    lines.retain(|line| after.is_none_or(|after| line.child_id.0 > after));
    lines.truncate(usize::try_from(limit + 1).map_err(Error::internal)?);
    Ok(HttpResponse::Ok().insert_header((header::ETAG, etag)).json(page(
        lines,
        limit,
        |line| line.child_id.0,
        |line| line,
    )))
}
