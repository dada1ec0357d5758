//! Before sending: what is no longer possible first, then what is sent, in patterns, what waits for its window, and the
//! earliest limit.

use leptos::prelude::*;
use shared::bookings::{Action, LineGroup};

use super::groups::{Groups, RefusedGroups};
use crate::failure;
use crate::i18n::t;
use crate::planning::model::{Desk, Place};
use crate::planning::planner::use_planner;
use crate::planning::sending::{Refused, Stage, groups, refused, use_sending};
use crate::planning::words;
use crate::ui::{Button, ButtonKind, Icon, Notice, Tone};

/// What the basket comes to at this instant.
#[derive(Clone, PartialEq, Eq, Default)]
struct Summary {
    possible: Vec<LineGroup>,
    count: usize,
    prepared: Vec<Refused>,
    refused: Vec<Refused>,
}

/// The recap of the basket.
#[component]
pub(super) fn Review() -> impl IntoView {
    let planner = use_planner();
    let i18n = planner.i18n;
    let sending = use_sending();
    let summary = Memo::new(move |_| {
        planner.basket_changed.track();
        planner.facts_changed.track();
        planner
            .ask(|desk| {
                let outcomes = desk.sorted_outcomes();
                Summary {
                    count: outcomes.possible.len(),
                    possible: groups(desk, outcomes.possible),
                    prepared: refused(desk, outcomes.prepared),
                    refused: refused(desk, outcomes.refused),
                }
            })
            .unwrap_or_default()
    });
    let some_refused = Memo::new(move |_| summary.with(|summary| !summary.refused.is_empty()));
    let some_prepared = Memo::new(move |_| summary.with(|summary| !summary.prepared.is_empty()));
    let some_possible = Memo::new(move |_| summary.with(|summary| summary.count > 0));
    let drop_refused = Callback::new(move |()| {
        let places: Vec<Place> = summary.with_untracked(|summary| {
            summary.refused.iter().flat_map(|part| &part.lines).map(Place::of).collect()
        });
        planner.drop_choices(&places);
    });
    let limit = move || {
        planner.basket_changed.track();
        let (until, line) = planner.ask(Desk::earliest_limit).flatten()?;
        let place = words::place(planner, Place::of(&line));
        Some(i18n.text("planning.recap.limit", &[("at", words::instant(planner, until)), ("place", place)]))
    };
    let failed = move || match sending.stage.get() {
        Stage::Failed(error) => Some(view! {
            <Notice tone=Tone::Danger>
                <p>{move || failure::sentence(i18n, &error)}</p>
                <p>{t("planning.choices_kept")}</p>
            </Notice>
        }),
        _ => None,
    };
    let send = Callback::new(move |()| sending.send());
    let label = Signal::derive(move || {
        let count = summary.with(|summary| summary.count);
        i18n.count("planning.send", words::number(count), &[])
    });
    let back = Callback::new(move |()| planner.sheet.set(None));
    view! {
        {failed}
        <Show when=move || some_refused.get()>
            <Notice tone=Tone::Warning>
                <h3>{t("planning.recap.refused")}</h3>
                {move || view! { <RefusedGroups refused=summary.get().refused /> }}
                <div>
                    <Button kind=ButtonKind::Plain icon="x" label=t("planning.recap.drop") on_press=drop_refused />
                </div>
            </Notice>
        </Show>
        {move || view! {
            <Groups groups=summary.get().possible action=Action::Book heading="planning.recap.additions" />
            <Groups groups=summary.get().possible action=Action::Cancel heading="planning.recap.cancellations" />
        }}
        <Show when=move || some_prepared.get()>
            <section class="recap-part">
                <h3>{t("planning.recap.prepared")}</h3>
                {move || view! { <RefusedGroups refused=summary.get().prepared /> }}
                <p class="muted">{t("planning.recap.prepared_hint")}</p>
            </section>
        </Show>
        <Show when=move || !(some_possible.get() || some_refused.get() || some_prepared.get())>
            <p>{t("planning.recap.empty")}</p>
        </Show>
        {move || limit().map(|limit| view! {
            <p class="recap-limit"><Icon name="calendar-clock" /><span>{limit}</span></p>
        })}
        <div class="recap-foot">
            <Show when=move || some_possible.get()>
                <Button icon="send" label=label on_press=send />
            </Show>
            <Button kind=ButtonKind::Plain icon="arrow-left" label=t("planning.recap.back") on_press=back />
        </div>
    }
}
