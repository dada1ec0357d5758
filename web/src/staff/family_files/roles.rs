//! Saying of each guardian what they may do.

use std::collections::BTreeSet;

use client::Client;
use leptos::prelude::*;
use shared::guardianships::{GuardianRoles, RolesFault, check_roles};
use shared::ids::{GuardianId, HouseholdId};
use shared::wire::{HouseholdGuardians, RolesUpdate};

use crate::form::{Form, FormFrame, Wrong};
use crate::i18n::t;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, CheckField, Choice, RadioField};

const BOOK: &str = "roles-book";
const FETCH: &str = "roles-fetch";
const PAY: &str = "roles-pay";

/// The form.
#[component]
pub(super) fn RolesForm(
    household: HouseholdId,
    found: HouseholdGuardians,
    editing: RwSignal<bool>,
    changed: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let form = Form::new(&[("guardians", BOOK)]);
    let of = |may: fn(&GuardianRoles) -> bool| {
        let who = found.guardians.iter().filter(|one| may(&one.roles));
        RwSignal::new(who.map(|one| one.roles.guardian_id.to_string()).collect::<BTreeSet<_>>())
    };
    let (book, fetch) = (of(|roles| roles.may_book), of(|roles| roles.may_pick_up));
    let payer = found.guardians.iter().find(|one| one.roles.pays);
    let pay = RwSignal::new(payer.map(|one| one.roles.guardian_id.to_string()).unwrap_or_default());
    let choices = || {
        let choice = |one: &shared::wire::HouseholdGuardian| {
            let name = [one.first_name.as_str(), " ", one.last_name.as_str()].concat();
            Choice {
                code: one.roles.guardian_id.to_string(),
                label: Signal::derive(move || name.clone()),
                says: None,
            }
        };
        found.guardians.iter().map(choice).collect::<Vec<_>>()
    };
    let (bookers, fetchers, payers) = (choices(), choices(), choices());
    let (version, ids) =
        (found.version, found.guardians.iter().map(|one| one.roles.guardian_id).collect::<Vec<GuardianId>>());
    let send = Callback::new(move |()| {
        let role = |id: &GuardianId| {
            let code = id.to_string();
            GuardianRoles {
                guardian_id: *id,
                may_book: book.with_untracked(|codes| codes.contains(&code)),
                may_pick_up: fetch.with_untracked(|codes| codes.contains(&code)),
                pays: pay.with_untracked(|payer| *payer == code),
            }
        };
        let guardians: Vec<_> = ids.iter().map(role).collect();
        let wrong = match check_roles(&ids, &guardians) {
            Err(RolesFault::NobodyBooks) => [(BOOK, Some(Wrong::Said("guardians.nobody_books")))],
            Err(RolesFault::OnePays) => [(PAY, Some(Wrong::Said("guardians.one_pays")))],
            Err(RolesFault::Guardians) => [(BOOK, Some(Wrong::Refused))],
            Ok(()) => [(BOOK, None)],
        };
        if !form.check(wrong) {
            return;
        }
        let update = RolesUpdate { guardians };
        let call = async move {
            let update =
                async |client: &Client| client.update_guardian_roles(household, version, &update).await;
            session.call(update).await
        };
        form.send(call, move |_| {
            let _ = editing.try_set(false);
            changed.run(());
        });
    });
    let close = Callback::new(move |()| editing.set(false));
    view! {
        <FormFrame form on_submit=send>
            <CheckField id=BOOK legend=t("guardians.may_book") choices=bookers value=book error=form.error(BOOK) />
            <CheckField id=FETCH legend=t("guardians.may_pick_up") choices=fetchers value=fetch />
            <RadioField id=PAY legend=t("guardians.who_pays") choices=payers value=pay error=form.error(PAY) />
            <div class="row">
                <Button submit=true icon="check" label=t("new_password.submit") busy=form.busy() />
                <Button kind=ButtonKind::Quiet icon="x" label=t("profile.keep") on_press=close />
            </div>
        </FormFrame>
    }
}
