//! Supporting documents.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::SchoolYear;
use crate::documents::{AskedDocument, DocumentState, DocumentType, Verdict};
use crate::ids::{ActivityId, ChildId, DocumentId, DocumentTypeId, GuardianId, HouseholdId};
use crate::text::Text;

/// What a file is sent as; the file itself is the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct DocumentSubmission {
    /// Of which type.
    #[cfg_attr(feature = "openapi", param(value_type = String))]
    pub type_id: DocumentTypeId,
    /// About which guardian of the household, of a type about guardians.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<String>))]
    pub guardian_id: Option<GuardianId>,
    /// About which child of the household, of a type about children.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<String>))]
    pub child_id: Option<ChildId>,
    /// For which school year, of a type that is asked for each year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<String>, example = "2026-2027"))]
    pub school_year: Option<SchoolYear>,
    /// The name of the file, for people; says nothing about its content.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", param(example = "attestation.pdf"))]
    pub name: String,
}

/// A document that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// What it was sent for.
    #[serde(flatten)]
    pub asked: AskedDocument,
    /// The name of the file as it was sent, cleaned, ending as its content does.
    pub name: String,
    /// The media type of its content.
    pub media_type: String,
    /// Bytes of its content.
    pub size: u64,
    /// When it was sent.
    pub received_at: DateTime<Utc>,
    /// How far it is.
    pub state: DocumentState,
    /// The first day on which it no longer counts, as its type says or staff read on it; none: it counts for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<NaiveDate>,
}

/// Something that is asked of a household, and what was sent for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HouseholdDocument {
    /// What.
    #[serde(flatten)]
    pub asked: AskedDocument,
    /// Whether nothing can be booked without it.
    pub required: bool,
    /// Whether something was sent that counts.
    pub satisfied: bool,
    /// How far the newest of what was sent is.
    pub state: DocumentState,
    /// The newest that this household sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// An accepted one that goes on counting while the newest waits or was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<Document>,
    /// Whether the other household of the child sent it: its state is told, its content is theirs.
    #[serde(default)]
    pub elsewhere: bool,
}

/// Somebody whom documents are about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentPerson<Id> {
    /// Their id.
    pub id: Id,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
}

/// An activity that documents are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentActivity {
    /// Its id.
    pub id: ActivityId,
    /// Its name.
    pub name: Text,
}

/// The documents of a household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HouseholdDocuments {
    /// The instant the states are of, in milliseconds since 1970.
    pub server_time_ms: i64,
    /// The school year of that instant; none outside the known calendar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school_year: Option<SchoolYear>,
    /// The largest file that can be sent, in bytes.
    pub limit_bytes: u64,
    /// The types, in the order of the configuration.
    pub types: Vec<DocumentType>,
    /// The activities that types are asked for, where not for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<DocumentActivity>,
    /// The guardians of the household.
    pub guardians: Vec<DocumentPerson<GuardianId>>,
    /// The children of the household, the eldest first.
    pub children: Vec<DocumentPerson<ChildId>>,
    /// What is asked, for this school year and those planned after it.
    pub items: Vec<HouseholdDocument>,
}

/// A document as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentToCheck {
    /// The document.
    #[serde(flatten)]
    pub document: Document,
    /// The name of its type.
    pub type_name: Text,
    /// The household that sent it.
    pub household_id: HouseholdId,
    /// The name of the household.
    pub household_name: String,
    /// First and last name of the guardian or child it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// How often it was edited; the `ETag` to decide with.
    pub version: i32,
}

/// What staff say of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "verdict", rename_all = "snake_case", deny_unknown_fields)]
pub enum DocumentDecision {
    /// It is what was asked for.
    Accepted {
        /// The first day on which it no longer counts, where the document says another than its type: after today, within
        /// thirty years. None: as the type says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_on: Option<NaiveDate>,
    },
    /// It is not.
    Refused {
        /// Why, for the family to read: 1 to 500 characters.
        reason: String,
    },
}

impl DocumentDecision {
    /// What is kept of it as the verdict.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Accepted { .. } => Verdict::Accepted,
            Self::Refused { reason } => Verdict::Refused { reason: reason.clone() },
        }
    }
}

impl From<&Verdict> for DocumentDecision {
    fn from(verdict: &Verdict) -> Self {
        match verdict {
            Verdict::Accepted => Self::Accepted { expires_on: None },
            Verdict::Refused { reason } => Self::Refused { reason: reason.clone() },
        }
    }
}

/// A required document that does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MissingDocument {
    /// What is asked for.
    #[serde(flatten)]
    pub asked: AskedDocument,
    /// The name of its type.
    pub type_name: Text,
    /// Whether it was sent, and only staff have to look.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waits: bool,
}
