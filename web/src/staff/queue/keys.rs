//! Keys of the queue: J and K go to the next and the one before, A accepts, R refuses. Only while the focus is in the queue
//! and not where one writes, so that no key typed elsewhere decides anything.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::item::Queued;
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

/// Gives the focus to the first of these that is on the screen, after it has changed.
fn focus_first_seen(selectors: &[&str]) {
    let selectors: Vec<String> = selectors.iter().map(|it| (*it).to_owned()).collect();
    request_animation_frame(move || {
        let seen = selectors.iter().find_map(|selector| {
            let found = document().query_selector(selector).ok().flatten()?.dyn_into::<HtmlElement>().ok()?;
            found.offset_parent().is_some().then_some(found)
        });
        if let Some(seen) = seen {
            focus(&seen);
        }
    });
}

/// Gives the focus to the row of what is open, as soon as it is marked; where the list is hidden, to the heading of what
/// is open; where nothing is, to what says so; on another page, to that page.
pub(in crate::staff) fn focus_open() {
    focus_first_seen(&[
        ".queue-name[aria-current=true]",
        ".queue-title",
        ".queue-empty",
        ".queue-name",
        "#content",
    ]);
}

/// Gives the focus to what is wrong in what is open.
pub(super) fn focus_wrong() {
    focus_first_seen(&[".decided [aria-invalid=true]"]);
}

/// Gives the focus to the row of a key, once the list is back.
pub(super) fn focus_row(key: &str) {
    let row = [".queue-name[data-key='", key, "']"].concat();
    focus_first_seen(&[&row, ".queue-name"]);
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
            Asked::Accept if may_decide => self.accept(&self.concerned()),
            Asked::Refuse if may_decide => self.ask_why(),
            Asked::Accept | Asked::Refuse => {}
        }
    }

    fn step(self, steps: isize) {
        if let Some(key) = self.neighbour(steps) {
            self.show(&key);
            focus_open();
        }
    }

    /// Opens the dialog for the reason of a refusal.
    pub(super) fn ask_why(self) {
        self.deciding.ask_why(self.concerned());
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
