//! Contents of documents and exports: a folder, or a bucket of an S3-compatible store. Never overwritten: a content has a key of its
//! own, which says when it was made.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Bytes;
use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, RetryConfig, WriteMultipart};
use uuid::Uuid;

use crate::clock::Clock;
use crate::config::Config;

/// How long a bucket that does not answer is asked again: somebody waits.
const PATIENCE: Duration = Duration::from_secs(10);
/// Where the keys of documents begin.
const DOCUMENTS: &str = "documents";
/// Where the keys of exports begin.
const EXPORTS: &str = "exports";
/// Parts of a stream that are on their way to the store at once, 5 MiB each.
const PARTS_UNDER_WAY: usize = 2;

/// The store; clones share it.
#[derive(Clone)]
pub struct Storage(Arc<dyn ObjectStore>);

/// A content as it comes.
pub type Pieces = BoxStream<'static, anyhow::Result<Bytes>>;

/// Where a content is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(pub String);

impl Key {
    /// A new one of a document, which nobody can guess.
    #[must_use]
    pub fn new(clock: &Clock, now: DateTime<Utc>) -> Self {
        Self::below(DOCUMENTS, clock, now)
    }

    /// A new one of an export.
    #[must_use]
    pub fn of_export(clock: &Clock, now: DateTime<Utc>) -> Self {
        Self::below(EXPORTS, clock, now)
    }

    fn below(prefix: &str, clock: &Clock, now: DateTime<Utc>) -> Self {
        let secret: u128 = rand::random();
        Self(format!("{prefix}/{}-{secret:032x}", clock.new_id(now).simple()))
    }

    /// When it was made; none for a key that is not ours.
    #[must_use]
    pub fn made_at(&self) -> Option<DateTime<Utc>> {
        let (prefix, rest) = self.0.split_once('/')?;
        let (id, _) = rest.split_once('-').filter(|_| [DOCUMENTS, EXPORTS].contains(&prefix))?;
        let (seconds, nanos) = Uuid::try_parse(id).ok()?.get_timestamp()?.to_unix();
        DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
    }
}

impl Storage {
    /// As the settings ask; makes the folder.
    ///
    /// # Errors
    ///
    /// When the folder cannot be made, or a setting is badly written.
    pub fn open(config: &Config) -> anyhow::Result<Self> {
        let settings = &config.storage;
        if let Some(bucket) = settings.s3_bucket.as_deref().filter(|bucket| !bucket.is_empty()) {
            let mut builder = AmazonS3Builder::from_env()
                .with_bucket_name(bucket)
                .with_region(&settings.s3_region)
                .with_retry(RetryConfig {
                    max_retries: 3,
                    retry_timeout: PATIENCE,
                    ..RetryConfig::default()
                });
            if let (Some(id), Some(secret)) = (&settings.s3_access_key_id, &settings.s3_secret_access_key) {
                builder = builder.with_access_key_id(id).with_secret_access_key(secret);
            }
            if let Some(endpoint) = &settings.s3_endpoint {
                let plain = endpoint.starts_with("http://");
                ensure!(
                    plain || endpoint.starts_with("https://"),
                    "storage.s3_endpoint: must start with https:// or http://"
                );
                builder = builder.with_endpoint(endpoint).with_allow_http(plain);
            }
            return Ok(Self(Arc::new(builder.build().context("storage.s3_bucket")?)));
        }
        let folder = settings.folder.clone().unwrap_or_else(|| config.data_dir.join("documents"));
        std::fs::create_dir_all(&folder).with_context(|| format!("storage.folder {}", folder.display()))?;
        let store = LocalFileSystem::new_with_prefix(&folder)
            .with_context(|| format!("storage.folder {}", folder.display()))?;
        // what the answer has promised is there after a power cut
        Ok(Self(Arc::new(store.with_fsync(true))))
    }

    /// Keeps a content under a new key.
    ///
    /// # Errors
    ///
    /// When the store cannot be reached or refuses.
    pub async fn put(&self, key: &Key, content: Bytes) -> anyhow::Result<()> {
        let payload = PutPayload::from_bytes(content);
        self.0.put(&Path::from(key.0.as_str()), payload).await.context("keeping a document")?;
        Ok(())
    }

    /// The content of a key; none when there is none.
    ///
    /// # Errors
    ///
    /// When the store cannot be reached or refuses.
    pub async fn get(&self, key: &Key) -> anyhow::Result<Option<Bytes>> {
        match self.0.get(&Path::from(key.0.as_str())).await {
            Ok(found) => Ok(Some(found.bytes().await.context("reading a document")?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error).context("reading a document"),
        }
    }

    /// Keeps a content that comes in pieces, of which few are held at once; its size in bytes. Nothing is kept when a piece
    /// does not come.
    ///
    /// # Errors
    ///
    /// That of the piece; when the store cannot be reached or refuses.
    pub async fn put_stream(
        &self,
        key: &Key,
        pieces: impl Stream<Item = anyhow::Result<Bytes>>,
    ) -> anyhow::Result<u64> {
        let upload = self.0.put_multipart(&Path::from(key.0.as_str())).await.context("keeping a content")?;
        let mut writer = WriteMultipart::new(upload);
        let mut pieces = std::pin::pin!(pieces);
        let mut size = 0;
        while let Some(piece) = pieces.next().await {
            let kept = match piece {
                Ok(piece) => {
                    size += piece.len() as u64;
                    let room = writer.wait_for_capacity(PARTS_UNDER_WAY).await;
                    writer.put(piece);
                    room.context("keeping a content")
                }
                Err(error) => Err(error),
            };
            if let Err(error) = kept {
                if let Err(left) = writer.abort().await {
                    tracing::warn!(%left, "a content that broke off is left behind");
                }
                return Err(error);
            }
        }
        writer.finish().await.context("keeping a content")?;
        Ok(size)
    }

    /// The content of a key in pieces, as they come, and its size; none when there is none.
    ///
    /// # Errors
    ///
    /// When the store cannot be reached or refuses.
    pub async fn stream(&self, key: &Key) -> anyhow::Result<Option<(u64, Pieces)>> {
        match self.0.get(&Path::from(key.0.as_str())).await {
            Ok(found) => {
                let size = found.meta.size;
                let pieces =
                    found.into_stream().map_err(|error| anyhow::Error::new(error).context("reading"));
                Ok(Some((size, pieces.boxed())))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error).context("reading a content"),
        }
    }

    /// Removes the content of a key, if there is one.
    ///
    /// # Errors
    ///
    /// When the store cannot be reached or refuses.
    pub async fn delete(&self, key: &Key) -> anyhow::Result<()> {
        match self.0.delete(&Path::from(key.0.as_str())).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error).context("removing a document"),
        }
    }

    /// Keys of documents made before an instant.
    ///
    /// # Errors
    ///
    /// When the store cannot be reached or refuses.
    pub async fn keys_before(&self, instant: DateTime<Utc>) -> anyhow::Result<Vec<Key>> {
        self.below(DOCUMENTS, instant).await
    }

    /// Keys of exports made before an instant.
    ///
    /// # Errors
    ///
    /// When the store cannot be reached or refuses.
    pub async fn exports_before(&self, instant: DateTime<Utc>) -> anyhow::Result<Vec<Key>> {
        self.below(EXPORTS, instant).await
    }

    async fn below(&self, prefix: &str, instant: DateTime<Utc>) -> anyhow::Result<Vec<Key>> {
        let prefix = Path::from(prefix);
        let all = self.0.list(Some(&prefix)).map_ok(|found| Key(found.location.to_string()));
        let old = all.try_filter(|key| std::future::ready(key.made_at().is_some_and(|made| made < instant)));
        old.try_collect().await.context("listing what is kept")
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[actix_web::test]
    async fn what_is_kept_is_there_until_it_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data_dir: folder.path().to_owned(), ..Config::default() };
        let storage = Storage::open(&config).unwrap();
        let now = Clock::system().now();
        let key = Key::new(&Clock::system(), now);
        assert_eq!(key.made_at().unwrap().timestamp_millis(), now.timestamp_millis());
        assert_eq!(storage.get(&key).await.unwrap(), None);
        storage.put(&key, Bytes::from_static(b"content")).await.unwrap();
        assert_eq!(storage.get(&key).await.unwrap().unwrap(), "content");
        let earlier = now - TimeDelta::milliseconds(1);
        assert_eq!(storage.keys_before(earlier).await.unwrap(), []);
        let later = now + TimeDelta::seconds(1);
        assert_eq!(storage.keys_before(later).await.unwrap(), std::slice::from_ref(&key));
        storage.delete(&key).await.unwrap();
        storage.delete(&key).await.unwrap();
        assert_eq!(storage.get(&key).await.unwrap(), None);
    }
}
