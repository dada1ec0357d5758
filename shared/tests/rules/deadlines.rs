//! Deadlines: the vectors, the corners of DESIGN §5, and properties.

use chrono::{Days, NaiveDate};
use chrono_tz::Europe::Paris;
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::json;
use shared::calendar::{Calendar, HolidayRegime, LocalTime, Weekday, Zone, local, official};
use shared::deadline::{DeadlineError, DeadlineRule, RuleError, Service, closes_at};

fn calendar(zone: Zone) -> Calendar {
    official::embedded(zone, HolidayRegime::Metropole, Paris).unwrap()
}

fn service(calendar: &Calendar, day: NaiveDate) -> Service<'_> {
    Service {
        day,
        slot_start: Some("12:00".parse::<LocalTime>().unwrap()),
        period_start: None,
        calendar,
        school_weekdays: &Weekday::SCHOOL_DEFAULT,
        is_open: None,
    }
}

fn rule(json: serde_json::Value) -> DeadlineRule {
    serde_json::from_value(json).unwrap()
}

fn local_of(rule: &DeadlineRule, service: &Service<'_>) -> String {
    let instant = closes_at(rule, service).unwrap();
    local(Paris, instant).format("%Y-%m-%dT%H:%M").to_string()
}

fn closes(day: &str, json: serde_json::Value) -> String {
    let calendar = calendar(Zone::A);
    local_of(&rule(json), &service(&calendar, day.parse().unwrap()))
}

#[derive(Deserialize)]
struct Vector {
    rule: String,
    zone: Zone,
    service_day: NaiveDate,
    deadline: DeadlineRule,
    closes_at_local: String,
    period_start: Option<NaiveDate>,
}

#[test]
fn every_vector_holds() {
    let vectors: Vec<Vector> = serde_json::from_str(include_str!("../data/deadline-vectors.json")).unwrap();
    assert!(vectors.len() >= 13);
    for vector in vectors {
        let calendar = calendar(vector.zone);
        let service = Service { period_start: vector.period_start, ..service(&calendar, vector.service_day) };
        assert_eq!(local_of(&vector.deadline, &service), vector.closes_at_local, "{}", vector.rule);
    }
}

#[test]
fn corners_of_each_offset() {
    let cases = [
        (
            "the day itself",
            "2026-09-15",
            json!({"anchor": "service_day", "offset": {"days": {"n": 0, "count": "calendar"}}, "time": "09:00"}),
            "2026-09-15T09:00",
        ),
        (
            "a missing time is midnight",
            "2026-09-15",
            json!({"anchor": "service_day", "offset": {"days": {"n": 1, "count": "calendar"}}}),
            "2026-09-14T00:00",
        ),
        (
            "business days skip holidays",
            "2027-05-18",
            json!({"anchor": "service_day", "offset": {"days": {"n": 1, "count": "business"}}, "time": "10:00"}),
            "2027-05-14T10:00",
        ),
        (
            "school days skip bridges",
            "2027-05-10",
            json!({"anchor": "service_day", "offset": {"days": {"n": 1, "count": "school"}}, "time": "10:00"}),
            "2027-05-04T10:00",
        ),
        (
            "hours on the local clock",
            "2026-09-15",
            json!({"anchor": "service_day", "offset": {"hours": {"n": 48}}}),
            "2026-09-13T12:00",
        ),
        (
            "hours over a clock change",
            "2026-10-26",
            json!({"anchor": "service_day", "offset": {"hours": {"n": 48}}}),
            "2026-10-24T12:00",
        ),
        (
            "week 0 is strictly before",
            "2026-09-15",
            json!({"anchor": "service_day", "offset": {"weekday": {"weekday": "tue", "weeks_before": 0}}, "time": "09:00"}),
            "2026-09-08T09:00",
        ),
        (
            "two ISO weeks before",
            "2026-09-13",
            json!({"anchor": "service_day", "offset": {"weekday": {"weekday": "mon", "weeks_before": 2}}, "time": "09:00"}),
            "2026-08-24T09:00",
        ),
        (
            "a day past the month's end",
            "2027-03-10",
            json!({"anchor": "service_day", "offset": {"day_of_month": {"day": 31, "months_before": 1}}, "time": "24:00"}),
            "2027-03-01T00:00",
        ),
        (
            "the 29th in a leap year",
            "2028-03-10",
            json!({"anchor": "service_day", "offset": {"day_of_month": {"day": 30, "months_before": 1}}}),
            "2028-02-29T00:00",
        ),
        (
            "a vacation's first day",
            "2026-10-21",
            json!({"anchor": "period_start", "offset": {"clear_days": {"n": 15}}}),
            "2026-10-02T00:00",
        ),
        (
            "a fixed instant",
            "2027-09-06",
            json!({"anchor": {"fixed": "2027-04-30T24:00"}}),
            "2027-05-01T00:00",
        ),
        (
            "a skipped hour",
            "2027-03-28",
            json!({"anchor": "service_day", "offset": {"days": {"n": 0, "count": "calendar"}}, "time": "02:30"}),
            "2027-03-28T03:00",
        ),
        (
            "a repeated hour",
            "2026-10-25",
            json!({"anchor": "service_day", "offset": {"days": {"n": 0, "count": "calendar"}}, "time": "02:30"}),
            "2026-10-25T02:30",
        ),
        (
            "a rule of its own for Mondays",
            "2026-09-14",
            json!({"anchor": "service_day", "offset": {"days": {"n": 1, "count": "calendar"}}, "by_weekday": {"mon": {"anchor": "service_day", "offset": {"weekday": {"weekday": "fri", "weeks_before": 1}}, "time": "10:00"}}}),
            "2026-09-11T10:00",
        ),
    ];
    for (what, day, json, expected) in cases {
        assert_eq!(closes(day, json), expected, "{what}");
    }
}

#[test]
fn a_repeated_local_time_is_the_first_of_the_two() {
    let calendar = calendar(Zone::A);
    let rule = rule(json!({"anchor": {"fixed": "2026-10-25T02:30"}}));
    let instant = closes_at(&rule, &service(&calendar, "2026-11-02".parse().unwrap())).unwrap();
    assert_eq!(instant.to_rfc3339(), "2026-10-25T00:30:00+00:00");
}

#[test]
fn rules_that_contradict_themselves_are_refused() {
    let cases = [
        (json!({"anchor": "service_day"}), RuleError::OffsetMissing),
        (
            json!({"anchor": "service_day", "offset": {"hours": {"n": 4}}, "time": "09:00"}),
            RuleError::TimeBesideOffset,
        ),
        (
            json!({"anchor": "service_day", "offset": {"clear_days": {"n": 4}}, "time": "09:00"}),
            RuleError::TimeBesideOffset,
        ),
        (json!({"anchor": {"fixed": "2027-04-30T24:00"}, "time": "09:00"}), RuleError::FixedWithMore),
        (
            json!({"anchor": "service_day", "offset": {"hours": {"n": 1}}, "by_weekday": {"mon": {"anchor": "service_day", "offset": {"hours": {"n": 1}}, "by_weekday": {}}}}),
            RuleError::Nested,
        ),
    ];
    for (json, expected) in cases {
        assert_eq!(rule(json.clone()).validate(), Err(expected), "{json}");
    }
    let out_of_range =
        rule(json!({"anchor": "service_day", "offset": {"day_of_month": {"day": 32, "months_before": 1}}}));
    assert!(matches!(out_of_range.validate(), Err(RuleError::OutOfRange { field: "day", .. })));
}

#[test]
fn unknown_fields_and_impossible_times_do_not_parse() {
    for json in [
        json!({"anchor": "service_day", "offset": {"hours": {"n": 4}}, "tiem": "09:00"}),
        json!({"anchor": "service_day", "offset": {"hours": {"n": 4, "m": 3}}}),
        json!({"anchor": "service_day", "offset": {"days": {"n": 1, "count": "working"}}}),
        json!({"anchor": "service_day", "offset": {"days": {"n": -1, "count": "school"}}}),
        json!({"anchor": "service_day", "offset": {"days": {"n": 1, "count": "school"}}, "time": "24:01"}),
        json!({"anchor": "service_day", "offset": {"days": {"n": 1, "count": "school"}}, "time": "9:00"}),
        json!({"anchor": {"fixed": "2027-02-30T10:00"}}),
    ] {
        assert!(serde_json::from_value::<DeadlineRule>(json.clone()).is_err(), "{json}");
    }
}

#[test]
fn what_the_calendar_does_not_know_is_never_guessed() {
    let calendar = calendar(Zone::A);
    let school = rule(json!({"anchor": "service_day", "offset": {"days": {"n": 1, "count": "school"}}}));
    for day in ["2030-01-10", "2024-09-02"] {
        let result = closes_at(&school, &service(&calendar, day.parse().unwrap()));
        assert!(matches!(result, Err(DeadlineError::OutsideCalendar(_))), "{day}: {result:?}");
    }
    let of_period = rule(json!({"anchor": "period_start", "offset": {"clear_days": {"n": 1}}}));
    for day in ["2026-09-15", "2027-05-07"] {
        let result = closes_at(&of_period, &service(&calendar, day.parse().unwrap()));
        assert!(matches!(result, Err(DeadlineError::NoPeriod(_))), "{day}: {result:?}");
    }
    let open = rule(json!({"anchor": "service_day", "offset": {"days": {"n": 1, "count": "open"}}}));
    let result = closes_at(&open, &service(&calendar, "2026-09-15".parse().unwrap()));
    assert_eq!(result, Err(DeadlineError::ActivityMissing));
}

proptest! {
    #[test]
    fn more_notice_never_closes_later(
        days in 200_u64..1000, n in 0_u32..40,
        kind in prop::sample::select(vec!["calendar", "business", "school"]),
        hour in 0_u32..=24,
    ) {
        let calendar = calendar(Zone::B);
        let day = "2024-09-02".parse::<NaiveDate>().unwrap() + Days::new(days);
        let service = service(&calendar, day);
        let with = |n: u32| rule(json!({"anchor": "service_day",
            "offset": {"days": {"n": n, "count": kind}}, "time": format!("{hour:02}:00")}));
        prop_assert!(closes_at(&with(n + 1), &service).unwrap() <= closes_at(&with(n), &service).unwrap());
        let clear = |n: u32| rule(json!({"anchor": "service_day", "offset": {"clear_days": {"n": n}}}));
        prop_assert!(closes_at(&clear(n + 1), &service).unwrap() < closes_at(&clear(n), &service).unwrap());
        let hours = |n: u32| rule(json!({"anchor": "service_day", "offset": {"hours": {"n": n}}}));
        prop_assert!(closes_at(&hours(n + 1), &service).unwrap() <= closes_at(&hours(n), &service).unwrap());
    }

    #[test]
    fn a_rule_survives_its_json(n in 0_u32..400, weekday in 0_usize..7, weeks in 0_u32..54) {
        for json in [
            json!({"anchor": "service_day", "offset": {"days": {"n": n, "count": "open"}}, "time": "24:00"}),
            json!({"anchor": "period_start", "offset": {"clear_days": {"n": n}}}),
            json!({"anchor": "service_day",
                "offset": {"weekday": {"weekday": Weekday::ALL[weekday].code(), "weeks_before": weeks}}}),
        ] {
            let parsed = rule(json.clone());
            prop_assert_eq!(serde_json::to_value(&parsed).unwrap(), json);
        }
    }
}
