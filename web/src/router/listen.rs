//! The clicks on links and the buttons of the browser.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

use super::{Entry, Router};

/// Back and forward.
pub(super) fn follow_history(router: Router) {
    let handle = window_event_listener(ev::popstate, move |_| router.read());
    on_cleanup(move || handle.remove());
}

/// Links to paths of the app change the address without a reload; all others are the browser's.
pub(super) fn follow_links(router: Router) {
    let handle = window_event_listener(ev::click, move |event: MouseEvent| {
        if let Some(path) = destination(router.entry, &event) {
            event.prevent_default();
            router.go(&path);
        }
    });
    on_cleanup(move || handle.remove());
}

/// Where in the app a click leads, if it is ours to follow; the other entry point is another page.
fn destination(entry: Entry, event: &MouseEvent) -> Option<String> {
    let modified = event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key();
    if event.default_prevented() || event.button() != 0 || modified {
        return None;
    }
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
    let link: HtmlAnchorElement = link.dyn_into().ok()?;
    let here = window().location();
    let ours = Some(link.origin()) == here.origin().ok()
        && link.target().is_empty()
        && Entry::of(&link.pathname()) == entry;
    // an anchor on the same page, and what the server serves beside the app
    let anchor = !link.hash().is_empty();
    let served = link.has_attribute("download") || link.rel().contains("external");
    (ours && !anchor && !served).then(|| [link.pathname(), link.search()].concat())
}
