//! Heavy work, a bounded number at a time, off the threads that answer.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::error::Error;

/// Does heavy work, so much of it at a time and no more.
#[derive(Clone)]
pub struct Bounded(Arc<Semaphore>);

impl Bounded {
    /// With room for so many at a time.
    #[must_use]
    pub fn new(at_a_time: usize) -> Self {
        Self(Arc::new(Semaphore::new(at_a_time)))
    }

    /// Does work when there is room for it. The room is taken until the work is done, also when whoever asked has gone.
    ///
    /// # Errors
    ///
    /// When the work panicked, which is our fault.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let permit = self.0.clone().acquire_owned().await.map_err(Error::internal)?;
        Self::with(permit, work).await
    }

    /// The same, if there is room soon enough.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`] when there was none for so long; as [`Bounded::run`].
    pub async fn run_within<T: Send + 'static>(
        &self,
        wait: Duration,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let permit = timeout(wait, self.0.clone().acquire_owned()).await.map_err(|_| Error::Unavailable)?;
        Self::with(permit.map_err(Error::internal)?, work).await
    }

    async fn with<T: Send + 'static>(
        permit: OwnedSemaphorePermit,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let work = move || {
            let _permit = permit;
            work()
        };
        web::block(work).await.map_err(Error::internal)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    use futures_util::FutureExt;

    use super::*;

    #[actix_web::test]
    async fn whoever_leaves_makes_no_room_before_the_work_is_done() {
        let bounded = Bounded::new(1);
        let done = Arc::new(AtomicUsize::new(0));
        let (let_go, wait) = mpsc::channel::<()>();
        let first = {
            let done = done.clone();
            bounded.run(move || {
                wait.recv().unwrap();
                done.fetch_add(1, Ordering::SeqCst);
            })
        };
        // begun, and given up
        assert!(first.now_or_never().is_none());
        let second = bounded.run(move || done.load(Ordering::SeqCst));
        let third = bounded.run_within(Duration::ZERO, || ());
        assert!(matches!(third.await, Err(Error::Unavailable)), "who does not wait finds no room");
        let_go.send(()).unwrap();
        assert_eq!(second.await.unwrap(), 1, "the second began after the first was done");
    }
}
