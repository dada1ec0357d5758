//! School years, written `2026-2027`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A school year (*année scolaire*), named by the two civil years it touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SchoolYear {
    first: u16,
}

/// A text is no school year.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no school year: write two following years, such as 2026-2027")]
pub struct ParseSchoolYearError(String);

impl SchoolYear {
    /// The school year that begins in that civil year.
    #[must_use]
    pub const fn starting_in(year: u16) -> Self {
        Self { first: year }
    }

    /// The civil year it begins in.
    #[must_use]
    pub const fn first_year(self) -> u16 {
        self.first
    }

    /// The school year after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self { first: self.first + 1 }
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.first, self.first + 1)
    }
}

impl FromStr for SchoolYear {
    type Err = ParseSchoolYearError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parse = || {
            let (first, second) = text.split_once('-')?;
            let (first, second): (u16, u16) = (first.parse().ok()?, second.parse().ok()?);
            ((1900..3000).contains(&first) && second == first + 1).then_some(Self { first })
        };
        parse().ok_or_else(|| ParseSchoolYearError(text.to_owned()))
    }
}

impl TryFrom<String> for SchoolYear {
    type Error = ParseSchoolYearError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<SchoolYear> for String {
    fn from(year: SchoolYear) -> Self {
        year.to_string()
    }
}

#[cfg(feature = "openapi")]
crate::schema::text_schema!(SchoolYear, "2026-2027");
