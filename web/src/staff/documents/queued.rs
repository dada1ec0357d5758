//! Documents in the queue.

use chrono::NaiveDate;
use client::{Client, Error, PageRequest};
use shared::catalogue::format_day_of_month;
use shared::problem::ProblemCode;
use shared::wire::{DocumentDecision, DocumentToCheck, Page};

use crate::i18n::I18n;
use crate::organisation::OrganisationFacts;
use crate::session::Session;
use crate::staff::queue::{Queued, Refusing, Sayings, Verdict};

/// What an agent reads on a document.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Read {
    /// The last day on which it counts, where it is another than its type says.
    pub(super) last_day: Option<NaiveDate>,
    /// Whether that day is over, or too far.
    pub(super) wrong: bool,
    /// Whether no guardian has an account: nobody is told by mail.
    pub(super) told_to_nobody: bool,
}

impl Queued for DocumentToCheck {
    type Extra = Read;

    const SAYINGS: Sayings = Sayings {
        list: "desk.nav.documents",
        columns: &["pieces.what", "files.household", "pieces.received"],
        empty: "pieces.empty",
        accept: "changes.accept",
        refuse: "changes.refuse",
        accepted: "pieces.accepted",
        refused: "pieces.refused",
        why: "pieces.why",
        why_hint: "pieces.why_hint",
        reasons: &[
            "pieces.reason.blurred",
            "pieces.reason.other",
            "pieces.reason.old",
            "pieces.reason.partly",
        ],
    };

    fn key(&self) -> String {
        self.document.id.to_string()
    }

    fn name(&self, i18n: I18n) -> String {
        let kind = self.type_name.get(i18n.language());
        self.person.as_ref().map_or_else(|| kind.to_owned(), |person| [kind, ", ", person].concat())
    }

    fn cells(&self, i18n: I18n, organisation: OrganisationFacts) -> Vec<String> {
        let received = organisation.day_of(self.document.received_at);
        vec![self.household_name.clone(), format_day_of_month(i18n.language(), received)]
    }

    async fn load(session: Session, cursor: Option<String>, _: Option<String>) -> Result<Page<Self>, Error> {
        let page = PageRequest { cursor, limit: None };
        session.call(async |client: &Client| client.list_documents_to_check(&page).await).await
    }

    fn refusal(read: &Read) -> Refusing {
        let hint = if read.told_to_nobody { "queue.told_to_nobody" } else { Self::SAYINGS.why_hint };
        Refusing { verb: Self::SAYINGS.refuse, icon: "x", why: Self::SAYINGS.why, hint }
    }

    fn is_wrong(read: &Read) -> bool {
        read.wrong
    }

    fn not_taken(error: &Error, i18n: I18n) -> Option<String> {
        let Error::Problem(problem) = error else { return None };
        let at_end = problem.code == ProblemCode::InvalidValue
            && problem.errors.iter().any(|error| error.field == "expires_on");
        at_end.then(|| i18n.text("pieces.until_wrong", &[]))
    }

    async fn decide(self, session: Session, verdict: Verdict, read: Read) -> Result<(), Error> {
        let decision = match verdict {
            Verdict::Accept | Verdict::Despite(_) => {
                DocumentDecision::Accepted { expires_on: read.last_day.and_then(|day| day.succ_opt()) }
            }
            Verdict::Refuse(reason) => DocumentDecision::Refused { reason },
        };
        let (id, etag) = (self.document.id, ["\"", &self.version.to_string(), "\""].concat());
        let decide = async |client: &Client| client.decide_document(id, &etag, decision.clone()).await;
        session.call(decide).await
    }
}
