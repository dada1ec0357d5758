//! Who is a guardian here, and may do what; which children live elsewhere too.

use std::sync::Arc;

use leptos::prelude::*;
use shared::wire::{GuardianInvitationTarget, HouseholdGuardian, HouseholdGuardians};

use super::desk::Desk;
use crate::custody::custody_path;
use crate::i18n::{t, use_i18n};
use crate::router::Link;
use crate::ui::{Button, ButtonKind, Icon, PersonName};

/// The guardians.
#[component]
pub(super) fn Guardians(desk: Desk, found: Arc<HouseholdGuardians>) -> impl IntoView {
    let version = found.version;
    let i_pay = found.guardians.iter().any(|one| one.is_me && one.roles.pays);
    let pay = Callback::new(move |()| {
        let household = desk.household;
        desk.act("guardians.paying", async move {
            desk.session
                .call(async |client: &client::Client| client.update_payer(household, version).await)
                .await
        });
    });
    let take = (!i_pay).then(|| {
        view! {
            <div class="stack">
                <p class="muted small">{t("guardians.pay_hint")}</p>
                <div>
                    <Button kind=ButtonKind::Plain icon="check" label=t("guardians.pay") busy=desk.form.busy() on_press=pay />
                </div>
            </div>
        }
    });
    let one = |guardian: &HouseholdGuardian| view! { <Guardian guardian=guardian.clone() /> };
    view! {
        <section class="card">
            <div class="card-head"><Icon name="users-round" /><h2>{t("guardians.here")}</h2></div>
            <ul class="rows">{found.guardians.iter().map(one).collect_view()}</ul>
            {take}
        </section>
    }
}

#[component]
fn Guardian(guardian: HouseholdGuardian) -> impl IntoView {
    let roles = guardian.roles;
    let said = [
        Some(if roles.may_book { ("pencil", "guardians.books") } else { ("eye", "guardians.looks") }),
        roles.may_pick_up.then_some(("users-round", "guardians.picks_up")),
        roles.pays.then_some(("file-text", "guardians.pays")),
        (!guardian.has_account).then_some(("circle-user-round", "guardians.no_account")),
    ];
    let marks = said
        .into_iter()
        .flatten()
        .map(|(icon, key)| view! { <li class="mark"><Icon name=icon />{t(key)}</li> })
        .collect_view();
    let name = [guardian.first_name, guardian.last_name].join(" ");
    let me = guardian.is_me.then(|| view! { " " <span class="muted">{t("guardians.me")}</span> });
    view! {
        <li class="guardian">
            <p class="file-row-name"><PersonName name />{me}</p>
            <ul class="marks">{marks}</ul>
        </li>
    }
}

/// The children who live in another household too: all that is told of it.
#[component]
pub(super) fn Elsewhere(found: Arc<HouseholdGuardians>) -> impl IntoView {
    let i18n = use_i18n();
    let line = move |child: &GuardianInvitationTarget| {
        let (path, name, with) =
            (custody_path(child.id), child.first_name.clone(), child.elsewhere.join(", "));
        let said =
            move || i18n.text("guardians.elsewhere", &[("child", name.clone()), ("name", with.clone())]);
        view! {
            <li>
                <span>{said}</span>
                <Link href=path class="link-line"><Icon name="calendar-days" /><span>{t("custody.title")}</span></Link>
            </li>
        }
    };
    let shared: Vec<_> = found.children.iter().filter(|child| !child.elsewhere.is_empty()).collect();
    (!shared.is_empty()).then(|| {
        view! {
            <section class="card">
                <div class="card-head"><Icon name="house" /><h2>{t("guardians.two_households")}</h2></div>
                <p>{t("guardians.two_households_hint")}</p>
                <ul class="rows">{shared.into_iter().map(line).collect_view()}</ul>
            </section>
        }
    })
}
