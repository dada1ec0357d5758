//! The mails of the built-in viewer (embedded mode only).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::MailId;

/// A mail in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MailSummary {
    /// Its id.
    pub id: MailId,
    /// Name of the recipient.
    pub to_name: String,
    /// Mail address of the recipient.
    pub to_address: String,
    /// Subject.
    pub subject: String,
    /// When it was queued.
    pub created_at: DateTime<Utc>,
    /// When it was sent, or the viewer received it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<DateTime<Utc>>,
}

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mail {
    /// What the list shows of it.
    #[serde(flatten)]
    pub summary: MailSummary,
    /// Mail address that answers go to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// Language it is written in.
    pub locale: String,
    /// Body, plain text.
    pub text: String,
    /// Body, HTML.
    pub html: String,
}
