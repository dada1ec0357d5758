//! `ribambelle import-families`.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context;
use shared::calendar::SchoolYear;
use shared::catalogue::{Language, import_fault_sentence};
use shared::wire::ImportReport;

use super::Import;
use crate::accounts::permit_invitations;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::family_files::year_of;
use crate::history::By;
use crate::letters::Letters;
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// Imports families from a CSV file, as the screen for staff does: whole, or not at all when a line is at fault.
#[derive(clap::Args, Debug)]
pub struct ImportFamiliesCommand {
    /// The CSV file; its format is in docs/importing.md.
    #[arg(value_name = "CSV")]
    file: PathBuf,
    /// Of which school year schools, grades and classes are told, `2026-2027`; the present one without.
    #[arg(long)]
    school_year: Option<SchoolYear>,
    /// Say what it would do, and write nothing.
    #[arg(long)]
    preview: bool,
    /// Invite those whose mail address is new.
    #[arg(long)]
    invite: bool,
    /// The language of what is said: `fr` or `en`.
    #[arg(long, default_value = "fr")]
    language: String,
}

impl ImportFamiliesCommand {
    /// Imports and says what was done, or what is wrong, a line each.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or a line is at fault, and when the database fails. Nothing is written then.
    pub async fn run(
        self,
        db: &Db,
        clock: &Clock,
        vault: &Vault,
        letters: &Letters,
    ) -> anyhow::Result<String> {
        let language = Language::from_tag(&self.language).context("--language: fr or en")?;
        let file = std::fs::read(&self.file).with_context(|| format!("reading {}", self.file.display()))?;
        anyhow::ensure!(file.len() <= super::MAX_BYTES, "the file has more than {} bytes", super::MAX_BYTES);
        let snapshots = Snapshots::default();
        let now = clock.now();
        let by = By { account_id: None, request_id: "import-families" };
        let report = db
            .write(async |tx| {
                let organisation = snapshots.current(tx).await?;
                let year = year_of(&organisation, self.school_year, now)?;
                if self.invite {
                    permit_invitations(&letters.snapshots, tx).await?;
                }
                let import = Import { clock, vault, organisation: &organisation, year, now, by, file: &file };
                if !self.preview {
                    return import.run(tx, self.invite).await;
                }
                let (report, looks) = import.preview(tx).await?;
                import.record(tx, &looks).await?;
                Ok(report)
            })
            .await
            .map_err(Error::into_report)?;
        let wrong = wrong(&report, language);
        anyhow::ensure!(wrong.is_empty(), "{wrong}{} lines at fault, nothing imported", report.faulty);
        Ok(format!(
            "{}: {} households made, {} changed; {} guardians made, {} changed; {} children made, {} changed; {} invited",
            if report.imported { "imported" } else { "preview" },
            report.households.made,
            report.households.changed,
            report.guardians.made,
            report.guardians.changed,
            report.children.made,
            report.children.changed,
            report.invited
        ))
    }
}

/// What is wrong, a line each.
fn wrong(report: &ImportReport, language: Language) -> String {
    let mut told = String::new();
    for line in &report.lines {
        for fault in &line.faults {
            let column = fault.column.as_deref().unwrap_or("-");
            // writing into a text cannot fail
            let _ = writeln!(told, "{}: {column}: {}", line.line, import_fault_sentence(language, fault));
        }
    }
    told
}
