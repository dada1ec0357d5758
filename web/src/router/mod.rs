//! Where one is: the address of the page as signals, and links that change it without a reload.
//!
//! Flat routes need no more. The router of Leptos would be the largest single part of the module (48 KiB of 220).

mod entry;
mod link;
mod listen;

use leptos::prelude::*;
pub use shared::paths;
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

pub use entry::Entry;
pub use link::Link;
use listen::{follow_history, follow_links};

/// The address; a context of the whole app.
#[derive(Clone, Copy)]
pub struct Router {
    entry: Entry,
    path: RwSignal<String>,
    /// The query with its `?`; empty without one.
    query: RwSignal<String>,
}

impl Router {
    /// At the page's address, following the links to this entry point and the buttons of the browser.
    #[must_use]
    pub fn start(entry: Entry) -> Self {
        let router = Self { entry, path: RwSignal::new(String::new()), query: RwSignal::new(String::new()) };
        router.read();
        follow_history(router);
        follow_links(router);
        router
    }

    /// The path, `/help`; a view that asks follows it.
    #[must_use]
    pub fn path(self) -> String {
        self.path.get()
    }

    /// Where this entry point begins.
    #[must_use]
    pub fn home(self) -> &'static str {
        self.entry.home()
    }

    /// A parameter of the query; a view that asks follows it.
    #[must_use]
    pub fn parameter(self, name: &str) -> Option<String> {
        let parameters = self.query.with(|query| UrlSearchParams::new_with_str(query));
        parameters.ok()?.get(name)
    }

    /// Goes to a path of the app, as a step of the history; the page starts at its top.
    pub fn go(self, to: &str) {
        if let Ok(history) = window().history()
            && history.push_state_with_url(&JsValue::NULL, "", Some(to)).is_ok()
        {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            self.read();
        }
    }

    /// Says in the address what is on screen, without a step of the history and without scrolling.
    pub fn replace(self, with: &str) {
        if let Ok(history) = window().history()
            && history.replace_state_with_url(&JsValue::NULL, "", Some(with)).is_ok()
        {
            self.read();
        }
    }

    /// Takes the address as it is now.
    fn read(self) {
        let location = window().location();
        let path = location.pathname().unwrap_or_default();
        let path = if path.len() > 1 { path.trim_end_matches('/') } else { &path };
        let query = location.search().unwrap_or_default();
        if self.path.with_untracked(|known| known != path) {
            self.path.set(path.to_owned());
        }
        if self.query.with_untracked(|known| *known != query) {
            self.query.set(query);
        }
    }
}

/// The address, inside any component.
#[must_use]
pub fn use_router() -> Router {
    expect_context()
}
