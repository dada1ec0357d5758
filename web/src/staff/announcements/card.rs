//! One announcement of the list: how far it is, whom it is for, who has read it, what may be done about it.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::catalogue::format_day_with_year;
use shared::wire::{AnnouncementState, AnnouncementSummary};

use super::desk::{Deed, Desk, Writing};
use super::words::{state, whom};
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::ui::{Button, ButtonKind, Icon};

/// The card.
#[component]
pub(super) fn Card(desk: Desk, row: AnnouncementSummary) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let (icon, says, look) = state(row.state);
    let audience = row.audience.clone();
    let audience = move || whom(i18n, organisation, &audience);
    view! {
        <article class="card announcement">
            <div class="announcement-head">
                <h2>{row.title.clone()}</h2>
                <span class=look><Icon name=icon /><span>{t(says)}</span></span>
            </div>
            <p class="mark"><Icon name="users-round" /><span>{audience}</span></p>
            <Facts row=row.clone() />
            {row.may_change.then(|| view! { <Deeds desk row /> })}
        </article>
    }
}

/// Dates and counts, a sentence each.
#[component]
fn Facts(row: AnnouncementSummary) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let dated = move |key: &'static str, at: DateTime<Utc>, by: Option<String>| {
        let day = move || format_day_with_year(i18n.language(), organisation.day_of(at));
        let by = by.unwrap_or_default();
        view! { <li>{move || i18n.text(key, &[("day", day()), ("name", by.clone())])}</li> }
    };
    let (at, by, [named, unnamed]) = if let Some(at) = row.published_at {
        (at, row.published_by, ["announcing.published_by", "announcing.published_on"])
    } else {
        (row.written_at, row.written_by, ["announcing.written_by", "announcing.written_on"])
    };
    let first = dated(if by.is_some() { named } else { unnamed }, at, by);
    let until = move || {
        let day = format_day_with_year(i18n.language(), row.shown_until);
        i18n.text("announcing.until", &[("day", day)])
    };
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let was_shown = row.published_at.is_some();
    let mailed = row.by_mail.then(|| {
        let key = if row.mailing { "announcing.mailing" } else { "announcing.mailed" };
        view! { <li>{move || i18n.count(key, count(row.mailed.into()), &[])}</li> }
    });
    let readers = was_shown
        .then(|| view! { <li>{move || i18n.count("announcing.readers", count(row.readers), &[])}</li> });
    view! {
        <ul class="announcement-facts muted">
            {first}
            {row.corrected_at.map(|at| dated("announcing.corrected_on", at, None))}
            {row.withdrawn_at.map(|at| dated("announcing.withdrawn_on", at, None))}
            <li>{until}</li>
            {mailed}
            {readers}
        </ul>
    }
}

#[component]
fn Deeds(desk: Desk, row: AnnouncementSummary) -> impl IntoView {
    let about = Signal::stored(row.title.clone());
    let (id, state) = (row.id, row.state);
    let row = StoredValue::new(row);
    let write = Callback::new(move |()| {
        desk.done.set(None);
        desk.writing.set(Writing::One(id));
    });
    let start = move |deed| Callback::new(move |()| desk.begin(deed, row.get_value()));
    let (plain, quiet) = (ButtonKind::Plain, ButtonKind::Quiet);
    let buttons = match state {
        AnnouncementState::Draft => view! {
            <Button icon="send" label=t("announcing.publish") about on_press=start(Deed::Publish) />
            <Button kind=plain icon="pencil" label=t("announcing.edit") about on_press=write />
            <Button kind=quiet icon="trash-2" label=t("announcing.delete") about on_press=start(Deed::Delete) />
        }
        .into_any(),
        AnnouncementState::Published | AnnouncementState::Expired => view! {
            <Button kind=plain icon="pencil" label=t("announcing.correct") about on_press=write />
            <Button kind=quiet icon="undo-2" label=t("announcing.withdraw") about on_press=start(Deed::Withdraw) />
        }
        .into_any(),
        AnnouncementState::Withdrawn => return ().into_any(),
    };
    view! { <div class="row">{buttons}</div> }.into_any()
}
