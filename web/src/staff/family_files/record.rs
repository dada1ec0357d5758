//! What was done to a household, by whom and when, and what colleagues noted.

use std::sync::Arc;

use client::{Client, Error, PageRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::catalogue::{field_name, format_instant};
use shared::ids::HouseholdId;
use shared::wire::{EventVerdict, HouseholdEvent, HouseholdRecord};

use super::notes::Notes;
use crate::failure::Failure;
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Loading};

/// Notes and history.
#[component]
pub(super) fn Record(household: HouseholdId) -> impl IntoView {
    let session = use_session();
    let answer = RwSignal::new(None::<Result<HouseholdRecord, Arc<Error>>>);
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            let get =
                async |client: &Client| client.get_household_record(household, &PageRequest::default()).await;
            let record = session.call(get).await.map_err(Arc::new);
            let _ = answer.try_set(Some(record));
        });
    });
    ask.run(());
    let body = move || match answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry=ask /> }.into_any(),
        Some(Ok(record)) => view! {
            <Notes household notes=record.notes written=ask />
            <History household events=record.events more=record.next_cursor />
        }
        .into_any(),
    };
    view! { <div class="stack">{body}</div> }
}

/// What was done, page after page.
#[component]
fn History(household: HouseholdId, events: Vec<HouseholdEvent>, more: Option<String>) -> impl IntoView {
    let session = use_session();
    let (events, more) = (RwSignal::new(events), RwSignal::new(more));
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<Arc<Error>>));
    let load = Callback::new(move |()| {
        let page = PageRequest { cursor: more.get_untracked(), limit: None };
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let get = async |client: &Client| client.get_household_record(household, &page).await;
            let answer = session.call(get).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(record) => {
                    let _ = events.try_update(|events| events.extend(record.events));
                    let _ = more.try_set(record.next_cursor);
                }
                Err(error) => {
                    let _ = failed.try_set(Some(Arc::new(error)));
                }
            }
        });
    });
    let rows = move || events.get().into_iter().map(|event| view! { <Event event /> }).collect_view();
    let next = move || {
        match failed.get() {
        Some(error) => view! { <Failure error retry=load /> }.into_any(),
        None if more.with(Option::is_some) => view! {
            <div><Button kind=ButtonKind::Plain icon="chevron-down" label=t("record.more") busy on_press=load /></div>
        }
        .into_any(),
        None => ().into_any(),
    }
    };
    view! {
        <details class="part">
            <summary><h3>{t("record.history")}</h3></summary>
            <ul class="rows">{rows}</ul>
            {next}
        </details>
    }
}

/// One thing that was done: what, about whom, which answers, how it was decided, when and by whom.
#[component]
fn Event(event: HouseholdEvent) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let key = ["event.", &event.subject, ".", &event.action].concat();
    let (name, document, fields, verdict) = (event.name, event.document, event.fields, event.verdict);
    let what = move || {
        let said = i18n.text(&key, &[]);
        // what has no sentence of its own is told without
        let mut said = if said == key { i18n.text("event.other", &[]) } else { said };
        let verdict = verdict.map(|verdict| match verdict {
            EventVerdict::Accepted => i18n.text("event.verdict.accepted", &[]),
            EventVerdict::Refused => i18n.text("event.verdict.refused", &[]),
        });
        let kind = document.as_ref().map(|kind| kind.get(i18n.language()).to_owned());
        let about: Vec<String> = [kind, name.clone(), verdict].into_iter().flatten().collect();
        if !about.is_empty() {
            said = i18n.text("event.about", &[("what", said), ("about", about.join(", "))]);
        }
        if !fields.is_empty() {
            let fields: Vec<_> = fields.iter().map(|field| field_name(i18n.language(), *field)).collect();
            said = i18n.text("event.fields", &[("what", said), ("fields", fields.join(", "))]);
        }
        said
    };
    let when = move || format_instant(i18n.language(), event.at, organisation.time_zone());
    let by = event.by_name;
    let who = move || by.clone().unwrap_or_else(|| i18n.text("event.by_nobody", &[]));
    let said = event.said.map(|said| view! { <span class="event-said">{said}</span> });
    view! { <li class="note"><span>{what}</span> {said} <span class="muted small">{when} ", " {who}</span></li> }
}
