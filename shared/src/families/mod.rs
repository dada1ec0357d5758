//! Families: cycles, grades, children as the rules see them, whom to contact, and the file (*dossier*) with its fields.

mod beginning;
mod fields;
mod missing;
mod policy;
mod promotion;
mod same;
pub mod values;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::{SchoolYear, Weekday};
use crate::ids::{ChildId, SchoolId};

pub use beginning::Beginning;
pub use fields::{Field, FieldKind, FieldOwner, Section};
pub use missing::{FileSubject, Missing, missing};
pub use policy::{EditEffect, Entry, FieldRule, FilePolicy, Need};
pub use promotion::Promotion;
pub use same::{folded, same_name};
pub use values::{FieldFault, FieldValue, PickupPerson};

/// A cycle of primary school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    /// Nursery school.
    Maternelle,
    /// Elementary school.
    Elementaire,
}

/// A grade (*niveau*), from the first year of nursery school to the last of elementary school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// *Petite section.*
    Ps,
    /// *Moyenne section.*
    Ms,
    /// *Grande section.*
    Gs,
    /// *Cours préparatoire.*
    Cp,
    /// *Cours élémentaire 1.*
    Ce1,
    /// *Cours élémentaire 2.*
    Ce2,
    /// *Cours moyen 1.*
    Cm1,
    /// *Cours moyen 2.*
    Cm2,
}

impl Grade {
    /// All of them, youngest first.
    pub const ALL: [Self; 8] =
        [Self::Ps, Self::Ms, Self::Gs, Self::Cp, Self::Ce1, Self::Ce2, Self::Cm1, Self::Cm2];

    /// The cycle a grade is part of.
    #[must_use]
    pub const fn cycle(self) -> Cycle {
        match self {
            Self::Ps | Self::Ms | Self::Gs => Cycle::Maternelle,
            Self::Cp | Self::Ce1 | Self::Ce2 | Self::Cm1 | Self::Cm2 => Cycle::Elementaire,
        }
    }

    /// The grade after this one; none after the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|other| *other > self)
    }

    /// The code written in JSON, in the database and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ps => "ps",
            Self::Ms => "ms",
            Self::Gs => "gs",
            Self::Cp => "cp",
            Self::Ce1 => "ce1",
            Self::Ce2 => "ce2",
            Self::Cm1 => "cm1",
            Self::Cm2 => "cm2",
        }
    }

    /// The grade of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.code() == code)
    }
}

impl Cycle {
    /// The code written in JSON, in the database and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Maternelle => "maternelle",
            Self::Elementaire => "elementaire",
        }
    }
}

/// Somebody to call or write to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The name shown: a person, an office.
    pub name: String,
    /// Telephone number as it is written in France, `03 29 75 21 35`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// A school (*école*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct School {
    /// Its id.
    pub id: SchoolId,
    /// Its name.
    pub name: String,
    /// The weekdays it has school on.
    pub weekdays: Vec<Weekday>,
    /// The cycles it has; empty: both.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cycles: Vec<Cycle>,
    /// The referent of its children; the facility's where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referent: Option<Contact>,
}

/// Where a child goes to school in one school year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Schooling {
    /// Which year.
    pub school_year: SchoolYear,
    /// Which school.
    pub school_id: SchoolId,
    /// Which grade.
    pub grade: Grade,
}

/// How far a family's file of a school year is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    /// Something required is missing.
    Incomplete,
    /// Complete, waiting for staff.
    Received,
    /// Checked by staff.
    Validated,
}

/// A family's file of one school year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FamilyFile {
    /// Which year.
    pub school_year: SchoolYear,
    /// How far it is, as staff and family left it.
    pub state: FileState,
    /// What the organisation requires and is not there. Whatever the state, nothing is booked for whom it concerns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
    /// Children who came into the household after staff had validated the file: for them it is not validated yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unchecked: Vec<ChildId>,
    /// Children who begin in a later school year ([`crate::organisation::Organisation::begins_after`]): nothing is asked of
    /// them in this one, and nothing is booked for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<ChildId>,
    /// Whether staff have asked for more, and the family has not sent it again since.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sent_back: bool,
}

impl FamilyFile {
    /// A file that nothing is known of.
    #[must_use]
    pub const fn new(school_year: SchoolYear) -> Self {
        Self {
            school_year,
            state: FileState::Incomplete,
            missing: Vec::new(),
            unchecked: Vec::new(),
            later: Vec::new(),
            sent_back: false,
        }
    }

    /// How far it is for one child.
    #[must_use]
    pub fn state_for(&self, child: ChildId) -> FileState {
        match self.state {
            FileState::Validated if self.unchecked.contains(&child) => FileState::Received,
            state => state,
        }
    }

    /// Whether a child begins in a later school year.
    #[must_use]
    pub fn begins_later(&self, child: ChildId) -> bool {
        self.later.contains(&child)
    }

    /// What is missing for one child: its own, its guardians' and its household's.
    #[must_use]
    pub fn missing_for(&self, child: ChildId) -> Vec<Missing> {
        self.missing.iter().copied().filter(|missing| missing.subject.concerns(child)).collect()
    }
}

/// A child as the rules of booking see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Child {
    /// Its id.
    pub id: ChildId,
    /// First name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Date of birth.
    pub birth_date: NaiveDate,
    /// Whether the household lives on the organisation's territory.
    pub resident: bool,
    /// School and grade, one per school year known.
    pub schoolings: Vec<Schooling>,
}

impl Child {
    /// School and grade in a school year.
    #[must_use]
    pub fn schooling(&self, year: SchoolYear) -> Option<&Schooling> {
        self.schoolings.iter().find(|schooling| schooling.school_year == year)
    }

    /// Age in whole years on a day; 0 before birth.
    #[must_use]
    pub fn age_on(&self, day: NaiveDate) -> u32 {
        day.years_since(self.birth_date).unwrap_or(0)
    }
}
