//! Waiting for conditions, never for a while.

use std::time::{Duration, Instant};

/// Waits until `condition` gives something; panics with `what` after ten seconds.
pub async fn eventually<T>(what: &str, condition: impl AsyncFnMut() -> Option<T>) -> T {
    eventually_within(Duration::from_secs(10), what, condition).await
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
