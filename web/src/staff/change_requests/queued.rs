//! Change requests in the queue.

use client::{Client, Error, PageRequest};
use shared::catalogue::format_day_of_month;
use shared::wire::{ChangeDecision, ChangeRequest, Page};

use crate::i18n::I18n;
use crate::organisation::OrganisationFacts;
use crate::session::Session;
use crate::staff::answers::field_label;
use crate::staff::queue::{Queued, Sayings, Verdict};

impl Queued for ChangeRequest {
    type Extra = ();

    const SAYINGS: Sayings = Sayings {
        list: "desk.nav.changes",
        columns: &["changes.who", "changes.what", "changes.since"],
        empty: "changes.empty",
        accept: "changes.accept",
        refuse: "changes.refuse",
        accepted: "changes.accepted",
        refused: "changes.refused",
        why: "changes.why",
        why_hint: "changes.why_hint",
        reasons: &["changes.reason.proof", "changes.reason.call", "changes.reason.unclear"],
    };

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn name(&self, _: I18n) -> String {
        self.subject_name.clone()
    }

    fn cells(&self, i18n: I18n, organisation: OrganisationFacts) -> Vec<String> {
        let fields = self.changes.iter().map(|change| field_label(i18n, change.field));
        vec![
            fields.collect::<Vec<_>>().join(", "),
            format_day_of_month(i18n.language(), organisation.day_of(self.created_at)),
        ]
    }

    async fn load(session: Session, cursor: Option<String>, _: Option<String>) -> Result<Page<Self>, Error> {
        let page = PageRequest { cursor, limit: None };
        session.call(async |client: &Client| client.list_change_requests(&page).await).await
    }

    async fn decide(self, session: Session, verdict: Verdict, (): ()) -> Result<(), Error> {
        let decision = match verdict {
            Verdict::Accept | Verdict::Despite(_) => ChangeDecision { accepted: true, reason: String::new() },
            Verdict::Refuse(reason) => ChangeDecision { accepted: false, reason },
        };
        let decide =
            async |client: &Client| client.decide_change_request(self.id, self.version, &decision).await;
        session.call(decide).await
    }
}
