//! The composition root: contexts, routes, and the shell around every page.

mod foot;
mod guard;
mod header;
#[expect(
    clippy::unnecessary_wraps,
    reason = "a page that can fail to come answers a `Result`, says `wasm_split`"
)]
mod later;
mod not_found;

use std::rc::Rc;

use client::Client;
use leptos::prelude::*;
use leptos::task::spawn_local;

use web::account::{SignInAgain, TypedEmail};
use web::browser::clock::Clock;
use web::contact::ContactPage;
use web::home::HomeFacts;
use web::household::Households;
use web::i18n::I18n;
use web::organisation::OrganisationFacts;
use web::router::{Entry, Router};
use web::session::{Session, Stage, watch_other_tabs};
use web::ui::{Announcer, LiveRegion, Site, SkipLink};

use foot::Foot;
use guard::Guard;
use header::Header;
use later::{Later, LaterPage, Part};
use not_found::NotFound;

/// The whole app.
#[component]
pub fn App(
    /// The API's client.
    client: Client,
) -> impl IntoView {
    let clock = Clock::new();
    let client = Rc::new(client);
    let session = Session::new(Rc::clone(&client), clock);
    let organisation = OrganisationFacts::new();
    let router = Router::start(Entry::Family);
    provide_context(router);
    provide_context(clock);
    provide_context(session);
    provide_context(organisation);
    provide_context(Households::new(session));
    provide_context(HomeFacts::new(session, clock));
    provide_context(I18n::new());
    provide_context(Announcer::new());
    provide_context(Site::new(organisation.name()));
    provide_context(TypedEmail::new());
    provide_context(Later::new(session, router));
    watch_other_tabs(session);
    if untrack(|| session.stage()) == Stage::Restoring {
        spawn_local(session.restore());
    }
    organisation.load(client, clock);
    view! {
        <SkipLink />
        <div class="shell">
            <Header />
            <main class="page" id="content" tabindex="-1">
                {move || page(&router.path())}
            </main>
            <Foot />
        </div>
        <SignInAgain />
        <LiveRegion />
    }
}

/// The page of a path.
fn page(path: &str) -> AnyView {
    if let Some(part) = Part::at(path) {
        return if part.is_guarded() {
            view! { <Guard part /> }.into_any()
        } else {
            view! { <LaterPage part /> }.into_any()
        };
    }
    match path {
        "/contact" => view! { <ContactPage /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}
