//! Signing in, and who is signed in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, FacilityId, GuardianId, HouseholdId};
use crate::staff::Role;

/// What a guardian types to sign in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignInRequest {
    /// Mail address, in any case.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "lea.martin@famille.example"))]
    pub email: String,
    /// Password.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, format = Password, example = "a long sentence"))]
    pub password: String,
    /// The code of the second factor, or a recovery code, where the account asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 40, example = json!(null)))]
    pub code: Option<String>,
}

impl std::fmt::Debug for SignInRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // never the password
        f.debug_struct("SignInRequest").field("email", &self.email).finish_non_exhaustive()
    }
}

/// A sign-in under way. The refresh token is in a cookie that scripts cannot read.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// To be sent as `Authorization: Bearer …`; kept in memory only.
    pub access_token: String,
    /// From when the access token is refused; refresh before.
    pub expires_at: DateTime<Utc>,
    /// The server's instant in milliseconds since 1970, by which a client corrects its clock.
    pub server_time_ms: i64,
    /// Who is signed in.
    pub account: Account,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // never the token
        f.debug_struct("SignIn").field("account", &self.account).finish_non_exhaustive()
    }
}

/// An account and what it may act for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Mail address, lower-cased.
    pub email: String,
    /// Language of its mails, `fr` or `en`.
    pub locale: String,
    /// Whether signing in takes a code besides the password.
    pub second_factor: bool,
    /// The guardian who signs in with it; none for an account that is nobody's parent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian: Option<AccountGuardian>,
    /// The households it acts for, by name.
    pub households: Vec<AccountHousehold>,
    /// What it does for the organisation; none for families.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<AccountStaff>,
}

/// What an account does for the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountStaff {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// What it does.
    pub role: Role,
    /// The facilities a referent works for.
    pub facilities: Vec<FacilityId>,
}

/// The guardian of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountGuardian {
    /// Its id.
    pub id: GuardianId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
}

/// A household of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountHousehold {
    /// Its id.
    pub id: HouseholdId,
    /// How it is called.
    pub name: String,
    /// Whether the account may book for it, or only look.
    pub may_book: bool,
}
