//! What a file is, by its content and never by its name, and what is kept of it: pictures are drawn anew, turned upright and
//! without what the camera wrote into them; PDFs are written anew, without programs.

mod pdf;
mod picture;

use std::time::Duration;

use actix_web::web::Bytes;
use shared::documents::{DocumentFault, DocumentFormat};

use crate::bounded::Bounded;
use crate::config::DocumentsConfig;
use crate::error::Error;

/// A file as it is kept.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) content: Bytes,
    pub(super) format: DocumentFormat,
}

/// Looks at files, a bounded number at a time, off the threads that answer.
#[derive(Clone)]
pub(super) struct Checks {
    bounded: Bounded,
    wait: Duration,
    max_megapixels: u32,
    limit_bytes: usize,
}

impl Checks {
    /// As the settings ask.
    pub(super) fn new(settings: &DocumentsConfig) -> Self {
        Self {
            bounded: Bounded::new(settings.concurrent_checks),
            wait: Duration::from_secs(settings.wait_seconds),
            max_megapixels: settings.max_megapixels,
            limit_bytes: settings.limit_bytes,
        }
    }

    /// What is kept of a file, if its format is one of those `taken`.
    ///
    /// # Errors
    ///
    /// [`Error::DocumentUnusable`]; [`Error::BodyTooLarge`] when what would be kept is; [`Error::Unavailable`] when nobody
    /// could look at it for too long.
    pub(super) async fn check(&self, file: Bytes, taken: &[DocumentFormat]) -> Result<Kept, Error> {
        let format = format_of(&file)?;
        if !taken.contains(&format) {
            let formats = taken.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ");
            return Err(Error::DocumentUnusable {
                reason: DocumentFault::FormatNotTaken,
                param: Some(("formats", formats.into())),
            });
        }
        let (max_megapixels, limit_bytes) = (self.max_megapixels, self.limit_bytes);
        let look = move || kept(&file, format, max_megapixels, limit_bytes);
        self.bounded.run_within(self.wait, look).await?
    }
}

fn kept(
    file: &Bytes,
    format: DocumentFormat,
    max_megapixels: u32,
    limit_bytes: usize,
) -> Result<Kept, Error> {
    let kept = if format == DocumentFormat::Pdf {
        // what a hostile file makes of its reader is the file's fault
        let read = std::panic::catch_unwind(|| pdf::rewrite(file)).unwrap_or(Err(DocumentFault::Damaged));
        Kept { content: read.map_err(unusable)?.into(), format }
    } else {
        picture::redraw(file, format, max_megapixels, limit_bytes)?
    };
    // either may grow by being written anew
    let fits = kept.content.len() <= limit_bytes;
    fits.then_some(kept).ok_or(Error::BodyTooLarge { max_bytes: limit_bytes })
}

/// A fault without parameters.
fn unusable(reason: DocumentFault) -> Error {
    Error::DocumentUnusable { reason, param: None }
}

/// The format of a file, by its first bytes.
fn format_of(file: &[u8]) -> Result<DocumentFormat, Error> {
    if file.is_empty() {
        return Err(unusable(DocumentFault::Empty));
    }
    let found = infer::get(file).map(|found| found.mime_type());
    if let Some(format) = found.and_then(DocumentFormat::of_media_type) {
        return Ok(format);
    }
    let fault = match found {
        Some("image/heif" | "image/heic" | "image/avif") => DocumentFault::Heic,
        _ if is_iso_picture(file) => DocumentFault::Heic,
        Some("text/html" | "text/xml" | "image/svg+xml") => DocumentFault::WebPage,
        _ if is_markup(file) => DocumentFault::WebPage,
        _ if infer::is_archive(file) || infer::is_document(file) || infer::is_book(file) => {
            DocumentFault::Archive
        }
        _ => DocumentFault::UnknownFormat,
    };
    Err(unusable(fault))
}

/// HEIC and its kin, of whichever brand: boxes of ISO 14496-12 with a picture's brand.
fn is_iso_picture(file: &[u8]) -> bool {
    const BRANDS: [&[u8]; 9] =
        [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif"];
    file.get(4..8) == Some(b"ftyp") && file.get(8..12).is_some_and(|brand| BRANDS.contains(&brand))
}

/// Begins as a page or a drawing does: with a tag, after blanks and a byte order mark.
fn is_markup(file: &[u8]) -> bool {
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    file.trim_ascii_start().first() == Some(&b'<')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(file: &[u8]) -> DocumentFault {
        match format_of(file) {
            Err(Error::DocumentUnusable { reason, .. }) => reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_is_what_it_begins_with() {
        assert_eq!(format_of(b"%PDF-1.7\n").unwrap(), DocumentFormat::Pdf);
        assert_eq!(format_of(b"\xff\xd8\xff\xe0\0\x10JFIF").unwrap(), DocumentFormat::Jpeg);
        assert_eq!(format_of(b"\x89PNG\r\n\x1a\n").unwrap(), DocumentFormat::Png);
        assert_eq!(format_of(b"RIFF\0\0\0\0WEBPVP8 ").unwrap(), DocumentFormat::Webp);
        for (file, expected) in [
            (&b""[..], DocumentFault::Empty),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", DocumentFault::Heic),
            (b"\0\0\0\x1cftypmif1\0\0\0\0", DocumentFault::Heic),
            (b"PK\x03\x04\x14\0\0\0\x08\0", DocumentFault::Archive),
            (b"<!DOCTYPE html><script>", DocumentFault::WebPage),
            (b"\xef\xbb\xbf  <svg xmlns=", DocumentFault::WebPage),
            (b"<?xml version=\"1.0\"?><svg/>", DocumentFault::WebPage),
            (b"MZ\x90\0", DocumentFault::UnknownFormat),
            (b"GIF89a", DocumentFault::UnknownFormat),
            (b"Bonjour", DocumentFault::UnknownFormat),
        ] {
            assert_eq!(fault(file), expected, "{}", String::from_utf8_lossy(file));
        }
    }
}
