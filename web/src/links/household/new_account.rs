//! An address without an account: a password, and the account is there.

use leptos::prelude::*;
use shared::problem::ProblemCode;
use shared::wire::{GuardianInvitationLink, LinkToken, NewGuardianAccount, SignInRequest};

use super::{Stage, refused};
use crate::account::TypedEmail;
use crate::form::{Form, FormFrame, new_password_wrong};
use crate::i18n::{t, use_i18n};
use crate::links::then_sign_in::then_sign_in;
use crate::links::token;
use crate::password::{NewPasswordField, Username};
use crate::router::{paths, use_router};
use crate::session::use_session;
use crate::ui::{Button, Site};

const PASSWORD: &str = "join-password";

/// The form.
#[component]
pub(super) fn NewAccount(
    token: LinkToken,
    link: GuardianInvitationLink,
    stage: RwSignal<Stage>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (session, router) = (use_session(), use_router());
    let (site, typed) = (expect_context::<Site>(), expect_context::<TypedEmail>());
    let password = RwSignal::new(String::new());
    let form = Form::new(&[("password", PASSWORD)]);
    // whether an answer may have been lost on its way
    let unanswered = StoredValue::new(false);
    let email = StoredValue::new(link.email.clone());
    let send = Callback::new(move |()| {
        let new = NewGuardianAccount {
            token: token.token.clone(),
            password: password.get_untracked(),
            language: untrack(|| i18n.language()),
        };
        if !form.check([(PASSWORD, new_password_wrong(&new.password))]) {
            return;
        }
        let sign_in = SignInRequest { email: email.get_value(), password: new.password.clone(), code: None };
        let call = async move {
            let opened = session.client().create_guardian_account(&new).await.map(drop);
            match then_sign_in(session, opened, &sign_in, unanswered.get_value()).await {
                Err(error) if error.code() == Some(ProblemCode::LinkUnusable) => {
                    let _ = stage.try_set(refused(error));
                    Ok(None)
                }
                Err(error) => {
                    let _ = unanswered.try_set_value(matches!(error, client::Error::Network(_)));
                    Err(error)
                }
                Ok(signed_in) => Ok(Some(signed_in)),
            }
        };
        form.send(call, move |opened| {
            let Some(signed_in) = opened else { return };
            token::forget(paths::JOIN);
            if signed_in {
                typed.forget();
                site.tell_next("join.done");
            } else {
                typed.0.set(email.get_value());
                site.tell_next("join.done_sign_in");
            }
            router.go(paths::FILE);
        });
    });
    view! {
        <FormFrame form on_submit=send>
            <Username email=link.email.clone() />
            <NewPasswordField id=PASSWORD form value=password email=link.email />
            <div><Button submit=true icon="check" label=t("join.open") busy=form.busy() /></div>
        </FormFrame>
    }
}
