//! Closing one's account: the consequence first, then the password.

use leptos::prelude::*;
use shared::wire::PasswordProof;

use super::page::Section;
use crate::form::{Form, FormFrame, password_wrong};
use crate::i18n::t;
use crate::password::Username;
use crate::router::use_router;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Dialog, PasswordField, Site};

const PASSWORD: &str = "closing-password";

/// The way out, quietly at the end.
#[component]
pub(super) fn ClosingCard(email: Memo<String>) -> impl IntoView {
    let open = RwSignal::new(false);
    let ask = Callback::new(move |()| open.set(true));
    let session = use_session();
    let staff = Memo::new(move |_| session.account().is_some_and(|account| account.staff.is_some()));
    view! {
        <Section title=t("profile.closing") icon="user-round-x">
            <Show
                when=move || staff.get()
                fallback=move || view! {
                    <p class="muted">{t("profile.closing.hint")}</p>
                    <div>
                        <Button kind=ButtonKind::Quiet icon="user-round-x" label=t("profile.closing.ask") on_press=ask />
                    </div>
                }
            >
                <p class="muted">{t("profile.closing.staff")}</p>
            </Show>
        </Section>
        <Dialog open title=t("profile.closing.title")>
            <p>{t("profile.closing.consequence")}</p>
            <ClosingForm open email=email.get_untracked() />
        </Dialog>
    }
}

#[component]
fn ClosingForm(open: RwSignal<bool>, email: String) -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let site = expect_context::<Site>();
    let password = RwSignal::new(String::new());
    let form = Form::new(&[("password", PASSWORD)]);
    let send = Callback::new(move |()| {
        let proof = PasswordProof { password: password.get_untracked() };
        if !form.check([(PASSWORD, password_wrong(&proof.password))]) {
            return;
        }
        let call = async move {
            session.call(async |client: &client::Client| client.close_current_account(&proof).await).await
        };
        form.send(call, move |()| {
            site.tell_next("profile.closing.done");
            router.go(router.home());
            session.ended_by_server();
        });
    });
    let keep = Callback::new(move |()| open.set(false));
    view! {
        <FormFrame form on_submit=send>
            <Username email />
            <PasswordField
                id=PASSWORD
                label=t("profile.current_password")
                value=password
                error=form.error(PASSWORD)
            />
            <div class="row">
                <Button submit=true kind=ButtonKind::Danger icon="user-round-x" label=t("profile.closing.submit") busy=form.busy() />
                <Button kind=ButtonKind::Quiet icon="arrow-left" label=t("profile.closing.keep") on_press=keep />
            </div>
        </FormFrame>
    }
}
