//! Packing: a zip that is written as its parts come and goes to the store as it is written. No more than a few pieces are
//! held at once, whatever the size of the documents; of one whose content is sealed, all of it, as it opens whole.

use std::cell::Cell;
use std::io::{self, Write};

use actix_web::web::{Bytes, BytesMut};
use anyhow::{Context, anyhow};
use futures_util::{StreamExt, TryStreamExt};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::documents::opened;
use crate::entities::documents;
use crate::storage::{Key, Storage};
use crate::vault::Vault;

/// Pieces that wait at each end of the zip.
const WAITING: usize = 4;
/// Bytes of a piece that goes to the store.
const PIECE: usize = 256 * 1024;

/// What goes into the zip, in order.
enum Part {
    /// A file begins.
    File(String),
    /// More of it.
    More(Bytes),
    /// That was all.
    End,
}

/// A file of the zip.
pub(super) struct Document {
    /// Its path in the zip.
    pub(super) path: String,
    /// Where the store has it.
    pub(super) key: Key,
    /// Its row, where its content is sealed.
    pub(super) sealed: Option<documents::Model>,
}

/// Packs a text and documents, sealed, under a new key; the size of the zip before it was sealed. A document that the store
/// has lost is left out, which the log tells.
///
/// # Errors
///
/// When the store cannot be reached or refuses; when a sealed content does not open.
pub(super) async fn pack(
    (storage, vault): (&Storage, &Vault),
    key: &Key,
    text: (&str, Vec<u8>),
    documents: &[Document],
) -> anyhow::Result<u64> {
    let (parts, to_zip) = channel(WAITING);
    let (zipped, pieces) = channel(WAITING);
    let zipping = tokio::task::spawn_blocking(move || zip_parts(to_zip, &zipped));
    let pieces = futures_util::stream::unfold(pieces, async |mut pieces: Receiver<anyhow::Result<Bytes>>| {
        Some((pieces.recv().await?, pieces))
    });
    let size = Cell::new(0);
    let pieces = pieces.inspect_ok(|piece| size.set(size.get() + piece.len() as u64));
    let sealed = vault.seal_stream(&key.0, pieces);
    let (fed, kept) =
        tokio::join!(feed((storage, vault), parts, text, documents), storage.put_stream(key, sealed));
    zipping.await.context("packing")?;
    // who feeds notices only that nobody listens: what the other end says is the cause
    kept?;
    fed?;
    Ok(size.get())
}

async fn feed(
    (storage, vault): (&Storage, &Vault),
    parts: Sender<Part>,
    (path, text): (&str, Vec<u8>),
    documents: &[Document],
) -> anyhow::Result<()> {
    let send = async |part: Part| parts.send(part).await.map_err(|_| anyhow!("the zip broke off"));
    send(Part::File(path.to_owned())).await?;
    send(Part::More(text.into())).await?;
    for document in documents {
        let Some((_, mut pieces)) = storage.stream(&document.key).await? else {
            tracing::error!(path = document.path, "the store has lost a document");
            continue;
        };
        send(Part::File(document.path.clone())).await?;
        if let Some(row) = &document.sealed {
            let mut sealed = BytesMut::new();
            while let Some(piece) = pieces.next().await {
                sealed.extend_from_slice(&piece?);
            }
            send(Part::More(opened(vault, row, sealed.freeze())?)).await?;
            continue;
        }
        while let Some(piece) = pieces.next().await {
            send(Part::More(piece?)).await?;
        }
    }
    send(Part::End).await
}

/// What is written goes on in pieces.
struct Pieces<'a> {
    to: &'a Sender<anyhow::Result<Bytes>>,
    held: Vec<u8>,
}

impl Pieces<'_> {
    fn pass_on(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let piece = Bytes::from(std::mem::take(&mut self.held));
        self.to.blocking_send(Ok(piece)).map_err(|_| io::Error::other("nobody keeps the zip"))
    }
}

impl Write for Pieces<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(buffer);
        if self.held.len() >= PIECE {
            self.pass_on()?;
        }
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on()
    }
}

/// Runs where it may block. A zip that broke off ends with an error, so that the store keeps nothing.
fn zip_parts(mut parts: Receiver<Part>, zipped: &Sender<anyhow::Result<Bytes>>) {
    let mut written = || -> anyhow::Result<()> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let mut zip = ZipWriter::new_stream(Pieces { to: zipped, held: Vec::new() });
        loop {
            match parts.blocking_recv() {
                Some(Part::File(path)) => zip.start_file(path, options).context("beginning a file")?,
                Some(Part::More(piece)) => zip.write_all(&piece).context("packing a file")?,
                Some(Part::End) => {
                    zip.finish().context("ending the zip")?.flush()?;
                    return Ok(());
                }
                None => anyhow::bail!("the documents broke off"),
            }
        }
    };
    if let Err(error) = written() {
        // nobody listens any more when the store broke off first
        let _ = zipped.blocking_send(Err(error));
    }
}
