//! The pages for developers under `/api/docs`: the browsable OpenAPI document, and the codes of problems.

mod answers;
mod examples;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use shared::catalogue::{Language, domain};
use shared::problem::ProblemCode;
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::Operation;
use utoipa_swagger_ui::SwaggerUi;

pub use answers::complete_answers;
pub use examples::exemplify_problems;

use crate::error::Error;
use crate::mail::{Template, Templates};

/// Templates of the pages.
pub const TEMPLATES: [Template; 1] = [("en/problems.html", include_str!("../../templates/en/problems.html"))];

const PAGE_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/// Routes of the pages; `document` is what they show.
pub fn configure(document: OpenApi) -> impl FnOnce(&mut web::ServiceConfig) {
    |routes| {
        routes
            .route("/api/docs", web::get().to(index))
            .route("/api/docs/problems", web::get().to(problems))
            .service(SwaggerUi::new("/api/docs/{_:.*}").url("/api/openapi.json", document));
    }
}

/// The browsable document stands below a slash.
async fn index() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/api/docs/")).finish()
}

#[derive(Serialize)]
struct Explained {
    code: &'static str,
    status: u16,
    sentences: Vec<String>,
}

/// Every code of a problem, with its sentences as families read them.
async fn problems(templates: web::Data<Templates>) -> Result<HttpResponse, Error> {
    let explained: Vec<Explained> = ProblemCode::ALL
        .into_iter()
        .map(|code| Explained {
            code: code.as_str(),
            status: code.status(),
            sentences: Language::ALL
                .map(|language| domain(language).text(&format!("problem.{}", code.as_str()), &[]))
                .into(),
        })
        .collect();
    let values = serde_json::json!({ "languages": Language::ALL.map(Language::code), "problems": explained });
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, PAGE_POLICY))
        .body(templates.page("en", "problems", &values)?))
}

/// Every operation of a document, with its path.
fn operations(document: &mut OpenApi) -> impl Iterator<Item = (&str, &mut Operation)> {
    document.paths.paths.iter_mut().flat_map(|(path, item)| {
        let of_path = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        of_path.into_iter().flatten().map(move |operation| (path.as_str(), operation))
    })
}
