//! Pages for guardians: who is not signed in meets the sign-in page in their place, at the same address, so that
//! signing in leads straight to what was asked for.

use leptos::prelude::*;
use leptos::task::spawn_local;

use web::account::SignInPage;
use web::session::{Stage, use_session};
use web::ui::{Loading, Unreachable};

use super::later::{LaterPage, Part};

/// What stands at the address of a page for guardians.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Waiting,
    Unreachable,
    SignIn,
    Page,
}

/// A page for guardians.
#[component]
pub(super) fn Guard(
    /// The page; made anew for another account.
    part: Part,
) -> impl IntoView {
    let session = use_session();
    let shown = Memo::new(move |_| match session.stage() {
        Stage::Restoring => Shown::Waiting,
        Stage::Unreachable => Shown::Unreachable,
        Stage::Absent(_) => Shown::SignIn,
        Stage::Present | Stage::Interrupted => Shown::Page,
    });
    let whose = Memo::new(move |_| session.account().map(|account| account.id));
    move || match shown.get() {
        Shown::Waiting => view! { <Loading /> }.into_any(),
        Shown::Unreachable => {
            let retry = Callback::new(move |()| spawn_local(session.restore()));
            view! { <Unreachable retry /> }.into_any()
        }
        Shown::SignIn => view! { <SignInPage /> }.into_any(),
        Shown::Page => {
            // asked, not only tracked: a memo never asked counts as changed the first time anything around it does,
            // and the page would be made anew while somebody signs in over it
            let _ = whose.get();
            view! { <LaterPage part /> }.into_any()
        }
    }
}
