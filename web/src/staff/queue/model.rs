//! What waits, what is open of it, and what is chosen.

use std::collections::BTreeSet;
use std::sync::Arc;

use client::Error;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::wire::Page;

use super::deciding::Deciding;
use super::item::{Queued, Verdict};
use crate::i18n::{I18n, use_i18n};
use crate::organisation::{OrganisationFacts, use_organisation};
use crate::router::{Router, use_router};
use crate::session::{Session, use_session};
use crate::staff::troubles::Troubles;
use crate::ui::Announcer;

/// Where the address says what is open.
const OPEN: &str = "open";
/// Where the address says among which ones.
const AMONG: &str = "among";

/// How far loading is.
#[derive(Clone)]
pub(super) enum Loading {
    Under,
    Here,
    Failed(Arc<Error>),
}

/// A decision that can still be taken back.
#[derive(Clone)]
pub(super) struct Pending<T: Queued> {
    /// What it is about, each with its place in the list and what was written.
    pub(super) items: Vec<(usize, T, T::Extra)>,
    pub(super) verdict: Verdict,
    /// What sends it.
    pub(super) timer: Option<TimeoutHandle>,
}

/// The queue of a page.
pub struct Queue<T: Queued> {
    pub(super) session: Session,
    pub(super) i18n: I18n,
    pub(super) organisation: OrganisationFacts,
    pub(super) announcer: Announcer,
    router: Router,
    pub(super) path: &'static str,
    pub(super) items: RwSignal<Vec<T>>,
    pub(super) more: RwSignal<Option<String>>,
    pub(super) loading: RwSignal<Loading>,
    pub(super) chosen: RwSignal<BTreeSet<String>>,
    pub(super) pending: RwSignal<Option<Pending<T>>>,
    pub(super) troubles: Troubles,
    /// Decisions being sent.
    pub(super) sending: RwSignal<usize>,
    /// What is asked before a decision, and known and written of those that were open.
    pub deciding: Deciding<T>,
}

#[expect(clippy::expl_impl_clone_on_copy, reason = "deriving it would ask what is queued to be `Copy`")]
impl<T: Queued> Clone for Queue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Queued> Copy for Queue<T> {}

impl<T: Queued> Queue<T> {
    /// The queue of the page at `path`, loaded.
    #[must_use]
    pub fn at(path: &'static str) -> Self {
        let queue = Self {
            session: use_session(),
            i18n: use_i18n(),
            organisation: use_organisation(),
            announcer: expect_context(),
            router: use_router(),
            path,
            items: RwSignal::new(Vec::new()),
            more: RwSignal::new(None),
            loading: RwSignal::new(Loading::Under),
            chosen: RwSignal::new(BTreeSet::new()),
            pending: RwSignal::new(None),
            troubles: expect_context(),
            sending: RwSignal::new(0),
            deciding: Deciding::new(),
        };
        queue.keep_pending_safe();
        queue.load_more();
        queue
    }

    /// Loads the next page.
    pub(super) fn load_more(self) {
        self.loading.set(Loading::Under);
        let among = untrack(|| self.among());
        spawn_local(async move {
            let loading = loop {
                let Some(cursor) = self.more.try_get_untracked() else { return };
                match T::load(self.session, cursor, among.clone()).await {
                    Ok(page) => self.take(page),
                    Err(error) => break Loading::Failed(Arc::new(error)),
                }
                if !self.is_sought() {
                    break Loading::Here;
                }
            };
            let _ = self.loading.try_set(loading);
        });
    }

    /// Lists what came.
    fn take(self, page: Page<T>) {
        let _ = self.items.try_update(|items| {
            for item in page.items {
                let known = items.iter().any(|other| other.key() == item.key());
                if !known && !self.is_pending(&item.key()) {
                    items.push(item);
                }
            }
        });
        let _ = self.more.try_set(page.next_cursor);
    }

    /// Whether what the address says is open has not come yet, and may be on a later page.
    fn is_sought(self) -> bool {
        let more = self.more.try_with_untracked(Option::is_some).unwrap_or_default();
        let Some(key) = untrack(|| self.open_key()).filter(|key| more && !self.is_pending(key)) else {
            return false;
        };
        let come = self.items.try_with_untracked(|items| items.iter().any(|item| item.key() == key));
        come == Some(false)
    }

    /// Begins anew.
    pub(super) fn reload(self) {
        self.items.set(Vec::new());
        self.more.set(None);
        self.load_more();
    }

    fn is_pending(self, key: &str) -> bool {
        let among = |pending: &Option<Pending<T>>| {
            pending.iter().flat_map(|pending| &pending.items).any(|(_, item, _)| item.key() == key)
        };
        self.pending.try_with_untracked(among).unwrap_or_default()
    }

    /// Among which ones, as the address says; a view that asks follows it.
    #[must_use]
    pub fn among(self) -> Option<String> {
        self.router.parameter(AMONG)
    }

    /// Lists others.
    pub fn list_among(self, among: &str) {
        self.send_pending();
        self.chosen.set(BTreeSet::new());
        self.router.replace(&[self.path, "?", AMONG, "=", among].concat());
        self.reload();
    }

    /// What the address says of it, after a sign.
    fn kept(self, sign: &str) -> String {
        untrack(|| self.among()).map(|among| [sign, AMONG, "=", &among].concat()).unwrap_or_default()
    }

    /// The key of what is open, as the address says; a view that asks follows it.
    pub(super) fn open_key(self) -> Option<String> {
        self.router.parameter(OPEN)
    }

    /// What is open, if it waits; a view that asks follows it.
    #[must_use]
    pub fn open(self) -> Option<T> {
        let key = self.open_key()?;
        self.items.with(|items| items.iter().find(|item| item.key() == key).cloned())
    }

    /// Opens one. The first is a step of the history, which the way back takes back.
    pub(super) fn show(self, key: &str) {
        let to = [self.path, "?", OPEN, "=", key, &self.kept("&")].concat();
        if untrack(|| self.open_key()).is_some() {
            self.router.replace(&to);
        } else {
            self.router.go(&to);
        }
    }

    /// Closes what is open.
    pub(super) fn close(self) {
        self.router.replace(&[self.path, &self.kept("?")].concat());
    }

    /// The key of the one so many places after the open one; the first where none is open.
    pub(super) fn neighbour(self, steps: isize) -> Option<String> {
        let open = untrack(|| self.open_key());
        self.items.with_untracked(|items| {
            let place = items.iter().position(|item| Some(item.key()) == open);
            let next = match place {
                None => 0,
                Some(place) => place.checked_add_signed(steps)?,
            };
            items.get(next).map(Queued::key)
        })
    }

    /// Chooses one, or no longer.
    pub(super) fn toggle(self, key: &str) {
        self.chosen.update(|chosen| {
            if !chosen.remove(key) {
                chosen.insert(key.to_owned());
            }
        });
    }

    /// Chooses all that are listed, or none.
    pub(super) fn toggle_all(self) {
        let all: BTreeSet<_> = self.items.with_untracked(|items| items.iter().map(Queued::key).collect());
        self.chosen.update(|chosen| *chosen = if *chosen == all { BTreeSet::new() } else { all });
    }

    /// What a decision is about: the chosen ones, else the open one.
    pub(super) fn concerned(self) -> Vec<String> {
        let chosen = self.chosen.get_untracked();
        if chosen.is_empty() {
            untrack(|| self.open()).map(|item| item.key()).into_iter().collect()
        } else {
            chosen.into_iter().collect()
        }
    }
}
