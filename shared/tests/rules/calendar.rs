//! Public holidays against the official list; school years; kinds of day.

use chrono::NaiveDate;
use chrono_tz::Europe::Paris;
use shared::calendar::{
    BreakName, HolidayRegime, LocalTime, PublicHoliday, SchoolYear, Weekday, Zone, official, resolve,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn computed_public_holidays_are_the_official_ones() {
    let official: Vec<(NaiveDate, bool)> = include_str!("../data/public_holidays.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<_> = line.split(',').collect();
            (day(fields[0]), fields[2] == "True")
        })
        .collect();
    for date in day("2024-01-01").iter_days().take_while(|date| *date < day("2031-01-01")) {
        let entries: Vec<_> = official.iter().filter(|(listed, _)| *listed == date).collect();
        let metropole = entries.iter().any(|(_, alsace_only)| !alsace_only);
        assert_eq!(PublicHoliday::on(date, HolidayRegime::Metropole).is_some(), metropole, "{date}");
        let alsace = !entries.is_empty();
        assert_eq!(PublicHoliday::on(date, HolidayRegime::AlsaceMoselle).is_some(), alsace, "{date}");
    }
}

#[test]
fn summer_belongs_to_the_year_it_ends() {
    let calendar = official::embedded(Zone::B, HolidayRegime::Metropole, Paris).unwrap();
    for (date, first_year) in [
        ("2026-08-31", 2025),
        ("2026-09-01", 2026),
        ("2027-07-20", 2026),
        ("2027-09-01", 2026),
        ("2027-09-02", 2027),
    ] {
        assert_eq!(calendar.school_year(day(date)), Ok(SchoolYear::starting_in(first_year)), "{date}");
    }
    assert!(calendar.school_year(day("2028-09-01")).is_err(), "the return of 2028 is not published");
    assert!(calendar.school_year(day("2028-08-31")).is_ok());
}

#[test]
fn kinds_of_day() {
    let calendar = official::embedded(Zone::C, HolidayRegime::AlsaceMoselle, Paris).unwrap();
    let school = |text: &str| calendar.is_school_day(day(text), &Weekday::SCHOOL_DEFAULT).unwrap();
    assert!(school("2027-02-05") && school("2027-02-22"));
    assert!(!school("2027-02-08") && !school("2027-02-19"), "a vacation is [first_day, return_day)");
    assert!(!school("2027-05-07"), "a bridge");
    assert!(!school("2027-03-26"), "Good Friday in Alsace-Moselle");
    assert!(!school("2026-11-25"), "a Wednesday");
    assert!(calendar.is_school_day(day("2026-11-25"), &Weekday::ALL).unwrap());
    assert!(calendar.is_business_day(day("2026-11-25")) && !calendar.is_business_day(day("2026-11-28")));
    assert!(calendar.vacation_on(day("2027-05-07")).unwrap().is_none(), "a bridge is no vacation");
    assert_eq!(calendar.vacation_on(day("2026-12-25")).unwrap().unwrap().name, BreakName::Noel);
}

#[test]
fn every_zone_has_a_calendar_and_every_academie_a_zone() {
    for zone in [Zone::A, Zone::B, Zone::C] {
        let calendar = official::embedded(zone, HolidayRegime::Metropole, Paris).unwrap();
        assert_eq!((calendar.known_from, calendar.known_until), (day("2024-09-01"), day("2028-09-01")));
        assert_eq!(calendar.breaks.len(), 24);
    }
    let corse = official::embedded(Zone::Corse, HolidayRegime::Metropole, Paris).unwrap();
    assert_eq!(corse.known_until, day("2026-09-01"));
    assert_eq!(official::zone_of("Nancy-Metz"), Some(Zone::B));
    assert_eq!(official::zone_of("Strasbourg"), Some(Zone::B));
    assert_eq!(official::zone_of("Versailles"), Some(Zone::C));
    assert_eq!(official::zone_of("Corse"), Some(Zone::Corse));
    assert_eq!(official::zone_of("Atlantide"), None);
}

#[test]
fn the_end_of_a_day_is_midnight_of_the_next() {
    let end: LocalTime = "24:00".parse().unwrap();
    assert_eq!(resolve(Paris, end.on(day("2026-09-14"))).to_rfc3339(), "2026-09-14T22:00:00+00:00");
    for wrong in ["24:01", "25:00", "12:60", "1:00", "12h00", "", "12:0", "+1:00"] {
        assert!(wrong.parse::<LocalTime>().is_err(), "{wrong}");
    }
}
