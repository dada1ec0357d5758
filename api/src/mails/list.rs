//! The list of mails.

use actix_web::{HttpResponse, get, web};
use shared::problem::Problem;
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
        (status = 200, description = "A page of mails.", body = Page<MailSummary>),
        (status = 400, description = "`invalid_parameter`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: no viewer here.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_value`", body = Problem, content_type = "application/problem+json"),
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
