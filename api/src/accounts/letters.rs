//! The mails about an account: links to act on it, and word of what was done to it.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use shared::calendar::local;
use shared::catalogue::{format_day_with_year, format_instant};

use crate::auth::Secret;
use crate::error::Error;
use crate::letters::{Letters, Note};
use crate::mail::{Addressee, Template, letter_templates};
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
struct Words<'a> {
    email: &'a str,
    /// Of the link, or of the portal.
    link: String,
    /// Until when the link is good; empty without one.
    expires: String,
    portal: String,
}

/// Name of the organisation: in applications that show codes, in bad passwords.
pub(super) async fn organisation(letters: &Letters, db: &impl ConnectionTrait) -> Result<String, Error> {
    Ok(letters.snapshots.current(db).await?.name.clone())
}

/// Whether the organisation invites families.
pub(super) async fn invites(snapshots: &Snapshots, db: &impl ConnectionTrait) -> Result<bool, Error> {
    Ok(snapshots.current(db).await?.file.entry.invites())
}

/// Makes sure that the organisation invites families.
///
/// # Errors
///
/// [`Error::InvitationsClosed`]; those of the database.
pub async fn permit_invitations(snapshots: &Snapshots, db: &impl ConnectionTrait) -> Result<(), Error> {
    if invites(snapshots, db).await? { Ok(()) } else { Err(Error::InvitationsClosed) }
}

/// Queues a letter about something that will happen on a day, with a link to the portal.
pub(super) async fn write_until(
    letters: &Letters,
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    to: &Addressee,
    about: &About<'_>,
    until: DateTime<Utc>,
) -> Result<(), Error> {
    let organisation = letters.snapshots.current(tx).await?;
    let day = local(organisation.calendar.time_zone, until).date();
    let expires = format_day_with_year(to.language, day);
    send(letters, tx, now, to, about, (letters.page(""), expires)).await
}

/// Queues a letter.
pub(super) async fn write(
    letters: &Letters,
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    to: &Addressee,
    about: &About<'_>,
) -> Result<(), Error> {
    let zone = letters.snapshots.current(tx).await?.calendar.time_zone;
    let (link, expires) = match about.link {
        None => (letters.page(""), String::new()),
        Some((path, secret, expires_at)) => {
            (letters.page_with(path, secret), format_instant(to.language, expires_at, zone))
        }
    };
    send(letters, tx, now, to, about, (link, expires)).await
}

async fn send(
    letters: &Letters,
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    to: &Addressee,
    about: &About<'_>,
    (link, expires): (String, String),
) -> Result<(), Error> {
    let words = Words { email: about.email, link, expires, portal: letters.page("") };
    let note = Note { secret: about.link.is_some(), ..Note::new(about.template, words) };
    letters.write(tx, now, to, note).await?;
    Ok(())
}
