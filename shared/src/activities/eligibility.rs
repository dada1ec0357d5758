//! For whom an activity or a slot is.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::SchoolYear;
use crate::families::{Child, Cycle, Grade};
use crate::ids::SchoolId;

/// Conditions on the child, all of which must hold; what is empty or missing asks nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Eligibility {
    /// Cycles, of the school year of the session.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cycles: Vec<Cycle>,
    /// Grades, of the school year of the session.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<Grade>,
    /// Schools, of the school year of the session.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schools: Vec<SchoolId>,
    /// The youngest age on the day, whole years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_age: Option<u32>,
    /// The oldest age on the day, whole years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age: Option<u32>,
    /// Only for families that live on the territory.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub residents_only: bool,
}

/// Which condition a child does not meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Ineligible {
    /// School and grade of that school year are not known yet.
    SchoolingUnknown {
        /// Which year.
        school_year: SchoolYear,
    },
    /// Another school's children.
    School,
    /// Not open to this cycle.
    Cycle {
        /// The child's.
        cycle: Cycle,
    },
    /// Not open to this grade.
    Grade {
        /// The child's.
        grade: Grade,
    },
    /// Too young on that day.
    TooYoung {
        /// The least age in years.
        min_age: u32,
    },
    /// Too old on that day.
    TooOld {
        /// The greatest age in years.
        max_age: u32,
    },
    /// Only for residents.
    Residency,
    /// A day of the child’s other household, by the calendar that both keep ([`crate::custody`]).
    OtherHousehold {
        /// The next day that is not theirs, if there is one within a year.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<NaiveDate>,
    },
}

impl Eligibility {
    /// The first condition a child does not meet on a day of a school year.
    #[must_use]
    pub fn refuses(&self, child: &Child, day: NaiveDate, year: SchoolYear) -> Option<Ineligible> {
        let asks_schooling = !(self.cycles.is_empty() && self.grades.is_empty() && self.schools.is_empty());
        if asks_schooling {
            let Some(schooling) = child.schooling(year) else {
                return Some(Ineligible::SchoolingUnknown { school_year: year });
            };
            let (grade, cycle) = (schooling.grade, schooling.grade.cycle());
            if !self.schools.is_empty() && !self.schools.contains(&schooling.school_id) {
                return Some(Ineligible::School);
            }
            if !self.cycles.is_empty() && !self.cycles.contains(&cycle) {
                return Some(Ineligible::Cycle { cycle });
            }
            if !self.grades.is_empty() && !self.grades.contains(&grade) {
                return Some(Ineligible::Grade { grade });
            }
        }
        let age = child.age_on(day);
        match (self.min_age, self.max_age) {
            (Some(min_age), _) if age < min_age => Some(Ineligible::TooYoung { min_age }),
            (_, Some(max_age)) if age > max_age => Some(Ineligible::TooOld { max_age }),
            _ if self.residents_only && !child.resident => Some(Ineligible::Residency),
            _ => None,
        }
    }
}
