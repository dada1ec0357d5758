//! Where a child goes to school when the year turns.

use serde::{Deserialize, Serialize};

use super::{Cycle, Grade, School, Schooling};
use crate::ids::SchoolId;

/// What becomes of a child in the next school year, unless staff know better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Promotion {
    /// It goes to this school, in this grade.
    GoesTo {
        /// Which school.
        school_id: SchoolId,
        /// Which grade.
        grade: Grade,
    },
    /// It comes into a cycle that its school does not have, and several have: staff choose.
    ChooseSchool {
        /// Which grade.
        grade: Grade,
    },
    /// It leaves primary school.
    Leaves,
}

impl School {
    /// Whether it has the grades of a cycle.
    #[must_use]
    pub fn has(&self, cycle: Cycle) -> bool {
        self.cycles.is_empty() || self.cycles.contains(&cycle)
    }
}

impl Promotion {
    /// One grade higher: in the same school while it has the grade, else in the only school that has.
    #[must_use]
    pub fn of(schooling: &Schooling, schools: &[School]) -> Self {
        let Some(grade) = schooling.grade.next() else { return Self::Leaves };
        let with_grade = || schools.iter().filter(|school| school.has(grade.cycle()));
        let same = with_grade().find(|school| school.id == schooling.school_id);
        let mut others = with_grade();
        match (same, others.next(), others.next()) {
            (Some(school), ..) | (None, Some(school), None) => Self::GoesTo { school_id: school.id, grade },
            _ => Self::ChooseSchool { grade },
        }
    }
}
