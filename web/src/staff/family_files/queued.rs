//! Files in the queue.

use client::{Client, Error, FilesRequest, PageRequest};
use shared::catalogue::format_day_of_month;
use shared::wire::{FamilyFileSummary, FileDecision, FileVerdict, Page};

use crate::i18n::I18n;
use crate::organisation::OrganisationFacts;
use crate::session::Session;
use crate::staff::queue::{Queued, Sayings, Verdict};

impl Queued for FamilyFileSummary {
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
        reasons: &["files.reason.phone", "files.reason.address", "files.reason.names"],
    };

    fn key(&self) -> String {
        self.household_id.to_string()
    }

    fn name(&self) -> String {
        self.name.clone()
    }

    fn cells(&self, i18n: I18n, organisation: OrganisationFacts) -> Vec<String> {
        let received =
            self.submitted_at.map(|at| format_day_of_month(i18n.language(), organisation.day_of(at)));
        vec![self.children.join(", "), received.unwrap_or_default()]
    }

    async fn load(session: Session, cursor: Option<String>) -> Result<Page<Self>, Error> {
        let request = FilesRequest { page: PageRequest { cursor, limit: None }, ..FilesRequest::default() };
        session.call(async |client: &Client| client.list_family_files(&request).await).await
    }

    async fn decide(self, session: Session, verdict: Verdict) -> Result<(), Error> {
        let (verdict, message) = match verdict {
            Verdict::Accept => (FileVerdict::Validated, String::new()),
            Verdict::Refuse(message) => (FileVerdict::MoreNeeded, message),
        };
        let decision = FileDecision { school_year: self.school_year, verdict, message, resident: None };
        let (household, version) = (self.household_id, self.version);
        let decide = async |client: &Client| client.decide_family_file(household, version, &decision).await;
        session.call(decide).await
    }
}
