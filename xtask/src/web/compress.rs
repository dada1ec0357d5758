//! `.br` and `.gz` beside each file that shrinks, so that no server compresses while a parent waits.

use std::io::Write;

use anyhow::Result;

use super::Asset;
use crate::cache;

/// Pictures and fonts are compressed already.
const TEXT: &[&str] = &["css", "html", "ico", "js", "json", "svg", "txt", "wasm", "webmanifest", "xml"];

/// The compressed twins of a file, none where it would not get smaller.
pub(super) fn compress(asset: &Asset) -> Result<Vec<Asset>> {
    if !asset.path.rsplit_once('.').is_some_and(|(_, extension)| TEXT.contains(&extension)) {
        return Ok(Vec::new());
    }
    let twins = [("br", brotli(&asset.content)?), ("gz", gzip(&asset.content)?)];
    let smaller = twins.into_iter().filter(|(_, content)| content.len() < asset.content.len());
    Ok(smaller.map(|(suffix, content)| Asset { path: format!("{}.{suffix}", asset.path), content }).collect())
}

/// The best that brotli can do.
pub(super) fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    cache::cached("brotli-11", &[content], || {
        let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        let mut compressed = Vec::new();
        brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
        Ok(compressed)
    })
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    cache::cached("gzip-9", &[content], || {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(content)?;
        Ok(encoder.finish()?)
    })
}
