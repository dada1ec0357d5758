//! Confirming a new mail address: only by giving the password and pressing the button.

use leptos::prelude::*;
use shared::wire::{AccountLink, AddressConfirmation, LinkPurpose, LinkToken};

use super::inspect::{MailLink, NotUsable, Stage};
use crate::account::TypedEmail;
use crate::form::{Form, FormFrame, password_wrong};
use crate::i18n::{t, use_i18n};
use crate::router::{Link, paths};
use crate::session::{Session, Stage as SignedIn, use_session};
use crate::ui::{Button, Icon, Notice, Page, PasswordField, Tone, focus};

const PASSWORD: &str = "account-password";

/// The page of the link.
#[component]
pub(super) fn ConfirmAddressPage() -> impl IntoView {
    let i18n = use_i18n();
    let link = MailLink::here(paths::CONFIRM_ADDRESS, &[LinkPurpose::AddressChange]);
    let title = Signal::derive(move || {
        let key = match link.stage() {
            Stage::Unusable(_) => "link.unusable",
            Stage::Done(_) => "confirm_address.done",
            _ => "confirm_address.title",
        };
        i18n.text(key, &[])
    });
    let body = move || {
        match link.stage() {
        Stage::Usable(token, known) => view! { <Confirm link token known /> }.into_any(),
        Stage::Done(email) => view! { <Done email /> }.into_any(),
        stage => view! {
            <NotUsable link stage>
                <Link href=paths::PROFILE class="button"><Icon name="circle-user-round" />{t("link.profile")}</Link>
            </NotUsable>
        }
        .into_any(),
    }
    };
    view! {
        <Page title>
            <div class="narrow stack">{body}</div>
        </Page>
    }
}

#[component]
fn Confirm(link: MailLink, token: LinkToken, known: AccountLink) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let typed = expect_context::<TypedEmail>();
    let form = Form::new(&[("password", PASSWORD)]);
    let password = RwSignal::new(String::new());
    let email = StoredValue::new(known.email);
    let confirm = Callback::new(move |()| {
        let confirmation =
            AddressConfirmation { token: token.token.clone(), password: password.get_untracked() };
        if !form.check([(PASSWORD, password_wrong(&confirmation.password))]) {
            return;
        }
        let call = async move {
            match session.client().confirm_address(&confirmation).await {
                Ok(()) => Ok(true),
                Err(error) => link.spent(error).map(|()| false),
            }
        };
        let email = email.get_value();
        form.send(call, move |confirmed| {
            if confirmed {
                if matches!(session.stage_now(), SignedIn::Absent(_)) {
                    typed.0.set(email.clone());
                }
                link.done(email);
                leptos::task::spawn_local(learn(session));
            }
        });
    });
    view! {
        <section class="card">
            <p class="whom">{move || i18n.text("confirm_address.for", &[("email", email.get_value())])}</p>
            <FormFrame form on_submit=confirm>
                <PasswordField
                    id=PASSWORD
                    label=t("confirm_address.password")
                    hint=t("confirm_address.password_hint")
                    value=password
                    error=form.error(PASSWORD)
                />
                <div><Button submit=true icon="check" label=t("confirm_address.submit") busy=form.busy() /></div>
            </FormFrame>
        </section>
    }
}

/// Who is signed in here may be the one whose address changed.
async fn learn(session: Session) {
    if session.stage_now() == SignedIn::Present
        && let Ok(account) =
            session.call(async |client: &client::Client| client.get_current_account().await).await
    {
        session.update_account(account);
    }
}

#[component]
fn Done(email: String) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let node = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            focus(&node);
        }
    });
    let next = move || match session.stage() {
        SignedIn::Present | SignedIn::Interrupted => view! {
            <Link href=paths::PROFILE class="button"><Icon name="circle-user-round" />{t("link.profile")}</Link>
        },
        _ => view! { <Link href="/" class="button"><Icon name="log-in" />{t("sign_in.submit")}</Link> },
    };
    view! {
        <div class="stack" tabindex="-1" node_ref=node>
            <Notice tone=Tone::Success>
                <p>{move || i18n.text("confirm_address.use", &[("email", email.clone())])}</p>
            </Notice>
        </div>
        <div class="row">{next}</div>
    }
}
