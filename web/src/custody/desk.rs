//! The days of one child, asked and asked again after each change.

use std::sync::Arc;

use leptos::prelude::*;
use shared::ids::{ChildId, HouseholdId};
use shared::wire::ChildCustodySheet;

use crate::browser::clock::{Clock, use_clock};
use crate::session::{Session, use_session};

/// What is known of a child's days.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) session: Session,
    clock: Clock,
    pub(super) household: HouseholdId,
    pub(super) child: ChildId,
    pub(super) may_book: bool,
    pub(super) answer: RwSignal<Option<Result<Arc<ChildCustodySheet>, Arc<client::Error>>>>,
    /// Key of what was just done.
    pub(super) done: RwSignal<Option<&'static str>>,
}

impl Desk {
    pub(super) fn new(household: HouseholdId, child: ChildId, may_book: bool) -> Self {
        let (session, clock) = (use_session(), use_clock());
        let (answer, done) = (RwSignal::new(None), RwSignal::new(None));
        Self { session, clock, household, child, may_book, answer, done }
    }

    /// Asks the server.
    pub(super) async fn load(self) {
        let (household, child) = (self.household, self.child);
        let answer = self.session.call(async |client| client.get_child_custody(household, child).await).await;
        self.take(answer);
    }

    fn take(self, answer: Result<ChildCustodySheet, client::Error>) {
        if let Ok(sheet) = &answer {
            self.clock.correct(sheet.server_time_ms);
        }
        let _ = self.answer.try_set(Some(answer.map(Arc::new).map_err(Arc::new)));
    }

    /// Notes what the server answered to a change.
    pub(super) fn changed(self, sheet: ChildCustodySheet, done: &'static str) {
        self.take(Ok(sheet));
        let _ = self.done.try_set(Some(done));
    }
}
