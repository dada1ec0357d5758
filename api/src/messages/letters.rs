//! The two mails of a message: to the referent, and a copy to the guardian.

use chrono::NaiveDate;
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use shared::activities::{Activity, Slot};
use shared::bookings::Facts;
use shared::catalogue::{Language, domain, format_day_with_year};
use shared::families::{Child, Contact};
use shared::ids::MailId;

use crate::error::Error;
use crate::letters::Note;
use crate::mail::Addressee;
use crate::submitter::Submitter;

/// What a message is about.
pub(super) struct About<'a> {
    pub(super) facts: &'a Facts,
    pub(super) child: &'a Child,
    pub(super) slot: Option<(&'a Activity, &'a Slot)>,
    pub(super) day: Option<NaiveDate>,
    /// The day whose school year tells the child's school.
    pub(super) year_of: NaiveDate,
}

/// What the templates `message` and `message_copy` name; what is not known is empty.
#[derive(Serialize)]
struct Words {
    guardian: String,
    guardian_address: String,
    guardian_phone: String,
    recipient: String,
    recipient_phone: String,
    child: String,
    school: String,
    grade: String,
    activity: String,
    slot: String,
    day: String,
    body: String,
    link: String,
}

/// Queues both; tells the one to the referent.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    by: &Submitter<'_>,
    guardian: &Addressee,
    recipient: &Contact,
    about: &About<'_>,
    body: &str,
) -> Result<MailId, Error> {
    let now = by.received.at;
    let referent = Addressee {
        name: recipient.name.clone(),
        address: recipient.email.clone().unwrap_or_default(),
        phone: recipient.phone.clone(),
        // the organisation reads French, whatever the guardian reads
        language: Language::Fr,
    };
    let written = |language| words(language, by, guardian, recipient, about, body);
    let reply_to = Some(guardian.address.as_str());
    let message = Note { reply_to, ..Note::new("message", written(referent.language)) };
    let mail_id = by.letters.write(tx, now, &referent, message).await?;
    let reply_to = recipient.email.as_deref();
    let copy = Note { reply_to, ..Note::new("message_copy", written(guardian.language)) };
    by.letters.write(tx, now, guardian, copy).await?;
    Ok(mail_id)
}

fn words(
    language: Language,
    by: &Submitter<'_>,
    guardian: &Addressee,
    recipient: &Contact,
    about: &About<'_>,
    body: &str,
) -> Words {
    let organisation = &about.facts.organisation;
    let year = organisation.calendar.school_year(about.year_of).ok();
    let schooling = year.and_then(|year| about.child.schooling(year));
    let school = schooling.and_then(|schooling| organisation.school(schooling.school_id));
    let grade =
        schooling.map(|schooling| domain(language).text(&format!("grade.{}", schooling.grade.code()), &[]));
    let slot = about.slot;
    Words {
        guardian: guardian.name.clone(),
        guardian_address: guardian.address.clone(),
        guardian_phone: guardian.phone.clone().unwrap_or_default(),
        recipient: recipient.name.clone(),
        recipient_phone: recipient.phone.clone().unwrap_or_default(),
        child: format!("{} {}", about.child.first_name, about.child.last_name),
        school: school.map(|school| school.name.clone()).unwrap_or_default(),
        grade: grade.unwrap_or_default(),
        activity: slot.map(|(activity, _)| activity.name.get(language).to_owned()).unwrap_or_default(),
        slot: slot.map(|(_, slot)| slot.name.get(language).to_owned()).unwrap_or_default(),
        day: about.day.map(|day| format_day_with_year(language, day)).unwrap_or_default(),
        body: body.to_owned(),
        link: by.letters.page(""),
    }
}
