//! Sending, never pretended: one key until an answer is known, honest waiting, and what came of each line.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::bookings::{Action, Line, LineGroup, LineOutcome, LineResult, Refusal, RefusalCode, summarise};
use shared::wire::{RequestResult, RequestSubmission};

use super::model::{Attempt, Next, Why, after, judge};
use super::planner::{Planner, Sheet, use_planner};
use crate::browser::{random, timer};
use crate::i18n::t;
use crate::ui::{Button, ButtonKind, Notice, Tone};

/// How far sending is.
#[derive(Clone, Debug)]
pub(super) enum Stage {
    /// Nothing is being sent.
    Idle,
    /// A try is under way.
    UnderWay,
    /// The next try comes in so many seconds.
    Waiting {
        /// How many.
        seconds: u32,
        /// What for.
        why: Why,
    },
    /// There is an answer.
    Done(Arc<Receipt>),
    /// It will not get better by itself.
    Failed(Arc<client::Error>),
}

/// What came of an attempt, in groups that sentences can say.
#[derive(Clone, Debug)]
pub(super) struct Receipt {
    /// The number to quote.
    pub(super) number: Option<String>,
    /// Places booked, then places given back.
    pub(super) done: Vec<LineGroup>,
    /// What was refused, by reason.
    pub(super) refused: Vec<Refused>,
}

/// Lines refused for the same kind of reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    /// The reason of the first.
    pub(super) refusal: Refusal,
    /// The lines.
    pub(super) lines: Vec<Line>,
    /// The lines in groups.
    pub(super) groups: Vec<LineGroup>,
}

/// Sending; a context of the page.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    planner: Planner,
    /// How far it is.
    pub(super) stage: RwSignal<Stage>,
    /// Which run is the present one; another number ends a run that waits.
    run: StoredValue<u32>,
    /// The wait is to end now.
    hurry: StoredValue<bool>,
}

/// Sending, inside any component of the page.
pub(super) fn use_sending() -> Sending {
    expect_context()
}

impl Sending {
    /// Nothing is being sent.
    pub(super) fn new(planner: Planner) -> Self {
        let sending = Self {
            planner,
            stage: RwSignal::new(Stage::Idle),
            run: StoredValue::new(0),
            hurry: StoredValue::new(false),
        };
        let online = window_event_listener(leptos::ev::online, move |_| sending.retry_now());
        on_cleanup(move || online.remove());
        sending
    }

    /// Whether a try is under way or awaited; a view that asks follows it.
    pub(super) fn is_busy(self) -> bool {
        self.stage.with(|stage| matches!(stage, Stage::UnderWay | Stage::Waiting { .. }))
    }

    /// Opens the recap on fresh facts; goes on with an attempt whose answer is not known.
    pub(super) fn review(self) {
        if untrack(|| self.is_busy()) {
            return;
        }
        self.stage.set(Stage::Idle);
        self.planner.decide_again();
        self.planner.reload_when_old();
        if self.planner.attempt.with_untracked(Option::is_some) {
            self.send();
        }
    }

    /// Sends what is possible of the basket, or again what was sent before without an answer.
    pub(super) fn send(self) {
        if untrack(|| self.is_busy()) {
            return;
        }
        let attempt = self.planner.attempt.get_untracked().or_else(|| self.new_attempt());
        let Some(attempt) = attempt else { return };
        self.planner.attempt.set(Some(attempt.clone()));
        self.planner.keep();
        let run = self
            .run
            .try_update_value(|run| {
                *run += 1;
                *run
            })
            .unwrap_or_default();
        self.stage.set(Stage::UnderWay);
        spawn_local(self.try_until_answered(attempt, run));
    }

    fn new_attempt(self) -> Option<Attempt> {
        let lines =
            self.planner.ask(|desk| desk.sorted_outcomes().possible).filter(|lines| !lines.is_empty())?;
        Some(Attempt::new(random::uuid(), lines))
    }

    async fn try_until_answered(self, attempt: Attempt, run: u32) {
        let household = self.planner.whose.household;
        let key = attempt.key.to_string();
        let submission = RequestSubmission { lines: attempt.lines, all_or_nothing: false };
        for tries in 0.. {
            self.set(run, Stage::UnderWay);
            let answer = self
                .planner
                .session
                .call(async |client: &client::Client| {
                    client.create_request(household, &key, &submission).await
                })
                .await;
            let error = match answer {
                Ok(result) => return self.answered(result, run),
                Err(error) => error,
            };
            if !self.is_present(run) {
                return;
            }
            match judge(&error, tries) {
                Next::Again { seconds, why } => self.wait(seconds, why, run).await,
                Next::GiveUp => return self.given_up(error, run),
            }
            if !self.is_present(run) {
                return;
            }
        }
    }

    /// Whether this run was not ended meanwhile, and the page is still there.
    fn is_present(self, run: u32) -> bool {
        self.run.try_with_value(|present| *present == run).unwrap_or(false)
    }

    fn set(self, run: u32, stage: Stage) {
        if self.is_present(run) {
            let _ = self.stage.try_set(stage);
        }
    }

    async fn wait(self, seconds: u32, why: Why, run: u32) {
        self.hurry.try_set_value(false);
        for left in (1..=seconds).rev() {
            self.set(run, Stage::Waiting { seconds: left, why });
            timer::sleep(1_000).await;
            if !self.is_present(run) || self.hurry.try_get_value().unwrap_or(true) {
                return;
            }
        }
    }

    /// Ends the wait: the next try comes at once.
    pub(super) fn retry_now(self) {
        let _ = self.hurry.try_set_value(true);
    }

    /// Gives the attempt up. What the server may have done of it shows in the facts that are asked for again.
    pub(super) fn cancel(self) {
        self.run.update_value(|run| *run += 1);
        self.stage.set(Stage::Idle);
        self.forget_attempt();
        self.planner.reload();
    }

    fn forget_attempt(self) {
        self.planner.attempt.set(None);
        self.planner.keep();
    }

    fn given_up(self, error: client::Error, run: u32) {
        // refused as a whole: nothing was done under this key; a fault of the server may come after the fact
        if error.code().is_some_and(|code| code.status() < 500) {
            self.forget_attempt();
        }
        self.set(run, Stage::Failed(Arc::new(error)));
        self.planner.reload();
    }

    fn answered(self, result: RequestResult, run: u32) {
        let planner = self.planner;
        let Some((facts, receipt)) =
            planner.ask(|desk| (after(desk.facts(), &result.outcomes), receipt(desk, &result)))
        else {
            return;
        };
        planner.clock.correct(result.server_time_ms);
        planner.attempt.set(None);
        planner.take_implied(facts);
        planner.reload();
        // an attempt given up may still be answered: what it did shows, but nobody waits for its receipt
        self.set(run, Stage::Done(Arc::new(receipt)));
    }
}

fn receipt(desk: &super::model::Desk, result: &RequestResult) -> Receipt {
    let lines = |wanted: fn(LineResult) -> bool| {
        let outcomes = result.outcomes.iter().filter(move |outcome| wanted(outcome.result));
        outcomes.map(|outcome| outcome.line)
    };
    let done = lines(|result| matches!(result, LineResult::Booked | LineResult::Cancelled));
    Receipt {
        number: result.request.as_ref().map(|request| request.receipt_number.clone()),
        done: groups(desk, done),
        refused: refused(desk, result.outcomes.iter()),
    }
}

/// Lines in groups.
pub(super) fn groups(desk: &super::model::Desk, lines: impl IntoIterator<Item = Line>) -> Vec<LineGroup> {
    summarise(lines, &desk.facts().organisation, |child_id, slot_id, day| {
        desk.has_place(super::model::Place { day, child_id, slot_id })
    })
}

/// What is refused, by the kind of reason.
pub(super) fn refused<'a>(
    desk: &super::model::Desk,
    outcomes: impl IntoIterator<Item = &'a LineOutcome>,
) -> Vec<Refused> {
    let mut found: Vec<(Refusal, Action, Vec<Line>)> = Vec::new();
    for outcome in outcomes {
        let Some(refusal) = outcome.refusals.first() else { continue };
        let action = outcome.line.action;
        // windows open at different instants, and the instant is what one wants to know
        let same = |known: &Refusal| {
            known.code == refusal.code
                && (refusal.code != RefusalCode::WindowNotOpen || known.at == refusal.at)
        };
        match found.iter_mut().find(|(known, of, _)| same(known) && *of == action) {
            Some((_, _, lines)) => lines.push(outcome.line),
            None => found.push((refusal.clone(), action, vec![outcome.line])),
        }
    }
    let with_groups = |(refusal, _, lines): (Refusal, Action, Vec<Line>)| {
        let groups = groups(desk, lines.iter().copied());
        Refused { refusal, lines, groups }
    };
    found.into_iter().map(with_groups).collect()
}

/// An attempt without an answer, told on the page: after a reload, or while the recap is closed.
#[component]
pub(super) fn Unanswered() -> impl IntoView {
    let planner = use_planner();
    let sending = use_sending();
    let shown = move || planner.attempt.with(Option::is_some) && planner.sheet.get() != Some(Sheet::Recap);
    let go_on = Callback::new(move |()| {
        sending.review();
        planner.sheet.set(Some(Sheet::Recap));
    });
    let give_up = Callback::new(move |()| sending.cancel());
    let (text, see, resume) =
        (t("planning.unanswered"), t("planning.unanswered.see"), t("planning.unanswered.resume"));
    let label = Signal::derive(move || if sending.is_busy() { see.get() } else { resume.get() });
    view! {
        <Show when=shown>
            <Notice tone=Tone::Warning>
                <p>{text}</p>
                <div class="row">
                    <Button icon="send" label=label on_press=go_on />
                    <Button kind=ButtonKind::Plain icon="x" label=t("planning.send.cancel") on_press=give_up />
                </div>
            </Notice>
        </Show>
    }
}
