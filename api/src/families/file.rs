//! The file of families that an organisation knows already.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;
use serde::Deserialize;
use shared::calendar::{SchoolYear, Weekday};
use shared::catalogue::Language;
use shared::families::{Field, FieldOwner, FieldValue, FileState, Grade, Section};

use crate::mail::{is_address, normalised};
use crate::organisation::Identities;
use crate::toml_file::{self, Findings, Source};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FamiliesFile {
    /// `[[households]]`
    pub households: Vec<HouseholdEntry>,
}

/// `[[households]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HouseholdEntry {
    /// The organisation's own number for it.
    pub external_id: String,
    /// Its name.
    pub name: String,
    /// Whether it lives on the territory.
    #[serde(default = "yes")]
    pub resident: bool,
    /// How far its file is, by school year.
    #[serde(default)]
    pub files: BTreeMap<SchoolYear, FileState>,
    /// Its guardians.
    pub guardians: Vec<GuardianEntry>,
    /// Its children.
    #[serde(default)]
    pub children: Vec<ChildEntry>,
    /// Answers to fields of its file, by code: `{ address_city = "Void-Vacon" }`. Names, schools and health have no place here.
    #[serde(default)]
    pub answers: BTreeMap<Field, FieldValue>,
    /// Children of another household of the file that are its children too, by their `external_id`.
    #[serde(default)]
    pub shared_children: Vec<String>,
}

const fn yes() -> bool {
    true
}

/// `[[households.guardians]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuardianEntry {
    /// The mail address to sign in with.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Telephone number.
    pub phone: Option<String>,
    /// The language of mails.
    #[serde(default)]
    pub language: Language,
    /// Whether this guardian may book, or only look.
    #[serde(default = "yes")]
    pub may_book: bool,
    /// Answers to fields of the file.
    #[serde(default)]
    pub answers: BTreeMap<Field, FieldValue>,
}

/// `[[households.children]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChildEntry {
    /// The organisation's own number for it.
    pub external_id: String,
    /// First name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Date of birth.
    pub birth_date: NaiveDate,
    /// School and grade by school year.
    #[serde(default)]
    pub schoolings: Vec<SchoolingEntry>,
    /// Answers to fields of the file.
    #[serde(default)]
    pub answers: BTreeMap<Field, FieldValue>,
    /// Places that staff granted before the portal: given when the child is registered first.
    #[serde(default)]
    pub bookings: Vec<BookingEntry>,
}

/// `schoolings = [{ school_year = "2026-2027", school = "…", grade = "ce1" }]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchoolingEntry {
    /// Which year.
    pub school_year: SchoolYear,
    /// The school's code.
    pub school: String,
    /// Which grade.
    pub grade: Grade,
    /// The class, if known.
    pub class: Option<String>,
}

/// `bookings = [{ slot = "activity/slot", weekdays = ["mon"], from = …, to = … }]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BookingEntry {
    /// `activity/slot`.
    pub slot: String,
    /// On which weekdays.
    pub weekdays: Vec<Weekday>,
    /// From this day, itself included.
    pub from: NaiveDate,
    /// To this day, itself included.
    pub to: NaiveDate,
}

/// Reads a families' file and checks it against the configuration.
///
/// # Errors
/// Everything that is wrong in the file, with its line and field.
pub fn load(path: &Path, identities: &Identities) -> Result<FamiliesFile, Findings> {
    let (mut file, mut source) = toml_file::read::<FamiliesFile>(path)?;
    let mut numbers = BTreeSet::new();
    let mut addresses = BTreeSet::new();
    let children: BTreeSet<&str> = file
        .households
        .iter()
        .flat_map(|entry| &entry.children)
        .map(|child| child.external_id.as_str())
        .collect();
    for (index, household) in file.households.iter().enumerate() {
        let at = format!("households[{index}]");
        if !numbers.insert(("household", household.external_id.as_str())) {
            source.find(&format!("{at}.external_id"), format!("`{}` stands twice", household.external_id));
        }
        if household.guardians.is_empty() {
            source.find(&format!("{at}.guardians"), "a household without a guardian");
        }
        for (position, guardian) in household.guardians.iter().enumerate() {
            let field = format!("{at}.guardians[{position}].email");
            let email = normalised(&guardian.email);
            if !is_address(&email) {
                source.find(&field, format!("`{}` is no mail address", guardian.email));
            }
            if !addresses.insert(email) {
                source.find(&field, format!("`{}` stands twice", guardian.email));
            }
        }
        for (position, number) in household.shared_children.iter().enumerate() {
            if !children.contains(number.as_str()) {
                source.find(&format!("{at}.shared_children[{position}]"), format!("no child `{number}`"));
            }
        }
        for (position, child) in household.children.iter().enumerate() {
            let at = format!("{at}.children[{position}]");
            if !numbers.insert(("child", child.external_id.as_str())) {
                source.find(&format!("{at}.external_id"), format!("`{}` stands twice", child.external_id));
            }
            for (entry, schooling) in child.schoolings.iter().enumerate() {
                if identities.school(&schooling.school).is_none() {
                    let field = format!("{at}.schoolings[{entry}].school");
                    source.find(&field, format!("no school `{}`", schooling.school));
                }
            }
            for (entry, booking) in child.bookings.iter().enumerate() {
                let field = format!("{at}.bookings[{entry}]");
                if identities.slot(&booking.slot).is_none() {
                    source.find(&format!("{field}.slot"), format!("no slot `{}`", booking.slot));
                }
                if booking.to < booking.from {
                    source.find(&format!("{field}.to"), "ends before it begins");
                }
            }
        }
    }
    for (index, household) in file.households.iter_mut().enumerate() {
        let at = format!("households[{index}]");
        check(&mut household.answers, FieldOwner::Household, &at, &mut source);
        for (position, guardian) in household.guardians.iter_mut().enumerate() {
            let at = format!("{at}.guardians[{position}]");
            check(&mut guardian.answers, FieldOwner::Guardian, &at, &mut source);
        }
        for (position, child) in household.children.iter_mut().enumerate() {
            let at = format!("{at}.children[{position}]");
            check(&mut child.answers, FieldOwner::Child, &at, &mut source);
        }
    }
    source.finish()?;
    Ok(file)
}

/// Brings answers into the form in which they are kept.
fn check(answers: &mut BTreeMap<Field, FieldValue>, owner: FieldOwner, at: &str, source: &mut Source) {
    for (field, value) in answers {
        let place = format!("{at}.answers.{}", field.code());
        let elsewhere = field.is_essential()
            || matches!(field, Field::GuardianPhone)
            || matches!(field.section(), Section::Health | Section::Schooling);
        if field.owner() != owner || elsewhere {
            source.find(&place, "not told here");
            continue;
        }
        // days of birth have a place of their own: no answer here depends on the present
        match field.check(value, NaiveDate::MAX) {
            Ok(kept) => *value = kept,
            Err(fault) => source.find(&place, format!("`{}`", fault.code())),
        }
    }
}
