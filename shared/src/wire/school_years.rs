//! The year turns: grades are promoted.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::SchoolYear;
use crate::families::{Field, Grade, Promotion, Schooling};
use crate::ids::{ChildId, SchoolId};
use crate::text::Text;

/// What becomes of a child when a school year is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PromotionLine {
    /// Which child.
    pub child_id: ChildId,
    /// First name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Where it goes to school in the year before.
    pub from: Schooling,
    /// Its class there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class_name: Option<String>,
    /// What is told already of the year to be opened: it stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Schooling>,
    /// Whether it is told already that the child has left by then.
    #[serde(default)]
    pub left: bool,
    /// What is proposed where nothing is told yet.
    pub proposed: Promotion,
}

/// What staff know better about a child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PromotionCorrection {
    /// Which child.
    pub child_id: ChildId,
    /// The school it goes to; none: it leaves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school_id: Option<SchoolId>,
    /// The grade it goes to; with the school.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Its class there, where it is known already: 1 to 50 characters; with the school.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class_name: Option<String>,
}

/// Opens a school year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SchoolYearOpening {
    /// What staff know better, at most one line a child and 3,000 in all; for all others the proposal holds.
    #[serde(default)]
    pub corrections: Vec<PromotionCorrection>,
}

/// What opening a school year did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SchoolYearOpened {
    /// Which.
    pub school_year: SchoolYear,
    /// Children whose school and grade were written.
    pub promoted: u32,
    /// Children of whom school and grade were told already, or that they have left.
    pub known: u32,
    /// Children who leave.
    pub leaving: u32,
    /// Children whose school staff have to choose: opening again does it for them.
    pub undecided: u32,
    /// Files carried over: what was validated is not asked again.
    pub files: u32,
    /// Children whose correction came too late: of them it was told already where they go, or that they have left.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overtaken: Vec<ChildId>,
}

/// The school years that can be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SchoolYears {
    /// In order.
    pub items: Vec<SchoolYearToOpen>,
}

/// A school year that is planned, as the one before is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SchoolYearToOpen {
    /// Which.
    pub school_year: SchoolYear,
    /// When it was opened last; none: not yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<DateTime<Utc>>,
    /// Who did, as far as it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_by: Option<String>,
    /// Answers that families will be asked for: required then and not in the year before, and the class, which is made anew.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// Names of the documents that will be asked for again, since one is asked for each year.
    #[serde(default)]
    pub documents: Vec<Text>,
}
