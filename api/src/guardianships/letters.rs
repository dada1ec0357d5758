//! Mails between the guardians of a child: to somebody who is invited, and to those of a household.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use shared::catalogue::format_instant;
use shared::ids::{AccountId, HouseholdId};

use super::store;
use crate::auth::Secret;
use crate::error::Error;
use crate::letters::{Letters, Note};
use crate::mail::{Addressee, Template, letter_templates};

/// Templates of these mails.
pub const TEMPLATES: [Template; 32] = letter_templates!(
    "guardian_invitation",
    "guardian_joined",
    "payer_changed",
    "custody_proposed",
    "custody_accepted",
    "custody_refused",
    "custody_set",
    "child_lives_elsewhere",
);

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
struct Words<'a> {
    who: &'a str,
    children: &'a str,
    link: String,
    /// Until when the link is good; empty without a secret in it.
    expires: String,
    lives_here: bool,
}

/// Queues a letter to each guardian of a household who has an account, but to whoever did it.
///
/// # Errors
///
/// When a template or the database fails.
pub async fn tell(
    letters: &Letters,
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    household: HouseholdId,
    by: Option<AccountId>,
    about: About<'_>,
) -> Result<(), Error> {
    for account in store::accounts(tx, household).await? {
        if Some(account) != by {
            let to = Addressee::of(tx, account).await?;
            write(letters, tx, now, &to, about, None).await?;
        }
    }
    Ok(())
}

/// Queues a letter to one.
pub(super) async fn write(
    letters: &Letters,
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    to: &Addressee,
    about: About<'_>,
    invited: Option<Invited<'_>>,
) -> Result<(), Error> {
    let zone = letters.snapshots.current(tx).await?.calendar.time_zone;
    let (link, expires) = match &invited {
        None => (letters.page(about.path), String::new()),
        Some(invited) => (
            letters.page_with(about.path, invited.secret),
            format_instant(to.language, invited.expires_at, zone),
        ),
    };
    let lives_here = invited.as_ref().is_some_and(|invited| invited.lives_here);
    let words = Words { who: about.who, children: about.children, link, expires, lives_here };
    let note = Note { secret: invited.is_some(), ..Note::new(about.template, words) };
    letters.write(tx, now, to, note).await?;
    Ok(())
}
