//! Files in the queue.

use std::sync::Arc;

use client::{Client, Error, FilesRequest, PageRequest};
use shared::catalogue::format_day_of_month;
use shared::wire::{FamilyFileSheet, FamilyFileSummary, FileDecision, FileVerdict, Page};

use super::decision::{is_reopened, is_told_to_nobody};
use super::missing::{lines, message};
use super::residence::Residing;
use crate::i18n::I18n;
use crate::organisation::OrganisationFacts;
use crate::session::Session;
use crate::staff::queue::{Queued, Refusing, Sayings, Verdict};

/// What is known of a file that was open, and what its reader says of the household.
#[derive(Clone, Default)]
pub struct Checked {
    /// The file as it was read.
    pub(super) sheet: Option<Arc<FamilyFileSheet>>,
    /// Whether the household lives on the territory, where that was said.
    pub(super) said: Option<Residing>,
    /// Whether it was to be validated while that was not said.
    pub(super) tried: bool,
}

impl Checked {
    /// Whether nobody has said whether the household lives on the territory, nor that it is to be checked later.
    pub(super) fn is_untold(&self) -> bool {
        self.said.is_none() && self.sheet.as_ref().is_some_and(|sheet| sheet.resident.is_none())
    }

    /// What was said of it is known by now.
    pub(super) fn forget_residence(&mut self) {
        (self.said, self.tried) = (None, false);
    }

    /// What was said of it, where it is another than what is known.
    pub(super) fn told(&self) -> Option<bool> {
        let told = self.said.and_then(Residing::resident);
        let known = self.sheet.as_ref().and_then(|sheet| sheet.resident);
        told.filter(|_| told != known)
    }
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

    fn is_wrong(checked: &Checked) -> bool {
        checked.is_untold()
    }

    fn tried(checked: &mut Checked) {
        checked.tried = true;
    }

    fn refusal(checked: &Checked) -> Refusing {
        let sheet = checked.sheet.as_ref();
        let (verb, icon, why) = match sheet {
            Some(sheet) if is_reopened(sheet) => ("files.reopen", "undo-2", "files.reopen_why"),
            _ => (Self::SAYINGS.refuse, "x", Self::SAYINGS.why),
        };
        let nobody = sheet.is_some_and(|sheet| is_told_to_nobody(sheet));
        let hint = if nobody { "queue.told_to_nobody" } else { Self::SAYINGS.why_hint };
        Refusing { verb, icon, why, hint }
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
        let (school_year, resident) = (self.school_year, checked.told());
        let decision = FileDecision { school_year, verdict, message, resident, despite };
        let (household, version) = (self.household_id, self.version);
        let decide = async |client: &Client| client.decide_family_file(household, version, &decision).await;
        session.call(decide).await
    }
}
