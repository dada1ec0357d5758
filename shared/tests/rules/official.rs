//! The importer for exports of the official dataset.

use chrono_tz::Europe::Paris;
use shared::calendar::official::{Rows, import};
use shared::calendar::{BreakName, HolidayRegime, Zone, official};

const SAMPLE: &str = include_str!("../data/fr-en-calendrier-scolaire.sample.json");

#[test]
fn the_api_answer_reads_as_the_embedded_calendar() {
    let imported = import(SAMPLE, &Rows::Academie("Paris"), HolidayRegime::Metropole, Paris).unwrap();
    let embedded = official::embedded(Zone::C, HolidayRegime::Metropole, Paris).unwrap();
    for day in "2026-09-01".parse::<chrono::NaiveDate>().unwrap().iter_days().take(365) {
        // The record of a bridge that begins on the Ascension itself, a public holiday, may count it in.
        let off = |found: &shared::calendar::Calendar| {
            found.break_on(day).unwrap().is_some() || found.public_holiday(day).is_some()
        };
        assert_eq!(off(&imported), off(&embedded), "{day}");
    }
    let summer = imported.breaks.last().unwrap();
    assert_eq!((summer.name, summer.return_day), (BreakName::Ete, None), "no published end");
    let bridge = imported.breaks.iter().rfind(|found| found.name == BreakName::PontAscension).unwrap();
    assert_eq!(bridge.return_day.unwrap().to_string(), "2027-05-10", "start equals end: until Monday");
    let of_2026 = imported.breaks.iter().find(|found| found.name == BreakName::Ete).unwrap();
    assert_eq!(of_2026.return_day.unwrap().to_string(), "2026-09-01", "not the teachers' 31 August");
    assert_eq!(imported.known_from.to_string(), "2026-05-14", "2025-2026 is there only from its bridge on");
    assert_eq!(imported.known_until.to_string(), "2027-09-01");
}

#[test]
fn the_downloaded_list_and_the_csv_read_the_same() {
    let answer: serde_json::Value = serde_json::from_str(SAMPLE).unwrap();
    let list = answer["results"].to_string();
    let rows = Rows::Zone(Zone::C);
    let expected = import(SAMPLE, &rows, HolidayRegime::Metropole, Paris).unwrap();
    assert_eq!(import(&list, &rows, HolidayRegime::Metropole, Paris).unwrap(), expected);
    let mut csv = "\u{feff}Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire\n"
        .to_owned();
    for record in answer["results"].as_array().unwrap() {
        let field = |name: &str| record[name].as_str().unwrap().to_owned();
        let fields =
            ["description", "population", "start_date", "end_date", "location", "zones", "annee_scolaire"];
        csv.push_str(&fields.map(field).join(";"));
        csv.push('\n');
    }
    assert_eq!(import(&csv, &rows, HolidayRegime::Metropole, Paris).unwrap(), expected);
}

#[test]
fn what_cannot_be_understood_names_its_record() {
    let nobody = import(SAMPLE, &Rows::Academie("Lille"), HolidayRegime::Metropole, Paris);
    assert!(nobody.unwrap_err().to_string().contains("Lille"));
    let broken = SAMPLE.replacen("2026-12-18T23:00:00+00:00", "Christmas", 1);
    let error = import(&broken, &Rows::Zone(Zone::C), HolidayRegime::Metropole, Paris).unwrap_err();
    assert_eq!(error.to_string(), "record 2: `Christmas` is no RFC 3339 timestamp");
    assert!(import("{", &Rows::Zone(Zone::C), HolidayRegime::Metropole, Paris).is_err());
}
