//! The list of mails.

use actix_web::{HttpResponse, get, web};
use shared::wire::{MailSummary, Page};

use super::{AtThisMachine, store};
use crate::db::Db;
use crate::error::Error;
use crate::http::{PageQuery, Query, page};

/// Mails, newest first. Embedded mode only, from the server's own machine.
#[utoipa::path(
    operation_id = "list_mails",
    tag = "mails",
    params(PageQuery),
    responses(
        (status = 200, description = "A page of mails.", body = Page<MailSummary>,
            example = json!({ "items": [{ "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d62", "to_name": "Claire Martin",
                "to_address": "claire.martin@example.org", "subject": "R-2027-7K3QF9", "created_at": "2027-03-01T10:00:00Z",
                "sent_at": "2027-03-01T10:00:01Z" }], "next_cursor": "AZfJolweTw6ffh9qKzxNYg" })),
        (status = 404, description = "`not_found`: no viewer here."),
        (status = 422, description = "`invalid_value`"),
    )
)]
#[get("/mails")]
pub(super) async fn list_mails(
    _: AtThisMachine,
    query: Query<PageQuery>,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    let limit = query.0.limit()?;
    let rows = store::list(db.reader(), query.0.after()?, limit + 1).await?;
    Ok(HttpResponse::Ok().json(page(rows, limit, |row| row.id, store::summary)))
}
