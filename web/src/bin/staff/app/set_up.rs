//! Staff act only after signing in with a second factor: whoever has none sets it up first.

use leptos::prelude::*;
use web::i18n::t;
use web::profile::{DeviceList, SecondFactorCard};
use web::session::use_session;
use web::ui::Page;

use super::guard::Gate;

/// The one thing to do before anything else.
#[component]
pub(super) fn SetUpPage() -> impl IntoView {
    let session = use_session();
    let gate: Gate = expect_context();
    let list = DeviceList::new(session);
    let email = Memo::new(move |_| session.account().map(|account| account.email).unwrap_or_default());
    let on_kept = Callback::new(move |()| gate.pass());
    view! {
        <div class="desk-door">
            <Page title=t("desk.set_up") lead=t("desk.set_up.lead")>
                <SecondFactorCard email list on_kept />
            </Page>
        </div>
    }
}
