//! The invented organisation and its families.

use std::fmt::Write as _;
use std::path::Path;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use shared::calendar::resolve;

/// The present of a test until it sets another: Monday 7 September 2026, 08:00 in Paris.
pub const START: &str = "2026-09-07T08:00";
/// The mother of Lina and Adam, who books.
pub const CLAIRE: &str = "claire.martin@example.org";
/// Lina's father, of another household.
pub const KARIM: &str = "karim.benali@example.org";
/// The mother of three, who books.
pub const MAI: &str = "mai.nguyen@example.org";
/// Their father, who may only look.
pub const PAUL: &str = "paul.nguyen@example.org";
/// The password of every account.
pub const PASSWORD: &str = "une phrase que personne ne devine";

/// Families with one child each, who all want the same places.
const CROWD: usize = 60;

/// A day.
#[must_use]
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An instant by the clocks of Paris: `2026-09-14T10:00`, with seconds and their parts where they matter.
#[must_use]
pub fn at(text: &str) -> DateTime<Utc> {
    let seconds = if text.len() == 16 { ":00" } else { "" };
    let local: NaiveDateTime = [text, seconds].concat().parse().unwrap();
    // the time zone of the organisation of the fixtures
    resolve("Europe/Paris".parse().unwrap(), local)
}

/// The mail addresses of the crowd.
pub fn crowd() -> impl Iterator<Item = String> {
    (0..CROWD).map(|number| format!("foule{number:02}@example.org"))
}

/// The files of the fixtures, the crowd among the families, to be imported.
#[must_use]
pub fn files(folder: &Path) -> api::imports::Files {
    let mut families = include_str!("../fixtures/families.toml").to_owned();
    for (number, email) in crowd().enumerate() {
        write!(
            families,
            r#"
[[households]]
external_id = "F-{number:02}"
name = "Famille Foule {number}"
files = {{ "2026-2027" = "validated" }}
guardians = [{{ email = "{email}", first_name = "Parent", last_name = "Foule" }}]

[[households.children]]
external_id = "F-C-{number:02}"
first_name = "Enfant"
last_name = "Foule"
birth_date = 2018-03-0{day}
schoolings = [{{ school_year = "2026-2027", school = "tilleuls", grade = "ce2" }}]
"#,
            day = number % 9 + 1,
        )
        .unwrap();
    }
    let (config, register) = (folder.join("organisation.toml"), folder.join("families.toml"));
    std::fs::write(&config, include_str!("../fixtures/organisation.toml")).unwrap();
    std::fs::write(&register, families).unwrap();
    api::imports::Files { config, families: Some(register) }
}
