//! The decision on one thing on a page of its own, by the verbs and the dialogs of the queue. It is sent at once.

use std::sync::Arc;

use client::Error;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::problem::ProblemCode;

use super::deciding::{Deciding, Dialogs};
use super::item::{Queued, Verdict};
use crate::i18n::{I18n, t, use_i18n};
use crate::session::use_session;
use crate::staff::told::Told;
use crate::staff::troubles::why_not;
use crate::ui::{Button, ButtonKind, Tone};

/// Why a decision was not taken, in the words of its kind where it has some.
type Words = fn(&Error, I18n) -> Option<String>;

/// What became of the last decision on a page.
#[derive(Clone)]
enum Came {
    /// It was taken; the key of what is said of it.
    Of(&'static str),
    /// It was not.
    Not(Arc<Error>, Words),
}

/// What became of the last decision on a page; outlives what was decided, which is read again then.
#[derive(Clone, Copy)]
pub struct Outcome(RwSignal<Option<Came>>);

impl Outcome {
    /// Nothing was decided.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// It was taken: what is said of it.
    pub fn taken(self, key: &'static str) {
        let _ = self.0.try_set(Some(Came::Of(key)));
    }

    /// It was not taken.
    pub fn refused(self, error: Error, words: Words) {
        let _ = self.0.try_set(Some(Came::Not(Arc::new(error), words)));
    }
}

impl Default for Outcome {
    fn default() -> Self {
        Self::new()
    }
}

/// What became of it, in words that take the focus: what was pressed may be gone.
#[component]
pub fn OutcomeTold(
    /// Of the last decision.
    outcome: Outcome,
) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        outcome.0.get().map(|came| {
            let tone = if matches!(came, Came::Of(_)) { Tone::Success } else { Tone::Danger };
            let words = Signal::derive(move || match &came {
                Came::Of(key) => i18n.text(key, &[]),
                Came::Not(error, _) if has_changed(error) => i18n.text("queue.changed_here", &[]),
                Came::Not(error, words) => why_not(i18n, *words, error),
            });
            view! { <Told words tone /> }
        })
    }
}

/// Whether what was decided on is no more what was read.
fn has_changed(error: &Error) -> bool {
    error.code() == Some(ProblemCode::ChangedMeanwhile)
}

/// The verbs that can be used on something now.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Verbs {
    /// It can be accepted.
    pub accept: bool,
    /// It can be refused.
    pub refuse: bool,
}

/// The verbs for one thing.
#[component]
pub fn Decision<T: Queued>(
    /// What is decided.
    item: T,
    /// What is known and written of it.
    deciding: Deciding<T>,
    /// What can be done to it.
    verbs: Verbs,
    /// Where it is noted what became of it.
    outcome: Outcome,
    /// It was taken: the key of what is said of it. Belongs, as what reads again, to what outlives what is decided.
    done: Callback<(Verdict,), &'static str>,
    /// Reads again what was decided, or has changed.
    again: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let key = StoredValue::new(item.key());
    let item = StoredValue::new(item);
    let busy = RwSignal::new(false);
    let decide = Callback::new(move |(_, verdict): (Vec<String>, Verdict)| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let extra = untrack(|| deciding.extra(&key.get_value()));
        let sent = item.get_value().decide(session, verdict.clone(), extra);
        spawn_local(async move {
            let answer = sent.await;
            let _ = busy.try_set(false);
            match answer {
                // the page may be gone by now
                Ok(()) => {
                    if let Some(key) = done.try_run((verdict,)) {
                        outcome.taken(key);
                    }
                    again.try_run(());
                }
                Err(error) => {
                    let changed = has_changed(&error);
                    outcome.refused(error, T::not_taken);
                    if changed {
                        again.try_run(());
                    }
                }
            }
        });
    });
    let accept = Callback::new(move |()| {
        let keys = vec![key.get_value()];
        if deciding.may_accept(&keys) {
            decide.run((keys, Verdict::Accept));
        }
    });
    let refuse = Callback::new(move |()| {
        if !busy.get_untracked() {
            deciding.ask_why(vec![key.get_value()]);
        }
    });
    let refusing = untrack(|| T::refusal(&deciding.extra(&key.get_value())));
    view! {
        <div class="row queue-verbs">
            {verbs.accept.then(|| view! {
                <Button icon="check" label=t(T::SAYINGS.accept) busy on_press=accept />
            })}
            {verbs.refuse.then(|| view! {
                <Button kind=ButtonKind::Plain icon=refusing.icon label=t(refusing.verb) on_press=refuse />
            })}
        </div>
        <Dialogs deciding decide />
    }
}
