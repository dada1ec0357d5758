//! Waiting: for tests, and in them for conditions, never for a while.

use std::time::{Duration, Instant};

/// After this a condition counts as one that never comes: the bound of a hang, not an expectation of speed.
const PATIENCE: Duration = Duration::from_mins(1);

/// Runs a test that is not made by `on_both_databases!`.
pub fn on_runtime(test: impl Future<Output = ()>) {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.worker_threads(2).enable_all().build().unwrap().block_on(test);
}

/// Waits until `condition` gives something; panics with `what` after a minute.
pub async fn eventually<T>(what: &str, condition: impl AsyncFnMut() -> Option<T>) -> T {
    eventually_within(PATIENCE, what, condition).await
}

/// Waits until `condition` gives something; panics with `what` after `patience`.
pub async fn eventually_within<T>(
    patience: Duration,
    what: &str,
    mut condition: impl AsyncFnMut() -> Option<T>,
) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = condition().await {
            return found;
        }
        assert!(begun.elapsed() < patience, "waited {patience:?} in vain: {what}");
        // looks again soon; how soon decides nothing
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
