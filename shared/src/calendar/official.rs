//! Official vacations: those embedded, and an importer for exports of the dataset
//! [`fr-en-calendrier-scolaire`](https://data.education.gouv.fr/explore/dataset/fr-en-calendrier-scolaire/).
//!
//! The exports have one row per académie, their timestamps are UTC and mean midnight in Paris, a row may be for
//! teachers only, a bridge may start and end at the same instant, and the summer of the last year has no end.

use chrono::{DateTime, Datelike, Days, NaiveDate};
use chrono_tz::Tz;
use serde::Deserialize;

use super::{Break, BreakName, Calendar, HolidayRegime, SchoolYear, Weekday, Zone};

const EMBEDDED: [&str; 2] =
    [include_str!("../../data/school_holidays.csv"), include_str!("../../data/school_holidays_corse.csv")];
const ACADEMIES: &str = include_str!("../../data/academies.csv");

/// An export could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Neither the JSON nor the CSV form of the dataset.
    #[error("record {record}: {detail}")]
    Record {
        /// 1 for the first record.
        record: usize,
        /// What is wrong with it.
        detail: String,
    },
    /// The file as a whole cannot be read.
    #[error("{0}")]
    File(String),
    /// No row is about the académie or zone asked for.
    #[error("no vacation of {0} in the export")]
    Nothing(String),
}

/// The zone of an académie, by its official name (`Nancy-Metz`).
#[must_use]
pub fn zone_of(academie: &str) -> Option<Zone> {
    ACADEMIES
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
        .find(|(_, name)| *name == academie)
        .and_then(|(zone, _)| zone_named(zone))
        .or((academie == "Corse").then_some(Zone::Corse))
}

/// A zone by the name that data give it: `A`, `Zone A`, `Corse`.
#[must_use]
pub fn zone_named(name: &str) -> Option<Zone> {
    match name.trim().trim_start_matches("Zone ") {
        "A" => Some(Zone::A),
        "B" => Some(Zone::B),
        "C" => Some(Zone::C),
        "Corse" => Some(Zone::Corse),
        _ => None,
    }
}

#[derive(Deserialize)]
struct EmbeddedRow {
    zone: String,
    school_year: SchoolYear,
    name: String,
    first_day: NaiveDate,
    return_day: Option<NaiveDate>,
    #[serde(default)]
    note: String,
}

/// The embedded calendar of a zone.
///
/// # Errors
/// The embedded data cannot be read; a test makes sure they can.
pub fn embedded(zone: Zone, regime: HolidayRegime, time_zone: Tz) -> Result<Calendar, ImportError> {
    let mut breaks = Vec::new();
    for text in EMBEDDED {
        for (index, row) in
            csv::Reader::from_reader(text.as_bytes()).into_deserialize::<EmbeddedRow>().enumerate()
        {
            let row = row.map_err(|error| record(index, &error))?;
            if zone_named(&row.zone) != Some(zone) {
                continue;
            }
            let name =
                break_named(&row.name).ok_or_else(|| record(index, &format!("unknown `{}`", row.name)))?;
            // The last summer's end stands in the file as a placeholder until it is published.
            let published = !row.note.starts_with("end not published");
            breaks.push(Break {
                name,
                school_year: row.school_year,
                first_day: row.first_day,
                return_day: row.return_day.filter(|_| published),
            });
        }
    }
    calendar_of(breaks, regime, time_zone).ok_or_else(|| ImportError::Nothing(format!("{zone:?}")))
}

/// Which rows of an export to take.
#[derive(Clone, Debug)]
pub enum Rows<'a> {
    /// Those of an académie, by its official name.
    Academie(&'a str),
    /// Those of a zone.
    Zone(Zone),
}

#[derive(Deserialize)]
struct ExportRow {
    #[serde(alias = "Description")]
    description: String,
    #[serde(alias = "Population", default)]
    population: Option<String>,
    #[serde(alias = "Date de début")]
    start_date: String,
    #[serde(alias = "Date de fin", default)]
    end_date: Option<String>,
    #[serde(alias = "Académies", alias = "Localisation")]
    location: String,
    #[serde(alias = "Zones")]
    zones: String,
    annee_scolaire: SchoolYear,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum JsonExport {
    Answer { results: Vec<ExportRow> },
    Records(Vec<ExportRow>),
}

/// Reads an export, JSON (the API's answer or the downloaded list) or CSV (`;`), into a calendar.
///
/// # Errors
/// The file is neither, a row cannot be understood, or none is about `rows`.
pub fn import(
    text: &str,
    rows: &Rows<'_>,
    regime: HolidayRegime,
    time_zone: Tz,
) -> Result<Calendar, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    let records: Vec<ExportRow> = if text.trim_start().starts_with(['{', '[']) {
        match serde_json::from_str(text).map_err(|error| ImportError::File(error.to_string()))? {
            JsonExport::Answer { results } | JsonExport::Records(results) => results,
        }
    } else {
        csv::ReaderBuilder::new()
            .delimiter(b';')
            .from_reader(text.as_bytes())
            .into_deserialize()
            .enumerate()
            .map(|(index, row)| row.map_err(|error| record(index, &error)))
            .collect::<Result<_, _>>()?
    };
    let mut breaks = Vec::new();
    for (index, row) in records.iter().enumerate() {
        let wanted = match rows {
            Rows::Academie(academie) => row.location == *academie,
            Rows::Zone(zone) => zone_named(&row.zones) == Some(*zone),
        };
        let for_teachers = row.population.as_deref() == Some("Enseignants");
        if !wanted || for_teachers || is_return_to_school(&row.description) {
            continue;
        }
        let found = read_break(row).map_err(|detail| record(index, &detail))?;
        if !breaks.contains(&found) {
            breaks.push(found);
        }
    }
    calendar_of(breaks, regime, time_zone).ok_or_else(|| {
        ImportError::Nothing(match rows {
            Rows::Academie(academie) => (*academie).to_owned(),
            Rows::Zone(zone) => format!("zone {zone:?}"),
        })
    })
}

fn record(index: usize, detail: &impl ToString) -> ImportError {
    ImportError::Record { record: index + 1, detail: detail.to_string() }
}

fn read_break(row: &ExportRow) -> Result<Break, String> {
    let name =
        break_named(&row.description).ok_or_else(|| format!("unknown vacation `{}`", row.description))?;
    let first_day = paris_day(&row.start_date)?;
    let end = row.end_date.as_deref().filter(|end| !end.is_empty()).map(paris_day).transpose()?;
    let return_day = match end {
        Some(end) if end > first_day => Some(end),
        Some(end) if end < first_day => {
            return Err(format!("ends on {end}, before it begins on {first_day}"));
        }
        // A bridge of which only the day is given lasts until Monday; a summer of which only the start is given
        // has no published end.
        _ if name.is_bridge() => next_monday(first_day),
        _ if name == BreakName::Ete => None,
        _ => return Err(format!("`{}` has no end", row.description)),
    };
    Ok(Break { name, school_year: row.annee_scolaire, first_day, return_day })
}

fn paris_day(timestamp: &str) -> Result<NaiveDate, String> {
    if let Ok(day) = timestamp.parse() {
        return Ok(day);
    }
    DateTime::parse_from_rfc3339(timestamp)
        .map(|instant| instant.with_timezone(&chrono_tz::Europe::Paris).date_naive())
        .map_err(|_| format!("`{timestamp}` is no RFC 3339 timestamp"))
}

fn next_monday(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(u64::from(7 - Weekday::of(day).index())))
}

fn is_return_to_school(description: &str) -> bool {
    let lower = description.to_lowercase();
    lower.starts_with("rentrée") || lower.starts_with("prérentrée") || lower.starts_with("pré-rentrée")
}

fn break_named(description: &str) -> Option<BreakName> {
    let lower = description.to_lowercase();
    [
        ("toussaint", BreakName::Toussaint),
        ("noël", BreakName::Noel),
        ("hiver", BreakName::Hiver),
        ("printemps", BreakName::Printemps),
        ("ascension", BreakName::PontAscension),
        ("été", BreakName::Ete),
    ]
    .into_iter()
    .find(|(word, _)| lower.contains(word))
    .map(|(_, name)| name)
}

fn calendar_of(mut breaks: Vec<Break>, regime: HolidayRegime, time_zone: Tz) -> Option<Calendar> {
    breaks.sort_by_key(|vacation| vacation.first_day);
    let (first, last) = (breaks.first()?, breaks.last()?);
    let september = |year: i32| NaiveDate::from_ymd_opt(year, 9, 1);
    // A year is known from its start only if its first vacation is there.
    let known_from = if first.name == BreakName::Toussaint {
        september(i32::from(first.school_year.first_year()))?
    } else {
        first.first_day
    };
    // A summer without a published end is known to last through August, no further.
    let known_until = match last.return_day {
        Some(return_day) => return_day,
        None => september(last.first_day.year())?,
    };
    Some(Calendar { time_zone, regime, known_from, known_until, breaks })
}
