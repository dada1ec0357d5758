//! The forms that cross the wire: stable, whole on the way back, strict on the way in.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shared::activities::{CapacityGroup, ClosureCause, Ineligible};
use shared::bookings::{
    Action, Cause, Cell, Facts, Line, LineOutcome, LineResult, Refusal, RefusalCode, RegularPattern, cell,
};
use shared::calendar::PublicHoliday;
use shared::families::Grade;
use shared::problem::ProblemCode;
use shared::wire::{MessageSubmission, RequestSubmission, SignInRequest, SimulationRequest};

use super::world::{LINA, MIDI, WHOLE_DAY, World, at, book, day, open, referent};

fn there_and_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) -> Value {
    let json = serde_json::to_value(value).unwrap();
    assert_eq!(&serde_json::from_value::<T>(json.clone()).unwrap(), value, "{json}");
    json
}

#[test]
fn facts_survive_the_wire() {
    let world = World::new()
        .booked(LINA, MIDI, "2026-09-15")
        .free(WHOLE_DAY, "2026-09-16", &[(CapacityGroup::Total, 3), (CapacityGroup::Maternelle, 0)])
        .window(open("2026-09-01T09:00", "2027-07-01T00:00"));
    let facts: Facts = world.facts();
    there_and_back(&facts);
    let shown: Cell =
        cell(&facts, &world.ledger(), LINA, MIDI, day("2026-09-15"), at("2026-09-14T10:00")).unwrap();
    let json = there_and_back(&shown);
    assert_eq!(json["state"], "booked_fixed");
    assert_eq!(json["reason"]["code"], "deadline_passed");
    assert_eq!(json["bookable_until"], "2026-09-14T08:00:00Z");
}

#[test]
fn codes_in_json_are_those_in_rust() {
    for code in RefusalCode::ALL {
        assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
    }
    for code in ProblemCode::ALL {
        assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
    }
}

#[test]
fn outcomes_have_one_form() {
    let outcome = |cause| LineOutcome {
        line: book(LINA, MIDI, "2026-11-11"),
        result: LineResult::Refused,
        refusals: vec![Refusal {
            code: RefusalCode::ClosedDay,
            cause: Some(cause),
            at: None,
            contact: Some(referent("Accueil")),
        }],
    };
    let holiday = Cause::Closure(ClosureCause::PublicHoliday { holiday: PublicHoliday::Armistice });
    let json = there_and_back(&outcome(holiday));
    assert_eq!(json["action"], "book");
    assert_eq!(json["child_id"], LINA.to_string());
    assert_eq!(
        json["refusals"][0]["cause"],
        json!({"closure": {"kind": "public_holiday", "holiday": "armistice"}})
    );
    for cause in [
        Cause::Ineligible(Ineligible::Grade { grade: Grade::Cm2 }),
        Cause::Slot(MIDI),
        Cause::Capacity(12),
        Cause::Closure(ClosureCause::OutsideCalendar),
    ] {
        there_and_back(&outcome(cause));
    }
}

fn line() -> Value {
    json!({"child_id": LINA, "slot_id": MIDI, "day": "2026-09-15", "action": "book"})
}

fn with(mut object: Value, name: &str, value: Value) -> Value {
    object[name] = value;
    object
}

fn refuses<T: DeserializeOwned>(good: &Value, wrong: &[(&str, Value)]) {
    assert!(serde_json::from_value::<T>(good.clone()).is_ok(), "{good}");
    for (name, value) in wrong {
        let bad = with(good.clone(), name, value.clone());
        assert!(serde_json::from_value::<T>(bad.clone()).is_err(), "accepted {bad}");
    }
}

#[test]
fn what_is_sent_is_read_strictly() {
    refuses::<Line>(
        &line(),
        &[
            ("day", json!("2026-02-30")),
            ("day", json!("2026-9-1x")),
            ("day", json!(20_260_915)),
            ("action", json!("Book")),
            ("child_id", json!("lina")),
            ("slot_id", Value::Null),
        ],
    );
    refuses::<RequestSubmission>(
        &json!({"lines": [line()]}),
        &[
            ("all_or_nothin", json!(true)),
            ("all_or_nothing", json!("yes")),
            ("lines", json!({})),
            ("lines", json!([with(line(), "price", json!(0))])),
            ("lines", json!([with(line(), "dya", json!("2026-09-15"))])),
        ],
    );
    refuses::<MessageSubmission>(
        &json!({"child_id": LINA, "body": "Bonjour"}),
        &[("to", json!("x@y.example")), ("body", Value::Null), ("day", json!("hier"))],
    );
    refuses::<SimulationRequest>(
        &json!({"child_id": LINA, "slot_id": MIDI, "day": "2026-09-15"}),
        &[("at", json!("2026-09-15T10:00")), ("action", json!("book"))],
    );
    refuses::<SignInRequest>(&json!({"email": "a@b.example", "password": "x"}), &[("remember", json!(true))]);
    refuses::<RegularPattern>(
        &json!({"slot_id": MIDI, "weekday": "mon", "from": "2026-09-01", "to": "2027-07-02"}),
        &[("weekday", json!("monday")), ("weeks", json!("every")), ("until", json!("2027-07-02"))],
    );
}

#[test]
fn a_password_is_never_shown() {
    let request =
        SignInRequest { email: "a@b.example".to_owned(), password: "secret".to_owned(), code: None };
    assert!(!format!("{request:?}").contains("secret"));
}

#[test]
fn both_actions_are_written_in_one_word() {
    for (action, written) in [(Action::Book, "book"), (Action::Cancel, "cancel")] {
        assert_eq!(there_and_back(&action), written);
    }
}
