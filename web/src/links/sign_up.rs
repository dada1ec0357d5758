//! Confirming the address of a new account: only by pressing the button.

use leptos::prelude::*;
use shared::families::FileSubject;
use shared::problem::ProblemCode;
use shared::wire::{LinkFault, LinkToken, SignInRequest, SignUpConfirmation};

use super::token;
use crate::account::TypedEmail;
use crate::family_file::add_child_path;
use crate::form::{Form, FormFrame, password_wrong};
use crate::i18n::{t, use_i18n};
use crate::router::{Link, paths, use_router};
use crate::session::{Session, use_session};
use crate::ui::{Button, Icon, Notice, Page, PasswordField, Site, Tone};

const PASSWORD: &str = "chosen-password";

/// The page of the link.
#[component]
pub(super) fn ConfirmSignUpPage() -> impl IntoView {
    let i18n = use_i18n();
    let router = use_router();
    let link = RwSignal::new(token::take(router, paths::CONFIRM_SIGN_UP));
    let handle = window_event_listener(leptos::ev::hashchange, move |_| {
        if !window().location().hash().unwrap_or_default().is_empty() {
            link.set(token::take(router, paths::CONFIRM_SIGN_UP));
        }
    });
    on_cleanup(move || handle.remove());
    let fault = RwSignal::new(None::<LinkFault>);
    let unusable =
        Memo::new(move |_| fault.get().or_else(|| link.with(Option::is_none).then_some(LinkFault::Unknown)));
    let title = Signal::derive(move || {
        let key = if unusable.get().is_some() { "link.unusable" } else { "confirm_sign_up.title" };
        i18n.text(key, &[])
    });
    let body = move || match (unusable.get(), link.get()) {
        (None, Some(token)) => view! { <Confirm token fault /> }.into_any(),
        (reason, _) => {
            let key = match reason {
                Some(LinkFault::Used) => "confirm_sign_up.used".to_owned(),
                _ => String::new(),
            };
            let why = move || {
                if key.is_empty() {
                    let code = reason.unwrap_or(LinkFault::Unknown).code();
                    i18n.domain_text(&["problem.link_unusable.", code].concat())
                } else {
                    i18n.text(&key, &[])
                }
            };
            view! {
                <Notice tone=Tone::Warning><p>{why}</p></Notice>
                <div class="row">
                    <Link href="/" class="button"><Icon name="log-in" />{t("sign_in.submit")}</Link>
                    <Link href=paths::SIGN_UP class="button button--plain">{t("sign_in.sign_up")}</Link>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <Page title>
            <div class="narrow stack">{body}</div>
        </Page>
    }
}

#[component]
fn Confirm(token: LinkToken, fault: RwSignal<Option<LinkFault>>) -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let (site, typed) = (expect_context::<Site>(), expect_context::<TypedEmail>());
    let password = RwSignal::new(String::new());
    let form = Form::new(&[("password", PASSWORD)]);
    let confirm = Callback::new(move |()| {
        let confirmation =
            SignUpConfirmation { token: token.token.clone(), password: password.get_untracked() };
        if !form.check([(PASSWORD, password_wrong(&confirmation.password))]) {
            return;
        }
        let call = async move {
            match session.client().confirm_sign_up(&confirmation).await {
                Ok(confirmed) => {
                    let (email, password) = (confirmed.email, confirmation.password);
                    // the account is made: who cannot be signed in now signs in by hand
                    let request = SignInRequest { email: email.clone(), password, code: None };
                    let next = match session.sign_in(&request).await {
                        Ok(()) => begins(session).await,
                        Err(_) => "/".to_owned(),
                    };
                    Ok(Ok((email, next)))
                }
                Err(error) => reason(&error).map_or(Err(error), |reason| Ok(Err(reason))),
            }
        };
        form.send(call, move |answer| {
            token::forget(paths::CONFIRM_SIGN_UP);
            match answer {
                Ok((email, next)) => {
                    typed.0.set(email);
                    site.tell_next("confirm_sign_up.done");
                    router.go(&next);
                }
                Err(reason) => {
                    let _ = fault.try_set(Some(reason));
                }
            }
        });
    });
    view! {
        <section class="card">
            <p>{t("confirm_sign_up.lead")}</p>
            <FormFrame form on_submit=confirm>
                <PasswordField id=PASSWORD label=t("confirm_sign_up.password") value=password error=form.error(PASSWORD) />
                <div><Button submit=true icon="check" label=t("confirm_sign_up.submit") busy=form.busy() /></div>
            </FormFrame>
            <p class="small">{t("confirm_sign_up.forgotten")}" "<Link href=paths::SIGN_UP>{t("confirm_sign_up.again")}</Link></p>
        </section>
    }
}

/// Where a new account begins: with the children, where the household has none yet.
async fn begins(session: Session) -> String {
    let household = untrack(|| session.account()).and_then(|account| account.households.into_iter().next());
    if let Some(household) = household.filter(|household| household.may_book)
        && let Ok(sheet) = session
            .call(async |client: &client::Client| client.get_family_file(household.id, None).await)
            .await
        && !sheet.parts.iter().any(|part| matches!(part.subject, FileSubject::Child(_)))
    {
        return add_child_path(sheet.beginning.suggested);
    }
    "/".to_owned()
}

/// Why the link cannot be used, if that is what the server says.
fn reason(error: &client::Error) -> Option<LinkFault> {
    let client::Error::Problem(problem) = error else { return None };
    if problem.code != ProblemCode::LinkUnusable {
        return None;
    }
    let reason = problem.params.get("reason").and_then(|reason| reason.as_str());
    [LinkFault::Used, LinkFault::Expired]
        .into_iter()
        .find(|fault| Some(fault.code()) == reason)
        .or(Some(LinkFault::Unknown))
}
