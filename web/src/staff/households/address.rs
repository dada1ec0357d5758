//! The address of a guardian who has no account: known, invited, or still to be given.

use std::collections::BTreeSet;

use client::Client;
use leptos::prelude::*;
use shared::ids::GuardianId;
use shared::wire::{FilePart, GuardianAddress};

use super::desk::{HouseholdDesk, Open, use_household_desk};
use crate::form::{Form, FormFrame, email_wrong};
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::ui::{Button, ButtonKind, CheckField, Choice, TextField};

const EMAIL: &str = "guardian-email";
const INVITE: &str = "guardian-invite";

/// That there is no account, and a way to attach one.
#[component]
pub(in crate::staff) fn AddressOf(
    /// What the file tells of the guardian.
    part: FilePart,
    /// Whose.
    guardian: GuardianId,
    /// Their name.
    name: String,
) -> impl IntoView {
    let desk = use_household_desk()?;
    if part.email.is_some() {
        return None;
    }
    let i18n = use_i18n();
    let known = part.known_email.clone();
    let said = move || match &known {
        Some(email) => i18n.text("household.no_account_known", &[("email", email.clone())]),
        None => i18n.text("household.no_account", &[]),
    };
    let begin = Callback::new(move |()| desk.begin(Open::Address(guardian)));
    let (about, part) = (Signal::stored(name), StoredValue::new(part));
    let body = move || {
        if desk.open.get() == Some(Open::Address(guardian)) {
            view! { <AddressForm desk guardian part=part.get_value() /> }.into_any()
        } else {
            view! {
                <div>
                    <Button kind=ButtonKind::Plain icon="mail" label=t("household.attach") about on_press=begin />
                </div>
            }
            .into_any()
        }
    };
    Some(view! { <p class="muted">{said}</p> {body} })
}

#[component]
fn AddressForm(desk: HouseholdDesk, guardian: GuardianId, part: FilePart) -> impl IntoView {
    let organisation = use_organisation();
    let email = RwSignal::new(part.known_email.clone().unwrap_or_default());
    let invites =
        move || organisation.answer().with(|answer| matches!(answer, Some(Ok(facts)) if facts.invites));
    let wanted = RwSignal::new(BTreeSet::from(["invite".to_owned()]));
    let form = Form::new(&[("email", EMAIL)]);
    let version = part.version;
    let send = Callback::new(move |()| {
        let address = email.get_untracked().trim().to_owned();
        if !form.check([(EMAIL, email_wrong(&address))]) {
            return;
        }
        let invite = untrack(invites) && wanted.with_untracked(|wanted| wanted.contains("invite"));
        let asked = GuardianAddress { email: address, invite };
        let call = async move {
            let give = async |client: &Client| {
                client.update_guardian_address(desk.household, guardian, version, &asked).await
            };
            desk.session.call(give).await
        };
        form.send(call, move |answer| {
            let invited = answer.invitation.is_some();
            desk.did(form, if invited { "household.invited" } else { "household.address_kept" });
        });
    });
    let close = Callback::new(move |()| desk.open.set(None));
    let choice = move || {
        let label = t("household.invite_now");
        let says = Some(t("household.invite_now_says"));
        vec![Choice { code: "invite".to_owned(), label, says }]
    };
    view! {
        <FormFrame form on_submit=send>
            <TextField id=EMAIL kind="email" label=t("household.email") value=email error=form.error(EMAIL) />
            <Show when=invites fallback=|| view! { <p class="muted">{t("household.no_invitations")}</p> }>
                <CheckField id=INVITE legend=t("household.invitation") choices=choice() value=wanted />
            </Show>
            <div class="row">
                <Button submit=true icon="check" label=t("household.attach_submit") busy=form.busy() />
                <Button kind=ButtonKind::Quiet icon="x" label=t("desk.cancel") on_press=close />
            </div>
        </FormFrame>
    }
}
