//! What keeps files from crowding everybody out: how many of one account in a minute and at the same time, and how many of all.
//!
//! Counted in memory, by each process for itself.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use shared::ids::AccountId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::config::DocumentsConfig;
use crate::error::Error;

/// Over how long the files of an account are counted.
const WINDOW: TimeDelta = TimeDelta::minutes(1);
/// When somebody who sends too many at the same time may come back.
const SOON: Duration = Duration::from_secs(5);

/// The files of an account.
#[derive(Clone, Copy)]
struct Count {
    since: DateTime<Utc>,
    begun: u32,
    under_way: u32,
}

type Counts = Arc<Mutex<HashMap<AccountId, Count>>>;

/// Lets files in.
#[derive(Clone)]
pub(super) struct Brakes {
    per_minute: u32,
    at_once: u32,
    room: Arc<Semaphore>,
    wait: Duration,
    counts: Counts,
}

/// A file that is counted as under way, until it is dropped.
struct UnderWay {
    account: AccountId,
    counts: Counts,
}

/// Room for one file, until it is dropped.
pub(super) struct Room {
    _permit: OwnedSemaphorePermit,
    _under_way: UnderWay,
}

impl Brakes {
    /// As the settings ask.
    pub(super) fn new(settings: &DocumentsConfig) -> Self {
        Self {
            per_minute: settings.per_minute,
            at_once: settings.at_once,
            room: Arc::new(Semaphore::new(settings.concurrent_uploads)),
            wait: Duration::from_secs(settings.wait_seconds),
            counts: Arc::default(),
        }
    }

    /// Counts a file of an account, and waits for room.
    ///
    /// # Errors
    ///
    /// [`Error::TooManyAttempts`] when the account has sent too many, or sends too many; [`Error::Unavailable`] when there
    /// was no room for too long.
    pub(super) async fn enter(&self, account: AccountId, now: DateTime<Utc>) -> Result<Room, Error> {
        let under_way = self.count(account, now)?;
        let waited = timeout(self.wait, self.room.clone().acquire_owned()).await;
        let permit = waited.map_err(|_| Error::Unavailable)?.map_err(Error::internal)?;
        Ok(Room { _permit: permit, _under_way: under_way })
    }

    fn count(&self, account: AccountId, now: DateTime<Utc>) -> Result<UnderWay, Error> {
        // a demonstration's clock may have been put back
        let is_over = |count: &Count| now < count.since || count.since + WINDOW <= now;
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.retain(|_, count| count.under_way > 0 || !is_over(count));
        let count = counts.entry(account).or_insert(Count { since: now, begun: 0, under_way: 0 });
        if is_over(count) {
            (count.since, count.begun) = (now, 0);
        }
        let retry_after = if count.begun >= self.per_minute {
            (count.since + WINDOW - now).to_std().unwrap_or_default()
        } else if count.under_way >= self.at_once {
            SOON
        } else {
            count.begun += 1;
            count.under_way += 1;
            return Ok(UnderWay { account, counts: self.counts.clone() });
        };
        Err(Error::TooManyAttempts { retry_after })
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.account) {
            count.under_way = count.under_way.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn brakes(per_minute: u32, at_once: u32, concurrent_uploads: usize) -> Brakes {
        let settings = DocumentsConfig {
            per_minute,
            at_once,
            concurrent_uploads,
            wait_seconds: 0,
            ..DocumentsConfig::default()
        };
        Brakes::new(&settings)
    }

    fn account(id: u128) -> AccountId {
        AccountId(Uuid::from_u128(id))
    }

    fn seconds(refused: &Result<Room, Error>) -> Option<u64> {
        match refused {
            Err(Error::TooManyAttempts { retry_after }) => Some(retry_after.as_secs()),
            _ => None,
        }
    }

    #[actix_web::test]
    async fn each_account_has_a_minute_of_its_own() {
        let (brakes, now) = (brakes(2, 9, 9), DateTime::UNIX_EPOCH);
        for _ in 0..2 {
            drop(brakes.enter(account(1), now).await.unwrap());
        }
        let later = now + TimeDelta::seconds(20);
        assert_eq!(seconds(&brakes.enter(account(1), later).await), Some(40));
        assert!(brakes.enter(account(2), later).await.is_ok(), "others are not held up");
        assert!(brakes.enter(account(1), now + WINDOW).await.is_ok(), "the minute is over");
        assert!(brakes.enter(account(1), now).await.is_ok(), "a clock that is put back locks nobody out");
    }

    #[actix_web::test]
    async fn nobody_takes_all_the_room() {
        let (brakes, now) = (brakes(9, 1, 2), DateTime::UNIX_EPOCH);
        let held = brakes.enter(account(1), now).await.unwrap();
        assert_eq!(seconds(&brakes.enter(account(1), now).await), Some(5), "one after the other");
        let other = brakes.enter(account(2), now).await.unwrap();
        assert!(matches!(brakes.enter(account(3), now).await, Err(Error::Unavailable)), "no room");
        drop(other);
        assert!(brakes.enter(account(3), now).await.is_ok(), "who found no room is not held against it");
        drop(held);
        assert!(brakes.enter(account(1), now).await.is_ok());
    }
}
