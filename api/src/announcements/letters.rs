//! The mail of an announcement.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use shared::announcements::Audience;
use shared::catalogue::{Language, format_day_with_year};
use shared::organisation::Organisation;
use shared::paths;

use crate::entities::announcements::Model;
use crate::error::Error;
use crate::letters::{Letters, Note};
use crate::mail::{Addressee, WrittenText};
use crate::markdown;

/// What the template `announcement` names.
#[derive(Serialize)]
struct Words<'a> {
    /// Who it is from: the organisation, or a facility.
    from: &'a str,
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

/// Queues the letter to some guardians, in few statements.
pub(super) async fn tell(
    letters: &Letters,
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    organisation: &Organisation,
    (row, audience): (&Model, &Audience),
    to: Vec<Addressee>,
) -> Result<(), Error> {
    let facility = audience.only_facility(organisation);
    let from = facility.map_or(organisation.name.as_str(), |facility| facility.name.as_str());
    // answers go to whoever knows: the referent of the facility, else the organisation
    let of_facility = facility.and_then(|facility| facility.referent.email.as_deref());
    let of_organisation = || organisation.contacts.iter().find_map(|contact| contact.email.as_deref());
    let reply_to = of_facility.or_else(of_organisation);
    let versions = [Language::Fr, Language::En].map(|language| version(letters, row, language));
    let link = letters.page(&[paths::ANNOUNCEMENTS, "?id=", &row.id.to_string()].concat());
    let note = |to: Addressee| {
        let Version { title, body, until } = &versions[usize::from(to.language == Language::En)];
        let words = Words { from, title, body, until, link: &link };
        (to, Note { reply_to, ..Note::new("announcement", words) })
    };
    let written: Vec<_> = to.into_iter().map(note).collect();
    letters.write_all(tx, now, &written).await
}

fn version(letters: &Letters, row: &Model, language: Language) -> Version {
    let (_, title, body) = in_language(row, language);
    Version {
        title: title.to_owned(),
        body: WrittenText::of(&markdown::parse(body), &letters.page("")),
        until: format_day_with_year(language, row.shown_until),
    }
}

/// Title and text in a language, and which language it is: French where it is not written in English.
pub(super) fn in_language(row: &Model, language: Language) -> (Language, &str, &str) {
    match language {
        Language::En if !row.body_en.is_empty() => (Language::En, &row.title_en, &row.body_en),
        _ => (Language::Fr, &row.title_fr, &row.body_fr),
    }
}
