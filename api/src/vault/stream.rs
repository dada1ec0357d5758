//! Contents too large to be held whole: sealed frame by frame, and opened as they come.
//!
//! A sealed content begins with the length of its `kid`, one byte, and the `kid`; frames of nonce, text and tag follow. With
//! each frame its context, its number and whether it is the last are authenticated: none can be left out, put elsewhere or
//! cut off.

use std::pin::Pin;
use std::sync::Arc;

use actix_web::web::Bytes;
use anyhow::{Context, ensure};
use aws_lc_rs::aead::{AES_256_GCM, NONCE_LEN};
use futures_util::stream::{once, try_unfold};
use futures_util::{Stream, StreamExt, TryStreamExt};

use super::{Vault, open_with, seal_with};

/// Bytes of a frame before it is sealed.
const FRAME: usize = 64 * 1024;

/// Pieces cut anew, all of one size but the last.
struct Frames<'a> {
    pieces: Pin<Box<dyn Stream<Item = anyhow::Result<Bytes>> + 'a>>,
    held: Vec<u8>,
    size: usize,
    number: u64,
    over: bool,
}

impl<'a> Frames<'a> {
    fn of(pieces: impl Stream<Item = anyhow::Result<Bytes>> + 'a, size: usize) -> Self {
        Self { pieces: Box::pin(pieces), held: Vec::new(), size, number: 0, over: false }
    }

    /// Holds more than so many bytes, unless there are no more.
    async fn hold_more_than(&mut self, bytes: usize) -> anyhow::Result<()> {
        while self.held.len() <= bytes {
            let Some(piece) = self.pieces.try_next().await? else { return Ok(()) };
            self.held.extend_from_slice(&piece);
        }
        Ok(())
    }

    /// The next frame, and what is authenticated with it; the last may be empty.
    async fn next(&mut self, context: &str) -> anyhow::Result<Option<(Vec<u8>, String)>> {
        if self.over {
            return Ok(None);
        }
        self.hold_more_than(self.size).await?;
        self.over = self.held.len() <= self.size;
        let rest = self.held.split_off(self.size.min(self.held.len()));
        let frame = std::mem::replace(&mut self.held, rest);
        let place = if self.over { "last" } else { "more" };
        let context = format!("{context}:{}:{place}", self.number);
        self.number += 1;
        Ok(Some((frame, context)))
    }
}

impl Vault {
    /// Seals a content that comes in pieces for the place named by `context`.
    pub fn seal_stream<'a>(
        &'a self,
        context: &'a str,
        pieces: impl Stream<Item = anyhow::Result<Bytes>> + 'a,
    ) -> impl Stream<Item = anyhow::Result<Bytes>> + 'a {
        let head = async {
            let (id, _) = self.first().context("no key")?;
            let length = u8::try_from(id.len()).context("the id of a key is too long")?;
            Ok(Bytes::from([&[length], id.as_bytes()].concat()))
        };
        let frames = try_unfold(Frames::of(pieces, FRAME), async move |mut frames: Frames<'a>| {
            let Some((text, context)) = frames.next(context).await? else { return Ok(None) };
            let (_, key) = self.first().context("no key")?;
            let sealed = seal_with(key, context.as_bytes(), &text)?;
            Ok(Some((Bytes::from(sealed), frames)))
        });
        once(head).chain(frames)
    }

    /// Opens a content that was sealed for the place named by `context`. The pieces end with an error when one was changed, put
    /// elsewhere, or the rest cut off.
    ///
    /// # Errors
    ///
    /// When it was not sealed, its key is not in the ring, or the first piece does not come.
    pub async fn open_stream(
        self: Arc<Self>,
        context: String,
        pieces: impl Stream<Item = anyhow::Result<Bytes>> + 'static,
    ) -> anyhow::Result<impl Stream<Item = anyhow::Result<Bytes>> + 'static> {
        let mut frames = Frames::of(pieces, NONCE_LEN + FRAME + AES_256_GCM.tag_len());
        frames.hold_more_than(0).await?;
        let length = usize::from(*frames.held.first().context("a sealed content is empty")?);
        frames.hold_more_than(length).await?;
        ensure!(frames.held.len() > length, "a sealed content is cut off");
        let rest = frames.held.split_off(1 + length);
        let head = std::mem::replace(&mut frames.held, rest);
        let id = String::from_utf8(head[1..].to_vec()).context("a sealed content names its key")?;
        self.key(&id)?;
        Ok(try_unfold(frames, move |mut frames: Frames<'static>| {
            let (vault, id, context) = (Arc::clone(&self), id.clone(), context.clone());
            async move {
                let Some((sealed, context)) = frames.next(&context).await? else { return Ok(None) };
                let text = open_with(vault.key(&id)?, context.as_bytes(), sealed)?;
                Ok(Some((Bytes::from(text), frames)))
            }
        }))
    }
}

#[cfg(test)]
mod tests {
    use futures_util::stream::iter;

    use super::*;
    use crate::config::Key;

    fn pieces(content: &[u8], size: usize) -> Vec<anyhow::Result<Bytes>> {
        content.chunks(size).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect()
    }

    async fn all(stream: impl Stream<Item = anyhow::Result<Bytes>>) -> anyhow::Result<Vec<u8>> {
        let pieces: Vec<Bytes> = stream.try_collect().await?;
        Ok(pieces.concat())
    }

    async fn opened(vault: &Arc<Vault>, place: &str, sealed: &[u8]) -> anyhow::Result<Vec<u8>> {
        let pieces = iter(pieces(sealed, 10_000));
        all(Arc::clone(vault).open_stream(place.to_owned(), pieces).await?).await
    }

    #[actix_web::test]
    async fn what_is_sealed_in_pieces_opens_whole_for_its_place_only() {
        let vault = Arc::new(Vault::new(&[Key::generate()]).unwrap());
        for size in [0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 3 * FRAME + 17] {
            let content: Vec<u8> = (0..size).map(|at| u8::try_from(at % 251).unwrap()).collect();
            let sealed = all(vault.seal_stream("a", iter(pieces(&content, 7_001)))).await.unwrap();
            assert_eq!(opened(&vault, "a", &sealed).await.unwrap(), content, "{size}");
            assert!(opened(&vault, "b", &sealed).await.is_err(), "moved");
            let mut changed = sealed.clone();
            *changed.last_mut().unwrap() ^= 1;
            assert!(opened(&vault, "a", &changed).await.is_err(), "changed");
            for short in [0, 5, sealed.len() - 1] {
                assert!(opened(&vault, "a", &sealed[..short]).await.is_err(), "cut off at {short}");
            }
        }
    }

    #[actix_web::test]
    async fn frames_cannot_be_left_out_or_changed_round() {
        let vault = Arc::new(Vault::new(&[Key::generate()]).unwrap());
        let content = vec![7; 3 * FRAME];
        let sealed = all(vault.seal_stream("a", iter(pieces(&content, FRAME)))).await.unwrap();
        let frame = NONCE_LEN + FRAME + AES_256_GCM.tag_len();
        let head = sealed.len() - 3 * frame;
        let without_last = &sealed[..head + 2 * frame];
        assert!(opened(&vault, "a", without_last).await.is_err());
        let without_second = [&sealed[..head + frame], &sealed[head + 2 * frame..]].concat();
        assert!(opened(&vault, "a", &without_second).await.is_err());
        let other = Arc::new(Vault::new(&[Key::generate()]).unwrap());
        assert!(opened(&other, "a", &sealed).await.is_err(), "another key");
        let broken = iter([Ok(Bytes::from_static(b"x")), Err(anyhow::anyhow!("broke off"))]);
        assert!(all(vault.seal_stream("a", broken)).await.is_err());
    }
}
