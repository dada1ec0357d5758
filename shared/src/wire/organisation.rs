//! What everybody may know of an organisation.

use serde::{Deserialize, Serialize};

use crate::activities::ActivityKind;
use crate::calendar::SchoolYear;
use crate::families::{Beginning, Contact};
use crate::ids::{FacilityId, SchoolId};
use crate::text::Text;
use crate::wire::SignUpForm;

/// Name and contacts of the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicOrganisation {
    /// The server's instant in milliseconds since 1970.
    pub server_time_ms: i64,
    /// Its name.
    pub name: String,
    /// Its time zone, `Europe/Paris`.
    pub time_zone: String,
    /// Whom to call or write to.
    pub contacts: Vec<Contact>,
    /// Its schools.
    pub schools: Vec<PublicSchool>,
    /// Its facilities.
    pub facilities: Vec<PublicFacility>,
    /// The school years that sessions are planned for, in order.
    #[serde(default)]
    pub school_years: Vec<SchoolYear>,
    /// The present one where it is planned, else the first planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school_year: Option<SchoolYear>,
    /// Of which school year school and grade of a child who comes are told; none where none is planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beginning: Option<Beginning>,
    /// Whether it invites the families that it knows.
    #[serde(default)]
    pub invites: bool,
    /// Whether addresses are completed while they are typed, by `list_address_suggestions`.
    #[serde(default)]
    pub completes_addresses: bool,
    /// What it asks of parents who create an account; none where nobody does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_up: Option<SignUpForm>,
}

/// A school and its referent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicSchool {
    /// Its id.
    pub id: SchoolId,
    /// Its name.
    pub name: String,
    /// Its referent, if it has one of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referent: Option<Contact>,
}

/// A facility, its referent and what it offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicFacility {
    /// Its id.
    pub id: FacilityId,
    /// Its name.
    pub name: String,
    /// Its postal address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Its referent.
    pub referent: Contact,
    /// What it offers.
    pub activities: Vec<PublicActivity>,
}

/// An activity by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicActivity {
    /// What kind of care.
    pub kind: ActivityKind,
    /// Its name.
    pub name: Text,
}
