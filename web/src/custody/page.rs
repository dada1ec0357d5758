//! The page “days of a child”.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::custody::CustodyCalendar;
use shared::ids::ChildId;
use shared::wire::{ChildCustodySheet, CustodyUpdate};

use super::calendar::{CalendarView, Names};
use super::desk::Desk;
use super::editor::CustodyEditor;
use super::proposal::Proposal;
use crate::failure::Failure;
use crate::form::Form;
use crate::household::use_households;
use crate::i18n::{t, use_i18n};
use crate::router::paths::FILE;
use crate::router::{Link, use_router};
use crate::ui::{Button, Icon, Loading, Notice, Page, Tone};

/// Whose the days of the child are that the address names.
#[component]
pub fn CustodyPage() -> impl IntoView {
    let (router, households) = (use_router(), use_households());
    let shown = Memo::new(move |_| {
        let household = households.shown()?;
        let child: ChildId = router.parameter("child")?.parse().ok()?;
        Some((household.id, household.may_book, child))
    });
    move || {
        match shown.get() {
        Some((household, may_book, child)) => {
            let desk = Desk::new(household, child, may_book);
            spawn_local(desk.load());
            view! { <Days desk /> }.into_any()
        }
        None => view! { <Frame title=t("custody.title")><Notice tone=Tone::Warning><p>{t("custody.nobody")}</p></Notice></Frame> }
            .into_any(),
    }
    }
}

#[component]
fn Frame(title: Signal<String>, children: Children) -> impl IntoView {
    view! {
        <Link href=FILE class="link-line back"><Icon name="arrow-left" /><span>{t("file.title")}</span></Link>
        <Page title lead=t("custody.lead")>
            <div class="narrow stack">{children()}</div>
        </Page>
    }
}

#[component]
fn Days(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || match desk.answer.get() {
        Some(Ok(sheet)) => i18n.text("custody.of", &[("name", sheet.first_name.clone())]),
        _ => i18n.text("custody.title", &[]),
    });
    let retry = Callback::new(move |()| spawn_local(desk.load()));
    let done =
        move || desk.done.get().map(|key| view! { <Notice tone=Tone::Success><p>{t(key)}</p></Notice> });
    let body = move || match desk.answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry /> }.into_any(),
        Some(Ok(sheet)) if sheet.elsewhere.is_empty() => {
            view! { <Notice><p>{t("custody.one_household")}</p></Notice> }.into_any()
        }
        Some(Ok(sheet)) => view! { <Sheet desk sheet /> }.into_any(),
    };
    view! {
        <Frame title>
            {done}
            {body}
        </Frame>
    }
}

#[component]
fn Sheet(desk: Desk, sheet: Arc<ChildCustodySheet>) -> impl IntoView {
    let i18n = use_i18n();
    let others = sheet.elsewhere.join(", ");
    let names = Names {
        ours: t("custody.ours"),
        theirs: Signal::derive(move || i18n.text("custody.theirs", &[("name", others.clone())])),
    };
    let editing = RwSignal::new(false);
    let proposal = sheet.proposal.clone().map(|proposal| {
        let sheet = Arc::clone(&sheet);
        view! { <Proposal desk sheet proposal names /> }
    });
    let (calendar, from) = (sheet.calendar.clone(), sheet.today);
    let begin = Callback::new(move |()| {
        desk.done.set(None);
        editing.set(true);
    });
    let action = move || {
        if !desk.may_book {
            return ().into_any();
        }
        if editing.get() {
            return view! { <Proposing desk sheet=Arc::clone(&sheet) names editing /> }.into_any();
        }
        view! { <div><Button icon="pencil" label=t("custody.propose") on_press=begin /></div> }.into_any()
    };
    view! {
        {proposal}
        <section class="card">
            <div class="card-head"><Icon name="calendar-days" /><h2>{t("custody.present")}</h2></div>
            <CalendarView calendar from names />
            <p class="muted small">{t("custody.bookings_stay")}</p>
        </section>
        {action}
    }
}

#[component]
fn Proposing(
    desk: Desk,
    sheet: Arc<ChildCustodySheet>,
    names: Names,
    editing: RwSignal<bool>,
) -> impl IntoView {
    let form = Form::new(&[]);
    let version = sheet.version;
    let send = Callback::new(move |calendar: CustodyCalendar| {
        let update = CustodyUpdate { calendar };
        let call = async move {
            let (household, child) = (desk.household, desk.child);
            desk.session
                .call(async |client: &client::Client| {
                    client.create_custody_proposal(household, child, version, &update).await
                })
                .await
        };
        form.send(call, move |sheet| desk.changed(sheet, "custody.proposed"));
    });
    let close = Callback::new(move |()| editing.set(false));
    let waits = sheet.proposal.as_ref().map(|proposal| proposal.calendar.clone());
    view! {
        <section class="card">
            <div class="card-head"><Icon name="pencil" /><h2>{t("custody.propose")}</h2></div>
            <p>{t("custody.propose_lead")}</p>
            <CustodyEditor
                calendar=waits.or_else(|| sheet.calendar.clone())
                from=sheet.today
                names
                form
                label=t("custody.send")
                on_send=send
                on_close=close
            />
        </section>
    }
}
