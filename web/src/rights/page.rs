//! The page “my data”.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::families::Contact;
use shared::wire::{AccountHousehold, PersonalData};

use super::desk::Desk;
use super::erasure::ErasureCard;
use super::export::ExportCard;
use super::kept::KeptCard;
use crate::failure::Failure;
use crate::household::{HouseholdChoice, use_households};
use crate::i18n::t;
use crate::router::{Link, paths};
use crate::session::use_session;
use crate::ui::{Icon, Loading, Notice, Page, Tone};

/// What is held on the household shown.
#[component]
pub fn DataPage() -> impl IntoView {
    let households = use_households();
    let shown = Memo::new(move |_| households.shown());
    let body = move || match shown.get() {
        None => view! { <Notice tone=Tone::Warning><p>{t("home.no_household")}</p></Notice> }.into_any(),
        Some(household) => view! { <Held household /> }.into_any(),
    };
    view! {
        <Page title=t("data.title") lead=t("data.lead")>
            <div class="stack">
                <HouseholdChoice />
                {body}
            </div>
        </Page>
    }
}

#[component]
fn Held(household: AccountHousehold) -> impl IntoView {
    let desk = Desk::new(use_session(), &household);
    spawn_local(desk.load());
    let retry = Callback::new(move |()| spawn_local(desk.load()));
    let done = move || {
        let key = desk.done.get()?;
        Some(view! { <Notice tone=Tone::Success><p>{t(key)}</p></Notice> })
    };
    let body = move || match desk.answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry /> }.into_any(),
        Some(Ok(data)) => view! { <Cards desk data /> }.into_any(),
    };
    view! {
        {done}
        {body}
    }
}

#[component]
fn Cards(desk: Desk, data: Arc<PersonalData>) -> impl IntoView {
    let officer = data.officer.clone();
    view! {
        <KeptCard categories=data.categories.clone() />
        <ExportCard desk exports=data.exports.clone() />
        <ErasureCard desk erasure=data.erasure.clone() />
        <RightsCard officer />
    }
}

/// What the law gives besides, and whom to write to.
#[component]
fn RightsCard(officer: Option<Contact>) -> impl IntoView {
    let whom = officer.map(|officer| {
        let email = officer.email.map(|email| {
            let href = ["mailto:", &email].concat();
            view! { <a href=href>{email}</a> }
        });
        let phone = officer.phone.map(|phone| {
            let href = ["tel:", &phone.replace(' ', "")].concat();
            view! { <a href=href>{phone}</a> }
        });
        view! { <p>{t("data.officer")}" "<strong>{officer.name}</strong>" "{email}" "{phone}</p> }
    });
    view! {
        <section class="card">
            <div class="card-head"><Icon name="info" /><h2>{t("data.rights")}</h2></div>
            <p>{t("data.rights.correct")}</p>
            <div>
                <Link href=paths::FILE class="link-line"><Icon name="folder-open" /><span>{t("data.rights.file")}</span></Link>
            </div>
            {whom}
            <p>{t("data.rights.complain")}</p>
        </section>
    }
}
