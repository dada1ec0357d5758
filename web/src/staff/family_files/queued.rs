//! Files in the queue.

use std::sync::Arc;

use client::{Client, Error, FilesRequest, PageRequest};
use shared::catalogue::format_day_of_month;
use shared::wire::{FamilyFileSheet, FamilyFileSummary, FileDecision, FileVerdict, Page};

use super::missing::{lines, message};
use crate::i18n::I18n;
use crate::organisation::OrganisationFacts;
use crate::session::Session;
use crate::staff::queue::{Queued, Sayings, Verdict};

/// What is known of a file that was open, and what its reader says of the household.
#[derive(Clone, Default)]
pub struct Checked {
    /// The file as it was read.
    pub(super) sheet: Option<Arc<FamilyFileSheet>>,
    /// Whether the household lives on the territory, where that is to change.
    pub(super) resident: Option<bool>,
}

impl Queued for FamilyFileSummary {
    type Extra = Checked;

    const SAYINGS: Sayings = Sayings {
        list: "desk.nav.files",
        columns: &["files.household", "files.children", "files.received"],
        empty: "files.empty",
        accept: "files.accept",
        refuse: "files.refuse",
        accepted: "files.accepted",
        refused: "files.refused",
        why: "files.why",
        why_hint: "files.why_hint",
        longest_reason: 1_000,
        reasons: &["files.reason.phone", "files.reason.address", "files.reason.names"],
    };

    fn key(&self) -> String {
        self.household_id.to_string()
    }

    fn name(&self, _: I18n) -> String {
        self.name.clone()
    }

    fn cells(&self, i18n: I18n, organisation: OrganisationFacts) -> Vec<String> {
        let received =
            self.submitted_at.map(|at| format_day_of_month(i18n.language(), organisation.day_of(at)));
        vec![self.children.join(", "), received.unwrap_or_default()]
    }

    async fn load(
        session: Session,
        cursor: Option<String>,
        year: Option<String>,
    ) -> Result<Page<Self>, Error> {
        let request = FilesRequest {
            school_year: year.and_then(|year| year.parse().ok()),
            page: PageRequest { cursor, limit: None },
            ..FilesRequest::default()
        };
        session.call(async |client: &Client| client.list_family_files(&request).await).await
    }

    fn objections(checked: &Checked, i18n: I18n) -> Vec<String> {
        checked.sheet.as_ref().map(|sheet| lines(i18n, sheet)).unwrap_or_default()
    }

    fn proposal(checked: &Checked, i18n: I18n) -> Option<String> {
        message(i18n, checked.sheet.as_ref()?)
    }

    fn not_taken(error: &Error, i18n: I18n) -> Option<String> {
        let Error::Problem(problem) = error else { return None };
        let incomplete = problem.errors.iter().any(|error| error.field == "verdict");
        incomplete.then(|| i18n.text("files.incomplete", &[]))
    }

    async fn decide(self, session: Session, verdict: Verdict, checked: Checked) -> Result<(), Error> {
        let nothing = String::new;
        let (verdict, message, despite) = match verdict {
            Verdict::Accept => (FileVerdict::Validated, nothing(), nothing()),
            Verdict::Despite(why) => (FileVerdict::Validated, nothing(), why),
            Verdict::Refuse(message) => (FileVerdict::MoreNeeded, message, nothing()),
        };
        let (school_year, resident) = (self.school_year, checked.resident);
        let decision = FileDecision { school_year, verdict, message, resident, despite };
        let (household, version) = (self.household_id, self.version);
        let decide = async |client: &Client| client.decide_family_file(household, version, &decision).await;
        session.call(decide).await
    }
}
