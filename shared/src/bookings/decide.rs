//! The decision about one child, one slot, one day.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::facts::{Facts, UnknownSubject};
use super::ledger::Ledger;
use super::refusals::{Cause, Refusal, RefusalCode};
use crate::activities::{
    Activity, ClosureCause, Facility, Ineligible, RegistrationKind, Slot, WindowRefusal, judge_windows,
};
use crate::calendar::{Calendar, OutsideCalendar, SchoolYear, Weekday, local};
use crate::deadline::{DeadlineError, DeadlineRule, Service, closes_at};
use crate::documents::{AskedDocument, Concerned, missing_documents};
use crate::families::{Child, Contact, Cycle, FileState, School, Schooling};
use crate::ids::{ChildId, SlotId};

/// What a family wants to do with a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Take it.
    Book,
    /// Give it back.
    Cancel,
}

/// A question: may this be done?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ask {
    /// For which child.
    pub child_id: ChildId,
    /// In which slot.
    pub slot_id: SlotId,
    /// On which day.
    pub day: NaiveDate,
    /// What.
    pub action: Action,
}

/// What is possible, and why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decision {
    /// All reasons against, in the order of [`RefusalCode`]; the first is the one to show. None: it is possible.
    pub refusals: Vec<Refusal>,
    /// The first instant at which it is too late, where a session exists.
    pub until: Option<DateTime<Utc>>,
}

impl Decision {
    /// Whether nothing speaks against it.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        self.refusals.is_empty()
    }
}

/// Decides whether something may be done at an instant, given facts and what a batch has changed of them so far.
///
/// # Errors
/// The facts hold no such child or slot.
pub fn decide(
    facts: &Facts,
    ledger: &Ledger,
    ask: &Ask,
    now: DateTime<Utc>,
) -> Result<Decision, UnknownSubject> {
    let case = Case::find(facts, ledger, ask)?;
    let mut refused = Refused { contact: case.contact(), list: Vec::new() };
    let until = case.until();
    let starts_at = case.slot.starts_at(ask.day, case.calendar);
    if starts_at <= now {
        refused.push(RefusalCode::Past, None, Some(starts_at));
    }
    if let Some(cause) = case.closure() {
        refused.push(RefusalCode::ClosedDay, Some(Cause::Closure(cause)), None);
    } else if until.is_err() {
        // The deadline counts days nobody knows: nothing is guessed.
        let unknown = Cause::Closure(ClosureCause::OutsideCalendar);
        refused.push(RefusalCode::ClosedDay, Some(unknown), None);
    }
    match ask.action {
        Action::Book => case.refuse_booking(&mut refused, now),
        Action::Cancel => {
            if !ledger.is_booked(ask.child_id, ask.slot_id, ask.day) {
                refused.push(RefusalCode::NotBooked, None, None);
            } else if ledger.is_elsewhere(ask.child_id, ask.slot_id, ask.day) {
                refused.push(RefusalCode::BookedElsewhere, None, None);
            }
            if let Err(refusal) = case.windows(RegistrationKind::Cancellation, now) {
                refused.push_window(refusal);
            }
        }
    }
    if let Ok(until) = until
        && until <= now
        && until < starts_at
    {
        refused.push(RefusalCode::DeadlinePassed, None, Some(until));
    }
    match ask.action {
        Action::Book => case.refuse_beside_others(&mut refused),
        Action::Cancel => case.refuse_while_needed(&mut refused),
    }
    refused.list.sort_by_key(|refusal| refusal.code);
    let has_session = case.closure().is_none();
    Ok(Decision { refusals: refused.list, until: until.ok().filter(|_| has_session) })
}

/// Reasons as they are found, all naming the same contact.
struct Refused {
    contact: Option<Contact>,
    list: Vec<Refusal>,
}

impl Refused {
    fn push(&mut self, code: RefusalCode, cause: Option<Cause>, at: Option<DateTime<Utc>>) {
        self.list.push(Refusal { code, cause, at, contact: self.contact.clone() });
    }

    fn push_window(&mut self, refusal: WindowRefusal) {
        let (code, at) = match refusal {
            WindowRefusal::FileNotValidated => (RefusalCode::FileNotValidated, None),
            WindowRefusal::OpensAt(at) => (RefusalCode::WindowNotOpen, Some(at)),
            WindowRefusal::NeedsRequest(at) => (RefusalCode::NeedsRequest, Some(at)),
            WindowRefusal::Closed(at) => (RefusalCode::WindowClosed, at),
            WindowRefusal::WrongKind => (RefusalCode::WindowWrongKind, None),
        };
        if !self.list.iter().any(|refusal| refusal.code == code) {
            self.push(code, None, at);
        }
    }
}

/// A question with everything it refers to.
struct Case<'a> {
    facts: &'a Facts,
    ledger: &'a Ledger,
    ask: &'a Ask,
    child: &'a Child,
    activity: &'a Activity,
    slot: &'a Slot,
    facility: Option<&'a Facility>,
    calendar: &'a Calendar,
    year: Option<SchoolYear>,
}

impl<'a> Case<'a> {
    fn find(facts: &'a Facts, ledger: &'a Ledger, ask: &'a Ask) -> Result<Self, UnknownSubject> {
        let organisation = &facts.organisation;
        let (activity, slot) = organisation.slot(ask.slot_id).ok_or(UnknownSubject::Slot(ask.slot_id))?;
        Ok(Self {
            facts,
            ledger,
            ask,
            child: facts.child(ask.child_id)?,
            activity,
            slot,
            facility: organisation.facility(activity.facility_id),
            calendar: &organisation.calendar,
            year: organisation.calendar.school_year(ask.day).ok(),
        })
    }

    fn schooling(&self) -> Option<&'a Schooling> {
        self.child.schooling(self.year?)
    }

    fn school(&self) -> Option<&'a School> {
        self.facts.organisation.school(self.schooling()?.school_id)
    }

    fn cycle(&self) -> Option<Cycle> {
        self.schooling().map(|schooling| schooling.grade.cycle())
    }

    /// The referent of a child is the school's, else the facility's (DESIGN §2).
    fn contact(&self) -> Option<Contact> {
        let of_school = self.school().and_then(|school| school.referent.clone());
        of_school.or_else(|| self.facility.map(|facility| facility.referent.clone()))
    }

    fn closure(&self) -> Option<ClosureCause> {
        self.facts.organisation.closed_on(self.activity, self.ask.day)
    }

    /// The first instant at which the action is too late: its deadline, at the latest the start of the session.
    fn until(&self) -> Result<DateTime<Utc>, DeadlineError> {
        let starts_at = self.slot.starts_at(self.ask.day, self.calendar);
        let rule = match self.ask.action {
            Action::Book => &self.activity.booking_deadline,
            Action::Cancel => &self.activity.cancellation_deadline,
        };
        match rule {
            None => Ok(starts_at),
            Some(rule) => Ok(self.closes_at(rule)?.min(starts_at)),
        }
    }

    fn closes_at(&self, rule: &DeadlineRule) -> Result<DateTime<Utc>, DeadlineError> {
        let opens = |day: NaiveDate| {
            let Some(facility) = self.facility else { return Ok(false) };
            match self.activity.closed_on(day, facility, self.calendar) {
                Some(ClosureCause::OutsideCalendar) => Err(OutsideCalendar { day }),
                closed => Ok(closed.is_none()),
            }
        };
        let service = Service {
            day: self.ask.day,
            slot_start: Some(self.slot.start),
            period_start: None,
            calendar: self.calendar,
            school_weekdays: self.school().map_or(&Weekday::SCHOOL_DEFAULT, |school| &school.weekdays),
            is_open: Some(&opens),
        };
        closes_at(rule, &service)
    }

    fn windows(&self, kind: RegistrationKind, now: DateTime<Utc>) -> Result<(), WindowRefusal> {
        let Some(year) = self.year else { return Ok(()) };
        let validated = self.facts.file_state(year, self.child.id) == FileState::Validated;
        let windows = &self.facts.organisation.windows;
        judge_windows(windows, self.activity.id, self.child, year, validated, kind, now)
    }

    fn refuse_booking(&self, refused: &mut Refused, now: DateTime<Utc>) {
        let Some(year) = self.year else { return };
        let ineligible = self.activity.eligibility.refuses(self.child, self.ask.day, year);
        let ineligible = ineligible
            .or_else(|| self.slot.eligibility.refuses(self.child, self.ask.day, year))
            .or_else(|| self.begins_later(year))
            .or_else(|| self.other_households_day());
        if let Some(cause) = ineligible {
            refused.push(RefusalCode::NotEligible, Some(Cause::Ineligible(cause)), None);
        }
        if self.ledger.is_booked(self.ask.child_id, self.ask.slot_id, self.ask.day) {
            refused.push(RefusalCode::AlreadyBooked, None, None);
        }
        self.refuse_by_file(refused, year, now);
        if let Err(refusal) = self.windows(RegistrationKind::Occasional, now) {
            refused.push_window(refusal);
        }
    }

    /// What the file lacks, documents and answers, each named; and, besides, that staff have not validated it.
    fn refuse_by_file(&self, refused: &mut Refused, year: SchoolYear, now: DateTime<Utc>) {
        let documents = self.missing_documents(year, now);
        let answers = self.facts.file(year).map(|file| file.missing_for(self.child.id)).unwrap_or_default();
        let names_something = !(documents.is_empty() && answers.is_empty());
        if !documents.is_empty() {
            refused.push(RefusalCode::FileIncomplete, Some(Cause::MissingDocuments(documents)), None);
        }
        if !answers.is_empty() {
            refused.push(RefusalCode::FileIncomplete, Some(Cause::Missing(answers)), None);
        }
        if !self.activity.requires_validated_file {
            return;
        }
        let state = self.facts.file_state(year, self.child.id);
        // staff have asked for something in words, or the family has not sent the file
        if state == FileState::Incomplete && !names_something {
            refused.push(RefusalCode::FileIncomplete, None, None);
        }
        if state != FileState::Validated {
            refused.push(RefusalCode::FileNotValidated, None, None);
        }
    }

    /// Of a child who begins in a later school year, the file of this one asks nothing: that alone opens no place.
    fn begins_later(&self, year: SchoolYear) -> Option<Ineligible> {
        let file = self.facts.file(year)?;
        file.begins_later(self.child.id).then_some(Ineligible::SchoolingUnknown { school_year: year })
    }

    /// A day of the child's other household: what is booked already stays, nothing is added.
    fn other_households_day(&self) -> Option<Ineligible> {
        let calendar = self.facts.custody(self.child.id)?;
        let next = || calendar.next_ours(self.ask.day);
        calendar.is_theirs(self.ask.day).then(|| Ineligible::OtherHousehold { next: next() })
    }

    /// The documents that are judged on the day of the request: bookings made survive a later invalidity (DESIGN §5).
    fn missing_documents(&self, year: SchoolYear, now: DateTime<Utc>) -> Vec<AskedDocument> {
        let organisation = &self.facts.organisation;
        if organisation.documents.is_empty() {
            return Vec::new();
        }
        let today = local(organisation.calendar.time_zone, now).date();
        let of = Concerned {
            guardians: &self.facts.guardians,
            children: std::slice::from_ref(self.child),
            called_for: &self.facts.called_for,
        };
        let sent = &self.facts.documents;
        missing_documents(organisation, of, sent, year, Some(self.activity.id), today)
    }

    fn refuse_beside_others(&self, refused: &mut Refused) {
        let booked: Vec<SlotId> = self.ledger.booked_on(self.ask.child_id, self.ask.day).collect();
        let excludes = |other: &&SlotId| {
            self.slot.exclusive_with.contains(other)
                || self
                    .facts
                    .organisation
                    .slot(**other)
                    .is_some_and(|(_, other)| other.exclusive_with.contains(&self.slot.id))
        };
        if let Some(other) = booked.iter().find(excludes) {
            refused.push(RefusalCode::ExclusiveSlot, Some(Cause::Slot(*other)), None);
        }
        if let Some(missing) = self.slot.requires.iter().find(|needed| !booked.contains(needed)) {
            refused.push(RefusalCode::CompanionSlot, Some(Cause::Slot(*missing)), None);
        }
        if self.ledger.free_seats(self.slot.id, self.ask.day, self.cycle()) == Some(0) {
            let seats = self.slot.capacities.iter().filter(|capacity| capacity.group.holds(self.cycle()));
            let capacity = seats.map(|capacity| capacity.seats).min();
            refused.push(RefusalCode::Full, capacity.map(Cause::Capacity), None);
        }
    }

    fn refuse_while_needed(&self, refused: &mut Refused) {
        let needing = self.ledger.booked_on(self.ask.child_id, self.ask.day).find(|other| {
            let other = self.facts.organisation.slot(*other);
            other.is_some_and(|(_, other)| other.requires.contains(&self.slot.id))
        });
        if let Some(other) = needing {
            refused.push(RefusalCode::NeededBySlot, Some(Cause::Slot(other)), None);
        }
    }
}

impl Facts {
    /// The cycle of a child on a day: that of the school year of the day.
    #[must_use]
    pub fn cycle_on(&self, child: ChildId, day: NaiveDate) -> Option<Cycle> {
        let year = self.organisation.calendar.school_year(day).ok()?;
        self.child(child).ok()?.schooling(year).map(|schooling| schooling.grade.cycle())
    }
}
