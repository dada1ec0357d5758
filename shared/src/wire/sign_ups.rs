//! Creating an account of one's own accord.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::SchoolYear;
use crate::catalogue::Language;
use crate::families::{Field, FieldRule, FieldValue};

/// What the organisation asks of parents who create an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignUpForm {
    /// By the rules of which school year.
    pub school_year: SchoolYear,
    /// Fields of guardians and households that are asked, hidden ones left out.
    pub rules: BTreeMap<Field, FieldRule>,
}

/// Begins an account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSignUp {
    /// Mail address to sign in with, in any case.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "lea.martin@famille.example"))]
    pub email: String,
    /// The password.
    #[cfg_attr(feature = "openapi", schema(min_length = 12, max_length = 200, format = Password))]
    pub password: String,
    /// Language of mails.
    #[serde(default)]
    pub language: Language,
    /// Answers about the guardian and the household; first and family name among them.
    pub values: BTreeMap<Field, FieldValue>,
}

impl std::fmt::Debug for NewSignUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewSignUp").field("email", &self.email).finish_non_exhaustive()
    }
}

/// An account that is begun. The same whether the address is known already or not.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignUp {
    /// The secret by which the browser goes on.
    pub token: String,
    /// Until when the address can be confirmed.
    pub expires_at: DateTime<Utc>,
}

impl std::fmt::Debug for SignUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignUp").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

/// More answers.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignUpUpdate {
    /// The secret of the sign-up.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub token: String,
    /// Answers; those given before stay.
    pub values: BTreeMap<Field, FieldValue>,
}

impl std::fmt::Debug for SignUpUpdate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignUpUpdate").finish_non_exhaustive()
    }
}

/// Confirms an address: by the link that was sent there, and the password that was chosen. Who did not begin the account
/// does not finish it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignUpConfirmation {
    /// The token of the link.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub token: String,
    /// The password chosen at the beginning.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, format = Password))]
    pub password: String,
}

impl std::fmt::Debug for SignUpConfirmation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignUpConfirmation").finish_non_exhaustive()
    }
}

/// An account that is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignUpConfirmed {
    /// The mail address to sign in with.
    pub email: String,
}
