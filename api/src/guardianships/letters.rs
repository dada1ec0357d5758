//! Mails between the guardians of a child: to somebody who is invited, and to those of a household.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use shared::catalogue::{Language, format_instant};
use shared::ids::{AccountId, HouseholdId};

use super::store;
use crate::auth::Secret;
use crate::clock::Clock;
use crate::config::Config;
use crate::error::Error;
use crate::mail::{Addressee, Letter, Template, Templates, letter_templates, queue};
use crate::organisation::Snapshots;

/// Templates of these mails.
pub const TEMPLATES: [Template; 28] = letter_templates!(
    "guardian_invitation",
    "guardian_joined",
    "payer_changed",
    "custody_proposed",
    "custody_accepted",
    "custody_refused",
    "custody_set",
);

/// What it takes to write to the guardians of a household.
pub struct HouseholdLetters {
    pub(super) clock: Clock,
    pub(super) invitation_days: u32,
    templates: Arc<Templates>,
    snapshots: Snapshots,
    public_url: String,
}

/// What a letter is about.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// Name of the template.
    pub template: &'a str,
    /// Who did it, by name; empty where the organisation did.
    pub who: &'a str,
    /// First name of the child, or of several.
    pub children: &'a str,
    /// Where it is seen, a path of the portal.
    pub path: &'a str,
}

/// What an invitation tells besides.
pub(super) struct Invited<'a> {
    pub(super) secret: &'a Secret,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) lives_here: bool,
}

/// What the templates name.
#[derive(Serialize)]
struct Words {
    organisation: String,
    name: String,
    who: String,
    children: String,
    link: String,
    /// Until when the link is good; empty without a secret in it.
    expires: String,
    lives_here: bool,
}

impl HouseholdLetters {
    /// As the settings ask.
    #[must_use]
    pub fn new(config: &Config, clock: Clock, templates: Arc<Templates>, snapshots: Snapshots) -> Self {
        let (invitation_days, public_url) = (config.auth.invitation_days, config.public_url.clone());
        Self { clock, invitation_days, templates, snapshots, public_url }
    }

    /// Queues a letter to each guardian of a household who has an account, but to whoever did it.
    ///
    /// # Errors
    ///
    /// When a template or the database fails.
    pub async fn tell(
        &self,
        tx: &impl ConnectionTrait,
        now: DateTime<Utc>,
        household: HouseholdId,
        by: Option<AccountId>,
        about: About<'_>,
    ) -> Result<(), Error> {
        for account in store::accounts(tx, household).await? {
            if Some(account) != by {
                let to = Addressee::of(tx, account).await?;
                self.write(tx, now, &to, about, None).await?;
            }
        }
        Ok(())
    }

    /// Queues a letter to one.
    pub(super) async fn write(
        &self,
        tx: &impl ConnectionTrait,
        now: DateTime<Utc>,
        to: &Addressee,
        about: About<'_>,
        invited: Option<Invited<'_>>,
    ) -> Result<(), Error> {
        let organisation = self.snapshots.current(tx).await?;
        let instant = |language: Language, at| format_instant(language, at, organisation.calendar.time_zone);
        let page = [self.public_url.as_str(), about.path].concat();
        let (link, expires) = match &invited {
            None => (page, String::new()),
            // behind `#`, which browsers keep to themselves: no log along the way holds the secret
            Some(invited) => (
                [page.as_str(), "#", invited.secret.value()].concat(),
                instant(to.language, invited.expires_at),
            ),
        };
        let values = Words {
            organisation: organisation.name.clone(),
            name: to.name.clone(),
            who: about.who.to_owned(),
            children: about.children.to_owned(),
            link,
            expires,
            lives_here: invited.as_ref().is_some_and(|invited| invited.lives_here),
        };
        let letter = Letter {
            from_name: &organisation.name,
            to_name: &to.name,
            to_address: &to.address,
            reply_to: None,
            locale: to.language.code(),
            template: about.template,
            secret: invited.is_some(),
            values: &values,
        };
        queue(tx, &self.clock, now, &self.templates, &letter).await?;
        Ok(())
    }
}
