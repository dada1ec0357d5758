//! What was done to a household, and what staff noted.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::families::Field;
use crate::ids::AccountId;
use crate::text::Text;

/// A note of staff on a household, which the family does not see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HouseholdNote {
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Who wrote it.
    pub by_name: String,
    /// What.
    pub text: String,
}

/// A note to be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewHouseholdNote {
    /// What; at most 2,000 characters.
    pub text: String,
}

/// A page of what was done to a household, and with the first page what staff noted: the last 200, both newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HouseholdRecord {
    /// What was done.
    pub events: Vec<HouseholdEvent>,
    /// What was noted.
    pub notes: Vec<HouseholdNote>,
    /// What to send as `cursor` for what was done before; none on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// How something was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventVerdict {
    /// As was asked.
    Accepted,
    /// Not so.
    Refused,
}

/// Something that was done to a household or its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HouseholdEvent {
    /// When.
    pub at: DateTime<Utc>,
    /// By which account; none: by the organisation's import, or by the portal itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<AccountId>,
    /// Name of that account's owner, as far as it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_name: Option<String>,
    /// The kind of thing it was done to: `household`, `guardian`, `child`, `family_file`, `change_request` …
    pub subject: String,
    /// What was done: `edited`, `submitted`, `validated` …
    pub action: String,
    /// Name of the child or guardian it is about, as far as it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Of a document: its type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Text>,
    /// The answers that changed, or are asked to; of health too, never what they say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// How it was decided, where the action does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<EventVerdict>,
    /// What staff said with it: to the family, or why although something was missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
}
