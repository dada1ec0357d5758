//! Colleagues who look at the same: while something is open, it is said to the server now and then, which answers who else
//! does. A hidden tab says nothing, and is forgotten after a minute.

use client::Client;
use leptos::ev::visibilitychange;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::catalogue::format_instant;
use shared::wire::{Onlooker, OnlookerSubject};
use uuid::Uuid;

use crate::browser::timer;
use crate::i18n::use_i18n;
use crate::organisation::use_organisation;
use crate::session::{Stage, use_session};
use crate::ui::Icon;

/// How often it is said, in milliseconds: three times before one is taken to have gone.
const EVERY: i32 = 20_000;

/// Who else looks at something, with the time since when; nothing where nobody does.
#[component]
pub(super) fn Onlookers(
    /// What is looked at.
    subject: OnlookerSubject,
    /// Which one.
    id: Uuid,
) -> impl IntoView {
    let (session, i18n, organisation) = (use_session(), use_i18n(), use_organisation());
    let others = RwSignal::new(Vec::<Onlooker>::new());
    let say = move || async move {
        if document().hidden() {
            return;
        }
        let update = async |client: &Client| client.update_onlooker(subject, id).await;
        // who cannot be asked is not shown: nothing waits for it
        let answer = session.call(update).await.map(|onlookers| onlookers.others).unwrap_or_default();
        let _ = others.try_set(answer);
    };
    spawn_local(async move {
        while others.try_with_untracked(Vec::len).is_some() {
            say().await;
            timer::sleep(EVERY).await;
        }
    });
    let seen_again = window_event_listener(visibilitychange, move |_| spawn_local(say()));
    on_cleanup(move || {
        seen_again.remove();
        if untrack(|| session.stage()) != Stage::Present {
            return;
        }
        spawn_local(async move {
            let leave = async |client: &Client| client.delete_onlooker(subject, id).await;
            // otherwise it is forgotten after a minute
            let _ = session.call(leave).await;
        });
    });
    let line = move |other: Onlooker| {
        let at = move || format_instant(i18n.language(), other.since, organisation.time_zone());
        let text = move || i18n.text("onlookers.one", &[("name", other.name.clone()), ("at", at())]);
        view! { <p class="onlooker"><Icon name="eye" /><span>{text}</span></p> }
    };
    view! { <div role="status">{move || others.get().into_iter().map(line).collect_view()}</div> }
}
