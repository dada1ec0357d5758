//! `ribambelle invite`.

use std::sync::Arc;

use super::invite::{Invited, invite};
use super::letters::Letters;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::mail::Templates;
use crate::organisation::Snapshots;

/// Sends families that the organisation knows a mail with a link to set their password.
#[derive(clap::Args, Debug)]
pub struct InviteCommand {
    /// Mail addresses to invite.
    #[arg(value_name = "ADDRESS", required_unless_present = "all")]
    addresses: Vec<String>,
    /// Invite every account that has no password.
    #[arg(long, conflicts_with = "addresses")]
    all: bool,
}

impl InviteCommand {
    /// Invites and says what became of each address, in a line each; the worker sends the mails.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn run(
        self,
        config: &Config,
        db: &Db,
        clock: Clock,
        templates: Templates,
    ) -> anyhow::Result<String> {
        let letters = Letters::new(config, clock, Arc::new(templates), Snapshots::default());
        let addresses = (!self.all).then_some(self.addresses);
        let told = invite(db, &letters, addresses).await?;
        let mut lines: Vec<String> = told
            .iter()
            .map(|(email, outcome)| {
                let outcome = match outcome {
                    Invited::Sent => "invited",
                    Invited::HasPassword => "has a password already",
                    Invited::Unknown => "no such account",
                };
                format!("{email}: {outcome}")
            })
            .collect();
        let sent = told.iter().filter(|(_, outcome)| *outcome == Invited::Sent).count();
        lines.push(format!("{sent} invited, {} not", told.len() - sent));
        Ok(lines.join("\n"))
    }
}
