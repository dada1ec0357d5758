//! In which school year a child who comes into a household begins.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Child, Field, Need};
use crate::calendar::SchoolYear;
use crate::organisation::Organisation;

/// The month from which families come for the school year that begins in September: April.
const SPRING: u32 = 4;

/// Of which school year a family may tell school and grade of a child who comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Beginning {
    /// The present school year, and those planned after it, in order.
    pub school_years: Vec<SchoolYear>,
    /// The one that most families come for now.
    pub suggested: SchoolYear,
}

impl Organisation {
    /// Of which school years a family tells when a child comes: the one suggested is the present one until April, or until
    /// a registration window of the next one opens; from then on the next one, where it is planned. None where no school
    /// year is.
    #[must_use]
    pub fn beginning(&self, now: DateTime<Utc>) -> Option<Beginning> {
        let present = self.present_school_year(now)?;
        let mut school_years = self.school_years();
        school_years.retain(|year| *year >= present);
        let next = Some(present.next()).filter(|next| school_years.contains(next));
        let suggested = next.filter(|next| self.is_awaited(*next, now)).unwrap_or(present);
        Some(Beginning { school_years, suggested })
    }

    /// Whether families come for a school year that has not begun.
    fn is_awaited(&self, year: SchoolYear, now: DateTime<Utc>) -> bool {
        let spring = NaiveDate::from_ymd_opt(year.first_year().into(), SPRING, 1);
        let mut windows = self.windows.iter().filter(|window| window.school_year == Some(year));
        spring.is_some_and(|spring| spring <= self.today(now)) || windows.any(|window| window.opens_at <= now)
    }

    /// Whether a child begins after a school year: it goes to school only in a later one, as far as its family has told.
    /// Nothing is asked of it before, where school is asked of every child.
    #[must_use]
    pub fn begins_after(&self, child: &Child, year: SchoolYear) -> bool {
        let told = || child.schoolings.iter().map(|schooling| schooling.school_year);
        self.file.rule(Field::ChildSchool, year).need == Need::Required
            && told().any(|told| told > year)
            && told().all(|told| told > year)
    }
}
