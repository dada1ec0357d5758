//! The page “guardians”.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::wire::HouseholdGuardians;

use super::desk::Desk;
use super::form::InviteForm;
use super::invitations::Invitations;
use super::list::{Elsewhere, Guardians};
use crate::failure::Failure;
use crate::household::{HouseholdChoice, use_households};
use crate::i18n::t;
use crate::router::Link;
use crate::router::paths::FILE;
use crate::ui::{Button, ErrorSummary, Icon, Loading, Notice, Page, Tone};

/// The guardians of the household that is shown.
#[component]
pub fn GuardiansPage() -> impl IntoView {
    let households = use_households();
    let shown = Memo::new(move |_| households.shown());
    let body = move || match shown.get() {
        None => view! { <Notice tone=Tone::Warning><p>{t("home.no_household")}</p></Notice> }.into_any(),
        Some(household) => {
            let desk = Desk::new(household.id, household.may_book);
            spawn_local(desk.load());
            view! { <OfHousehold desk /> }.into_any()
        }
    };
    view! {
        <Link href=FILE class="link-line back"><Icon name="arrow-left" /><span>{t("file.title")}</span></Link>
        <Page title=t("guardians.title") lead=t("guardians.lead")>
            <div class="narrow stack">
                <HouseholdChoice />
                {body}
            </div>
        </Page>
    }
}

#[component]
fn OfHousehold(desk: Desk) -> impl IntoView {
    let retry = Callback::new(move |()| spawn_local(desk.load()));
    let done =
        move || desk.done.get().map(|key| view! { <Notice tone=Tone::Success><p>{t(key)}</p></Notice> });
    let body = move || match desk.answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry /> }.into_any(),
        Some(Ok(found)) => view! { <Found desk found /> }.into_any(),
    };
    view! {
        {done}
        <ErrorSummary errors=desk.form.errors() />
        {body}
    }
}

#[component]
fn Found(desk: Desk, found: Arc<HouseholdGuardians>) -> impl IntoView {
    let inviting = RwSignal::new(false);
    let begin = Callback::new(move |()| {
        desk.done.set(None);
        inviting.set(true);
    });
    let known = Arc::clone(&found);
    let action = move || {
        if !desk.may_book {
            return ().into_any();
        }
        if inviting.get() {
            return view! { <InviteForm desk found=Arc::clone(&known) inviting /> }.into_any();
        }
        view! { <div><Button icon="user-plus" label=t("guardians.invite") on_press=begin /></div> }.into_any()
    };
    view! {
        <Guardians desk found=Arc::clone(&found) />
        <Invitations desk found=Arc::clone(&found) />
        <Elsewhere found />
        {action}
    }
}
