//! What may be written in an announcement, and to whom.

use chrono::{DateTime, Days, Utc};
use shared::announcements::{Audience, SchoolClass};
use shared::calendar::SchoolYear;
use shared::organisation::Organisation;
use shared::text::{Lines, visible};
use shared::wire::AnnouncementText;

use crate::auth::Scope;
use crate::error::Error;
use crate::{http, markdown};

/// Longest title, in characters.
const MOST_TITLE: usize = 150;
/// Longest text, in characters.
pub(super) const MOST_BODY: usize = 10_000;
/// Longest name of a class, in characters.
const MOST_CLASS: usize = 100;
/// Facilities or classes of one announcement.
const MOST_NAMED: usize = 500;
/// How long an announcement may be shown, in days.
const LONGEST: u64 = 366;

/// An announcement that may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Checked {
    pub(super) title_fr: String,
    pub(super) body_fr: String,
    pub(super) title_en: String,
    pub(super) body_en: String,
    pub(super) audience: Audience,
    pub(super) school_year: SchoolYear,
    pub(super) shown_until: chrono::NaiveDate,
}

/// Texts without blanks around them, names each once.
///
/// # Errors
///
/// [`Error::InvalidValue`] naming the field at fault.
pub(super) fn checked(
    text: &AnnouncementText,
    organisation: &Organisation,
    scope: &Scope,
    now: DateTime<Utc>,
) -> Result<Checked, Error> {
    let title_fr = http::text("title_fr", &text.title_fr, Lines::One, MOST_TITLE)?;
    let body_fr = markdown::checked("body_fr", &text.body_fr, MOST_BODY)?;
    let title_en = http::text("title_en", &text.title_en, Lines::One, MOST_TITLE)?;
    let body_en = markdown::checked("body_en", &text.body_en, MOST_BODY)?;
    for (field, words) in [("title_fr", &title_fr), ("body_fr", &body_fr)] {
        if words.is_empty() {
            return Err(Error::invalid(field, "empty", "at least one character"));
        }
    }
    if title_en.is_empty() != body_en.is_empty() {
        let field = if title_en.is_empty() { "title_en" } else { "body_en" };
        return Err(Error::invalid(field, "empty", "title and text in English, or neither"));
    }
    let today = organisation.today(now);
    if text.shown_until < today {
        return Err(Error::invalid("shown_until", "past", "today or later"));
    }
    if today.checked_add_days(Days::new(LONGEST)).is_none_or(|last| text.shown_until > last) {
        return Err(Error::invalid("shown_until", "too_far", format!("at most {LONGEST} days from now")));
    }
    let school_year = organisation
        .planned_school_year(text.school_year, now)
        .ok_or_else(|| Error::invalid("school_year", "unknown", "not among the school years planned"))?;
    let audience = audience(&text.audience, organisation)?;
    permit(scope, &audience)?;
    Ok(Checked { title_fr, body_fr, title_en, body_en, audience, school_year, shown_until: text.shown_until })
}

fn audience(named: &Audience, organisation: &Organisation) -> Result<Audience, Error> {
    let wrong = |code, detail: &str| Err(Error::invalid("audience", code, detail));
    match named {
        Audience::Everyone => Ok(Audience::Everyone),
        Audience::Facilities(ids) if ids.is_empty() => wrong("empty", "at least one facility"),
        Audience::Classes(classes) if classes.is_empty() => wrong("empty", "at least one class"),
        Audience::Facilities(ids) if ids.len() > MOST_NAMED => wrong("too_long", "too many facilities"),
        Audience::Classes(classes) if classes.len() > MOST_NAMED => wrong("too_long", "too many classes"),
        Audience::Facilities(ids) => {
            if ids.iter().any(|id| organisation.facility(*id).is_none()) {
                return wrong("unknown", "no such facility");
            }
            let mut ids = ids.clone();
            ids.sort_unstable();
            ids.dedup();
            Ok(Audience::Facilities(ids))
        }
        Audience::Classes(classes) => {
            let mut known = Vec::with_capacity(classes.len());
            for SchoolClass { school_id, class_name } in classes {
                if organisation.school(*school_id).is_none() {
                    return wrong("unknown", "no such school");
                }
                let class_name = class_name.as_deref().map(|name| visible(name).trim().to_owned());
                let bad = |name: &String| {
                    name.is_empty() || name.chars().count() > MOST_CLASS || name.chars().any(char::is_control)
                };
                if class_name.as_ref().is_some_and(bad) {
                    return wrong("invalid_class", "1 to 100 characters, no control characters");
                }
                known.push(SchoolClass { school_id: *school_id, class_name });
            }
            known.sort_unstable();
            known.dedup();
            Ok(Audience::Classes(known))
        }
    }
}

/// Makes sure that somebody of the staff may write to an audience.
///
/// # Errors
///
/// [`Error::InvalidValue`]: `audience` is `not_yours`.
fn permit(scope: &Scope, audience: &Audience) -> Result<(), Error> {
    if may_address(scope, audience) {
        return Ok(());
    }
    Err(Error::invalid("audience", "not_yours", "only the families of one's own facilities"))
}

/// Whether somebody of the staff may write to an audience: a referent, to their facilities and the classes of the schools
/// that these take children from.
pub(super) fn may_address(scope: &Scope, audience: &Audience) -> bool {
    match audience {
        Audience::Everyone => scope.is_everyone(),
        Audience::Facilities(ids) => ids.iter().all(|id| scope.has_facility(*id)),
        Audience::Classes(classes) => classes.iter().all(|class| scope.has_school(class.school_id)),
    }
}
