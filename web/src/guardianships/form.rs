//! Inviting the other guardian: who, where they live, with which children.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::families::FieldFault;
use shared::families::values::name;
use shared::ids::GuardianId;
use shared::wire::{HouseholdGuardians, Living, NewGuardianInvitation};

use super::desk::Desk;
use crate::form::{Form, FormFrame, OnceKey, Wrong, email_wrong};
use crate::i18n::t;
use crate::ui::{Button, ButtonKind, CheckField, Choice, Icon, RadioField, TextField};

const WHO: &str = "invite-who";
const FIRST_NAME: &str = "invite-first-name";
const LAST_NAME: &str = "invite-last-name";
const EMAIL: &str = "invite-email";
const LIVING: &str = "invite-living";
const CHILDREN: &str = "invite-children";

const HERE: &str = "here";
const ELSEWHERE: &str = "elsewhere";
const SOMEBODY: &str = "somebody";

/// The form.
#[component]
pub(super) fn InviteForm(
    desk: Desk,
    found: Arc<HouseholdGuardians>,
    inviting: RwSignal<bool>,
) -> impl IntoView {
    let form = Form::new(&[
        ("first_name", FIRST_NAME),
        ("last_name", LAST_NAME),
        ("email", EMAIL),
        ("children", CHILDREN),
        ("guardian_id", WHO),
    ]);
    let (first, last, email) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (who, living) = (RwSignal::new(SOMEBODY.to_owned()), RwSignal::new(HERE.to_owned()));
    let children = RwSignal::new(BTreeSet::<String>::new());
    // the same invitation sent again is one
    let attempt = OnceKey::<NewGuardianInvitation>::new();
    let send = Callback::new(move |()| {
        let elsewhere = living.with_untracked(|code| code == ELSEWHERE);
        let new = NewGuardianInvitation {
            guardian_id: who.with_untracked(|id| id.parse::<GuardianId>().ok()),
            first_name: first.get_untracked(),
            last_name: last.get_untracked(),
            email: email.get_untracked(),
            living: if elsewhere { Living::Elsewhere } else { Living::Here },
            children: children.with_untracked(|ids| ids.iter().filter_map(|id| id.parse().ok()).collect()),
        };
        let named = new.guardian_id.is_some();
        let name_wrong = |text: &str| match name(text) {
            Err(FieldFault::Empty) if !named => Some(Wrong::Said("form.missing")),
            Err(fault) if !named => Some(Wrong::Field(fault)),
            _ => None,
        };
        let no_child = elsewhere && new.children.is_empty();
        if !form.check([
            (FIRST_NAME, name_wrong(&new.first_name)),
            (LAST_NAME, name_wrong(&new.last_name)),
            (EMAIL, email_wrong(&new.email)),
            (CHILDREN, no_child.then_some(Wrong::Said("guardians.children_missing"))),
        ]) {
            return;
        }
        let key = attempt.key_for(&new);
        let call = async move {
            let household = desk.household;
            desk.session
                .call(async |client: &client::Client| {
                    client.create_guardian_invitation(household, &key, &new).await
                })
                .await
        };
        form.send(call, move |_| {
            let _ = inviting.try_set(false);
            desk.done.set(Some("guardians.invited"));
            spawn_local(desk.load());
        });
    });
    let named = without_account(&found);
    let asks_who = (!named.is_empty()).then(|| {
        let choices = named.into_iter().chain([choice(SOMEBODY, t("guardians.somebody"), None)]).collect();
        view! { <RadioField id=WHO legend=t("guardians.who") choices value=who error=form.error(WHO) /> }
    });
    let somebody = Memo::new(move |_| who.with(|code| code == SOMEBODY));
    let of_children = StoredValue::new(living_here_only(&found));
    let apart = Memo::new(move |_| living.with(|code| code == ELSEWHERE));
    let close = Callback::new(move |()| inviting.set(false));
    view! {
        <section class="card">
            <div class="card-head"><Icon name="user-plus" /><h2>{t("guardians.invite")}</h2></div>
            <p>{t("guardians.invite_lead")}</p>
            <FormFrame form on_submit=send>
                {asks_who}
                <Show when=move || somebody.get()>
                    <TextField id=FIRST_NAME label=t("guardians.first_name") value=first error=form.error(FIRST_NAME) />
                    <TextField id=LAST_NAME label=t("guardians.last_name") value=last error=form.error(LAST_NAME) />
                </Show>
                <TextField
                    id=EMAIL
                    kind="email"
                    label=t("guardians.email")
                    hint=t("guardians.email_hint")
                    value=email
                    error=form.error(EMAIL)
                />
                <RadioField id=LIVING legend=t("guardians.living") choices=ways_of_living() value=living />
                <Show when=move || apart.get()>
                    <CheckField
                        id=CHILDREN
                        legend=t("guardians.children")
                        choices=of_children.get_value()
                        value=children
                        error=form.error(CHILDREN)
                    />
                </Show>
                <div class="row">
                    <Button submit=true icon="send" label=t("guardians.send") busy=form.busy() />
                    <Button kind=ButtonKind::Quiet icon="x" label=t("profile.keep") on_press=close />
                </div>
            </FormFrame>
        </section>
    }
}

fn ways_of_living() -> Vec<Choice> {
    vec![
        choice(HERE, t("guardians.with_us"), Some(t("guardians.with_us_says"))),
        choice(ELSEWHERE, t("guardians.apart"), Some(t("guardians.apart_says"))),
    ]
}

fn choice(code: &str, label: Signal<String>, says: Option<Signal<String>>) -> Choice {
    Choice { code: code.to_owned(), label, says }
}

/// The guardians whom the household told of and who have no account.
fn without_account(found: &HouseholdGuardians) -> Vec<Choice> {
    let without = found.guardians.iter().filter(|one| !one.has_account && !one.is_me);
    without
        .map(|one| {
            let name = [one.first_name.as_str(), " ", one.last_name.as_str()].concat();
            choice(&one.roles.guardian_id.to_string(), Signal::derive(move || name.clone()), None)
        })
        .collect()
}

/// The children who may come into another household too.
fn living_here_only(found: &HouseholdGuardians) -> Vec<Choice> {
    let here = found.children.iter().filter(|child| child.elsewhere.is_empty());
    here.map(|child| {
        let name = child.first_name.clone();
        choice(&child.id.to_string(), Signal::derive(move || name.clone()), None)
    })
    .collect()
}
