//! The guardians of the household that is shown, asked and asked again after each change.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::HouseholdId;
use shared::wire::HouseholdGuardians;

use crate::form::Form;
use crate::session::{Session, use_session};

/// What is known of the guardians.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) session: Session,
    pub(super) household: HouseholdId,
    pub(super) may_book: bool,
    pub(super) answer: RwSignal<Option<Result<Arc<HouseholdGuardians>, Arc<client::Error>>>>,
    /// Key of what was just done.
    pub(super) done: RwSignal<Option<&'static str>>,
    /// What a button of the page does, and why it could not.
    pub(super) form: Form,
}

impl Desk {
    pub(super) fn new(household: HouseholdId, may_book: bool) -> Self {
        Self {
            session: use_session(),
            household,
            may_book,
            answer: RwSignal::new(None),
            done: RwSignal::new(None),
            form: Form::new(&[]),
        }
    }

    /// Asks the server.
    pub(super) async fn load(self) {
        let household = self.household;
        let answer = self.session.call(async |client| client.list_guardians(household).await).await;
        let _ = self.answer.try_set(Some(answer.map(Arc::new).map_err(Arc::new)));
    }

    /// Does something, then asks anew and says so.
    pub(super) fn act(
        self,
        done: &'static str,
        call: impl Future<Output = Result<(), client::Error>> + 'static,
    ) {
        self.done.set(None);
        self.form.send(call, move |()| {
            let _ = self.done.try_set(Some(done));
            spawn_local(self.load());
        });
    }
}
