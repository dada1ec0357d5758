//! Deadlines pass while one looks: each minute every visible cell is decided again.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::Planner;

const MINUTE: i64 = 60_000;
/// Past the full minute, so that a limit at that minute has passed.
const MARGIN: i64 = 50;

impl Planner {
    /// Decides again at each full minute of the server's clock, as long as the page is shown.
    pub(in crate::planning) fn follow_clock(self) {
        let timer = StoredValue::new(None);
        self.wait_for_minute(timer);
        on_cleanup(move || {
            if let Some(Some(handle)) = timer.try_update_value(Option::take) {
                TimeoutHandle::clear(&handle);
            }
        });
    }

    fn wait_for_minute(self, timer: StoredValue<Option<TimeoutHandle>>) {
        let now = untrack(|| self.clock.now_millis());
        let wait = MINUTE - now.rem_euclid(MINUTE) + MARGIN;
        let wait = Duration::from_millis(wait.unsigned_abs());
        let handle = set_timeout_with_handle(
            move || {
                self.decide_again();
                self.wait_for_minute(timer);
            },
            wait,
        );
        let _ = timer.try_set_value(handle.ok());
    }

    /// Decides every visible cell at the present instant.
    pub(in crate::planning) fn decide_again(self) {
        let now = untrack(|| self.clock.now());
        self.desk.update_value(|desk| {
            if let Some(desk) = desk {
                desk.set_now(now);
            }
        });
        let today = self.local_today();
        if self.today.get_untracked() != today {
            self.today.set(today);
        }
        self.refresh(None);
        self.show_looks();
    }
}
