//! Who receives a message about a child.

use chrono::NaiveDate;
use shared::bookings::Facts;
use shared::families::{Child, Contact};
use shared::ids::SlotId;

/// The referent to write to: the school's of that day, else the facility's of the slot, else of the first facility
/// with an activity for the child, else the organisation (DESIGN §2). Those without a mail address are passed over;
/// none when nobody has one.
pub(super) fn of(facts: &Facts, child: &Child, slot: Option<SlotId>, day: NaiveDate) -> Option<Contact> {
    let organisation = &facts.organisation;
    let year = organisation.calendar.school_year(day).ok();
    let schooling = year.and_then(|year| child.schooling(year));
    let of_school = schooling
        .and_then(|schooling| organisation.school(schooling.school_id))
        .and_then(|school| school.referent.as_ref());
    let of_slot = slot.and_then(|slot| organisation.slot(slot)).map(|(activity, _)| activity);
    let for_child = organisation
        .activities
        .iter()
        .filter(|activity| year.is_some_and(|year| activity.eligibility.refuses(child, day, year).is_none()));
    let of_facilities = of_slot
        .into_iter()
        .chain(for_child)
        .filter_map(|activity| organisation.facility(activity.facility_id))
        .map(|facility| &facility.referent);
    let mut contacts = of_school.into_iter().chain(of_facilities).chain(&organisation.contacts);
    contacts.find(|contact| contact.email.is_some()).cloned()
}
