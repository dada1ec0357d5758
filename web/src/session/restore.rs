//! Finding a sign-in again: after a reload, and when another tab signs in or out.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::renewal::Renewal;
use super::{Absence, Session, Stage};
use crate::browser::storage;

impl Session {
    /// Asks the server whether the sign-in of before still holds.
    pub async fn restore(self) {
        self.stage.set(Stage::Restoring);
        match self.renew(self.tokens.get_value()).await {
            Renewal::Renewed => self.stage.set(Stage::Present),
            Renewal::Ended => self.leave(Absence::Ended),
            Renewal::Failed(_) => self.stage.set(Stage::Unreachable),
        }
    }
}

/// Follows the other tabs: signing out there signs out here, signing in there signs in here.
pub fn watch_other_tabs(session: Session) {
    let handle = window_event_listener(leptos::ev::storage, move |event| {
        if event.key().as_deref() != Some(storage::SIGNED_IN) {
            return;
        }
        match (event.new_value(), session.stage.get_untracked()) {
            (None, Stage::Present | Stage::Interrupted) => session.leave(Absence::Left),
            (Some(_), Stage::Absent(_)) => spawn_local(session.restore()),
            _ => {}
        }
    });
    on_cleanup(move || handle.remove());
}
