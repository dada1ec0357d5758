//! The requests of a household.

use std::collections::HashMap;

use actix_web::{HttpResponse, get, web};
use shared::ids::HouseholdId;
use shared::wire::{Page, RequestSummary};
use uuid::Uuid;

use super::{recorded, store};
use crate::auth::{SignedIn, household};
use crate::db::Db;
use crate::error::Error;
use crate::http::{PageQuery, Query, page};

/// The requests of a household, newest first, each with its receipt number and how many lines had which outcome.
#[utoipa::path(
    operation_id = "list_requests",
    tag = "requests",
    security(("access_token" = [])),
    params(("household_id" = HouseholdId, Path, description = "The household."), PageQuery),
    responses(
        (status = 200, description = "A page of requests.", body = Page<RequestSummary>,
            example = json!({ "items": [{ "id": "0197c9a2-0000-7000-8000-0000000000aa",
                "receipt_number": "R-2026-7K3QF9", "submitted_at": "2026-09-01T08:00:00Z",
                "configuration_version": 3, "booked": 140, "cancelled": 1, "refused": 2 }] })),
        (status = 404, description = "`not_found`: no household of this account."),
        (status = 422, description = "`invalid_value`"),
    )
)]
#[get("/households/{household_id}/requests")]
pub(super) async fn list_requests(
    signed_in: SignedIn,
    household_id: web::Path<HouseholdId>,
    query: Query<PageQuery>,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    let (limit, after) = (query.0.limit()?, query.0.after()?);
    let tx = db.read_tx().await?;
    let access = household(&tx, signed_in.account_id, *household_id).await?;
    let rows = store::list(&tx, access.household_id, after, limit + 1).await?;
    let counts = store::counts(&tx, rows.iter().map(|row| row.id)).await?;
    tx.commit().await?;

    let mut lines: HashMap<(Uuid, String), u32> = HashMap::with_capacity(counts.len());
    for (request, outcome, count) in counts {
        lines.insert((request, outcome), u32::try_from(count).unwrap_or(u32::MAX));
    }
    let count = |id: Uuid, outcome: &str| lines.get(&(id, outcome.to_owned())).copied().unwrap_or(0);
    let found = page(
        rows,
        limit,
        |row| row.id,
        |row| {
            let id = row.id;
            Ok(RequestSummary {
                request: recorded::request(row)?,
                booked: count(id, "booked"),
                cancelled: count(id, "cancelled"),
                refused: count(id, "refused") + count(id, "not_applied"),
            })
        },
    );
    let items = found.items.into_iter().collect::<Result<Vec<_>, Error>>()?;
    Ok(HttpResponse::Ok().json(Page { items, next_cursor: found.next_cursor }))
}
