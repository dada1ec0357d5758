//! Rights of the person and retention, with their defaults. Where each comes from is said in `docs/personal-data.md`.

use anyhow::ensure;
use serde::{Deserialize, Serialize};

/// Rights of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RightsConfig {
    /// Name of the data protection officer, or of the office that stands for one.
    pub officer_name: Option<String>,
    /// Their mail address.
    pub officer_email: Option<String>,
    /// Their telephone number.
    pub officer_phone: Option<String>,
    /// Exports that one account may ask for in 24 hours.
    pub exports_per_day: u32,
}

impl Default for RightsConfig {
    fn default() -> Self {
        Self { officer_name: None, officer_email: None, officer_phone: None, exports_per_day: 3 }
    }
}

/// How long data are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RetentionConfig {
    /// Supporting documents: after the school year they were asked for, after they expired or were refused.
    pub documents_days: u32,
    /// The health of children: after the end of the last school year of a child who has left.
    pub health_days: u32,
    /// The family's file: after the end of the last school year of a household whose children have all left.
    pub family_months: u32,
    /// Accounts nobody signs in to.
    pub inactive_account_months: u32,
    /// How long before such an account is closed its owner is told by mail.
    pub inactive_notice_days: u32,
    /// Change requests that are decided.
    pub change_request_months: u32,
    /// Messages to referents.
    pub message_months: u32,
    /// Mails that were sent.
    pub mail_months: u32,
    /// Notes of staff.
    pub note_months: u32,
    /// Sign-ins, with the device they were made from.
    pub sign_in_months: u32,
    /// What the history holds besides who, when and what kind of thing.
    pub history_months: u32,
    /// Bookings and requests, after the day they are for.
    pub booking_years: u32,
    /// Exports, after they are ready.
    pub export_days: u32,
}

impl Default for RetentionConfig {
    fn default() -> Self {
        Self {
            documents_days: 90,
            health_days: 31,
            family_months: 24,
            inactive_account_months: 24,
            inactive_notice_days: 30,
            change_request_months: 12,
            message_months: 12,
            mail_months: 6,
            note_months: 24,
            sign_in_months: 12,
            history_months: 60,
            booking_years: 10,
            export_days: 7,
        }
    }
}

impl RetentionConfig {
    /// Refuses periods that are no periods.
    ///
    /// # Errors
    ///
    /// Names the setting at fault.
    pub fn check(&self) -> anyhow::Result<()> {
        for (name, value) in [
            ("family_months", self.family_months),
            ("inactive_account_months", self.inactive_account_months),
            ("inactive_notice_days", self.inactive_notice_days),
            ("change_request_months", self.change_request_months),
            ("message_months", self.message_months),
            ("mail_months", self.mail_months),
            ("note_months", self.note_months),
            ("sign_in_months", self.sign_in_months),
            ("history_months", self.history_months),
            ("booking_years", self.booking_years),
            ("export_days", self.export_days),
        ] {
            ensure!(value >= 1, "retention.{name}: at least 1");
        }
        for (name, value) in [
            ("documents_days", self.documents_days),
            ("health_days", self.health_days),
            ("booking_years", self.booking_years * 12),
            ("history_months", self.history_months),
            ("family_months", self.family_months),
        ] {
            ensure!(value <= 1_200, "retention.{name}: no more than a hundred years");
        }
        Ok(())
    }
}
