//! The facts home speaks of: shown at once when one comes back, and asked again behind.

use std::sync::Arc;

use chrono::Days;
use client::Cached;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::bookings::Facts;
use shared::calendar::local;
use shared::ids::HouseholdId;

use super::digest::ASKED;
use crate::browser::clock::Clock;
use crate::session::Session;

/// How far asking is.
#[derive(Clone)]
pub(super) enum Answer {
    /// Nothing to show yet.
    Awaited,
    /// The facts.
    Here(Arc<Facts>),
    /// No answer, and nothing older to show.
    Failed(Arc<client::Error>),
}

/// The facts of the household shown; a context of the whole app, so that coming back home waits for nothing.
#[derive(Clone, Copy)]
pub struct HomeFacts {
    session: Session,
    clock: Clock,
    of: StoredValue<Option<HouseholdId>>,
    etag: StoredValue<Option<String>>,
    answer: RwSignal<Answer>,
}

impl HomeFacts {
    /// None yet.
    #[must_use]
    pub fn new(session: Session, clock: Clock) -> Self {
        Self {
            session,
            clock,
            of: StoredValue::new(None),
            etag: StoredValue::new(None),
            answer: RwSignal::new(Answer::Awaited),
        }
    }

    /// The present answer; a view that asks follows it.
    pub(super) fn answer(self) -> Answer {
        self.answer.get()
    }

    /// Asks for a household's facts; those of another household are forgotten first.
    pub(super) fn ask(self, household: HouseholdId) {
        if self.of.get_value() != Some(household) {
            self.of.set_value(Some(household));
            self.etag.set_value(None);
            self.answer.set(Answer::Awaited);
        }
        if matches!(self.answer.get_untracked(), Answer::Failed(_)) {
            self.answer.set(Answer::Awaited);
        }
        spawn_local(async move {
            // the days asked for need no exact zone: a day more on either side changes nothing
            let today = local(chrono_tz::Europe::Paris, untrack(|| self.clock.now())).date();
            let (from, to) = (today - Days::new(ASKED.0), today + Days::new(ASKED.1));
            let etag = self.etag.get_value();
            let answer = self
                .session
                .call(async |client| client.get_planning(household, from, to, etag.as_deref()).await)
                .await;
            if self.of.get_value() == Some(household) {
                self.take(answer);
            }
        });
    }

    fn take(self, answer: Result<Cached<shared::wire::Planning>, client::Error>) {
        match answer {
            Ok(Cached::Unchanged) => {}
            Ok(Cached::Fresh { value, etag }) => {
                self.clock.correct(value.server_time_ms);
                self.etag.set_value(etag);
                self.answer.set(Answer::Here(Arc::new(value.facts)));
            }
            // what was shown stays: it is older, not wrong, and the server decides when something is sent
            Err(_) if matches!(self.answer.get_untracked(), Answer::Here(_)) => {}
            Err(error) => self.answer.set(Answer::Failed(Arc::new(error))),
        }
    }
}
