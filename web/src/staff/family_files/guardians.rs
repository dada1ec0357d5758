//! Who of a household's guardians may do what, and whose the days are of its children who live in two households.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::HouseholdId;
use shared::staff::Permission;
use shared::wire::{GuardianInvitationTarget, HouseholdGuardian, HouseholdGuardians};

use super::days::Days;
use super::roles::RolesForm;
use crate::failure::Failure;
use crate::i18n::{t, use_i18n};
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Loading, PersonName};

/// The guardians, as they are and to be changed.
#[component]
pub(super) fn Guardians(household: HouseholdId) -> impl IntoView {
    let session = use_session();
    let answer = RwSignal::new(None::<Result<HouseholdGuardians, Arc<Error>>>);
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            let get = async |client: &Client| client.list_guardians_of_household(household).await;
            let found = session.call(get).await.map_err(Arc::new);
            let _ = answer.try_set(Some(found));
        });
    });
    ask.run(());
    let may = Memo::new(move |_| session.may(Permission::CheckFamilies));
    move || match answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry=ask /> }.into_any(),
        Some(Ok(found)) => view! { <Found household found may changed=ask /> }.into_any(),
    }
}

#[component]
fn Found(
    household: HouseholdId,
    found: HouseholdGuardians,
    may: Memo<bool>,
    changed: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let editing = RwSignal::new(false);
    let line = move |one: &HouseholdGuardian| {
        let (roles, has_account) = (one.roles, one.has_account);
        let said = move || {
            let keys = [
                Some(if roles.may_book { "guardians.books" } else { "guardians.looks" }),
                roles.may_pick_up.then_some("guardians.picks_up"),
                roles.pays.then_some("guardians.pays"),
                (!has_account).then_some("guardians.no_account"),
            ];
            keys.into_iter().flatten().map(|key| i18n.text(key, &[])).collect::<Vec<_>>().join(", ")
        };
        let name = [one.first_name.as_str(), " ", one.last_name.as_str()].concat();
        view! { <div><dt><PersonName name /></dt><dd>{said}</dd></div> }
    };
    let days = move |child: &GuardianInvitationTarget| {
        (!child.elsewhere.is_empty()).then(|| view! { <Days household child=child.id may /> })
    };
    let begin = Callback::new(move |()| editing.set(true));
    let lines = found.guardians.iter().map(line).collect_view();
    let days = found.children.iter().map(days).collect_view();
    let action = move || {
        if editing.get() {
            view! { <RolesForm household found=found.clone() editing changed /> }.into_any()
        } else if may.get() {
            view! {
                <div><Button kind=ButtonKind::Plain icon="pencil" label=t("guardians.edit") on_press=begin /></div>
            }
            .into_any()
        } else {
            ().into_any()
        }
    };
    view! {
        <section class="part">
            <h3>{t("guardians.title")}</h3>
            <dl class="facts">{lines}</dl>
            {action}
        </section>
        {days}
    }
}
