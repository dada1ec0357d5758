//! Whose the days are of a child who lives in two households, as the household of the file sees it; to be set by staff.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::custody::CustodyCalendar;
use shared::ids::{ChildId, HouseholdId};
use shared::wire::{ChildCustodySheet, CustodyUpdate};

use crate::custody::{CalendarView, CustodyEditor, Names};
use crate::failure::Failure;
use crate::form::Form;
use crate::i18n::{t, use_i18n};
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Loading, Notice};

/// The days of a child.
#[component]
pub(super) fn Days(household: HouseholdId, child: ChildId, may: Memo<bool>) -> impl IntoView {
    let session = use_session();
    let answer = RwSignal::new(None::<Result<Arc<ChildCustodySheet>, Arc<Error>>>);
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            let get = async |client: &Client| client.get_child_custody_of_household(household, child).await;
            let sheet = session.call(get).await.map(Arc::new).map_err(Arc::new);
            let _ = answer.try_set(Some(sheet));
        });
    });
    ask.run(());
    move || match answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry=ask /> }.into_any(),
        Some(Ok(sheet)) => view! { <Sheet household sheet may changed=ask /> }.into_any(),
    }
}

#[component]
fn Sheet(
    household: HouseholdId,
    sheet: Arc<ChildCustodySheet>,
    may: Memo<bool>,
    changed: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let editing = RwSignal::new(false);
    let others = sheet.elsewhere.join(", ");
    let names = Names {
        ours: t("custody.this_household"),
        theirs: Signal::derive(move || i18n.text("custody.theirs", &[("name", others.clone())])),
    };
    let name = sheet.first_name.clone();
    let title = move || i18n.text("custody.of", &[("name", name.clone())]);
    let waits = sheet.proposal.is_some().then(|| view! { <Notice><p>{t("custody.waits")}</p></Notice> });
    let (calendar, from) = (sheet.calendar.clone(), sheet.today);
    let begin = Callback::new(move |()| editing.set(true));
    let action = move || {
        if editing.get() {
            view! { <SetForm household sheet=Arc::clone(&sheet) names editing changed /> }.into_any()
        } else if may.get() {
            view! { <div><Button kind=ButtonKind::Plain icon="pencil" label=t("custody.set") on_press=begin /></div> }
                .into_any()
        } else {
            ().into_any()
        }
    };
    view! {
        <section class="part">
            <h3>{title}</h3>
            {waits}
            <CalendarView calendar from names />
            {action}
        </section>
    }
}

#[component]
fn SetForm(
    household: HouseholdId,
    sheet: Arc<ChildCustodySheet>,
    names: Names,
    editing: RwSignal<bool>,
    changed: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let form = Form::new(&[]);
    let (child, version) = (sheet.child_id, sheet.version);
    let send = Callback::new(move |calendar: CustodyCalendar| {
        let update = CustodyUpdate { calendar };
        let call = async move {
            let set =
                async |client: &Client| client.update_child_custody(household, child, version, &update).await;
            session.call(set).await
        };
        form.send(call, move |_| {
            let _ = editing.try_set(false);
            changed.run(());
        });
    });
    let close = Callback::new(move |()| editing.set(false));
    view! {
        <p class="muted">{t("custody.set_hint")}</p>
        <CustodyEditor
            calendar=sheet.calendar.clone()
            from=sheet.today
            names
            form
            label=t("custody.set_send")
            on_send=send
            on_close=close
        />
    }
}
