//! Setting a password by the link of an invitation or a reset, and signing in with it.

use leptos::prelude::*;
use shared::wire::{AccountLink, LinkPurpose, LinkToken, NewPassword, SignInRequest};

use super::inspect::{MailLink, NotUsable, Stage};
use super::then_sign_in::then_sign_in;
use crate::account::TypedEmail;
use crate::form::{Form, FormFrame, new_password_wrong};
use crate::i18n::{t, use_i18n};
use crate::password::{NewPasswordField, Username};
use crate::router::{Link, paths, use_router};
use crate::session::use_session;
use crate::ui::{Button, Icon, Page, Site};

const PASSWORD: &str = "new-password";

/// The page of the link.
#[component]
pub(super) fn NewPasswordPage() -> impl IntoView {
    let i18n = use_i18n();
    let link = MailLink::here(paths::NEW_PASSWORD, &[LinkPurpose::Invitation, LinkPurpose::PasswordReset]);
    let title = Signal::derive(move || {
        let key = match link.purpose() {
            Some(LinkPurpose::Invitation) => "new_password.welcome",
            _ if link.is_unusable() => "link.unusable",
            _ => "new_password.title",
        };
        i18n.text(key, &[])
    });
    let body = move || match link.stage() {
        Stage::Usable(token, known) => view! { <Choose link token known /> }.into_any(),
        stage => view! {
            <NotUsable link stage>
                <Link href=paths::FORGOTTEN class="button"><Icon name="mail" />{t("link.ask")}</Link>
            </NotUsable>
        }
        .into_any(),
    };
    view! {
        <Page title>
            <div class="narrow stack">{body}</div>
        </Page>
    }
}

#[component]
fn Choose(link: MailLink, token: LinkToken, known: AccountLink) -> impl IntoView {
    let i18n = use_i18n();
    let (session, router) = (use_session(), use_router());
    let (site, typed) = (expect_context::<Site>(), expect_context::<TypedEmail>());
    let password = RwSignal::new(String::new());
    let form = Form::new(&[("password", PASSWORD)]);
    // whether an answer may have been lost on its way
    let unanswered = StoredValue::new(false);
    let email = StoredValue::new(known.email.clone());
    let send = Callback::new(move |()| {
        let new = NewPassword { token: token.token.clone(), password: password.get_untracked() };
        if !form.check([(PASSWORD, new_password_wrong(&new.password))]) {
            return;
        }
        let sign_in = SignInRequest {
            email: email.get_value(),
            password: new.password.clone(),
            // who has a second factor is asked for the code on the sign-in page
            code: None,
        };
        let call = async move {
            let set = session.client().create_password(&new).await.map(drop);
            match then_sign_in(session, set, &sign_in, unanswered.get_value()).await {
                Err(error) => {
                    let lost = matches!(error, client::Error::Network(_));
                    let _ = unanswered.try_set_value(lost);
                    link.spent(error).map(|()| None)
                }
                Ok(signed_in) => Ok(Some((signed_in, sign_in.email))),
            }
        };
        form.send(call, move |set| {
            let Some((signed_in, email)) = set else { return };
            if signed_in {
                typed.forget();
                site.tell_next("new_password.saved");
            } else {
                typed.0.set(email.clone());
                site.tell_next("new_password.saved_sign_in");
            }
            router.go("/");
            link.done(email);
        });
    });
    view! {
        <section class="card">
            <p class="whom">{move || i18n.text("new_password.for", &[("email", email.get_value())])}</p>
            <FormFrame form on_submit=send>
                <Username email=known.email.clone() />
                <NewPasswordField id=PASSWORD form value=password email=known.email />
                <div><Button submit=true icon="check" label=t("new_password.submit") busy=form.busy() /></div>
            </FormFrame>
        </section>
    }
}
