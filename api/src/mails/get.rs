//! One mail.

use actix_web::{HttpResponse, get, web};
use shared::ids::MailId;
use shared::wire::Mail;

use super::{AtThisMachine, store};
use crate::db::Db;
use crate::error::Error;

/// A mail with its bodies. Embedded mode only, from the server's own machine.
#[utoipa::path(
    operation_id = "get_mail",
    tag = "mails",
    params(("mail_id" = MailId, Path, description = "The mail.")),
    responses(
        (status = 200, description = "The mail.", body = Mail,
            example = json!({ "id": "0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d62", "to_name": "Claire Martin",
                "to_address": "claire.martin@example.org", "subject": "R-2027-7K3QF9", "created_at": "2027-03-01T10:00:00Z",
                "sent_at": "2027-03-01T10:00:01Z", "locale": "fr", "text": "…", "html": "<p>…</p>" })),
        (status = 404, description = "`not_found`"),
    )
)]
#[get("/mails/{mail_id}")]
pub(super) async fn get_mail(
    _: AtThisMachine,
    mail_id: web::Path<MailId>,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    let row = store::find(db.reader(), *mail_id).await?.ok_or(Error::NotFound)?;
    Ok(HttpResponse::Ok().json(store::mail(row)))
}
