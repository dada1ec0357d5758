//! What one does with one's account: its password, its mail address, its devices.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::SignInId;
use crate::passwords::{PasswordFault, Strength};

/// Asks for a link to set a new password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordResetRequest {
    /// Mail address, in any case.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "lea.martin@famille.example"))]
    pub email: String,
}

/// What a link in a mail is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// The organisation knows the family and invites it to set a password.
    Invitation,
    /// The password was forgotten.
    PasswordReset,
    /// A new mail address is to be confirmed.
    AddressChange,
}

/// Takes a new mail address over: by the link that was sent there, and the password of the account. A stranger whose address
/// was typed by mistake does not take the account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddressConfirmation {
    /// The token of the link.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub token: String,
    /// The password of the account.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, format = Password))]
    pub password: String,
}

impl std::fmt::Debug for AddressConfirmation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AddressConfirmation").finish_non_exhaustive()
    }
}

/// The secret of a link in a mail, what follows its `#`, or of a sign-up. It never stands in a path, where logs would keep it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkToken {
    /// The secret.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub token: String,
}

impl std::fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // never the secret
        f.debug_struct("LinkToken").finish_non_exhaustive()
    }
}

/// A link that can still be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountLink {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// The mail address to sign in with once it is used.
    pub email: String,
    /// From when it is of no use.
    pub expires_at: DateTime<Utc>,
}

/// Why a link cannot be used; `reason` of the problem `link_unusable`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LinkFault {
    /// No such link: cut off on the way, or tampered with.
    Unknown,
    /// It was used, or a newer one took its place.
    Used,
    /// Its time is over.
    Expired,
    /// Whoever sent it took it back.
    Withdrawn,
    /// It was sent to another address than that of the account which is signed in.
    OtherAccount,
}

impl LinkFault {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Unknown, Self::Used, Self::Expired, Self::Withdrawn, Self::OtherAccount];

    /// The code written in JSON and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Used => "used",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
            Self::OtherAccount => "other_account",
        }
    }
}

/// Sets a password by the link of an invitation or of a reset.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// The secret of the link.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub token: String,
    /// The password.
    #[cfg_attr(feature = "openapi", schema(min_length = 12, max_length = 200, format = Password))]
    pub password: String,
}

impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewPassword").finish_non_exhaustive()
    }
}

/// Changes the password of the account that is signed in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The password until now.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, format = Password))]
    pub current_password: String,
    /// The password from now on.
    #[cfg_attr(feature = "openapi", schema(min_length = 12, max_length = 200, format = Password))]
    pub new_password: String,
}

impl std::fmt::Debug for PasswordChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PasswordChange").finish_non_exhaustive()
    }
}

/// A password to be judged before it is sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordEstimateRequest {
    /// The password.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, format = Password))]
    pub password: String,
    /// The mail address it protects: a password made of it is soon guessed.
    #[cfg_attr(feature = "openapi", schema(max_length = 254))]
    pub email: String,
}

impl std::fmt::Debug for PasswordEstimateRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PasswordEstimateRequest").finish_non_exhaustive()
    }
}

/// How good a password is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordEstimate {
    /// How hard it is to guess.
    pub strength: Strength,
    /// Why it would not be taken; none: it would.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<PasswordFault>,
}

/// Asks for another mail address; it counts once the link sent there is used.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddressChangeRequest {
    /// The account's password: an open screen is not enough.
    #[cfg_attr(feature = "openapi", schema(max_length = 1000, format = Password))]
    pub password: String,
    /// The new mail address, in any case.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "lea.martin@famille.example"))]
    pub email: String,
}

impl std::fmt::Debug for AddressChangeRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AddressChangeRequest").field("email", &self.email).finish_non_exhaustive()
    }
}

/// Edits the account that is signed in; what is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AccountUpdate {
    /// Language of its mails, `fr` or `en`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
}

/// A device on which the account is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Device {
    /// Its sign-in.
    pub id: SignInId,
    /// When it signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last seen, to within the life of an access token.
    pub last_seen_at: DateTime<Utc>,
    /// What its browser calls itself, at most 200 characters.
    pub user_agent: String,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// All devices of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Devices {
    /// The devices, last seen first.
    pub items: Vec<Device>,
}
