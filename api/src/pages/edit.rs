//! Administrators write pages.

use actix_web::http::header;
use actix_web::{HttpResponse, get, post, put, web};
use serde_json::json;
use shared::catalogue::Language;
use shared::rich_text::remaining;
use shared::wire::{PageCode, PageSource, PageState, PageStates, PageText, TextPreview, TextToPreview};
use uuid::Uuid;

use super::{defaults, placeholders, store};
use crate::auth::{EditPages, Require, names_of_colleagues};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::entities::page_versions::Model;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Json, Received, etag_of_version};
use crate::mail::Templates;
use crate::markdown;
use crate::organisation::Snapshots;

/// Longest text, in characters.
const MOST: usize = 50_000;

/// How far the pages are: who changed them when, and what remains to be filled before families read them.
#[utoipa::path(
    operation_id = "list_pages",
    tag = "pages",
    security(("access_token" = ["edit_pages"])),
    responses(
        (status = 200, description = "All pages.", body = PageStates, example = json!({ "items": [{
            "code": "legal_notice", "version": 0, "remaining": ["nom du directeur de la publication"] }] })),
    )
)]
#[get("/pages")]
pub(super) async fn list_pages(
    _staff: Require<EditPages>,
    db: web::Data<Db>,
    config: web::Data<Config>,
    snapshots: web::Data<Snapshots>,
    templates: web::Data<Templates>,
) -> Result<HttpResponse, Error> {
    let known = Defaults { db: &db, config: &config, snapshots: &snapshots, templates: &templates };
    let mut items = Vec::new();
    for code in PageCode::ALL {
        let row = store::newest(db.reader(), code).await?;
        let by = row.as_ref().map(|row| row.account_id);
        let updated_at = row.as_ref().map(|row| row.at);
        let source = known.source(code, row).await?;
        let mut left = remaining(&source.fr);
        left.extend(remaining(&source.en));
        let names = names_of_colleagues(db.reader(), by).await?;
        items.push(PageState {
            code,
            version: source.version,
            updated_at,
            updated_by: by.and_then(|by| names.get(&by).cloned()),
            remaining: left,
        });
    }
    Ok(HttpResponse::Ok().json(PageStates { items }))
}

/// A page as it is written, with the `ETag` to change it with.
#[utoipa::path(
    operation_id = "get_page_source",
    tag = "pages",
    security(("access_token" = ["edit_pages"])),
    params(("code" = PageCode, Path, description = "Which page.")),
    responses(
        (status = 200, description = "The newest version; the text that the portal comes with is version 0.", body = PageSource,
            headers(("ETag" = String, description = "To change it with.")),
            example = json!({ "code": "contact", "version": 1, "fr": "Mairie, 1 place de la Mairie", "en": "" })),
    )
)]
#[get("/pages/{code}/source")]
pub(super) async fn get_page_source(
    _staff: Require<EditPages>,
    code: web::Path<PageCode>,
    db: web::Data<Db>,
    config: web::Data<Config>,
    snapshots: web::Data<Snapshots>,
    templates: web::Data<Templates>,
) -> Result<HttpResponse, Error> {
    let known = Defaults { db: &db, config: &config, snapshots: &snapshots, templates: &templates };
    let row = store::newest(db.reader(), *code).await?;
    let source = known.source(*code, row).await?;
    Ok(HttpResponse::Ok().insert_header((header::ETAG, etag_of_version(source.version))).json(source))
}

/// Writes the next version of a page. Those before stay: writing one of them again restores it. `{retention.documents_days}`,
/// and so each period of the settings, is filled in whenever the page is read.
#[utoipa::path(
    operation_id = "update_page",
    tag = "pages",
    security(("access_token" = ["edit_pages"])),
    params(
        ("code" = PageCode, Path, description = "Which page."),
        ("If-Match" = String, Header, description = "The `ETag` of what was read.", example = "\"0\""),
    ),
    request_body(content = PageText, example = json!({ "fr": "Mairie, 1 place de la Mairie" })),
    responses(
        (status = 200, description = "Written.", body = PageSource,
            headers(("ETag" = String, description = "To change it with next.")),
            example = json!({ "code": "contact", "version": 1, "fr": "Mairie, 1 place de la Mairie", "en": "" })),
        (status = 422, description = "`invalid_value`: `fr` is `empty`; `fr` or `en` is `too_long`, `invalid_characters` \
            or `unknown_placeholder`"),
    )
)]
#[put("/pages/{code}/source")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn update_page(
    received: Received,
    staff: Require<EditPages>,
    code: web::Path<PageCode>,
    version: IfMatch,
    body: Json<PageText>,
    config: web::Data<Config>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
) -> Result<HttpResponse, Error> {
    let (fr, en) = (checked("fr", &body.0.fr, &config)?, checked("en", &body.0.en, &config)?);
    if fr.is_empty() {
        return Err(Error::invalid("fr", "empty", "a page says something"));
    }
    let next = PageSource { code: *code, version: version.0.saturating_add(1), fr, en };
    db.write(async |tx| {
        let known = store::newest(tx, *code).await?.map_or(0, |row| row.version);
        if known != version.0 {
            return Err(Error::ChangedMeanwhile);
        }
        let row = Model {
            code: code.code().to_owned(),
            version: next.version,
            fr: next.fr.clone(),
            en: next.en.clone(),
            at: received.at,
            account_id: staff.signed_in.account_id.0,
        };
        store::insert(tx, row).await?;
        // pages have no ids: the versions themselves are the history
        let deed = Deed::by(&staff.signed_in, &received, ("page", Uuid::nil()), "written");
        let after = json!({ "code": code.code(), "version": next.version });
        record(tx, &clock, received.at, &deed, None, Some(after)).await
    })
    .await?;
    Ok(HttpResponse::Ok().insert_header((header::ETAG, etag_of_version(next.version))).json(next))
}

/// How a text will look, before it is kept.
#[utoipa::path(
    operation_id = "preview_page",
    tag = "pages",
    security(("access_token" = ["edit_pages"])),
    request_body(content = TextToPreview, example = json!({ "text": "## Horaires" })),
    responses(
        (status = 200, description = "The text as a tree.", body = TextPreview, example = json!({
            "blocks": [{ "heading": { "level": 2, "text": [{ "text": "Horaires" }] } }], "remaining": [] })),
        (status = 422, description = "`invalid_value`: `text` is `too_long`, `invalid_characters` or `unknown_placeholder`"),
    )
)]
#[post("/pages/preview")]
pub(super) async fn preview_page(
    _staff: Require<EditPages>,
    body: Json<TextToPreview>,
    config: web::Data<Config>,
) -> Result<HttpResponse, Error> {
    let text = checked("text", &body.0.text, &config)?;
    let blocks = markdown::parse(&placeholders::fill(&text, &config.retention)?);
    let preview = TextPreview { blocks, remaining: remaining(&text) };
    Ok(HttpResponse::Ok().json(preview))
}

fn checked(field: &str, text: &str, config: &Config) -> Result<String, Error> {
    let text = markdown::checked(field, text, MOST)?;
    placeholders::check(field, &text, &config.retention)?;
    Ok(text)
}

/// What it takes to make the text that the portal comes with.
struct Defaults<'a> {
    db: &'a Db,
    config: &'a Config,
    snapshots: &'a Snapshots,
    templates: &'a Templates,
}

impl Defaults<'_> {
    /// A version, or the text that the portal comes with.
    async fn source(&self, code: PageCode, row: Option<Model>) -> Result<PageSource, Error> {
        if let Some(row) = row {
            return Ok(PageSource { code, version: row.version, fr: row.fr, en: row.en });
        }
        let organisation = self.snapshots.current(self.db.reader()).await?;
        let text = |language| defaults::text(self.templates, self.config, &organisation, code, language);
        Ok(PageSource { code, version: 0, fr: text(Language::Fr)?, en: text(Language::En)? })
    }
}
