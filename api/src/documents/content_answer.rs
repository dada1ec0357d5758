//! The answer that holds a content: to be kept as a file, never shown as a page of ours.

use actix_web::HttpResponse;
use actix_web::http::header::{
    self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};

use super::health;
use crate::entities::documents::Model;
use crate::error::Error;
use crate::storage::{Key, Storage};
use crate::vault::Vault;

/// Whatever a browser makes of it runs nothing and reaches nothing.
const POLICY: &str =
    "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The content of a document.
///
/// # Errors
///
/// [`Error::NotFound`] when the store has lost it, which the log tells; [`Error::Unavailable`] when it cannot be reached;
/// when it is sealed and does not open.
pub(super) async fn answer(storage: &Storage, vault: &Vault, row: &Model) -> Result<HttpResponse, Error> {
    let content = storage.get(&Key(row.object_key.clone())).await.map_err(|error| {
        tracing::error!(error = format!("{error:#}"), "the store of documents");
        Error::Unavailable
    })?;
    let content = content.ok_or_else(|| {
        tracing::error!(document = %row.id, "the store has lost a document");
        Error::NotFound
    })?;
    let content = health::opened(vault, row, content)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, row.media_type.as_str()))
        .insert_header(disposition(&row.name))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        // they are packed already
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .body(content))
}

/// RFC 6266: the name for all, and as it is for those who read UTF-8.
fn disposition(name: &str) -> ContentDisposition {
    let plain: String = name
        .chars()
        .map(|letter| {
            if letter.is_ascii_graphic() && !"\"\\%;".contains(letter) || letter == ' ' {
                letter
            } else {
                '_'
            }
        })
        .collect();
    let extended =
        ExtendedValue { charset: Charset::Ext("UTF-8".to_owned()), language_tag: None, value: name.into() };
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(plain), DispositionParam::FilenameExt(extended)],
    }
}
