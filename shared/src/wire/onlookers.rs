//! Who else looks at what waits for a decision.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What colleagues look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnlookerSubject {
    /// The file of a household, by the household's id.
    FamilyFile,
    /// A change request.
    ChangeRequest,
    /// A document.
    Document,
}

impl OnlookerSubject {
    /// The code written in paths, in JSON and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FamilyFile => "family_file",
            Self::ChangeRequest => "change_request",
            Self::Document => "document",
        }
    }
}

/// A colleague who looks at the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Onlooker {
    /// First and last name.
    pub name: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// Who else looks at something now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Onlookers {
    /// Colleagues, who came first first; never oneself.
    pub others: Vec<Onlooker>,
    /// After how many seconds without a word one is taken to have gone.
    pub gone_after_seconds: u32,
}
