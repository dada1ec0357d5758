//! Announcements to families.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::announcements::Audience;
use crate::calendar::SchoolYear;
use crate::ids::{AnnouncementId, FacilityId, SchoolId};
use crate::rich_text::Block;

/// How far an announcement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AnnouncementState {
    /// Only staff see it.
    Draft,
    /// Families see it.
    Published,
    /// Its last day is over.
    Expired,
    /// Staff took it back.
    Withdrawn,
}

impl AnnouncementState {
    /// The code written in JSON and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// An announcement as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnnouncementText {
    /// Title in French, one line; at most 150 characters.
    pub title_fr: String,
    /// Text in French, in Markdown; at most 10,000 characters.
    pub body_fr: String,
    /// Title in English; with the text, or neither: then French is shown.
    #[serde(default)]
    pub title_en: String,
    /// Text in English.
    #[serde(default)]
    pub body_en: String,
    /// Whom it is for.
    pub audience: Audience,
    /// In which school year facilities and classes have these families; the present one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school_year: Option<SchoolYear>,
    /// The last day on which families see it: from today on, at most a year from now.
    pub shown_until: NaiveDate,
}

/// An announcement in the list of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnnouncementSummary {
    /// Its id.
    pub id: AnnouncementId,
    /// How far it is.
    pub state: AnnouncementState,
    /// Title in French.
    pub title: String,
    /// Whom it is for.
    pub audience: Audience,
    /// In which school year.
    pub school_year: SchoolYear,
    /// The last day on which families see it.
    pub shown_until: NaiveDate,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// By whom, as far as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_by: Option<String>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<DateTime<Utc>>,
    /// By whom, as far as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_by: Option<String>,
    /// When it was last corrected after that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_at: Option<DateTime<Utc>>,
    /// When it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Whether it is sent by mail too.
    pub by_mail: bool,
    /// How many guardians it was sent to so far.
    pub mailed: u32,
    /// Whether more mails are being written.
    pub mailing: bool,
    /// How many accounts of families have read it.
    pub readers: u64,
    /// Whether whoever asks may change it: a referent, only what is for the families of their facilities.
    pub may_change: bool,
    /// The version; the `ETag`.
    pub version: i32,
}

/// An announcement as staff read and write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Announcement {
    /// What the list tells of it.
    #[serde(flatten)]
    pub summary: AnnouncementSummary,
    /// Text in French, in Markdown.
    pub body_fr: String,
    /// Title in English; empty: none.
    pub title_en: String,
    /// Text in English.
    pub body_en: String,
}

/// Publishing an announcement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// Whether every guardian with an account gets it by mail too.
    pub by_mail: bool,
}

/// Whom an announcement would reach now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnnouncementReach {
    /// Households that see it.
    pub households: u32,
    /// Guardians who would get a mail, each once.
    pub guardians: u32,
    /// Households of which nobody would get one: no guardian has an account.
    pub households_without_mail: u32,
}

/// A facility that can be chosen as an audience.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacilityAudience {
    /// Which.
    pub facility_id: FacilityId,
    /// Its name.
    pub name: String,
    /// Households it has.
    pub households: u32,
}

/// A class that can be chosen as an audience, or a whole school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClassAudience {
    /// Of which school.
    pub school_id: SchoolId,
    /// The school's name.
    pub school: String,
    /// The class; nothing: the whole school.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class_name: Option<String>,
    /// Households it has.
    pub households: u32,
}

/// The audiences that whoever asks may choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Audiences {
    /// In which school year.
    pub school_year: SchoolYear,
    /// How many households there are; nothing where one may not write to everyone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub everyone: Option<u32>,
    /// Facilities, in the order of the configuration.
    pub facilities: Vec<FacilityAudience>,
    /// By school, each as a whole first, then its classes by name.
    pub classes: Vec<ClassAudience>,
}

/// An announcement as a family reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HouseholdAnnouncement {
    /// Its id.
    pub id: AnnouncementId,
    /// Who it is from: a facility, or the organisation.
    pub from: String,
    /// The language it is in: French where it is not written in the one asked for.
    pub language: String,
    /// Title.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// When it was last corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_at: Option<DateTime<Utc>>,
    /// The last day on which it is shown.
    pub shown_until: NaiveDate,
    /// Whether the account that asks has read it.
    pub read: bool,
}
