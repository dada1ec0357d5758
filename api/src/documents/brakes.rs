//! What keeps files from crowding everybody out: how many of one account in a minute and at the same time, and how many of all.
//!
//! Counted in memory, by each process for itself.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use actix_web::HttpRequest;
use chrono::{DateTime, Utc};
use shared::ids::AccountId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::config::DocumentsConfig;
use crate::error::Error;
use crate::http::MinuteLimit;

/// When somebody who sends too many at the same time may come back.
const SOON: Duration = Duration::from_secs(5);

/// How many files of an account are under way.
type Counts = Arc<Mutex<HashMap<AccountId, u32>>>;

/// Lets files in.
#[derive(Clone)]
pub(super) struct Brakes {
    in_a_minute: Arc<MinuteLimit<AccountId>>,
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
            in_a_minute: Arc::new(MinuteLimit::new("documents", settings.per_minute)),
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
    pub(super) async fn enter(
        &self,
        request: &HttpRequest,
        account: AccountId,
        now: DateTime<Utc>,
    ) -> Result<Room, Error> {
        let under_way = self.begin(account)?;
        self.in_a_minute.pass(request, account, now)?;
        let waited = timeout(self.wait, self.room.clone().acquire_owned()).await;
        let permit = waited.map_err(|_| Error::Unavailable)?.map_err(Error::internal)?;
        Ok(Room { _permit: permit, _under_way: under_way })
    }

    fn begin(&self, account: AccountId) -> Result<UnderWay, Error> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(account).or_default();
        if *count >= self.at_once {
            return Err(Error::TooManyAttempts { retry_after: SOON });
        }
        *count += 1;
        Ok(UnderWay { account, counts: self.counts.clone() })
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.account) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                counts.remove(&self.account);
            }
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

    fn a_request() -> HttpRequest {
        actix_web::test::TestRequest::default().to_http_request()
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
        let (brakes, now, request) = (brakes(2, 9, 9), DateTime::UNIX_EPOCH, a_request());
        for _ in 0..2 {
            drop(brakes.enter(&request, account(1), now).await.unwrap());
        }
        assert_eq!(seconds(&brakes.enter(&request, account(1), now).await), Some(60));
        assert!(brakes.enter(&request, account(2), now).await.is_ok(), "others are not held up");
    }

    #[actix_web::test]
    async fn nobody_takes_all_the_room() {
        let (brakes, now, request) = (brakes(9, 1, 2), DateTime::UNIX_EPOCH, a_request());
        let held = brakes.enter(&request, account(1), now).await.unwrap();
        assert_eq!(seconds(&brakes.enter(&request, account(1), now).await), Some(5), "one after the other");
        let other = brakes.enter(&request, account(2), now).await.unwrap();
        assert!(matches!(brakes.enter(&request, account(3), now).await, Err(Error::Unavailable)), "no room");
        drop(other);
        assert!(
            brakes.enter(&request, account(3), now).await.is_ok(),
            "who found no room is not held against it"
        );
        drop(held);
        assert!(brakes.enter(&request, account(1), now).await.is_ok());
    }
}
