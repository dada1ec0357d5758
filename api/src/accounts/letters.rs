//! The mails about an account: links to act on it, and word of what was done to it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use shared::catalogue::{format_day_with_year, format_instant};

use crate::auth::Secret;
use crate::clock::Clock;
use crate::config::{AuthConfig, Config};
use crate::error::Error;
use crate::mail::{Addressee, Letter, Template, Templates, letter_templates, queue};
use crate::organisation::Snapshots;

/// Templates of these mails.
pub const TEMPLATES: [Template; 60] = letter_templates!(
    "invitation",
    "staff_invitation",
    "password_reset",
    "password_changed",
    "address_change",
    "address_change_notice",
    "account_closed",
    "account_merged",
    "account_inactive",
    "account_lapsed",
    "second_factor_on",
    "second_factor_off",
    "recovery_codes",
    "sign_up",
    "sign_up_known",
);

/// What it takes to write to the owner of an account.
pub struct Letters {
    pub(super) clock: Clock,
    pub(super) auth: AuthConfig,
    templates: Arc<Templates>,
    snapshots: Snapshots,
    public_url: String,
}

/// What a letter is about.
pub(super) struct About<'a> {
    /// Name of the template.
    pub(super) template: &'a str,
    /// Where the link leads, its secret, and how long.
    pub(super) link: Option<(&'a str, &'a Secret, DateTime<Utc>)>,
    /// The mail address to sign in with, now or later.
    pub(super) email: &'a str,
}

/// What the templates name.
#[derive(Serialize)]
struct Words {
    organisation: String,
    name: String,
    email: String,
    /// Of the link, or of the portal.
    link: String,
    /// Until when the link is good; empty without one.
    expires: String,
    portal: String,
}

impl Letters {
    /// As the settings ask.
    #[must_use]
    pub fn new(config: &Config, clock: Clock, templates: Arc<Templates>, snapshots: Snapshots) -> Self {
        let (auth, public_url) = (config.auth.clone(), config.public_url.clone());
        Self { clock, auth, templates, snapshots, public_url }
    }

    /// Name of the organisation: on the letters, in applications that show codes, in bad passwords.
    pub(super) async fn organisation(&self, db: &impl ConnectionTrait) -> Result<String, Error> {
        Ok(self.snapshots.current(db).await?.name.clone())
    }

    /// The clock that letters go by.
    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Makes sure that the organisation invites families.
    ///
    /// # Errors
    ///
    /// [`Error::InvitationsClosed`]; those of the database.
    pub async fn permit_invitations(&self, db: &impl ConnectionTrait) -> Result<(), Error> {
        let invites = self.snapshots.current(db).await?.file.entry.invites();
        if invites { Ok(()) } else { Err(Error::InvitationsClosed) }
    }

    /// Queues a letter about something that will happen on a day, with a link to the portal.
    pub(super) async fn queue_until(
        &self,
        tx: &impl ConnectionTrait,
        now: DateTime<Utc>,
        to: &Addressee,
        template: &str,
        email: &str,
        until: DateTime<Utc>,
    ) -> Result<(), Error> {
        let organisation = self.snapshots.current(tx).await?;
        let day = shared::calendar::local(organisation.calendar.time_zone, until).date();
        let values = Words {
            organisation: organisation.name.clone(),
            name: to.name.clone(),
            email: email.to_owned(),
            link: self.public_url.clone(),
            expires: format_day_with_year(to.language, day),
            portal: self.public_url.clone(),
        };
        let letter = Letter {
            from_name: &organisation.name,
            to_name: &to.name,
            to_address: &to.address,
            reply_to: None,
            locale: to.language.code(),
            template,
            secret: false,
            values: &values,
        };
        queue(tx, &self.clock, now, &self.templates, &letter).await?;
        Ok(())
    }

    /// Queues a letter.
    pub(super) async fn queue(
        &self,
        tx: &impl ConnectionTrait,
        now: DateTime<Utc>,
        to: &Addressee,
        about: &About<'_>,
    ) -> Result<(), Error> {
        let organisation = self.snapshots.current(tx).await?;
        let (link, expires) = match about.link {
            None => (self.public_url.clone(), String::new()),
            Some((path, secret, expires_at)) => (
                // behind `#`, which browsers keep to themselves: no log along the way holds the secret
                format!("{}{path}#{}", self.public_url, secret.value()),
                format_instant(to.language, expires_at, organisation.calendar.time_zone),
            ),
        };
        let values = Words {
            organisation: organisation.name.clone(),
            name: to.name.clone(),
            email: about.email.to_owned(),
            link,
            expires,
            portal: self.public_url.clone(),
        };
        let letter = Letter {
            from_name: &organisation.name,
            to_name: &to.name,
            to_address: &to.address,
            reply_to: None,
            locale: to.language.code(),
            template: about.template,
            secret: about.link.is_some(),
            values: &values,
        };
        queue(tx, &self.clock, now, &self.templates, &letter).await?;
        Ok(())
    }
}
