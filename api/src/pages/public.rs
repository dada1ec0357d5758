//! A page as everybody reads it.

use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Deserialize;
use shared::catalogue::Language;
use shared::wire::{PageCode, PublicPage};
use utoipa::IntoParams;

use super::placeholders::fill;
use super::{defaults, store};
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::http::{Query, conditional, etag_of};
use crate::mail::Templates;
use crate::markdown;
use crate::organisation::Snapshots;

/// In which language.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PageLanguage {
    /// `fr` or `en`; French when absent or unknown.
    #[param(example = "fr")]
    #[serde(default)]
    language: String,
}

/// A page of the portal: legal notice, privacy, accessibility, contact; needs no sign-in. Periods are those of the settings
/// now.
#[utoipa::path(
    operation_id = "get_page",
    tag = "pages",
    params(("code" = PageCode, Path, description = "Which page."), PageLanguage),
    responses(
        (status = 200, description = "What it says.", body = PublicPage,
            headers(("ETag" = String, description = "For `If-None-Match`.")),
            example = json!({ "code": "legal_notice", "language": "fr",
                "blocks": [{ "heading": { "level": 2, "text": [{ "text": "Éditeur" }] } }] })),
        (status = 304, description = "As it was under that `ETag`."),
    )
)]
#[get("/pages/{code}")]
pub(super) async fn get_page(
    request: HttpRequest,
    code: web::Path<PageCode>,
    query: Query<PageLanguage>,
    db: web::Data<Db>,
    config: web::Data<Config>,
    snapshots: web::Data<Snapshots>,
    templates: web::Data<Templates>,
) -> Result<HttpResponse, Error> {
    let asked = Language::from_tag(&query.0.language).unwrap_or_default();
    let page = if let Some(row) = store::newest(db.reader(), *code).await? {
        let (language, text) = match asked {
            Language::En if !row.en.is_empty() => (Language::En, &row.en),
            _ => (Language::Fr, &row.fr),
        };
        let (blocks, updated_at) = (markdown::parse(&fill(text, &config.retention)?), Some(row.at));
        PublicPage { code: *code, language: language.code().to_owned(), blocks, updated_at }
    } else {
        let organisation = snapshots.current(db.reader()).await?;
        let text = defaults::text(&templates, &config, &organisation, *code, asked)?;
        let blocks = markdown::parse(&fill(&text, &config.retention)?);
        PublicPage { code: *code, language: asked.code().to_owned(), blocks, updated_at: None }
    };
    let etag = etag_of(&page)?;
    Ok(conditional(&request, &etag, &page))
}
