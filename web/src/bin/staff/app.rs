//! The composition root: contexts, routes, and the frame around every page.

mod frame;
mod guard;
mod home;
#[expect(
    clippy::unnecessary_wraps,
    reason = "a page that can fail to come answers a `Result`, says `wasm_split`"
)]
mod later;
mod not_found;
mod not_staff;
mod set_up;
mod sign_in;

use std::rc::Rc;

use client::Client;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web::account::{SignInAgain, TypedEmail};
use web::browser::clock::Clock;
use web::i18n::I18n;
use web::organisation::OrganisationFacts;
use web::router::{Entry, Router};
use web::session::{Session, Stage, watch_other_tabs};
use web::staff::family_files::household_of;
use web::staff::invitations::InvitationsPage;
use web::staff::team::TeamPage;
use web::staff::{Troubles, paths, words};
use web::ui::{Announcer, LiveRegion, Site};

use frame::Frame;
use guard::Guarded;
use home::HomePage;
use later::{LaterPage, Part};
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
    let i18n = I18n::with(words);
    provide_context(Router::start(Entry::Staff));
    provide_context(clock);
    provide_context(session);
    provide_context(organisation);
    provide_context(i18n);
    provide_context(Announcer::new());
    provide_context(Site::new(Signal::derive(move || {
        let space = i18n.text("desk.space", &[]);
        let name = organisation.name().get();
        if name.is_empty() { space } else { [&space, " – ", &name].concat() }
    })));
    provide_context(Troubles::new());
    provide_context(TypedEmail::new());
    watch_other_tabs(session);
    if untrack(|| session.stage()) == Stage::Restoring {
        spawn_local(session.restore());
    }
    organisation.load(client, clock);
    later::fetch_soon(session);
    view! {
        <Frame>
            <Guarded page />
        </Frame>
        <SignInAgain />
        <LiveRegion />
    }
}

/// The page of a path.
fn page(path: &str) -> AnyView {
    match path {
        paths::HOME => view! { <HomePage /> }.into_any(),
        paths::FILES => view! { <LaterPage part=Part::Families /> }.into_any(),
        paths::CHANGES | paths::DOCUMENTS => view! { <LaterPage part=Part::Checks /> }.into_any(),
        paths::FAMILIES | paths::ACCOUNTS | paths::NEW_FAMILY | paths::IMPORT | paths::MERGE => {
            view! { <LaterPage part=Part::Known /> }.into_any()
        }
        paths::SCHOOL_YEAR => view! { <LaterPage part=Part::SchoolYear /> }.into_any(),
        paths::TEAM => view! { <TeamPage /> }.into_any(),
        paths::INVITATIONS => view! { <InvitationsPage /> }.into_any(),
        paths::ANNOUNCEMENTS => view! { <LaterPage part=Part::Announcements /> }.into_any(),
        paths::ERASURES | paths::PAGES => view! { <LaterPage part=Part::Office /> }.into_any(),
        paths::PROFILE => view! { <LaterPage part=Part::Profile /> }.into_any(),
        other if household_of(other).is_some() => view! { <LaterPage part=Part::Families /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}
