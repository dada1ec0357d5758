//! A small organisation and one of its families, in which every rule can be met.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Europe::Paris;
use serde_json::json;
use shared::activities::{
    Activity, ActivityKind, Answer, Capacity, CapacityGroup, Closure, Eligibility, Facility, Opening, Period,
    RegistrationKind, RegistrationWindow, Slot,
};
use shared::bookings::{
    Action, Ask, ChildCustody, Decision, Facts, FreeSeats, Ledger, RefusalCode, SessionSeats, SlotBookings,
    SlotSessions, decide,
};
use shared::calendar::{HolidayRegime, SchoolYear, Weekday, Zone, official, resolve};
use shared::deadline::DeadlineRule;
use shared::documents::{CalledFor, SentDocument};
use shared::families::{Child, Contact, FamilyFile, FilePolicy, FileState, Grade, School, Schooling};
use shared::ids::{ActivityId, ChildId, FacilityId, SchoolId, SlotId};
use shared::organisation::Organisation;
use shared::text::Text;
use uuid::Uuid;

pub(crate) const LINA: ChildId = ChildId(Uuid::from_u128(1));
pub(crate) const ADAM: ChildId = ChildId(Uuid::from_u128(2));
/// Nobody knows where she will go to school in 2027-2028.
pub(crate) const MILA: ChildId = ChildId(Uuid::from_u128(3));

pub(crate) const TILLEULS: SchoolId = SchoolId(Uuid::from_u128(11));
/// A school without a referent of its own.
pub(crate) const PORT: SchoolId = SchoolId(Uuid::from_u128(12));
pub(crate) const HOUSE: FacilityId = FacilityId(Uuid::from_u128(21));

pub(crate) const CANTEEN: ActivityId = ActivityId(Uuid::from_u128(31));
pub(crate) const AFTER_SCHOOL: ActivityId = ActivityId(Uuid::from_u128(32));
pub(crate) const WEDNESDAY: ActivityId = ActivityId(Uuid::from_u128(33));
pub(crate) const HOLIDAY: ActivityId = ActivityId(Uuid::from_u128(34));

/// Every school day at 12:00; until 10:00 of the school day before.
pub(crate) const MIDI: SlotId = SlotId(Uuid::from_u128(41));
/// Every school day at 16:30, without a deadline of its own.
pub(crate) const EVENING: SlotId = SlotId(Uuid::from_u128(42));
/// After [`EVENING`], which it needs.
pub(crate) const LATE: SlotId = SlotId(Uuid::from_u128(43));
/// Wednesdays at 08:00, 8 seats; not beside [`WHOLE_DAY`].
pub(crate) const MORNING: SlotId = SlotId(Uuid::from_u128(44));
/// Wednesdays at 08:00, 6 seats of which 2 for nursery school.
pub(crate) const WHOLE_DAY: SlotId = SlotId(Uuid::from_u128(45));
/// Vacations at 09:00; 15 clear days before the vacation; residents of 4 to 9 years with a validated file.
pub(crate) const CENTRE: SlotId = SlotId(Uuid::from_u128(46));

pub(crate) const SLOTS: [SlotId; 6] = [MIDI, EVENING, LATE, MORNING, WHOLE_DAY, CENTRE];

/// An organisation, a household's children and what they have.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) organisation: Organisation,
    pub(crate) children: Vec<Child>,
    pub(crate) files: Vec<FamilyFile>,
    pub(crate) called_for: Vec<CalledFor>,
    pub(crate) documents: Vec<SentDocument>,
    pub(crate) bookings: Vec<SlotBookings>,
    pub(crate) elsewhere: Vec<SlotBookings>,
    pub(crate) custody: Vec<ChildCustody>,
    pub(crate) sessions: Vec<SlotSessions>,
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An instant by the clocks of Paris, `2026-09-14T10:00` with seconds and their parts where they matter.
pub(crate) fn at(text: &str) -> DateTime<Utc> {
    let seconds = if text.len() == 16 { ":00" } else { "" };
    resolve(Paris, [text, seconds].concat().parse::<NaiveDateTime>().unwrap())
}

pub(crate) fn year(first: u16) -> SchoolYear {
    SchoolYear::starting_in(first)
}

pub(crate) fn text(fr: &str) -> Text {
    Text { fr: fr.to_owned(), en: None }
}

pub(crate) fn rule(json: serde_json::Value) -> DeadlineRule {
    serde_json::from_value(json).unwrap()
}

pub(crate) fn referent(name: &str) -> Contact {
    Contact { name: name.to_owned(), phone: Some("03 00 00 00 00".to_owned()), email: None }
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            organisation: organisation(),
            children: vec![
                child(
                    LINA,
                    "Lina",
                    "2020-02-10",
                    &[(2026, TILLEULS, Grade::Cp), (2027, TILLEULS, Grade::Ce1)],
                ),
                child(ADAM, "Adam", "2021-06-03", &[(2026, PORT, Grade::Gs), (2027, PORT, Grade::Cp)]),
                child(MILA, "Mila", "2022-11-20", &[(2026, TILLEULS, Grade::Ps)]),
            ],
            files: vec![FamilyFile { state: FileState::Validated, ..FamilyFile::new(year(2026)) }],
            called_for: Vec::new(),
            documents: Vec::new(),
            bookings: Vec::new(),
            elsewhere: Vec::new(),
            custody: Vec::new(),
            sessions: Vec::new(),
        }
    }

    pub(crate) fn facts(&self) -> Facts {
        Facts {
            organisation: Arc::new(self.organisation.clone()),
            children: self.children.clone(),
            files: self.files.clone(),
            guardians: Vec::new(),
            called_for: self.called_for.clone(),
            documents: self.documents.clone(),
            bookings: self.bookings.clone(),
            elsewhere: self.elsewhere.clone(),
            custody: self.custody.clone(),
            sessions: self.sessions.clone(),
        }
    }

    pub(crate) fn ledger(&self) -> Ledger {
        Ledger::of(&self.facts())
    }

    pub(crate) fn booked(mut self, child_id: ChildId, slot_id: SlotId, on: &str) -> Self {
        self.bookings.push(SlotBookings { child_id, slot_id, days: vec![day(on)] });
        self
    }

    /// The free seats of a session by group.
    pub(crate) fn free(mut self, slot_id: SlotId, on: &str, seats: &[(CapacityGroup, u32)]) -> Self {
        let seats = seats.iter().map(|(group, free)| FreeSeats { group: *group, free: *free }).collect();
        self.sessions.push(SlotSessions { slot_id, days: vec![SessionSeats { day: day(on), seats }] });
        self
    }

    pub(crate) fn window(mut self, window: RegistrationWindow) -> Self {
        self.organisation.windows.push(window);
        self
    }

    pub(crate) fn activity(&mut self, id: ActivityId) -> &mut Activity {
        self.organisation.activities.iter_mut().find(|activity| activity.id == id).unwrap()
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

pub(crate) fn book(child_id: ChildId, slot_id: SlotId, on: &str) -> Ask {
    Ask { child_id, slot_id, day: day(on), action: Action::Book }
}

pub(crate) fn cancel(child_id: ChildId, slot_id: SlotId, on: &str) -> Ask {
    Ask { action: Action::Cancel, ..book(child_id, slot_id, on) }
}

pub(crate) fn decision(world: &World, ask: &Ask, now: DateTime<Utc>) -> Decision {
    decide(&world.facts(), &world.ledger(), ask, now).unwrap()
}

pub(crate) fn codes(world: &World, ask: &Ask, now: &str) -> Vec<RefusalCode> {
    decision(world, ask, at(now)).refusals.into_iter().map(|refusal| refusal.code).collect()
}

/// Open for everything of all activities, answering at once.
pub(crate) fn open(from: &str, to: &str) -> RegistrationWindow {
    RegistrationWindow {
        name: text("Réservations"),
        opens_at: at(from),
        closes_at: at(to),
        school_year: None,
        activities: Vec::new(),
        cycles: Vec::new(),
        grades: Vec::new(),
        residents_only: false,
        validated_file_only: false,
        takes: vec![RegistrationKind::Regular, RegistrationKind::Occasional, RegistrationKind::Cancellation],
        answer: Answer::AtOnce,
    }
}

fn child(id: ChildId, name: &str, born: &str, schoolings: &[(u16, SchoolId, Grade)]) -> Child {
    let schooling = |(first, school_id, grade): &(u16, SchoolId, Grade)| Schooling {
        school_year: year(*first),
        school_id: *school_id,
        grade: *grade,
    };
    Child {
        id,
        first_name: name.to_owned(),
        last_name: "Exemple".to_owned(),
        birth_date: day(born),
        resident: true,
        schoolings: schoolings.iter().map(schooling).collect(),
    }
}

fn organisation() -> Organisation {
    let school = |id, name: &str, referent| School {
        id,
        name: name.to_owned(),
        weekdays: Weekday::SCHOOL_DEFAULT.to_vec(),
        cycles: Vec::new(),
        referent,
    };
    Organisation {
        version: 1,
        name: "Communauté d’exemple".to_owned(),
        contacts: vec![referent("Accueil")],
        calendar: official::embedded(Zone::B, HolidayRegime::Metropole, Paris).unwrap(),
        sessions_from: day("2024-09-01"),
        sessions_until: day("2028-09-01"),
        schools: vec![
            school(TILLEULS, "École des Tilleuls", Some(referent("Référente des Tilleuls"))),
            school(PORT, "École du Port", None),
        ],
        facilities: vec![Facility {
            id: HOUSE,
            name: "Maison de l’enfance".to_owned(),
            address: None,
            referent: referent("Référent de la Maison"),
            closures: vec![Closure {
                from: day("2026-11-12"),
                to: day("2026-11-13"),
                reason: text("travaux"),
            }],
        }],
        activities: vec![canteen(), after_school(), wednesday(), holiday()],
        windows: Vec::new(),
        documents: Vec::new(),
        file: FilePolicy::default(),
    }
}

fn activity(
    id: ActivityId,
    kind: ActivityKind,
    name: &str,
    openings: Vec<Opening>,
    slots: Vec<Slot>,
) -> Activity {
    Activity {
        id,
        facility_id: HOUSE,
        kind,
        name: text(name),
        openings,
        eligibility: Eligibility::default(),
        requires_validated_file: false,
        booking_deadline: None,
        modification_deadline: None,
        cancellation_deadline: None,
        slots,
    }
}

fn slot(id: SlotId, name: &str, start: &str, end: &str) -> Slot {
    Slot {
        id,
        name: text(name),
        start: start.parse().unwrap(),
        end: end.parse().unwrap(),
        eligibility: Eligibility::default(),
        capacities: Vec::new(),
        exclusive_with: Vec::new(),
        requires: Vec::new(),
    }
}

pub(crate) fn opening(period: Period, weekdays: &[Weekday]) -> Opening {
    Opening { period, weekdays: weekdays.to_vec(), vacations: Vec::new(), from: None, to: None }
}

fn canteen() -> Activity {
    let openings = vec![opening(Period::School, &Weekday::SCHOOL_DEFAULT)];
    let deadline = rule(json!({
        "anchor": "service_day", "offset": {"days": {"n": 1, "count": "school"}}, "time": "10:00",
    }));
    Activity {
        booking_deadline: Some(deadline.clone()),
        cancellation_deadline: Some(deadline),
        ..activity(
            CANTEEN,
            ActivityKind::Canteen,
            "Restaurant scolaire",
            openings,
            vec![slot(MIDI, "Midi", "12:00", "13:30")],
        )
    }
}

fn after_school() -> Activity {
    let openings = vec![opening(Period::School, &Weekday::SCHOOL_DEFAULT)];
    let late = Slot { requires: vec![EVENING], ..slot(LATE, "Soir 17h30–18h30", "17:30", "18:30") };
    let slots = vec![slot(EVENING, "Soir 16h30–17h30", "16:30", "17:30"), late];
    activity(AFTER_SCHOOL, ActivityKind::AfterSchool, "Accueil du soir", openings, slots)
}

fn wednesday() -> Activity {
    let seats = |group, seats| Capacity { group, seats };
    let morning = Slot {
        exclusive_with: vec![WHOLE_DAY],
        capacities: vec![seats(CapacityGroup::Total, 8)],
        ..slot(MORNING, "Matin", "08:00", "12:00")
    };
    let whole_day = Slot {
        capacities: vec![seats(CapacityGroup::Total, 6), seats(CapacityGroup::Maternelle, 2)],
        ..slot(WHOLE_DAY, "Journée", "08:00", "18:00")
    };
    let openings = vec![opening(Period::School, &[Weekday::Wed])];
    activity(WEDNESDAY, ActivityKind::Wednesday, "Mercredis récréatifs", openings, vec![morning, whole_day])
}

fn holiday() -> Activity {
    let weekdays = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    let deadline = rule(json!({"anchor": "period_start", "offset": {"clear_days": {"n": 15}}}));
    Activity {
        eligibility: Eligibility {
            min_age: Some(4),
            max_age: Some(9),
            residents_only: true,
            ..Eligibility::default()
        },
        requires_validated_file: true,
        booking_deadline: Some(deadline),
        ..activity(
            HOLIDAY,
            ActivityKind::Holiday,
            "Centre de loisirs",
            vec![opening(Period::Vacation, &weekdays)],
            vec![slot(CENTRE, "Journée avec repas", "09:00", "17:00")],
        )
    }
}
