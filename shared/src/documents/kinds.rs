//! Types of documents, as an organisation configures them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::families::Field;
use crate::ids::{ActivityId, DocumentTypeId};
use crate::text::Text;

/// How many days before it expires a document is asked for again, where the organisation does not say.
const REMINDER_DAYS: u32 = 30;

/// Whom a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentOwner {
    /// The household, such as a proof of address.
    Household,
    /// Each of its guardians.
    Guardian,
    /// Each of its children.
    Child,
}

/// How long a document is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DocumentValidity {
    /// For one school year, which is named when it is sent.
    SchoolYear,
    /// For some months from the day it was sent on.
    Months {
        /// How many, 1 or more.
        months: u32,
    },
    /// For ever.
    Forever,
}

/// A format that a document may be sent in, told by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentFormat {
    /// PDF.
    Pdf,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
}

impl DocumentFormat {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Pdf, Self::Jpeg, Self::Png, Self::Webp];

    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    /// The format of a media type.
    #[must_use]
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.media_type() == media_type)
    }

    /// The name people know, the same in all languages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
        }
    }

    /// How the names of its files end, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }
}

/// A document that an organisation asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentType {
    /// Its id.
    pub id: DocumentTypeId,
    /// Its name.
    pub name: Text,
    /// What it is, where to get it, why it is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Whom it is about.
    pub owner: DocumentOwner,
    /// For which activities; for all where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<ActivityId>,
    /// What must be answered of a child, all of it, for it to be asked about the child; always where nothing stands.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub when: BTreeMap<Field, bool>,
    /// Whether it tells of a child's health: its content is sealed, and read by those who may read health.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub health: bool,
    /// Whether nothing can be booked without it.
    pub required: bool,
    /// How long it is good for.
    pub validity: DocumentValidity,
    /// The formats taken.
    pub formats: Vec<DocumentFormat>,
    /// Whether it counts only once staff have accepted it.
    pub needs_acceptance: bool,
    /// How many days before it expires it is asked for again.
    #[serde(default = "reminder_days")]
    pub reminder_days: u32,
}

const fn reminder_days() -> u32 {
    REMINDER_DAYS
}

impl DocumentType {
    /// Days before the end at which families are reminded, where the organisation does not say.
    pub const REMINDER_DAYS: u32 = REMINDER_DAYS;

    /// Whether it is asked for an activity.
    #[must_use]
    pub fn is_for(&self, activity: ActivityId) -> bool {
        self.activities.is_empty() || self.activities.contains(&activity)
    }

    /// Whether it is asked about a child of whom this was answered; no answer is neither yes nor no.
    #[must_use]
    pub fn is_called_for(&self, answer: impl Fn(Field) -> Option<bool>) -> bool {
        self.when.iter().all(|(field, value)| answer(*field) == Some(*value))
    }

    /// Whether one is asked for each school year.
    #[must_use]
    pub fn is_yearly(&self) -> bool {
        self.validity == DocumentValidity::SchoolYear
    }
}
