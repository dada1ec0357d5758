//! Deciding: at once on the screen, eight seconds later on the server, so that it can be taken back. What is pending is
//! sent at once when another decision is made or the page is left.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::item::{Queued, Verdict};
use super::keys::focus_open;
use super::model::{Pending, Queue};
use crate::staff::troubles::Trouble;

/// How long a decision can be taken back.
const UNDO: Duration = Duration::from_secs(8);

impl<T: Queued> Queue<T> {
    /// Accepts some; a single one against which something stands is asked about first, and what is wrong is not sent.
    pub(super) fn accept(self, keys: &[String]) {
        // what is wrong is shown at its field
        if let [key] = keys
            && T::is_wrong(&untrack(|| self.deciding.extra(key)))
            && untrack(|| self.open_key()).as_deref() != Some(key)
        {
            self.show(key);
        }
        if self.deciding.may_accept(keys) {
            self.decide(keys, Verdict::Accept);
            focus_open();
        }
    }

    /// Decides on some; they leave the list, and what is open goes on to the next.
    pub(super) fn decide(self, keys: &[String], verdict: Verdict) {
        self.send_pending();
        let open = untrack(|| self.open_key());
        let open_place = self.items.with_untracked(|items| {
            items.iter().position(|item| Some(item.key()) == open && keys.contains(&item.key()))
        });
        let mut taken = Vec::new();
        self.items.update(|items| {
            for (place, item) in std::mem::take(items).into_iter().enumerate() {
                if keys.contains(&item.key()) {
                    let extra = untrack(|| self.deciding.extra(&item.key()));
                    taken.push((place, item, extra));
                } else {
                    items.push(item);
                }
            }
        });
        if taken.is_empty() {
            return;
        }
        self.chosen.update(|chosen| chosen.retain(|key| !keys.contains(key)));
        if let Some(place) = open_place {
            let before = taken.iter().filter(|(other, ..)| *other < place).count();
            self.go_on(place - before);
        }
        let said = self.said(&verdict, taken.len());
        self.announcer.announce([said, self.i18n.text("queue.undo_hint", &[])].join(" "));
        let timer = set_timeout_with_handle(move || self.send_pending(), UNDO).ok();
        self.pending.set(Some(Pending { items: taken, verdict, timer }));
        if self.items.with_untracked(Vec::is_empty) && self.more.with_untracked(Option::is_some) {
            self.load_more();
        }
    }

    /// Opens the one at a place now that others are gone, the last one where there is none, nothing where nothing is left.
    fn go_on(self, place: usize) {
        let next = self.items.with_untracked(|items| items.get(place).or(items.last()).map(Queued::key));
        match next {
            Some(key) => self.show(&key),
            None => self.close(),
        }
    }

    /// What was decided on how many, in words.
    pub(super) fn said(self, verdict: &Verdict, count: usize) -> String {
        let key = match verdict {
            Verdict::Accept | Verdict::Despite(_) => T::SAYINGS.accepted,
            Verdict::Refuse(_) => T::SAYINGS.refused,
        };
        self.i18n.count(key, i64::try_from(count).unwrap_or(i64::MAX), &[])
    }

    /// Takes the last decision back: all is where it was.
    pub(super) fn undo(self) {
        let Some(pending) = self.pending.try_update(Option::take).flatten() else { return };
        if let Some(timer) = pending.timer {
            timer.clear();
        }
        let first = pending.items.first().map(|(_, item, _)| item.key());
        self.put_back(pending.items);
        if let Some(key) = first {
            self.show(&key);
        }
        self.announcer.announce(self.i18n.text("queue.undone", &[]));
    }

    fn put_back(self, taken: Vec<(usize, T, T::Extra)>) {
        let _ = self.items.try_update(|items| {
            for (place, item, _) in taken {
                if !items.iter().any(|other| other.key() == item.key()) {
                    items.insert(place.min(items.len()), item);
                }
            }
        });
    }

    /// Sends what is pending, if anything is.
    pub(super) fn send_pending(self) {
        let Some(pending) = self.pending.try_update(Option::take).flatten() else { return };
        if let Some(timer) = pending.timer {
            timer.clear();
        }
        let (session, verdict) = (self.session, pending.verdict);
        let _ = self.sending.try_update(|sending| *sending += 1);
        spawn_local(async move {
            let mut refused = Vec::new();
            for (_, item, extra) in pending.items {
                if let Err(error) = item.clone().decide(session, verdict.clone(), extra).await {
                    refused.push((item, error));
                }
            }
            let _ = self.sending.try_update(|sending| *sending -= 1);
            if !refused.is_empty() {
                self.not_taken(refused);
            }
        });
    }

    /// What the server did not take is told, also where its page was left, and listed anew, as it is now.
    fn not_taken(self, refused: Vec<(T, client::Error)>) {
        self.troubles.add(refused.into_iter().map(|(item, error)| Trouble {
            name: untrack(|| item.name(self.i18n)),
            path: self.path,
            error: Arc::new(error),
            told: T::not_taken,
        }));
        // what somebody else changed or decided is listed as it is now, or no longer
        if self.items.try_get_untracked().is_some() {
            self.reload();
        }
    }

    /// Nothing is forgotten when the page is left: for another one, it is sent; for good, the browser asks first.
    pub(super) fn keep_pending_safe(self) {
        let handle = window_event_listener(leptos::ev::beforeunload, move |event| {
            let unsent = self.pending.try_with_untracked(Option::is_some).unwrap_or_default()
                || self.sending.try_get_untracked().unwrap_or_default() > 0;
            if unsent {
                self.send_pending();
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            handle.remove();
            self.send_pending();
        });
    }
}
