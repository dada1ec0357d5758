//! Counts SQL statements per request: a screen that asks once per row shows at once.

use std::cell::Cell;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

tokio::task_local! {
    static OF_REQUEST: Cell<u64>;
}

/// How many statements requests have sent in all; those of the worker and of commands are not counted.
#[derive(Clone, Default)]
pub struct Statements(Arc<AtomicU64>);

impl Statements {
    /// The count so far.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    pub(super) fn count(&self) {
        // outside a request there is nothing to count for
        let counted = OF_REQUEST.try_with(|count| count.set(count.get() + 1));
        if counted.is_ok() {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Runs `request` and tells how many statements it sent.
pub async fn count_statements<T>(request: impl Future<Output = T>) -> (T, u64) {
    OF_REQUEST
        .scope(Cell::new(0), async {
            let answer = request.await;
            (answer, OF_REQUEST.with(Cell::get))
        })
        .await
}
