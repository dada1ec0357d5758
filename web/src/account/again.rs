//! Signing in again over the page: the sign-in ended while something was being done, and nothing of it may be lost.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::SignInForm;
use crate::i18n::t;
use crate::session::{Stage, use_session};
use crate::ui::{Button, ButtonKind, Dialog};

/// A dialog that only signing in or leaving closes.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let session = use_session();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(session.stage() == Stage::Interrupted));
    let leave = Callback::new(move |()| spawn_local(session.sign_out()));
    let email = move || session.account().map(|account| account.email).unwrap_or_default();
    view! {
        <Dialog open title=t("sign_in.title") modal_only=true>
            <p>{t("sign_in.expired")}</p>
            <SignInForm email_id="email-again" password_id="password-again" code_id="code-again" known_email=email() />
            <div><Button kind=ButtonKind::Quiet icon="log-out" label=t("app.sign_out") on_press=leave /></div>
        </Dialog>
    }
}
