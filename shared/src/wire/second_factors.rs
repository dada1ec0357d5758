//! A code besides the password: from an application on the phone (TOTP, RFC 6238), or from a list kept for the day it is
//! lost.

use serde::{Deserialize, Serialize};

/// Asks for a secret, for recovery codes, or to do without them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordProof {
    /// The account's password: an open screen is not enough.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, format = Password))]
    pub password: String,
}

impl std::fmt::Debug for PasswordProof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PasswordProof").finish_non_exhaustive()
    }
}

/// What the application on the phone is told, once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorSetup {
    /// The secret, in base 32, to be typed where no camera is at hand.
    pub secret: String,
    /// The same as a link that opens the application, `otpauth://…`.
    pub url: String,
    /// The link as a picture to be scanned: an SVG in a data URI.
    pub qr_code: String,
}

impl std::fmt::Debug for SecondFactorSetup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecondFactorSetup").finish_non_exhaustive()
    }
}

/// A code that the application shows.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SecondFactorCode {
    /// Six digits; blanks are overlooked.
    #[cfg_attr(feature = "openapi", schema(max_length = 40, example = "123456"))]
    pub code: String,
}

impl std::fmt::Debug for SecondFactorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecondFactorCode").finish_non_exhaustive()
    }
}

/// Codes for the day the phone is lost, shown once; each works once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// Ten of them.
    pub codes: Vec<String>,
}

impl std::fmt::Debug for RecoveryCodes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecoveryCodes").finish_non_exhaustive()
    }
}
