//! A child whom the organisation knows lives in this household too: of a parent who lives apart.

use std::collections::BTreeSet;
use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::families::FileSubject;
use shared::ids::{ChildId, HouseholdId};
use shared::wire::{FamilyFileSheet, FamilyFileSummary, FilePart};

use super::desk::HouseholdDesk;
use crate::failure::Failure;
use crate::form::{Form, FormFrame, Wrong};
use crate::i18n::t;
use crate::staff::family_files::person;
use crate::staff::find_household::FindHousehold;
use crate::ui::{Button, ButtonKind, CheckField, Choice, Loading, Notice, PersonName};

const CHILDREN: &str = "known-children";

/// The other household is found, then its children are chosen.
#[component]
pub(super) fn KnownChild(
    desk: HouseholdDesk,
    /// The file of this household.
    sheet: FamilyFileSheet,
) -> impl IntoView {
    let here = StoredValue::new(children(&sheet).into_iter().map(|(id, ..)| id).collect::<Vec<_>>());
    let other = RwSignal::new(None::<HouseholdId>);
    let line = Callback::new(move |(file,): (FamilyFileSummary,)| {
        let (id, about) = (file.household_id, Signal::stored(file.name.clone()));
        let choose = Callback::new(move |()| other.set(Some(id)));
        view! {
            <PersonName name=file.name /> " "
            <Button kind=ButtonKind::Plain icon="check" label=t("household.known.choose") about on_press=choose />
        }
        .into_any()
    });
    let close = Callback::new(move |()| desk.open.set(None));
    let body = move || match other.get() {
        Some(other) => view! { <Of desk other here=here.get_value() /> }.into_any(),
        None => view! {
            <FindHousehold except=Some(desk.household) line />
            <div><Button kind=ButtonKind::Quiet icon="x" label=t("desk.cancel") on_press=close /></div>
        }
        .into_any(),
    };
    view! {
        <section class="part">
            <h3>{t("household.known")}</h3>
            <p class="muted">{t("household.known.says")}</p>
            {body}
        </section>
    }
}

/// The children of a file by name, and whether each lives in one household.
fn children(sheet: &FamilyFileSheet) -> Vec<(ChildId, String, bool)> {
    let child = |part: &FilePart| match (part.subject, person(part)) {
        (FileSubject::Child(id), Some(name)) => Some((id, name, part.elsewhere.is_empty())),
        _ => None,
    };
    sheet.parts.iter().filter_map(child).collect()
}

/// The children of the other household.
#[component]
fn Of(desk: HouseholdDesk, other: HouseholdId, here: Vec<ChildId>) -> impl IntoView {
    let answer = RwSignal::new(None::<Result<Vec<(ChildId, String, bool)>, Arc<Error>>>);
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            let get = async |client: &Client| client.get_family_file_of_household(other, None).await;
            let told = desk.session.call(get).await;
            let told = told.map(|sheet| children(&sheet)).map_err(Arc::new);
            let _ = answer.try_set(Some(told));
        });
    });
    ask.run(());
    move || match answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry=ask /> }.into_any(),
        Some(Ok(found)) => {
            let others = found.into_iter().filter(|(id, _, alone)| *alone && !here.contains(id));
            let choices = others.map(|(id, name, _)| (id, name)).collect();
            view! { <Choosing desk choices /> }.into_any()
        }
    }
}

#[component]
fn Choosing(desk: HouseholdDesk, choices: Vec<(ChildId, String)>) -> impl IntoView {
    let sent = StoredValue::new(false);
    let close = Callback::new(move |()| {
        desk.open.set(None);
        // of several, the first may have come before another was refused
        if sent.get_value() {
            desk.again();
        }
    });
    let cancel = move || {
        view! { <Button kind=ButtonKind::Quiet icon="x" label=t("desk.cancel") on_press=close /> }
    };
    if choices.is_empty() {
        return view! { <Notice><p>{t("household.known.none")}</p></Notice> <div>{cancel()}</div> }
            .into_any();
    }
    let chosen = RwSignal::new(BTreeSet::<String>::new());
    let form = Form::new(&[("child", CHILDREN)]);
    let send = Callback::new(move |()| {
        let ids: Vec<ChildId> =
            chosen.with_untracked(|chosen| chosen.iter().filter_map(|id| id.parse().ok()).collect());
        if !form.check([(CHILDREN, ids.is_empty().then_some(Wrong::Said("household.known.missing")))]) {
            return;
        }
        sent.set_value(true);
        let call = async move {
            // one who lives here already is no fault: what broke off is sent again
            for child in ids {
                let add = async |client: &Client| client.add_child_of_household(desk.household, child).await;
                desk.session.call(add).await?;
            }
            Ok(())
        };
        form.send(call, move |()| desk.did(form, "household.known.added"));
    });
    let choice = |(id, name): (ChildId, String)| Choice {
        code: id.to_string(),
        label: Signal::stored(name),
        says: None,
    };
    let choices = choices.into_iter().map(choice).collect();
    view! {
        <FormFrame form on_submit=send>
            <CheckField
                id=CHILDREN
                legend=t("household.known.who")
                error=form.error(CHILDREN)
                choices
                value=chosen
            />
            <p class="muted">{t("household.known.consequence")}</p>
            <div class="row">
                <Button submit=true icon="plus" label=t("household.known.submit") busy=form.busy() />
                {cancel()}
            </div>
        </FormFrame>
    }
    .into_any()
}
