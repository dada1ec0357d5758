//! Keys of the queue: J and K go to the next and the one before, A accepts, R refuses. Only while the focus is in the queue
//! and not where one writes, so that no key typed elsewhere decides anything.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::item::{Queued, Verdict};
use super::model::Queue;
use crate::ui::focus;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Next,
    Before,
    Accept,
    Refuse,
}

fn asked(key: &str) -> Option<Asked> {
    match key {
        "j" | "J" => Some(Asked::Next),
        "k" | "K" => Some(Asked::Before),
        "a" | "A" => Some(Asked::Accept),
        "r" | "R" => Some(Asked::Refuse),
        _ => None,
    }
}

/// Whether letters typed there are written, or belong to a dialog.
fn is_written(target: &Element) -> bool {
    let written = "textarea, select, input:not([type=checkbox]), [contenteditable], dialog";
    target.closest(written).ok().flatten().is_some()
}

impl<T: Queued> Queue<T> {
    /// Follows a key pressed in the queue.
    pub(super) fn press(self, event: &KeyboardEvent, may_decide: bool) {
        let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if modified || event.repeat() || target.is_some_and(|target| is_written(&target)) {
            return;
        }
        let Some(asked) = asked(&event.key()) else { return };
        event.prevent_default();
        match asked {
            Asked::Next => self.step(1),
            Asked::Before => self.step(-1),
            Asked::Accept if may_decide => {
                self.decide(&self.concerned(), Verdict::Accept);
                self.focus_open();
            }
            Asked::Refuse if may_decide => self.ask_why(),
            Asked::Accept | Asked::Refuse => {}
        }
    }

    fn step(self, steps: isize) {
        if let Some(key) = self.neighbour(steps) {
            self.show(&key);
            self.focus_open();
        }
    }

    /// Gives the focus to the row of what is open, as soon as it is marked; to the list's heading where nothing is.
    pub(super) fn focus_open(self) {
        request_animation_frame(move || {
            let found = document()
                .query_selector(".queue [aria-current=true], .queue-empty")
                .ok()
                .flatten()
                .or_else(|| document().query_selector("#content h1").ok().flatten());
            if let Some(found) = found {
                focus(&found);
            }
        });
    }

    /// Opens the dialog for the reason of a refusal.
    pub(super) fn ask_why(self) {
        let keys = self.concerned();
        if !keys.is_empty() {
            self.refusing.set(keys);
            self.asking.set(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_keys_in_either_case() {
        assert_eq!(asked("j"), Some(Asked::Next));
        assert_eq!(asked("K"), Some(Asked::Before));
        assert_eq!(asked("A"), Some(Asked::Accept));
        assert_eq!(asked("r"), Some(Asked::Refuse));
        assert_eq!(asked("Enter"), None);
    }
}
