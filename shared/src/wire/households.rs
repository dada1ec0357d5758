//! Households that staff make, complete and correct on behalf of families.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::SchoolYear;
use crate::families::{Field, FieldValue};
use crate::ids::{ChildId, GuardianId, HouseholdId};
use crate::wire::InvitationOutcome;

/// A household that staff make for a family which does not do so by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewHousehold {
    /// Of which school year schooling is told.
    pub school_year: SchoolYear,
    /// Whether it lives on the organisation's territory; none: nobody knows yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resident: Option<bool>,
    /// Answers of the household.
    #[serde(default)]
    pub values: BTreeMap<Field, FieldValue>,
    /// Its guardians, 1 to 12.
    pub guardians: Vec<NewGuardian>,
    /// Its children, at most 12.
    #[serde(default)]
    pub children: Vec<NewChild>,
}

/// A guardian of a new household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewGuardian {
    /// Answers, names among them.
    pub values: BTreeMap<Field, FieldValue>,
    /// Mail address, in any case; without one an account can be attached later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// A child of a new household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewChild {
    /// Answers, names and the day of birth among them.
    pub values: BTreeMap<Field, FieldValue>,
}

/// A household that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HouseholdCreated {
    /// Its id.
    pub household_id: HouseholdId,
    /// Its guardians, in the order sent.
    pub guardians: Vec<GuardianId>,
    /// Its children, in the order sent.
    pub children: Vec<ChildId>,
    /// Households which perhaps are the same family.
    pub perhaps_same: Vec<PerhapsSame>,
}

/// A household that has a child of the same name and day of birth. Only staff are told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PerhapsSame {
    /// Which.
    pub household_id: HouseholdId,
    /// What it is called.
    pub name: String,
    /// First name of the child.
    pub child: String,
}

/// The mail address of a guardian who has no account yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GuardianAddress {
    /// Mail address, in any case.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "lea.martin@famille.example"))]
    pub email: String,
    /// Whether an invitation is sent there. Otherwise an account that is created with this address becomes the guardian's.
    #[serde(default)]
    pub invite: bool,
}

/// What became of the address of a guardian.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuardianAddressSet {
    /// The `ETag` of the guardian's part from now on.
    pub version: i32,
    /// The address, lower-cased.
    pub email: String,
    /// What became of the invitation, where one was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<InvitationOutcome>,
}

/// Whether a child leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChildDeparture {
    /// The first school year it is gone in.
    pub school_year: SchoolYear,
    /// Whether it is gone; `false` takes a departure back.
    pub gone: bool,
}

/// What marking a departure did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChildDepartureMarked {
    /// Places that the child still has from that school year on: they stay until somebody cancels them.
    pub bookings: u32,
}
