//! A family and an organisation for tests: Lina and Adam, a canteen, evenings, Wednesdays.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use shared::activities::{
    Activity, ActivityKind, Capacity, CapacityGroup, Eligibility, Facility, Opening, Period, Slot,
};
use shared::bookings::{Facts, FreeSeats, SessionSeats, SlotBookings, SlotSessions};
use shared::calendar::{Break, BreakName, Calendar, HolidayRegime, SchoolYear, Weekday};
use shared::families::{Child, Contact, FamilyFile, FileState, Grade, School, Schooling};
use shared::ids::{ActivityId, ChildId, FacilityId, SchoolId, SlotId};
use shared::organisation::Organisation;
use shared::text::Text;
use uuid::Uuid;

use super::Place;

pub fn lina() -> ChildId {
    ChildId(Uuid::from_u128(1))
}

pub fn adam() -> ChildId {
    ChildId(Uuid::from_u128(2))
}

pub fn midi() -> SlotId {
    SlotId(Uuid::from_u128(11))
}

pub fn soir() -> SlotId {
    SlotId(Uuid::from_u128(12))
}

/// Needs [`soir`].
pub fn etude() -> SlotId {
    SlotId(Uuid::from_u128(13))
}

pub fn journee() -> SlotId {
    SlotId(Uuid::from_u128(14))
}

/// Excludes [`journee`].
pub fn matin() -> SlotId {
    SlotId(Uuid::from_u128(15))
}

/// Of another school's canteen.
pub fn ailleurs() -> SlotId {
    SlotId(Uuid::from_u128(16))
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn place(child_id: ChildId, slot_id: SlotId, on: &str) -> Place {
    Place { day: day(on), child_id, slot_id }
}

/// Sunday 22 November 2026 at noon in Paris.
pub fn now() -> DateTime<Utc> {
    "2026-11-22T11:00:00Z".parse().unwrap()
}

fn text(fr: &str) -> Text {
    Text { fr: fr.to_owned(), en: None }
}

fn slot(id: SlotId, name: &str, start: &str) -> Slot {
    Slot {
        id,
        name: text(name),
        start: start.parse().unwrap(),
        end: "18:30".parse().unwrap(),
        eligibility: Eligibility::default(),
        capacities: Vec::new(),
        exclusive_with: Vec::new(),
        requires: Vec::new(),
    }
}

fn activity(number: u128, name: &str, weekdays: &[Weekday], slots: Vec<Slot>) -> Activity {
    let opening = Opening {
        period: Period::School,
        weekdays: weekdays.to_vec(),
        vacations: Vec::new(),
        from: None,
        to: None,
    };
    Activity {
        id: ActivityId(Uuid::from_u128(number)),
        facility_id: FacilityId(Uuid::from_u128(21)),
        kind: ActivityKind::Canteen,
        name: text(name),
        openings: vec![opening],
        eligibility: Eligibility::default(),
        requires_validated_file: false,
        booking_deadline: None,
        modification_deadline: None,
        cancellation_deadline: None,
        slots,
    }
}

fn activities() -> Vec<Activity> {
    let mut canteen =
        activity(31, "Restaurant scolaire", &Weekday::SCHOOL_DEFAULT, vec![slot(midi(), "Midi", "12:00")]);
    // seven full days: on Sunday 22 November the week that begins is too late, but for Monday 30
    canteen.booking_deadline = serde_json::from_str(
        r#"{"anchor": "service_day", "offset": {"days": {"n": 7, "count": "calendar"}}}"#,
    )
    .unwrap();
    canteen.slots[0].capacities = vec![Capacity { group: CapacityGroup::Total, seats: 40 }];
    let mut study = slot(etude(), "Étude", "17:30");
    study.requires = vec![soir()];
    let evening = activity(32, "Soir", &Weekday::SCHOOL_DEFAULT, vec![slot(soir(), "Soir", "16:30"), study]);
    let mut morning = slot(matin(), "Matin", "08:00");
    morning.exclusive_with = vec![journee()];
    let wednesday =
        activity(33, "Mercredi", &[Weekday::Wed], vec![slot(journee(), "Journée", "08:00"), morning]);
    let mut elsewhere =
        activity(34, "Autre cantine", &Weekday::SCHOOL_DEFAULT, vec![slot(ailleurs(), "Midi", "12:00")]);
    elsewhere.eligibility.schools = vec![SchoolId(Uuid::from_u128(42))];
    let mut centre = activity(
        35,
        "Centre",
        &Weekday::ALL[..5],
        vec![slot(SlotId(Uuid::from_u128(17)), "Centre", "09:00")],
    );
    centre.openings[0].period = Period::Vacation;
    vec![canteen, evening, wednesday, elsewhere, centre]
}

fn calendar() -> Calendar {
    let year = SchoolYear::starting_in(2026);
    let vacation = |name, school_year, from: &str, to: &str| Break {
        name,
        school_year,
        first_day: day(from),
        return_day: Some(day(to)),
    };
    Calendar {
        time_zone: "Europe/Paris".parse().unwrap(),
        regime: HolidayRegime::Metropole,
        known_from: day("2026-07-04"),
        known_until: day("2027-09-01"),
        breaks: vec![
            vacation(BreakName::Ete, SchoolYear::starting_in(2025), "2026-07-04", "2026-09-01"),
            vacation(BreakName::Noel, year, "2026-12-19", "2027-01-04"),
            vacation(BreakName::Ete, year, "2027-07-03", "2027-09-01"),
        ],
    }
}

/// Lina has the canteen on 30 November, where one seat is left on 1 December and none on 3 December.
pub fn facts() -> Arc<Facts> {
    let contact = Contact { name: "Référente".to_owned(), phone: None, email: None };
    let facility = Facility {
        id: FacilityId(Uuid::from_u128(21)),
        name: "Périscolaire".to_owned(),
        address: None,
        referent: contact,
        closures: Vec::new(),
    };
    let school_id = SchoolId(Uuid::from_u128(41));
    let school = School {
        id: school_id,
        name: "École".to_owned(),
        weekdays: Weekday::SCHOOL_DEFAULT.to_vec(),
        cycles: Vec::new(),
        referent: None,
    };
    let child = |id, first_name: &str| Child {
        id,
        first_name: first_name.to_owned(),
        last_name: "Martin".to_owned(),
        birth_date: day("2018-03-01"),
        resident: true,
        schoolings: vec![Schooling {
            school_year: SchoolYear::starting_in(2026),
            school_id,
            grade: Grade::Ce1,
        }],
    };
    let seats = |on: &str, free| SessionSeats {
        day: day(on),
        seats: vec![FreeSeats { group: CapacityGroup::Total, free }],
    };
    Arc::new(Facts {
        organisation: Arc::new(Organisation {
            version: 1,
            name: "Organisme".to_owned(),
            contacts: Vec::new(),
            calendar: calendar(),
            sessions_from: day("2026-09-01"),
            sessions_until: day("2027-09-01"),
            schools: vec![school],
            facilities: vec![facility],
            activities: activities(),
            windows: Vec::new(),
            documents: Vec::new(),
            file: shared::families::FilePolicy::default(),
        }),
        children: vec![child(lina(), "Lina"), child(adam(), "Adam")],
        files: vec![FamilyFile {
            state: FileState::Validated,
            ..FamilyFile::new(SchoolYear::starting_in(2026))
        }],
        guardians: Vec::new(),
        called_for: Vec::new(),
        documents: Vec::new(),
        bookings: vec![SlotBookings { child_id: lina(), slot_id: midi(), days: vec![day("2026-11-30")] }],
        elsewhere: Vec::new(),
        custody: Vec::new(),
        sessions: vec![SlotSessions {
            slot_id: midi(),
            days: vec![seats("2026-12-01", 1), seats("2026-12-03", 0)],
        }],
    })
}
