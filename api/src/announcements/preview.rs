//! How an announcement will look.

use actix_web::{HttpResponse, post};
use shared::rich_text::remaining;
use shared::wire::{TextPreview, TextToPreview};

use super::checked::MOST_BODY;
use crate::auth::{Require, WriteAnnouncements};
use crate::error::Error;
use crate::http::Json;
use crate::markdown;

/// How the text of an announcement will look, before it is kept.
#[utoipa::path(
    operation_id = "preview_announcement",
    tag = "announcements",
    security(("access_token" = ["write_announcements"])),
    request_body(content = TextToPreview, example = json!({ "text": "La cantine est **fermée**." })),
    responses(
        (status = 200, description = "The text as a tree.", body = TextPreview, example = json!({
            "blocks": [{ "paragraph": [{ "text": "La cantine est " }, { "strong": [{ "text": "fermée" }] }] }], "remaining": [] })),
        (status = 422, description = "`invalid_value`: `text` is `too_long` or `invalid_characters`"),
    )
)]
#[post("/announcements/preview")]
pub(super) async fn preview_announcement(
    _staff: Require<WriteAnnouncements>,
    body: Json<TextToPreview>,
) -> Result<HttpResponse, Error> {
    let text = markdown::checked("text", &body.0.text, MOST_BODY)?;
    Ok(HttpResponse::Ok().json(TextPreview { blocks: markdown::parse(&text), remaining: remaining(&text) }))
}
