//! Answers of the geocoder, kept for a while in memory: neighbours type the same street, and one letter back is an answer
//! that was there already.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use hashlink::LruCache;
use shared::folding::fold;
use shared::wire::AddressSuggestions;

/// How long an answer is good for.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(10);
/// Answers kept, the least used forgotten first: about a MiB.
const MOST_ANSWERS: usize = 1_000;

/// Answers by what was searched for, without minding accents and capitals, as geocoders do.
pub(super) struct KeptAnswers(Mutex<LruCache<String, (DateTime<Utc>, AddressSuggestions)>>);

impl KeptAnswers {
    pub(super) fn new() -> Self {
        Self(Mutex::new(LruCache::new(MOST_ANSWERS)))
    }

    /// The answer to a search, if it is still good.
    pub(super) fn get(&self, search: &str, now: DateTime<Utc>) -> Option<AddressSuggestions> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, answer) = kept.get(&fold(search))?;
        (*at <= now && now < *at + GOOD_FOR).then(|| answer.clone())
    }

    pub(super) fn keep(&self, search: &str, now: DateTime<Utc>, answer: AddressSuggestions) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(fold(search), (now, answer));
    }
}
