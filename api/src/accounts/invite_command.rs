//! `ribambelle invite`.

use shared::wire::InvitationOutcome;

use super::invite::{invite, not_come};
use crate::db::Db;
use crate::error::Error;
use crate::history::By;
use crate::letters::Letters;

/// Sends families that the organisation knows a mail with a link to set their password.
#[derive(clap::Args, Debug)]
pub struct InviteCommand {
    /// Mail addresses to invite.
    #[arg(value_name = "ADDRESS", required_unless_present = "all")]
    addresses: Vec<String>,
    /// Invite everybody whose address is known and who never chose a password.
    #[arg(long, conflicts_with = "addresses")]
    all: bool,
}

impl InviteCommand {
    /// Invites and says what became of each address, in a line each; the worker sends the mails.
    ///
    /// # Errors
    ///
    /// When the database fails: then nobody is invited.
    pub async fn run(self, db: &Db, letters: &Letters) -> anyhow::Result<String> {
        let by = By { account_id: None, request_id: "invite" };
        let told = db
            .write(async |tx| {
                let addresses = if self.all { not_come(tx).await? } else { self.addresses.clone() };
                invite(tx, letters, letters.clock.now(), by, &addresses).await
            })
            .await
            .map_err(Error::into_report)?;
        let mut lines: Vec<String> = told
            .iter()
            .map(|invitation| {
                let outcome = match invitation.outcome {
                    InvitationOutcome::Invited => "invited",
                    InvitationOutcome::HasPassword => "has a password already",
                    InvitationOutcome::Unknown => "no such account",
                };
                format!("{}: {outcome}", invitation.email)
            })
            .collect();
        let sent = told.iter().filter(|invitation| invitation.outcome == InvitationOutcome::Invited).count();
        lines.push(format!("{sent} invited, {} not", told.len() - sent));
        Ok(lines.join("\n"))
    }
}
