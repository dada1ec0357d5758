//! What was done to a household, by whom and when, and what colleagues noted.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::catalogue::format_instant;
use shared::ids::HouseholdId;
use shared::wire::{HouseholdEvent, HouseholdRecord};

use super::notes::Notes;
use crate::failure::Failure;
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::session::use_session;
use crate::ui::Loading;

/// Notes and history.
#[component]
pub(super) fn Record(household: HouseholdId) -> impl IntoView {
    let session = use_session();
    let answer = RwSignal::new(None::<Result<HouseholdRecord, Arc<Error>>>);
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            let get = async |client: &Client| client.get_household_record(household).await;
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
            <History events=record.events />
        }
        .into_any(),
    };
    view! { <div class="stack">{body}</div> }
}

#[component]
fn History(events: Vec<HouseholdEvent>) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let line = move |event: HouseholdEvent| {
        let key = ["event.", &event.subject, ".", &event.action].concat();
        let what = move || {
            let said = i18n.text(&key, &[]);
            // what has no sentence of its own is told without
            if said == key { i18n.text("event.other", &[]) } else { said }
        };
        let when = move || format_instant(i18n.language(), event.at, organisation.time_zone());
        let by = event.by_name.clone();
        let who = move || by.clone().unwrap_or_else(|| i18n.text("event.by_nobody", &[]));
        let said = event.said.clone().map(|said| view! { <span class="event-said">{said}</span> });
        view! { <li class="note"><span>{what}</span> {said} <span class="muted small">{when} ", " {who}</span></li> }
    };
    view! {
        <details class="part">
            <summary><h3>{t("record.history")}</h3></summary>
            <ul class="rows">{events.into_iter().map(line).collect_view()}</ul>
        </details>
    }
}
