//! What the server told last about the household shown.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use shared::ids::HouseholdId;
use shared::wire::{AccountHousehold, PersonalData};

use crate::session::Session;

type Answer = Option<Result<Arc<PersonalData>, Arc<Error>>>;

/// What is held on a household, and what was done about it last.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) session: Session,
    pub(super) household: HouseholdId,
    /// Whether the guardian acts for the household.
    pub(super) may_act: bool,
    pub(super) answer: RwSignal<Answer>,
    /// Key of the sentence that says what was just done.
    pub(super) done: RwSignal<Option<&'static str>>,
}

impl Desk {
    pub(super) fn new(session: Session, household: &AccountHousehold) -> Self {
        Self {
            session,
            household: household.id,
            may_act: household.may_book,
            answer: RwSignal::new(None),
            done: RwSignal::new(None),
        }
    }

    /// Asks the server; what was there stays until the answer comes.
    pub(super) async fn load(self) {
        let household = self.household;
        let ask = async |client: &Client| client.get_personal_data(household).await;
        let answer = self.session.call(ask).await;
        let _ = self.answer.try_set(Some(answer.map(Arc::new).map_err(Arc::new)));
    }
}
