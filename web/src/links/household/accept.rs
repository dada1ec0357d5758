//! An address that has an account: its owner signs in and accepts; nobody else can.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::problem::ProblemCode;
use shared::wire::{AcceptGuardianInvitation, Account, GuardianInvitationLink, LinkToken, Living};

use super::{Stage, refused};
use crate::account::SignInForm;
use crate::form::{Form, FormFrame};
use crate::i18n::{t, use_i18n};
use crate::links::token;
use crate::router::{paths, use_router};
use crate::session::{Stage as Signed, use_session};
use crate::ui::{Button, ButtonKind, Choice, Loading, Notice, RadioField, Site, Tone};

const INTO: &str = "join-into";
const NEW: &str = "new";

/// Signing in, then accepting.
#[component]
pub(super) fn Accept(
    token: LinkToken,
    link: GuardianInvitationLink,
    stage: RwSignal<Stage>,
) -> impl IntoView {
    let session = use_session();
    let email = StoredValue::new(link.email.clone());
    let parts = StoredValue::new((token, link));
    move || match (session.stage(), session.account()) {
        (Signed::Restoring, _) => view! { <Loading /> }.into_any(),
        (_, Some(account)) if account.email == email.get_value() => {
            let (token, link) = parts.get_value();
            view! { <Confirm token link account stage /> }.into_any()
        }
        (_, Some(account)) => view! { <Another email=account.email /> }.into_any(),
        _ => view! {
            <p>{t("join.sign_in")}</p>
            <SignInForm known_email=email.get_value() />
        }
        .into_any(),
    }
}

/// Somebody else is signed in here.
#[component]
fn Another(email: String) -> impl IntoView {
    let (i18n, session) = (use_i18n(), use_session());
    let said = move || i18n.text("join.another", &[("email", email.clone())]);
    let leave = Callback::new(move |()| spawn_local(session.sign_out_for_another()));
    view! {
        <Notice tone=Tone::Warning><p>{said}</p></Notice>
        <div><Button kind=ButtonKind::Plain icon="log-out" label=t("join.sign_out") on_press=leave /></div>
    }
}

#[component]
fn Confirm(
    token: LinkToken,
    link: GuardianInvitationLink,
    account: Account,
    stage: RwSignal<Stage>,
) -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let site = expect_context::<Site>();
    let form = Form::new(&[]);
    let own: Vec<_> = account.households.into_iter().filter(|household| household.may_book).collect();
    let first = own.first().map_or_else(|| NEW.to_owned(), |household| household.id.to_string());
    let asks = link.living == Living::Elsewhere && !own.is_empty();
    let into = RwSignal::new(if asks { first } else { NEW.to_owned() });
    let send = Callback::new(move |()| {
        let acceptance = AcceptGuardianInvitation {
            token: token.token.clone(),
            household_id: into.with_untracked(|id| id.parse().ok()),
        };
        let call = async move {
            let accept = async |client: &client::Client| client.accept_guardian_invitation(&acceptance).await;
            match session.call(accept).await {
                Err(error) if error.code() == Some(ProblemCode::LinkUnusable) => {
                    let _ = stage.try_set(refused(error));
                    return Ok(false);
                }
                answer => answer?,
            };
            // the account has a household more
            let account =
                session.call(async |client: &client::Client| client.get_current_account().await).await?;
            session.update_account(account);
            Ok(true)
        };
        form.send(call, move |accepted| {
            if accepted {
                token::forget(paths::JOIN);
                site.tell_next("join.done");
                router.go(paths::FILE);
            }
        });
    });
    let choose = asks.then(|| {
        let known = own.into_iter().map(|household| Choice {
            code: household.id.to_string(),
            label: Signal::derive(move || household.name.clone()),
            says: None,
        });
        let new = Choice { code: NEW.to_owned(), label: t("join.new_household"), says: None };
        let choices = known.chain([new]).collect();
        view! { <RadioField id=INTO legend=t("join.into") choices value=into /> }
    });
    view! {
        <FormFrame form on_submit=send>
            {choose}
            <div><Button submit=true icon="check" label=t("join.accept") busy=form.busy() /></div>
        </FormFrame>
    }
}
