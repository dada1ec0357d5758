//! A family that is signed in, speaking through the typed client.

use std::time::Duration;

use chrono::NaiveDate;
use client::{Cached, Client, Error};
use shared::bookings::{Action, Cell, Facts, Line, LineOutcome, LineResult, RefusalCode};
use shared::catalogue::Language;
use shared::ids::{ChildId, DocumentTypeId, HouseholdId, SlotId};
use shared::wire::{Planning, RequestResult, RequestSubmission, SignIn, SignInRequest};

use crate::fixtures::{PASSWORD, day};
use crate::http::new_key;
use crate::wait::eventually_within;

/// A guardian who is signed in, with the first of the households.
pub struct Family {
    /// The client that holds the access token.
    pub client: Client,
    /// What signing in answered.
    pub sign_in: SignIn,
    /// The household.
    pub household: HouseholdId,
    /// Its facts when it signed in.
    pub facts: Facts,
}

impl Family {
    /// Signs a guardian in at a server.
    pub async fn sign_in(client: Client, email: &str) -> Self {
        let request = SignInRequest { email: email.to_owned(), password: PASSWORD.to_owned(), code: None };
        let sign_in =
            client.create_sign_in(&request).await.unwrap_or_else(|error| panic!("{email}: {error}"));
        Self::of(client, sign_in).await
    }

    async fn of(client: Client, sign_in: SignIn) -> Self {
        let household = sign_in.account.households.first().expect("a household").id;
        let planning = planning(&client, household, "2026-09-01", "2026-09-30").await;
        Self { client, sign_in, household, facts: planning.facts }
    }

    /// A child by its first name.
    #[must_use]
    pub fn child(&self, first_name: &str) -> ChildId {
        let child = self.facts.children.iter().find(|child| child.first_name == first_name);
        child.unwrap_or_else(|| panic!("no child {first_name}")).id
    }

    /// A slot by its French name.
    #[must_use]
    pub fn slot(&self, name: &str) -> SlotId {
        let slots = self.facts.organisation.activities.iter().flat_map(|activity| &activity.slots);
        let mut found = slots.filter(|slot| slot.name.get(Language::Fr) == name).map(|slot| slot.id);
        found.next().unwrap_or_else(|| panic!("no slot {name}"))
    }

    /// A type of document by its French name.
    #[must_use]
    pub fn document_type(&self, name: &str) -> DocumentTypeId {
        let kinds = &self.facts.organisation.documents;
        kinds.iter().find(|kind| kind.name.get(Language::Fr) == name).expect("a type of document").id
    }

    /// A line that asks for a place.
    #[must_use]
    pub fn book(&self, child: &str, slot: &str, on: &str) -> Line {
        book(self.child(child), self.slot(slot), day(on))
    }

    /// A line that gives a place back.
    #[must_use]
    pub fn cancel(&self, child: &str, slot: &str, on: &str) -> Line {
        cancel(self.child(child), self.slot(slot), day(on))
    }

    /// Sends a request under a key of its own.
    ///
    /// # Errors
    ///
    /// Those of the client.
    pub async fn try_send(&self, lines: &[Line]) -> Result<RequestResult, Error> {
        self.try_send_as(&new_key(), lines).await
    }

    /// Sends a request under a key.
    ///
    /// # Errors
    ///
    /// Those of the client.
    pub async fn try_send_as(&self, key: &str, lines: &[Line]) -> Result<RequestResult, Error> {
        let submission = RequestSubmission { lines: lines.to_vec(), all_or_nothing: false };
        self.client.create_request(self.household, key, &submission).await
    }

    /// Sends a request that is to be recorded. As the app does, it asks again under the same key when a connection
    /// breaks off or the server is busy.
    pub async fn send(&self, lines: &[Line]) -> RequestResult {
        let key = new_key();
        eventually_within(Duration::from_mins(1), "the request is answered", async || {
            match self.try_send_as(&key, lines).await {
                Ok(result) => Some(result),
                Err(error) if error.is_transient() => None,
                Err(error) => panic!("{error}: {error:?}"),
            }
        })
        .await
    }

    /// The facts of a range.
    pub async fn planning(&self, from: &str, to: &str) -> Planning {
        planning(&self.client, self.household, from, to).await
    }

    /// The cells of a range as the server computes them.
    pub async fn cells(&self, from: &str, to: &str) -> Vec<Cell> {
        let cells = self.client.list_planning_cells(self.household, day(from), day(to), None).await;
        cells.expect("cells").cells
    }

    /// One cell as the server computes it.
    pub async fn cell(&self, child: &str, slot: &str, on: &str) -> Cell {
        let (child, slot) = (self.child(child), self.slot(slot));
        let cells = self.client.list_planning_cells(self.household, day(on), day(on), Some(child)).await;
        cells.expect("cells").cells.into_iter().find(|cell| cell.slot_id == slot).expect("a cell")
    }

    /// Whether a child has a place, by the facts.
    pub async fn has(&self, child: &str, slot: &str, on: &str) -> bool {
        let (child, slot) = (self.child(child), self.slot(slot));
        let facts = self.planning(on, on).await.facts;
        facts
            .bookings
            .iter()
            .any(|row| row.child_id == child && row.slot_id == slot && row.days.contains(&day(on)))
    }
}

async fn planning(client: &Client, household: HouseholdId, from: &str, to: &str) -> Planning {
    match client.get_planning(household, day(from), day(to), None).await.expect("a planning") {
        Cached::Fresh { value, .. } => value,
        Cached::Unchanged => panic!("nothing was known before"),
    }
}

/// A line that asks for a place.
#[must_use]
pub fn book(child_id: ChildId, slot_id: SlotId, day: NaiveDate) -> Line {
    Line { child_id, slot_id, day, action: Action::Book }
}

/// A line that gives a place back.
#[must_use]
pub fn cancel(child_id: ChildId, slot_id: SlotId, day: NaiveDate) -> Line {
    Line { action: Action::Cancel, ..book(child_id, slot_id, day) }
}

/// What became of each line, with the first reason.
#[must_use]
pub fn outcome_codes(outcomes: &[LineOutcome]) -> Vec<(LineResult, Option<RefusalCode>)> {
    let first = |outcome: &LineOutcome| outcome.refusals.first().map(|refusal| refusal.code);
    outcomes.iter().map(|outcome| (outcome.result, first(outcome))).collect()
}
