//! The mail of an announcement.

use std::sync::Arc;

use sea_orm::ConnectionTrait;
use serde::Serialize;
use shared::announcements::Audience;
use shared::catalogue::{Language, format_day_with_year};
use shared::organisation::Organisation;

use super::families::Recipient;
use crate::clock::Clock;
use crate::config::Config;
use crate::entities::announcements::Model;
use crate::error::Error;
use crate::mail::{Letter, Templates, WrittenText, queue_all};
use crate::markdown;
use crate::organisation::Snapshots;

/// Where announcements are in the app.
const PATH: &str = "/announcements";

/// What it takes to write to families about announcements.
pub struct AnnouncementLetters {
    pub(super) clock: Clock,
    pub(super) snapshots: Snapshots,
    templates: Arc<Templates>,
    public_url: String,
}

/// What the template `announcement` names.
#[derive(Serialize)]
struct Words<'a> {
    organisation: &'a str,
    /// Who it is from: the organisation, or a facility.
    from: &'a str,
    name: &'a str,
    title: &'a str,
    /// The text, as HTML that is safe and as plain text.
    body: &'a WrittenText,
    /// The last day on which it is shown.
    until: &'a str,
    link: &'a str,
}

/// An announcement in a language.
struct Version {
    title: String,
    body: WrittenText,
    until: String,
}

impl AnnouncementLetters {
    /// As the settings ask.
    #[must_use]
    pub fn new(config: &Config, clock: Clock, templates: Arc<Templates>, snapshots: Snapshots) -> Self {
        Self { clock, snapshots, templates, public_url: config.public_url.clone() }
    }

    /// Queues the letter to some guardians, in few statements.
    pub(super) async fn queue(
        &self,
        tx: &impl ConnectionTrait,
        now: chrono::DateTime<chrono::Utc>,
        organisation: &Organisation,
        (row, audience): (&Model, &Audience),
        to: &[Recipient],
    ) -> Result<(), Error> {
        let facility = audience.only_facility(organisation);
        let from = facility.map_or(organisation.name.as_str(), |facility| facility.name.as_str());
        // answers go to whoever knows: the referent of the facility, else the organisation
        let of_facility = facility.and_then(|facility| facility.referent.email.as_deref());
        let of_organisation = || organisation.contacts.iter().find_map(|contact| contact.email.as_deref());
        let reply_to = of_facility.or_else(of_organisation);
        let versions = [Language::Fr, Language::En].map(|language| self.version(row, language));
        let link = [&self.public_url, PATH, "?id=", &row.id.to_string()].concat();
        let written: Vec<(Language, Words<'_>)> = to
            .iter()
            .map(|one| {
                let language = Language::from_tag(&one.locale).unwrap_or_default();
                let Version { title, body, until } = &versions[usize::from(language == Language::En)];
                let organisation = &organisation.name;
                (language, Words { organisation, from, name: &one.name, title, body, until, link: &link })
            })
            .collect();
        let letters: Vec<Letter<'_, Words<'_>>> = to
            .iter()
            .zip(&written)
            .map(|(one, (language, values))| Letter {
                from_name: &organisation.name,
                to_name: &one.name,
                to_address: &one.address,
                reply_to,
                locale: language.code(),
                template: "announcement",
                secret: false,
                values,
            })
            .collect();
        queue_all(tx, &self.clock, now, &self.templates, &letters).await
    }

    fn version(&self, row: &Model, language: Language) -> Version {
        let (_, title, body) = in_language(row, language);
        Version {
            title: title.to_owned(),
            body: WrittenText::of(&markdown::parse(body), &self.public_url),
            until: format_day_with_year(language, row.shown_until),
        }
    }
}

/// Title and text in a language, and which language it is: French where it is not written in English.
pub(super) fn in_language(row: &Model, language: Language) -> (Language, &str, &str) {
    match language {
        Language::En if !row.body_en.is_empty() => (Language::En, &row.title_en, &row.body_en),
        _ => (Language::Fr, &row.title_fr, &row.body_fr),
    }
}
