//! Who may see the pages: somebody of the staff, signed in by password and code. Everybody else is told at the same
//! address what is missing, so that signing in leads straight to what was asked for.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web::router::use_router;
use web::session::{Session, Stage, use_session};
use web::ui::{Loading, Unreachable};

use super::not_staff::NotStaffPage;
use super::set_up::SetUpPage;
use super::sign_in::SignInPage;

/// What stands at the address of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Waiting,
    Unreachable,
    SignIn,
    /// Somebody who does not work for the organisation.
    NotStaff,
    /// Somebody of the staff who has no second factor yet.
    SetUp,
    Page,
}

/// What stands there now, and that the recovery codes of a new second factor are kept; a context of the whole app.
#[derive(Clone, Copy)]
pub(super) struct Gate {
    pub(super) shown: Memo<Shown>,
    kept: RwSignal<bool>,
}

impl Gate {
    /// Follows the session.
    pub(super) fn new(session: Session) -> Self {
        let kept = RwSignal::new(false);
        let shown = Memo::new(move |before: Option<&Shown>| match session.stage() {
            Stage::Restoring => Shown::Waiting,
            Stage::Unreachable => Shown::Unreachable,
            Stage::Absent(_) => Shown::SignIn,
            Stage::Present | Stage::Interrupted => match session.account() {
                None => Shown::Waiting,
                Some(account) if account.staff.is_none() => Shown::NotStaff,
                Some(account) if !account.second_factor => Shown::SetUp,
                // the recovery codes are told once: nothing takes them away before they are kept
                Some(_) if before == Some(&Shown::SetUp) && !kept.get() => Shown::SetUp,
                Some(_) => Shown::Page,
            },
        });
        Self { shown, kept }
    }

    /// The recovery codes are kept: on to what was asked for.
    pub(super) fn pass(self) {
        self.kept.set(true);
    }
}

/// A page for staff, or what is missing to see it.
#[component]
pub(super) fn Guarded(
    /// The page of a path.
    page: fn(&str) -> AnyView,
) -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let gate: Gate = expect_context();
    let whose = Memo::new(move |_| session.account().map(|account| account.id));
    move || match gate.shown.get() {
        Shown::Waiting => view! { <Loading /> }.into_any(),
        Shown::Unreachable => {
            let retry = Callback::new(move |()| spawn_local(session.restore()));
            view! { <Unreachable retry /> }.into_any()
        }
        Shown::SignIn => view! { <SignInPage /> }.into_any(),
        Shown::NotStaff => view! { <NotStaffPage /> }.into_any(),
        Shown::SetUp => view! { <SetUpPage /> }.into_any(),
        Shown::Page => {
            // made anew for another account; asked, not only tracked, since a memo never asked counts as changed
            let _ = whose.get();
            let path = router.path();
            page(&path)
        }
    }
}
