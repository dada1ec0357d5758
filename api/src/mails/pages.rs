//! The viewer as pages. They load nothing and run nothing; the HTML of a mail stands in a frame without any rights.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use shared::ids::MailId;

use super::{AtThisMachine, store};
use crate::db::Db;
use crate::error::Error;
use crate::http::{PageQuery, Query, page};
use crate::mail::Templates;

const PAGE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";
const BODY_POLICY: &str =
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

/// All mails.
pub(super) async fn list(
    _: AtThisMachine,
    request: HttpRequest,
    query: Query<PageQuery>,
    db: web::Data<Db>,
    templates: web::Data<Templates>,
) -> Result<HttpResponse, Error> {
    let limit = query.0.limit()?;
    let rows = store::list(db.reader(), query.0.after()?, limit + 1).await?;
    let mails = page(rows, limit, |row| row.id, store::summary);
    show(&request, &templates, "mails", &mails)
}

/// One mail.
pub(super) async fn mail(
    _: AtThisMachine,
    request: HttpRequest,
    mail_id: web::Path<MailId>,
    db: web::Data<Db>,
    templates: web::Data<Templates>,
) -> Result<HttpResponse, Error> {
    let row = store::find(db.reader(), *mail_id).await?.ok_or(Error::NotFound)?;
    show(&request, &templates, "mail", &store::mail(row))
}

/// The HTML of a mail, for the frame.
pub(super) async fn body(
    _: AtThisMachine,
    mail_id: web::Path<MailId>,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    let row = store::find(db.reader(), *mail_id).await?.ok_or(Error::NotFound)?;
    Ok(framed(row.html_body))
}

/// The HTML of a mail, which a frame of a page here may show.
pub(super) fn framed(html: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, BODY_POLICY))
        .insert_header((header::X_FRAME_OPTIONS, "SAMEORIGIN"))
        .body(html)
}

/// A page of the viewer, in the language of the browser.
pub(super) fn show(
    request: &HttpRequest,
    templates: &Templates,
    name: &str,
    values: &impl Serialize,
) -> Result<HttpResponse, Error> {
    let languages = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let locale = if languages.is_some_and(|languages| languages.starts_with("en")) { "en" } else { "fr" };
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, PAGE_POLICY))
        .body(templates.page(locale, name, values)?))
}
