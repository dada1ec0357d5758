//! The guardians of a household: who may do what, who is invited.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::catalogue::Language;
use crate::guardianships::GuardianRoles;
use crate::ids::{ChildId, GuardianId, GuardianInvitationId, HouseholdId};

/// The guardians of a household, and who is to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HouseholdGuardians {
    /// The server's instant in milliseconds since 1970.
    pub server_time_ms: i64,
    /// The household's name.
    pub name: String,
    /// The `ETag` to change roles with.
    pub version: i32,
    /// Those who came first first.
    pub guardians: Vec<HouseholdGuardian>,
    /// Invitations that nobody has followed yet, the newest first.
    pub invitations: Vec<GuardianInvitation>,
    /// The children, the eldest first.
    pub children: Vec<GuardianInvitationTarget>,
}

/// A guardian of a household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HouseholdGuardian {
    /// What they may do.
    #[serde(flatten)]
    pub roles: GuardianRoles,
    /// First name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Whether they sign in to the portal.
    pub has_account: bool,
    /// Whether it is the one who asks.
    pub is_me: bool,
}

/// A child of the household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuardianInvitationTarget {
    /// Which.
    pub id: ChildId,
    /// First name.
    pub first_name: String,
    /// First names of its guardians in its other household; nobody: it lives here only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<String>,
}

/// Where somebody who is invited lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Living {
    /// In the household that invites.
    Here,
    /// In a household of their own, whose address and answers stay theirs.
    Elsewhere,
}

/// Invites the other guardian.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewGuardianInvitation {
    /// A guardian of the household without an account, to whom it will belong; names are theirs then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian_id: Option<GuardianId>,
    /// First name, at most 100 characters.
    #[serde(default)]
    pub first_name: String,
    /// Family name, at most 100 characters.
    #[serde(default)]
    pub last_name: String,
    /// Mail address, in any case.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "hugo.martin@famille.example"))]
    pub email: String,
    /// Where they live.
    pub living: Living,
    /// With `elsewhere`: which children live with them too; at least one.
    #[serde(default)]
    pub children: Vec<ChildId>,
}

/// An invitation that nobody has followed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuardianInvitation {
    /// Its id.
    pub id: GuardianInvitationId,
    /// The guardian of the household it is for, if it has them already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian_id: Option<GuardianId>,
    /// First name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Mail address.
    pub email: String,
    /// Where they live.
    pub living: Living,
    /// The children who are to live with them too.
    pub children: Vec<ChildId>,
    /// When the last mail was asked for.
    pub sent_at: DateTime<Utc>,
    /// Until when it can be followed.
    pub expires_at: DateTime<Utc>,
    /// Whether that is over.
    pub expired: bool,
}

/// What an invitation is, for whoever holds its link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuardianInvitationLink {
    /// The address it was sent to: that of the account which may follow it.
    pub email: String,
    /// First name of whoever is invited.
    pub first_name: String,
    /// First name of whoever invites.
    pub invited_by: String,
    /// Where they live.
    pub living: Living,
    /// First names of the children.
    pub children: Vec<String>,
    /// Whether the address has an account with a password: one signs in then, and accepts.
    pub has_account: bool,
    /// Until when it can be followed.
    pub expires_at: DateTime<Utc>,
}

/// Follows an invitation by a new account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewGuardianAccount {
    /// The secret of the link.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub token: String,
    /// The password.
    #[cfg_attr(feature = "openapi", schema(min_length = 12, max_length = 200, format = Password))]
    pub password: String,
    /// Language of mails.
    #[serde(default)]
    pub language: Language,
}

impl std::fmt::Debug for NewGuardianAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewGuardianAccount").finish_non_exhaustive()
    }
}

/// Follows an invitation by the account that is signed in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AcceptGuardianInvitation {
    /// The secret of the link.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub token: String,
    /// Of those who live elsewhere: which household of theirs the children come into; a new one without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household_id: Option<HouseholdId>,
}

impl std::fmt::Debug for AcceptGuardianInvitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AcceptGuardianInvitation")
            .field("household_id", &self.household_id)
            .finish_non_exhaustive()
    }
}

/// What came of following an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Joined {
    /// The mail address to sign in with.
    pub email: String,
    /// The household one is a guardian of now.
    pub household_id: HouseholdId,
}

/// The roles of all guardians of a household, set by staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RolesUpdate {
    /// Each guardian once; one pays, at least one may book.
    pub guardians: Vec<GuardianRoles>,
}
