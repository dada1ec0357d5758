//! Asking for the facts: a school year at a time, again when the guardian comes back, and only what is new.

use std::collections::BTreeMap;
use std::sync::Arc;

use client::Cached;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::bookings::Facts;

use super::Planner;
use crate::planning::model::{Desk, Range, days_of_year, merge, year_of};

/// What the server told of each school year.
#[derive(Clone, Debug, Default)]
pub(in crate::planning) struct Years {
    known: BTreeMap<i32, Year>,
    /// Those asked for at the moment.
    awaited: Vec<i32>,
    asked_at: i64,
}

#[derive(Clone, Debug)]
struct Year {
    facts: Facts,
    etag: Option<String>,
}

impl Planner {
    /// Whether the facts of days are known, or lie outside those there are sessions on.
    pub(super) fn has_years_of(self, range: Range) -> bool {
        self.years_of(range).iter().all(|year| self.years.with_value(|years| years.known.contains_key(year)))
    }

    fn years_of(self, range: Range) -> Vec<i32> {
        let mut years = vec![year_of(range.from), year_of(range.to)];
        years.dedup();
        years.retain(|year| self.has_sessions(*year));
        years
    }

    fn has_sessions(self, year: i32) -> bool {
        let Some((first, last)) = days_of_year(year) else { return false };
        self.ask(|desk| {
            let organisation = &desk.facts().organisation;
            first < organisation.sessions_until && organisation.sessions_from <= last
        })
        .unwrap_or(true)
    }

    /// Asks for the school year of today, and for those of the days on screen that are not known yet.
    pub(in crate::planning) fn load_missing(self, range: Range) {
        let today = self.today.get_untracked();
        let mut years = self.years_of(range);
        years.push(year_of(today));
        years.sort_unstable();
        years.dedup();
        years.retain(|year| {
            self.years.with_value(|known| !known.known.contains_key(year) && !known.awaited.contains(year))
        });
        for year in years {
            self.load(year);
        }
    }

    /// Asks again for all that is known, where something may have changed.
    pub(in crate::planning) fn reload(self) {
        let known: Vec<i32> = self.years.with_value(|years| years.known.keys().copied().collect());
        for year in known {
            self.load(year);
        }
    }

    /// Asks again, unless that was done a moment ago.
    pub(in crate::planning) fn reload_when_old(self) {
        const MOMENT: i64 = 5_000;
        let now = untrack(|| self.clock.now_millis());
        if now - self.years.with_value(|years| years.asked_at) > MOMENT {
            self.reload();
        }
    }

    /// Tries again after a failure.
    pub(in crate::planning) fn retry(self) {
        self.failure.set(None);
        self.load_missing(untrack(|| self.range()));
    }

    fn load(self, year: i32) {
        let Some((from, to)) = days_of_year(year) else { return };
        let asked_at = untrack(|| self.clock.now_millis());
        let etag = self.years.try_update_value(|years| {
            years.awaited.push(year);
            years.asked_at = asked_at;
            years.known.get(&year).and_then(|known| known.etag.clone())
        });
        let etag = etag.flatten();
        spawn_local(async move {
            let household = self.whose.household;
            let answer = self
                .session
                .call(async |client: &client::Client| {
                    client.get_planning(household, from, to, etag.as_deref()).await
                })
                .await;
            self.receive(year, answer);
        });
    }

    fn receive(self, year: i32, answer: Result<Cached<shared::wire::Planning>, client::Error>) {
        // the page may have been left meanwhile
        let still_here =
            self.years.try_update_value(|years| years.awaited.retain(|awaited| *awaited != year));
        if still_here.is_none() {
            return;
        }
        match answer {
            Ok(Cached::Unchanged) => {}
            Ok(Cached::Fresh { value, etag }) => {
                self.clock.correct(value.server_time_ms);
                self.years.update_value(|years| {
                    years.known.insert(year, Year { facts: value.facts, etag });
                });
                self.take_facts();
            }
            // known facts stay on screen: the head of the page says that the network is gone
            Err(_) if self.years.with_value(|years| years.known.contains_key(&year)) => {}
            Err(error) => self.failure.set(Some(Arc::new(error))),
        }
    }

    fn take_facts(self) {
        // the newest configuration and children come last
        let facts = self.years.with_value(|years| merge(years.known.values().rev().map(|year| &year.facts)));
        let Some(facts) = facts.map(Arc::new) else { return };
        let now = untrack(|| self.clock.now());
        self.desk.update_value(|desk| match desk {
            Some(desk) => desk.refresh(facts, now),
            None => *desk = Some(Desk::new(facts, self.kept_basket(), now, self.whose.may_book)),
        });
        self.failure.set(None);
        self.today.set(self.local_today());
        self.facts_changed.update(|version| *version = version.wrapping_add(1));
        self.refresh(None);
        self.show_looks();
        self.keep();
    }

    /// Takes facts that an answer implies, until the server tells them anew.
    pub(in crate::planning) fn take_implied(self, facts: Facts) {
        let now = untrack(|| self.clock.now());
        self.desk.update_value(|desk| {
            if let Some(desk) = desk {
                desk.refresh(Arc::new(facts), now);
            }
        });
        self.facts_changed.update(|version| *version = version.wrapping_add(1));
        self.refresh(None);
        self.show_looks();
        self.keep();
    }
}
