//! What every mail looks like, of invented values: the templates as they are, or as an operator has replaced them.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use shared::catalogue::Language;

use super::AtThisMachine;
use super::pages::{framed, show};
use crate::error::Error;
use crate::mail::{Preview, Templates};

/// A mail in all languages.
#[derive(Serialize)]
struct Line<'a> {
    letter: &'a str,
    mails: Vec<Subject>,
}

#[derive(Serialize)]
struct Subject {
    locale: &'static str,
    subject: String,
}

/// What is known of one.
#[derive(Serialize)]
struct Shown<'a> {
    letter: &'a str,
    locale: &'a str,
    subject: &'a str,
    text: &'a str,
    /// What its template may name.
    names: Vec<&'a str>,
}

fn written(templates: &Templates, locale: &str, letter: &str) -> Result<Preview, Error> {
    templates.preview(locale, letter)?.ok_or(Error::NotFound)
}

/// All mails there are.
pub(super) async fn list(
    _: AtThisMachine,
    request: HttpRequest,
    templates: web::Data<Templates>,
) -> Result<HttpResponse, Error> {
    let subject = |letter: &str, language: Language| {
        let locale = language.code();
        written(&templates, locale, letter).map(|preview| Subject { locale, subject: preview.subject })
    };
    let line = |letter| {
        let mails = Language::ALL.into_iter().map(|language| subject(letter, language));
        Ok(Line { letter, mails: mails.collect::<Result<_, Error>>()? })
    };
    let letters = templates.letters().map(line).collect::<Result<Vec<_>, Error>>()?;
    show(&request, &templates, "mail_previews", &serde_json::json!({ "letters": letters }))
}

/// One mail in one language.
pub(super) async fn preview(
    _: AtThisMachine,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    templates: web::Data<Templates>,
) -> Result<HttpResponse, Error> {
    let (locale, letter) = (&path.0, &path.1);
    let Preview { subject, text, .. } = written(&templates, locale, letter)?;
    let sample = templates.sample(locale, letter).ok_or(Error::NotFound)?;
    let names = sample.keys().map(String::as_str).collect();
    let shown = Shown { letter, locale, subject: &subject, text: &text, names };
    show(&request, &templates, "mail_preview", &shown)
}

/// Its HTML, for the frame.
pub(super) async fn body(
    _: AtThisMachine,
    path: web::Path<(String, String)>,
    templates: web::Data<Templates>,
) -> Result<HttpResponse, Error> {
    Ok(framed(written(&templates, &path.0, &path.1)?.html))
}
