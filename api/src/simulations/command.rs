//! The command line of a simulation.

use std::path::PathBuf;

use anyhow::{Context, bail, ensure};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde_json::Value;
use shared::bookings::Facts;
use shared::calendar::{LocalInstant, resolve};
use shared::catalogue::Language;
use shared::families::{Child, FamilyFile, FileState, Grade, Schooling};
use shared::ids::{ChildId, SchoolId};

use super::print::in_words;
use super::simulate;
use super::world::World;
use crate::clock::Clock;

/// Prints what a family could do with a place at an instant, and every reason against it, from an organisation's files.
#[derive(clap::Args, Debug)]
pub struct SimulateCommand {
    /// The organisation's configuration file, such as demo/ages.toml.
    #[arg(long = "config", value_name = "FILE")]
    config_file: PathBuf,
    /// Its families' file: for --child, and for the seats that are taken; the `ages.families.toml` beside an `ages.toml`
    /// when missing.
    #[arg(long, value_name = "FILE")]
    families: Option<PathBuf>,
    /// A child of the families' file: `external_id`, first name, or first and last name.
    #[arg(long, required_unless_present = "grade")]
    child: Option<String>,
    /// Instead of --child, an invented one of this grade in the school year of the day: ps, ms, gs, cp, ce1, ce2, cm1, cm2.
    #[arg(long, conflicts_with = "child")]
    grade: Option<String>,
    /// The school of the invented child, by its code; needed where there are several.
    #[arg(long, requires = "grade")]
    school: Option<String>,
    /// The date of birth of the invented child; 1 July of the usual year for the grade when missing.
    #[arg(long, requires = "grade")]
    born: Option<NaiveDate>,
    /// The family of the invented child lives elsewhere.
    #[arg(long, requires = "grade")]
    non_resident: bool,
    /// The file of the invented child's family: incomplete, received or validated.
    #[arg(long, requires = "grade", default_value = "validated")]
    file: String,
    /// The slot: `activity/slot`, or `facility/activity/slot`.
    #[arg(long)]
    slot: String,
    /// The day of the session, YYYY-MM-DD.
    #[arg(long)]
    day: NaiveDate,
    /// The instant, on the organisation's clock (2027-04-03T18:59:30) or with an offset (2027-04-03T16:59:30Z); now when
    /// missing.
    #[arg(long)]
    at: Option<String>,
    /// The language of the sentences, fr or en.
    #[arg(long, default_value = "fr")]
    language: String,
    /// Print JSON, as the HTTP operation answers.
    #[arg(long)]
    json: bool,
}

impl SimulateCommand {
    /// Computes what the command prints.
    ///
    /// # Errors
    ///
    /// A file is wrong, with line and field; the child, slot or instant is not known.
    pub fn run(&self, clock: &Clock) -> anyhow::Result<String> {
        let language = Language::ALL.into_iter().find(|language| language.code() == self.language);
        let language = language.context("--language is fr or en")?;
        let world = World::read(&self.config_file, clock)?;
        let slot_id = world.slot(&self.slot)?;
        let at = self.at(&world, clock)?;
        let families = self.families();
        let (child_id, facts) = match (&self.child, &families) {
            (Some(child), Some(families)) => world.registered(families, child, self.day)?,
            (Some(_), None) => {
                bail!("--child: name the families' file too, --families FILE, or invent a child by --grade")
            }
            (None, _) => self.invented(&world, clock)?,
        };
        let simulation = simulate(&facts, child_id, slot_id, self.day, at)?;
        if self.json {
            return Ok(serde_json::to_string_pretty(&simulation)?);
        }
        Ok(in_words(language, &simulation, &facts))
    }

    fn families(&self) -> Option<PathBuf> {
        let beside = || Some(self.config_file.with_extension("families.toml")).filter(|path| path.is_file());
        self.families.clone().or_else(beside)
    }

    fn at(&self, world: &World, clock: &Clock) -> anyhow::Result<DateTime<Utc>> {
        let Some(text) = &self.at else { return Ok(clock.now()) };
        let zone = world.organisation.calendar.time_zone;
        if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
            return Ok(instant.to_utc());
        }
        if let Ok(instant) = text.parse::<LocalInstant>() {
            return Ok(instant.in_zone(zone));
        }
        let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S");
        Ok(resolve(
            zone,
            local.with_context(|| format!("--at: `{text}` is no instant, write 2027-04-03T18:59:30"))?,
        ))
    }

    fn invented(&self, world: &World, clock: &Clock) -> anyhow::Result<(ChildId, Facts)> {
        let grade = self
            .grade
            .as_deref()
            .and_then(Grade::from_code)
            .context("--grade is ps, ms, gs, cp, ce1, ce2, cm1 or cm2")?;
        let year = world.organisation.calendar.school_year(self.day).context("--day")?;
        let state: FileState = serde_json::from_value(Value::from(self.file.as_str()))
            .context("--file is incomplete, received or validated")?;
        let id = ChildId(clock.new_id(clock.now()));
        let child = Child {
            id,
            first_name: "Invented".to_owned(),
            last_name: "Child".to_owned(),
            birth_date: self.born.unwrap_or_else(|| usual_birth_date(grade, i32::from(year.first_year()))),
            resident: !self.non_resident,
            schoolings: vec![Schooling { school_year: year, school_id: self.school(world)?, grade }],
        };
        let files = vec![FamilyFile { state, ..FamilyFile::new(year) }];
        Ok((id, world.invented(child, files, self.families().as_deref(), self.day)?))
    }

    fn school(&self, world: &World) -> anyhow::Result<SchoolId> {
        match (&self.school, world.organisation.schools.as_slice()) {
            (Some(code), _) => {
                let id =
                    world.identities.school(code).with_context(|| format!("--school: no school `{code}`"))?;
                Ok(SchoolId(id))
            }
            (None, [only]) => Ok(only.id),
            (None, schools) => {
                ensure!(schools.is_empty(), "--school: there are {}, name one by its code", schools.len());
                bail!("--grade: the organisation has no school")
            }
        }
    }
}

/// Children enter the first year of nursery school in the civil year of their third birthday.
fn usual_birth_date(grade: Grade, first_year: i32) -> NaiveDate {
    let years = Grade::ALL.into_iter().zip(3..).find(|(one, _)| *one == grade).map_or(3, |(_, years)| years);
    NaiveDate::from_ymd_opt(first_year - years, 7, 1).unwrap_or_default()
}
