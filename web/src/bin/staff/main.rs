//! Entry point of the app of those who work for the organisation.

#![allow(unreachable_pub, reason = "the component macro of Leptos writes `pub` whatever the module")]

mod app;

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use web::i18n;

use app::App;

fn main() {
    let origin = window().location().origin().unwrap_or_default();
    let client = client::Client::new(origin);
    i18n::when_ready(move || start(client));
}

fn start(client: client::Client) {
    // what staff.html shows until now, so that nobody looks at a blank page
    if let Some(shell) = document().get_element_by_id("shell") {
        shell.remove();
    }
    mount_to_body(move || view! { <App client /> });
}
