//! Families from a CSV file: what each line comes to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::SchoolYear;
use crate::families::FieldFault;

/// What importing a file does, or would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportReport {
    /// Of which school year schooling is told.
    pub school_year: SchoolYear,
    /// Whether it was written; never of a preview.
    pub imported: bool,
    /// Households.
    pub households: ImportCounts,
    /// Guardians.
    pub guardians: ImportCounts,
    /// Children.
    pub children: ImportCounts,
    /// Lines at fault: with one, nothing is imported.
    pub faulty: u32,
    /// Addresses that an invitation goes to, or would go to.
    pub invited: u32,
    /// The lines of the file, in its order.
    pub lines: Vec<ImportLine>,
}

/// How many of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportCounts {
    /// That are new.
    pub made: u32,
    /// Of which something changes.
    pub changed: u32,
    /// That stay as they are.
    pub unchanged: u32,
}

/// What a line comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportOutcome {
    /// Everything it tells is known.
    Unchanged,
    /// Something that is known changes.
    Changed,
    /// Somebody is new.
    Made,
    /// It cannot be imported.
    Faulty,
}

/// A line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportLine {
    /// Its number in the file, from 1; the first is the one with the names of the columns.
    pub line: u32,
    /// What it comes to.
    pub outcome: ImportOutcome,
    /// The household it is about, as the file calls it.
    pub household: String,
    /// Names of the people it tells of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    /// The columns whose value changes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<String>,
    /// What is wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<ImportFault>,
}

/// What is wrong with a line. The sentence is that of [`crate::catalogue::import_fault_sentence`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportFault {
    /// Which column, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What: a code of [`ImportFaultCode`] or of [`FieldFault`].
    pub code: String,
    /// Values for the sentence.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

/// What can be wrong besides the value of a field. Sentences: `import_fault.<code>` in [`crate::catalogue`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportFaultCode {
    /// There is nothing in the file.
    EmptyFile,
    /// A workbook (xlsx, ods, xls), a PDF, a picture: no text.
    NotCsv,
    /// More lines than are taken; `lines` says how many are.
    TooManyLines,
    /// A quotation mark is opened and never closed, or stands in the middle of a value.
    Quotes,
    /// The names of the columns, and no line below.
    NoLines,
    /// A column that nobody knows; `column` names it.
    UnknownColumn,
    /// Two columns of one name.
    DuplicateColumn,
    /// A column without which nothing can be done.
    MissingColumn,
    /// More values than there are columns.
    TooManyValues,
    /// It tells of nobody.
    Nobody,
    /// The organisation does not ask this.
    NotAsked,
    /// Another line says something else of the same; `line` says which.
    Contradicts,
    /// No such school.
    UnknownSchool,
    /// School and grade belong together.
    SchoolAndGrade,
    /// Neither yes nor no.
    YesNo,
    /// No mail address.
    Email,
    /// The address belongs to somebody else; `name` says to whom.
    EmailTaken,
    /// Several households could be meant; `households` names them.
    Ambiguous,
    /// Several people of the household could be meant.
    AmbiguousPerson,
    /// The household is known under another number; `number` says which.
    OtherNumber,
    /// A child of this name and day of birth is in another household; `household` names it.
    ChildElsewhere,
    /// A household of nobody but children.
    NoGuardian,
    /// More guardians or children than a household has; `most` says how many it may.
    TooManyPeople,
    /// The child would live in more households than a child does; `most` says in how many it may.
    TooManyHouseholds,
}

impl ImportFaultCode {
    /// All of them.
    pub const ALL: [Self; 24] = [
        Self::EmptyFile,
        Self::NotCsv,
        Self::TooManyLines,
        Self::Quotes,
        Self::NoLines,
        Self::UnknownColumn,
        Self::DuplicateColumn,
        Self::MissingColumn,
        Self::TooManyValues,
        Self::Nobody,
        Self::NotAsked,
        Self::Contradicts,
        Self::UnknownSchool,
        Self::SchoolAndGrade,
        Self::YesNo,
        Self::Email,
        Self::EmailTaken,
        Self::Ambiguous,
        Self::AmbiguousPerson,
        Self::OtherNumber,
        Self::ChildElsewhere,
        Self::NoGuardian,
        Self::TooManyPeople,
        Self::TooManyHouseholds,
    ];

    /// The code written in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::EmptyFile => "empty_file",
            Self::NotCsv => "not_csv",
            Self::TooManyLines => "too_many_lines",
            Self::Quotes => "quotes",
            Self::NoLines => "no_lines",
            Self::UnknownColumn => "unknown_column",
            Self::DuplicateColumn => "duplicate_column",
            Self::MissingColumn => "missing_column",
            Self::TooManyValues => "too_many_values",
            Self::Nobody => "nobody",
            Self::NotAsked => "not_asked",
            Self::Contradicts => "contradicts",
            Self::UnknownSchool => "unknown_school",
            Self::SchoolAndGrade => "school_and_grade",
            Self::YesNo => "yes_no",
            Self::Email => "email",
            Self::EmailTaken => "email_taken",
            Self::Ambiguous => "ambiguous",
            Self::AmbiguousPerson => "ambiguous_person",
            Self::OtherNumber => "other_number",
            Self::ChildElsewhere => "child_elsewhere",
            Self::NoGuardian => "no_guardian",
            Self::TooManyPeople => "too_many_people",
            Self::TooManyHouseholds => "too_many_households",
        }
    }
}

impl ImportFault {
    /// At a column.
    #[must_use]
    pub fn at(column: &str, code: ImportFaultCode) -> Self {
        Self { column: Some(column.to_owned()), ..Self::of(code) }
    }

    /// Of the line as a whole.
    #[must_use]
    pub fn of(code: ImportFaultCode) -> Self {
        Self { column: None, code: code.code().to_owned(), params: BTreeMap::new() }
    }

    /// Of the value of a field.
    #[must_use]
    pub fn value(column: &str, fault: FieldFault) -> Self {
        let (column, code) = (Some(column.to_owned()), fault.code().to_owned());
        Self { column, code, params: BTreeMap::new() }
    }

    /// With a value for its sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }
}
