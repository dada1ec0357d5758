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
use crate::mail::{Addressee, Letter, queue as queue_letter};
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
    organisation: String,
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
pub(super) async fn queue(
    tx: &DatabaseTransaction,
    by: &Submitter<'_>,
    guardian: &Addressee,
    recipient: &Contact,
    about: &About<'_>,
    body: &str,
) -> Result<MailId, Error> {
    let now = by.received.at;
    let from_name = &about.facts.organisation.name;
    // the organisation reads French, whatever the guardian reads
    let language = Language::Fr;
    let values = words(language, by, guardian, recipient, about, body);
    let letter = Letter {
        from_name,
        to_name: &recipient.name,
        to_address: recipient.email.as_deref().unwrap_or_default(),
        reply_to: Some(&guardian.address),
        locale: language.code(),
        template: "message",
        secret: false,
        values: &values,
    };
    let mail_id = queue_letter(tx, by.clock, now, by.templates, &letter).await?;

    let language = guardian.language;
    let values = words(language, by, guardian, recipient, about, body);
    let copy = Letter {
        from_name,
        to_name: &guardian.name,
        to_address: &guardian.address,
        reply_to: recipient.email.as_deref(),
        locale: language.code(),
        template: "message_copy",
        secret: false,
        values: &values,
    };
    queue_letter(tx, by.clock, now, by.templates, &copy).await?;
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
        organisation: organisation.name.clone(),
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
        link: by.public_url.to_owned(),
    }
}
