//! Answers to the fields of a file: their forms, and what is wrong with one.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Grade;
use super::fields::{Field, FieldKind};
use crate::ids::SchoolId;
use crate::text::{self, Lines, TextFault, is_invisible};

/// Longest name of a person, in characters.
pub const MAX_NAME: usize = 100;
/// Most people who may fetch a child.
pub const MAX_PEOPLE: usize = 10;
/// The oldest somebody may be who is born on a day told, in years.
const MAX_AGE: i32 = 130;

/// Somebody who may fetch a child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PickupPerson {
    /// First and family name, at most 100 characters.
    pub name: String,
    /// Telephone number.
    pub phone: String,
    /// What they are to the child (grandmother, neighbour …), at most 100 characters; may be empty.
    #[serde(default)]
    pub relation: String,
}

/// An answer, in the form that the kind of its field asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum FieldValue {
    /// Of a yes or no.
    Flag(bool),
    /// Of lines and texts, choices, days (`2018-05-14`), schools (their id), grades.
    Text(String),
    /// Of several codes.
    Several(Vec<String>),
    /// Of people. Nobody is an empty list too.
    People(Vec<PickupPerson>),
}

/// What is wrong with an answer. Sentences: `field_fault.<code>` in [`crate::catalogue`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldFault {
    /// Nothing stands there, and something must.
    Empty,
    /// Longer than [`FieldKind`] says, or more people than [`MAX_PEOPLE`].
    TooLong,
    /// Control characters.
    InvalidCharacters,
    /// A name with an address of a page, of a mailbox or of a machine in it, or something that looks like one.
    AddressInName,
    /// No telephone number.
    Phone,
    /// No French postal code.
    PostalCode,
    /// No number of the family allowance office.
    CafNumber,
    /// No day, or one so long ago that nobody lives.
    InvalidDate,
    /// A day of the future.
    Future,
    /// None of the codes to choose from.
    UnknownChoice,
    /// Another form than the field's kind has.
    WrongForm,
}

impl FieldFault {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Empty,
        Self::TooLong,
        Self::InvalidCharacters,
        Self::AddressInName,
        Self::Phone,
        Self::PostalCode,
        Self::CafNumber,
        Self::InvalidDate,
        Self::Future,
        Self::UnknownChoice,
        Self::WrongForm,
    ];

    /// The code written in problems.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too_long",
            Self::InvalidCharacters => "invalid_characters",
            Self::AddressInName => "address_in_name",
            Self::Phone => "phone",
            Self::PostalCode => "postal_code",
            Self::CafNumber => "caf_number",
            Self::InvalidDate => "invalid_date",
            Self::Future => "future",
            Self::UnknownChoice => "unknown_choice",
            Self::WrongForm => "wrong_form",
        }
    }

    /// The fault of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.code() == code)
    }
}

/// A name as it is kept: without blanks around it, and without characters that nobody sees.
///
/// Apostrophes, hyphens, accents and every script are welcome. Names stand in mails that go to addresses others typed: what
/// a mail program would make a link of is none.
///
/// # Errors
/// It is empty, longer than [`MAX_NAME`], or has control characters or an address in it.
pub fn name(text: &str) -> Result<String, FieldFault> {
    let text = line(text, MAX_NAME)?;
    if has_address(&text) { Err(FieldFault::AddressInName) } else { Ok(text) }
}

/// Whether a mail program might make a link of a part of a text: `https://…`, `a@b`, `www`, `gagner.example`, `192.0.2.1`.
///
/// Dots of names end a word or stand between initials: `Martin Jr.`, `J.R.R. Tolkien`, `J.-P.`.
fn has_address(text: &str) -> bool {
    // wide and small forms of the same signs count as those
    let text = text.nfkc().filter(|letter| !is_invisible(*letter)).flat_map(char::to_lowercase);
    let text: String = text.collect();
    if text.contains(['/', '\\', ':', '@']) || text.contains("www") {
        return true;
    }
    // dots that end sentences in other scripts part the names of machines too
    let text = text.replace(['。', '｡'], ".");
    text.split(|letter: char| {
        !(letter.is_alphanumeric() || is_combining_mark(letter) || "-_.".contains(letter))
    })
    .any(|word| {
        let parts: Vec<&str> = word.split('.').filter(|part| part.contains(char::is_alphanumeric)).collect();
        let initial = |part: &&str| part.chars().filter(|letter| letter.is_alphanumeric()).count() == 1;
        let digits = parts.iter().any(|part| part.contains(char::is_numeric));
        // of initials only the last may be followed by something longer, a forgotten blank aside
        parts.len() > 1 && (digits || !parts.iter().all(initial))
    })
}

/// A line as it is kept: without blanks around it, and without characters that nobody sees.
///
/// # Errors
/// It is empty, longer than `longest` characters, or has control characters.
pub fn line(text: &str, longest: usize) -> Result<String, FieldFault> {
    told(text, Lines::One, longest)
}

fn told(text: &str, lines: Lines, longest: usize) -> Result<String, FieldFault> {
    match text::written(text, lines, longest) {
        Ok(text) if text.is_empty() => Err(FieldFault::Empty),
        Ok(text) => Ok(text),
        Err(TextFault::TooLong) => Err(FieldFault::TooLong),
        Err(TextFault::InvalidCharacters) => Err(FieldFault::InvalidCharacters),
    }
}

/// A telephone number as it is kept: `03 29 75 21 35` for a French one, `+49 …` as written for another.
///
/// # Errors
/// It is empty, or has other than 10 digits in France, 8 to 15 digits elsewhere (ITU-T E.164).
pub fn phone(text: &str) -> Result<String, FieldFault> {
    let text =
        line(text, 40).map_err(|fault| if fault == FieldFault::Empty { fault } else { FieldFault::Phone })?;
    let written = |c: char| c.is_ascii_digit() || " +.-()/\u{a0}\u{202f}".contains(c);
    if !text.chars().all(written) || text.chars().skip(1).any(|c| c == '+') {
        return Err(FieldFault::Phone);
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let abroad = if text.starts_with('+') { Some(digits.as_str()) } else { digits.strip_prefix("00") };
    let french = match abroad {
        None => digits.clone(),
        Some(abroad) => match abroad.strip_prefix("33") {
            // +33 (0)3 29 … is often written so
            Some(rest) => ["0", rest.strip_prefix('0').unwrap_or(rest)].concat(),
            None if (8..=15).contains(&abroad.len()) && !abroad.starts_with('0') => {
                return Ok(["+", abroad].concat());
            }
            None => return Err(FieldFault::Phone),
        },
    };
    let well = french.len() == 10 && french.starts_with('0') && !french.starts_with("00");
    if !well {
        return Err(FieldFault::Phone);
    }
    let pairs: Vec<&str> = (0..5).filter_map(|pair| french.get(2 * pair..2 * pair + 2)).collect();
    Ok(pairs.join(" "))
}

fn birth_date(text: &str, today: NaiveDate) -> Result<String, FieldFault> {
    let day: NaiveDate = line(text, 10)?.parse().map_err(|_| FieldFault::InvalidDate)?;
    if day > today {
        return Err(FieldFault::Future);
    }
    match today.years_since(day) {
        Some(years) if i32::try_from(years).is_ok_and(|years| years <= MAX_AGE) => Ok(day.to_string()),
        _ => Err(FieldFault::InvalidDate),
    }
}

fn digits(text: &str, count: usize, fault: FieldFault) -> Result<String, FieldFault> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    match text.len() {
        0 => Err(FieldFault::Empty),
        length if length == count && text.chars().all(|c| c.is_ascii_digit()) => Ok(text),
        _ => Err(fault),
    }
}

fn caf_number(text: &str) -> Result<String, FieldFault> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    let number = text.strip_suffix(|c: char| c.is_ascii_uppercase()).unwrap_or(&text);
    digits(number, 7, FieldFault::CafNumber).map(|_| text.clone())
}

fn person(person: &PickupPerson) -> Result<PickupPerson, FieldFault> {
    let relation = match person.relation.trim() {
        "" => String::new(),
        relation => line(relation, MAX_NAME)?,
    };
    Ok(PickupPerson { name: name(&person.name)?, phone: phone(&person.phone)?, relation })
}

impl Field {
    /// An answer as it is kept: without blanks around it, numbers written one way.
    ///
    /// Whether a school exists is for the caller to look up in the configuration.
    ///
    /// # Errors
    /// What is wrong with it. Emptiness is a fault here: no answer is no value at all.
    pub fn check(self, value: &FieldValue, today: NaiveDate) -> Result<FieldValue, FieldFault> {
        let kind = self.kind();
        match (kind, value) {
            (FieldKind::YesNo, FieldValue::Flag(_)) => Ok(value.clone()),
            (FieldKind::Several(codes), FieldValue::Several(given)) => several(codes, given),
            (FieldKind::People, FieldValue::Several(given)) if given.is_empty() => {
                Ok(FieldValue::People(Vec::new()))
            }
            (FieldKind::People, FieldValue::People(people)) if people.len() > MAX_PEOPLE => {
                Err(FieldFault::TooLong)
            }
            (FieldKind::People, FieldValue::People(people)) => {
                people.iter().map(person).collect::<Result<_, _>>().map(FieldValue::People)
            }
            (_, FieldValue::Text(text)) => written(kind, text, today).map(FieldValue::Text),
            _ => Err(FieldFault::WrongForm),
        }
    }
}

fn several(codes: &[&str], given: &[String]) -> Result<FieldValue, FieldFault> {
    if given.iter().any(|code| !codes.contains(&code.as_str())) {
        return Err(FieldFault::UnknownChoice);
    }
    // each once, in the order of the codes
    let kept = codes.iter().filter(|code| given.iter().any(|given| given == *code));
    Ok(FieldValue::Several(kept.map(|code| (*code).to_owned()).collect()))
}

fn written(kind: FieldKind, text: &str, today: NaiveDate) -> Result<String, FieldFault> {
    match kind {
        FieldKind::Name => name(text),
        FieldKind::Line(longest) => line(text, longest),
        FieldKind::Text(longest) => told(text, Lines::Many, longest),
        FieldKind::Phone => phone(text),
        FieldKind::PostalCode => digits(text, 5, FieldFault::PostalCode),
        FieldKind::CafNumber => caf_number(text),
        FieldKind::BirthDate => birth_date(text, today),
        FieldKind::Choice(_) | FieldKind::School | FieldKind::Grade if text.trim().is_empty() => {
            Err(FieldFault::Empty)
        }
        FieldKind::Choice(codes) => known(text, codes.contains(&text)),
        FieldKind::School => known(text, text.parse::<SchoolId>().is_ok()),
        FieldKind::Grade => known(text, Grade::from_code(text).is_some()),
        FieldKind::YesNo | FieldKind::Several(_) | FieldKind::People => Err(FieldFault::WrongForm),
    }
}

fn known(text: &str, known: bool) -> Result<String, FieldFault> {
    if known { Ok(text.to_owned()) } else { Err(FieldFault::UnknownChoice) }
}
