//! What one client address may ask of one replica.

use anyhow::ensure;
use serde::{Deserialize, Serialize};

/// Requests in a minute of one client address, before anybody has signed in. Families may share an address: a network of
/// mobile phones, a town hall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitsConfig {
    /// Signing in.
    pub sign_ins_per_minute: u32,
    /// Whatever has a mail with a link sent.
    pub links_per_minute: u32,
    /// Looking at the link of a mail.
    pub inspections_per_minute: u32,
    /// How good a password is, asked while it is typed.
    pub estimates_per_minute: u32,
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self {
            sign_ins_per_minute: 120,
            links_per_minute: 60,
            inspections_per_minute: 120,
            estimates_per_minute: 240,
        }
    }
}

impl LimitsConfig {
    /// Refuses settings that let nothing through.
    ///
    /// # Errors
    ///
    /// Names the setting at fault.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        for (name, value) in [
            ("sign_ins_per_minute", self.sign_ins_per_minute),
            ("links_per_minute", self.links_per_minute),
            ("inspections_per_minute", self.inspections_per_minute),
            ("estimates_per_minute", self.estimates_per_minute),
        ] {
            ensure!(value >= 1, "limits.{name}: at least 1");
        }
        Ok(())
    }
}
