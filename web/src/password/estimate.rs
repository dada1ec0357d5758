//! Asking how good a password is: once one pauses, never for the same text, never an answer to a text that is gone.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::wire::{PasswordEstimate, PasswordEstimateRequest};

use crate::session::Session;

/// How long nothing is typed before the server is asked.
const PAUSE: Duration = Duration::from_millis(300);

/// What was last asked, and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Asked {
    text: String,
    estimate: Option<PasswordEstimate>,
}

impl Asked {
    /// Notes that a text is asked about; false when there is nothing to ask.
    fn ask(&mut self, text: &str) -> bool {
        if self.text == text {
            return false;
        }
        text.clone_into(&mut self.text);
        if text.is_empty() {
            self.estimate = None;
        }
        !text.is_empty()
    }

    /// Notes the answer about a text; none when it failed, which may then be asked again.
    fn answer(&mut self, text: &str, estimate: Option<PasswordEstimate>) {
        if self.text != text {
            return;
        }
        if estimate.is_none() {
            self.text.clear();
        }
        self.estimate = estimate;
    }
}

/// How good the password is that is being written: none while that is not known.
pub(super) fn follow(
    session: Session,
    password: RwSignal<String>,
    email: Signal<String>,
) -> Signal<Option<PasswordEstimate>> {
    let asked = RwSignal::new(Asked::default());
    let pause = StoredValue::new(None::<TimeoutHandle>);
    let clear = move || {
        if let Some(Some(pending)) = pause.try_update_value(Option::take) {
            pending.clear();
        }
    };
    let ask = move || {
        // the field may be gone meanwhile
        let Some(text) = password.try_get_untracked() else { return };
        if asked.try_update(|asked| asked.ask(&text)) != Some(true) {
            return;
        }
        let email = email.try_get_untracked().unwrap_or_default();
        let request = PasswordEstimateRequest { password: text, email };
        spawn_local(async move {
            let estimate = session.client().estimate_password(&request).await.ok();
            let _ = asked.try_update(|asked| asked.answer(&request.password, estimate));
        });
    };
    Effect::new(move |_| {
        let empty = password.with(String::is_empty);
        clear();
        if empty {
            ask();
        } else {
            pause.set_value(set_timeout_with_handle(ask, PAUSE).ok());
        }
    });
    on_cleanup(clear);
    Memo::new(move |_| asked.with(|asked| asked.estimate.clone())).into()
}

#[cfg(test)]
mod tests {
    use shared::passwords::Strength;

    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "as it is kept")]
    fn strong() -> Option<PasswordEstimate> {
        Some(PasswordEstimate { strength: Strength::Strong, fault: None })
    }

    #[test]
    fn a_text_is_asked_about_once() {
        let mut asked = Asked::default();
        assert!(asked.ask("cheval"));
        assert!(!asked.ask("cheval"), "under way");
        asked.answer("cheval", strong());
        assert!(!asked.ask("cheval"), "answered");
        assert!(asked.ask("cheval bleu"));
        assert_eq!(asked.estimate, strong(), "the old word stays until the new one comes");
    }

    #[test]
    fn an_answer_that_comes_too_late_is_dropped() {
        let mut asked = Asked::default();
        asked.ask("cheval");
        asked.ask("cheval bleu");
        asked.answer("cheval", strong());
        assert_eq!(asked.estimate, None);
    }

    #[test]
    fn nothing_is_said_of_nothing_and_after_a_failure() {
        let mut asked = Asked::default();
        asked.ask("cheval");
        asked.answer("cheval", strong());
        assert!(!asked.ask(""));
        assert_eq!(asked.estimate, None);
        asked.ask("cheval");
        asked.answer("cheval", strong());
        asked.ask("cheval bleu");
        asked.answer("cheval bleu", None);
        assert_eq!(asked.estimate, None);
        assert!(asked.ask("cheval bleu"), "a failure may be asked again");
    }
}
