//! Who works for the organisation, and inviting families.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, FacilityId};
use crate::staff::Role;

/// Somebody who works for the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffMember {
    /// Their account.
    pub id: AccountId,
    /// Mail address to sign in with.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// What they do.
    pub role: Role,
    /// The facilities a referent works for; none in other roles.
    pub facilities: Vec<FacilityId>,
    /// Whether they have set a password.
    pub has_password: bool,
    /// Whether they have set up the second factor, without which they may do nothing here.
    pub second_factor: bool,
}

/// All who work for the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Staff {
    /// By name.
    pub items: Vec<StaffMember>,
}

/// Lets somebody in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewStaffMember {
    /// Mail address, in any case; an account that has it is given the role.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "nadia.roux@commune.example"))]
    pub email: String,
    /// First name, 1 to 100 characters.
    pub first_name: String,
    /// Last name, 1 to 100 characters.
    pub last_name: String,
    /// What they will do.
    pub role: Role,
    /// The facilities a referent works for: at least one; none in other roles.
    #[serde(default)]
    pub facilities: Vec<FacilityId>,
}

/// Changes what somebody does; replaces what was before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffMemberUpdate {
    /// First name, 1 to 100 characters.
    pub first_name: String,
    /// Last name, 1 to 100 characters.
    pub last_name: String,
    /// What they will do.
    pub role: Role,
    /// The facilities a referent works for: at least one; none in other roles.
    #[serde(default)]
    pub facilities: Vec<FacilityId>,
}

/// Invites families whom the organisation knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InvitationRequest {
    /// Mail addresses, in any case: 1 to 500.
    pub emails: Vec<String>,
}

/// What became of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InvitationOutcome {
    /// The mail is on its way.
    Invited,
    /// The account has a password: nothing is sent.
    HasPassword,
    /// No account has this address.
    Unknown,
}

/// One address of an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// The address, lower-cased.
    pub email: String,
    /// What became of it.
    pub outcome: InvitationOutcome,
}

/// What became of all addresses, in the order sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationReport {
    /// One an address.
    pub items: Vec<Invitation>,
}
