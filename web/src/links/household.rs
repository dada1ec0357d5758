//! Following the invitation of the other guardian: by a new account, or by the one that the address has.

mod accept;
mod new_account;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::problem::ProblemCode;
use shared::wire::{GuardianInvitationLink, LinkFault, LinkToken, Living};

use super::token;
use crate::failure::{Failure, sentence};
use crate::i18n::{I18n, t, use_i18n};
use crate::router::{Link, paths, use_router};
use crate::session::use_session;
use crate::ui::{Icon, Loading, Notice, Page, Tone};
use accept::Accept;
use new_account::NewAccount;

/// How far it is.
#[derive(Clone)]
enum Stage {
    /// The server has not answered yet.
    Waiting,
    /// It can be followed.
    Usable(LinkToken, GuardianInvitationLink),
    /// It cannot; the server's reason, or none for what is no link of this page.
    Unusable(Option<Arc<client::Error>>),
    /// The server could not be asked.
    Failed(Arc<client::Error>),
}

/// What a refusal of the link comes to.
fn refused(error: client::Error) -> Stage {
    match error.code() {
        Some(ProblemCode::LinkUnusable) => Stage::Unusable(Some(Arc::new(error))),
        Some(ProblemCode::InvalidValue | ProblemCode::MalformedBody) => Stage::Unusable(None),
        _ => Stage::Failed(Arc::new(error)),
    }
}

/// The page of the link.
#[component]
pub(super) fn JoinHouseholdPage() -> impl IntoView {
    let (i18n, session, router) = (use_i18n(), use_session(), use_router());
    let stage = RwSignal::new(Stage::Waiting);
    let inspect = Callback::new(move |()| {
        let Some(token) = token::take(router, paths::JOIN) else { return stage.set(Stage::Unusable(None)) };
        stage.set(Stage::Waiting);
        spawn_local(async move {
            let known = match session.client().inspect_guardian_invitation(&token).await {
                Ok(link) => Stage::Usable(token, link),
                Err(error) => refused(error),
            };
            let _ = stage.try_set(known);
        });
    });
    inspect.run(());
    let handle = window_event_listener(leptos::ev::hashchange, move |_| {
        if !window().location().hash().unwrap_or_default().is_empty() {
            inspect.run(());
        }
    });
    on_cleanup(move || handle.remove());
    let title = Signal::derive(move || {
        let unusable = stage.with(|stage| matches!(stage, Stage::Unusable(_)));
        i18n.text(if unusable { "link.unusable" } else { "join.title" }, &[])
    });
    let body = move || match stage.get() {
        Stage::Waiting => view! { <Loading /> }.into_any(),
        Stage::Failed(error) => view! { <Failure error retry=inspect /> }.into_any(),
        Stage::Unusable(error) => view! { <Unusable error /> }.into_any(),
        Stage::Usable(token, link) => view! { <Usable token link stage /> }.into_any(),
    };
    view! {
        <Page title>
            <div class="narrow stack">{body}</div>
        </Page>
    }
}

#[component]
fn Unusable(error: Option<Arc<client::Error>>) -> impl IntoView {
    let i18n = use_i18n();
    let why = move || match &error {
        Some(error) => sentence(i18n, error),
        None => i18n.domain_text(&["problem.link_unusable.", LinkFault::Unknown.code()].concat()),
    };
    view! {
        <Notice tone=Tone::Warning><p>{why}</p></Notice>
        <p>{t("join.ask_again")}</p>
        <div class="row"><Link href="/" class="button"><Icon name="log-in" />{t("sign_in.submit")}</Link></div>
    }
}

/// What whoever follows it will be.
fn consequence(i18n: I18n, link: &GuardianInvitationLink) -> String {
    let params = [("who", link.invited_by.clone()), ("children", link.children.join(", "))];
    let key = match link.living {
        Living::Here => "join.here",
        Living::Elsewhere => "join.elsewhere",
    };
    i18n.text(key, &params)
}

#[component]
fn Usable(token: LinkToken, link: GuardianInvitationLink, stage: RwSignal<Stage>) -> impl IntoView {
    let i18n = use_i18n();
    let said = {
        let link = link.clone();
        move || consequence(i18n, &link)
    };
    let (email, has_account) = (link.email.clone(), link.has_account);
    let whom = move || i18n.text("join.for", &[("email", email.clone())]);
    let form = if has_account {
        view! { <Accept token link stage /> }.into_any()
    } else {
        view! { <NewAccount token link stage /> }.into_any()
    };
    view! {
        <section class="card">
            <p>{said}</p>
            <p class="whom">{whom}</p>
            {form}
        </section>
    }
}
