//! Writing letters: what a mail of any feature takes, whatever it tells.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use shared::ids::MailId;

use crate::auth::Secret;
use crate::clock::Clock;
use crate::config::{AuthConfig, Config};
use crate::error::Error;
use crate::mail::{Addressee, Letter, Templates, queue, queue_all};
use crate::organisation::Snapshots;

/// What it takes to write to anybody.
pub struct Letters {
    /// The clock that letters go by.
    pub clock: Clock,
    /// How long the links in them are good.
    pub auth: AuthConfig,
    /// The organisation that they are from.
    pub snapshots: Snapshots,
    templates: Arc<Templates>,
    public_url: String,
}

/// A letter as a feature writes it.
#[derive(Clone, Copy)]
pub struct Note<'a, T> {
    /// Name of the template.
    pub template: &'a str,
    /// Mail address that answers go to, if not the sender's.
    pub reply_to: Option<&'a str>,
    /// Whether it is forgotten once sent, since whoever reads it may act, or since nobody should read it again.
    pub secret: bool,
    /// What the template names, beside `organisation` and `name`.
    pub words: T,
}

impl<'a, T> Note<'a, T> {
    /// One without a secret, whose answers go to the sender.
    pub const fn new(template: &'a str, words: T) -> Self {
        Self { template, reply_to: None, secret: false, words }
    }
}

#[derive(Serialize)]
struct Words<'a, T> {
    organisation: &'a str,
    name: &'a str,
    #[serde(flatten)]
    own: &'a T,
}

impl Letters {
    /// As the settings ask.
    #[must_use]
    pub fn new(config: &Config, clock: Clock, templates: Arc<Templates>, snapshots: Snapshots) -> Self {
        let (auth, public_url) = (config.auth.clone(), config.public_url.clone());
        Self { clock, auth, snapshots, templates, public_url }
    }

    /// The address of a page of the portal; that of the portal itself for an empty path.
    #[must_use]
    pub fn page(&self, path: &str) -> String {
        [self.public_url.as_str(), path].concat()
    }

    /// The address of a page that needs a secret. It stands behind `#`, which browsers keep to themselves: no log along the
    /// way holds it.
    #[must_use]
    pub fn page_with(&self, path: &str, secret: &Secret) -> String {
        [self.public_url.as_str(), path, "#", secret.value()].concat()
    }

    /// Queues a letter to somebody.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`] before an organisation is there; when the template or the database fails.
    pub async fn write<T: Serialize>(
        &self,
        tx: &impl ConnectionTrait,
        now: DateTime<Utc>,
        to: &Addressee,
        note: Note<'_, T>,
    ) -> Result<MailId, Error> {
        let organisation = self.snapshots.current(tx).await?;
        let values = Words { organisation: &organisation.name, name: &to.name, own: &note.words };
        let letter = letter(&organisation.name, to, &note, &values);
        queue(tx, &self.clock, now, &self.templates, &letter).await
    }

    /// Queues letters to many, in few statements.
    ///
    /// # Errors
    ///
    /// As [`Letters::write`].
    pub async fn write_all<T: Serialize>(
        &self,
        tx: &impl ConnectionTrait,
        now: DateTime<Utc>,
        to: &[(Addressee, Note<'_, T>)],
    ) -> Result<(), Error> {
        let organisation = self.snapshots.current(tx).await?;
        let mut values = Vec::with_capacity(to.len());
        for (to, note) in to {
            values.push(Words { organisation: &organisation.name, name: &to.name, own: &note.words });
        }
        let letters = to.iter().zip(&values);
        let letters: Vec<_> =
            letters.map(|((to, note), values)| letter(&organisation.name, to, note, values)).collect();
        queue_all(tx, &self.clock, now, &self.templates, &letters).await
    }
}

fn letter<'a, T, V>(from: &'a str, to: &'a Addressee, note: &Note<'a, T>, values: &'a V) -> Letter<'a, V> {
    Letter {
        from_name: from,
        to_name: &to.name,
        to_address: &to.address,
        reply_to: note.reply_to,
        locale: to.language.code(),
        template: note.template,
        secret: note.secret,
        values,
    }
}
