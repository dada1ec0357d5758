//! The built-in mail viewer of the embedded mode: what would have been sent, for whoever sits at this machine.

mod get;
mod list;
mod pages;
mod previews;
mod store;

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::config::{Config, MailDelivery, Mode};
use crate::error::Error;
use crate::http::ClientAddress;
use crate::mail::Template;

/// Templates of the pages.
pub const TEMPLATES: [Template; 9] = [
    ("viewer.html", include_str!("../../templates/viewer.html")),
    ("fr/mails.html", include_str!("../../templates/fr/mails.html")),
    ("en/mails.html", include_str!("../../templates/en/mails.html")),
    ("fr/mail.html", include_str!("../../templates/fr/mail.html")),
    ("en/mail.html", include_str!("../../templates/en/mail.html")),
    ("fr/mail_previews.html", include_str!("../../templates/fr/mail_previews.html")),
    ("en/mail_previews.html", include_str!("../../templates/en/mail_previews.html")),
    ("fr/mail_preview.html", include_str!("../../templates/fr/mail_preview.html")),
    ("en/mail_preview.html", include_str!("../../templates/en/mail_preview.html")),
];

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes.service(list::list_mails).service(get::get_mail);
}

/// The pages under `/mails`, for people.
pub fn configure_pages(routes: &mut ServiceConfig) {
    routes
        .route("/mails", web::get().to(pages::list))
        .route("/mails/previews", web::get().to(previews::list))
        .route("/mails/previews/{locale}/{letter}", web::get().to(previews::preview))
        .route("/mails/previews/{locale}/{letter}/body", web::get().to(previews::body))
        .route("/mails/{mail_id}", web::get().to(pages::mail))
        .route("/mails/{mail_id}/body", web::get().to(pages::body));
}

/// Lets a request through to the viewer: there is one, and the request comes from this machine. To all others the
/// viewer does not exist, as mails hold personal data.
struct AtThisMachine;

impl FromRequest for AtThisMachine {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let viewer = request.app_data::<web::Data<Config>>().is_some_and(|config| {
            config.mode == Mode::Embedded && config.mail.delivery == MailDelivery::Viewer
        });
        let address = ClientAddress::from_request(request, payload).into_inner();
        let here = address.is_ok_and(|address| address.0.to_canonical().is_loopback());
        ready(if viewer && here { Ok(Self) } else { Err(Error::NotFound) })
    }
}
