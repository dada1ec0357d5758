//! The page “school year”.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::calendar::SchoolYear;
use shared::catalogue::format_instant;
use shared::staff::Permission;
use shared::wire::{SchoolYearToOpen, SchoolYears};

use super::confirm::Confirm;
use super::correct::Correct;
use super::desk::{Desk, Stage};
use super::lines::Lines;
use super::result::Opened;
use super::summary::{AskedAgain, Counts};
use crate::failure::Failure;
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::session::use_session;
use crate::ui::{Button, Frame, Loading, Notice, Page, Tone};

const YEAR: &str = "year-to-open";

/// Opening a school year, for administrators.
#[component]
pub fn SchoolYearPage() -> impl IntoView {
    let session = use_session();
    let may = Memo::new(move |_| session.may(Permission::OpenSchoolYears));
    view! {
        <Page title=t("desk.nav.school_year") lead=t("year.lead")>
            <Show
                when=move || may.get()
                fallback=|| view! { <Notice><p>{t("year.not_permitted")}</p></Notice> }
            >
                <Years />
            </Show>
        </Page>
    }
}

/// The years that can be opened.
#[component]
fn Years() -> impl IntoView {
    let session = use_session();
    let answer = RwSignal::new(None::<Result<SchoolYears, Arc<Error>>>);
    let ask = Callback::new(move |()| {
        answer.set(None);
        spawn_local(async move {
            let list = async |client: &Client| client.list_school_years().await;
            let years = session.call(list).await.map_err(Arc::new);
            let _ = answer.try_set(Some(years));
        });
    });
    ask.run(());
    move || match answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry=ask /> }.into_any(),
        Some(Ok(years)) => view! { <Chosen years=years.items /> }.into_any(),
    }
}

/// One of the years: the first that is not open yet, or another.
#[component]
fn Chosen(years: Vec<SchoolYearToOpen>) -> impl IntoView {
    let first = years.iter().find(|year| year.opened_at.is_none()).or(years.last());
    let Some(first) = first.map(|year| year.school_year) else {
        return view! { <Notice><p>{t("year.none")}</p></Notice> }.into_any();
    };
    let chosen = RwSignal::new(first);
    let option = move |year: SchoolYear| {
        view! { <option value=year.to_string() selected=move || chosen.get() == year>{year.to_string()}</option> }
    };
    let options = years.iter().map(|year| option(year.school_year)).collect_view();
    let choose = move |event: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlSelectElement>| {
        if let Ok(year) = event.target().value().parse() {
            chosen.set(year);
        }
    };
    let body = move || {
        let year = years.iter().find(|year| year.school_year == chosen.get()).cloned();
        year.map(|year| view! { <Year year /> })
    };
    view! {
        <div class="stack">
            <div class="year-field">
                <Frame id=YEAR label=t("year.choose") hint=None error=Signal::stored(None)>
                    <select class="input" id=YEAR on:change:target=choose>{options}</select>
                </Frame>
            </div>
            {body}
        </div>
    }
    .into_any()
}

/// Preview, corrections, opening, and what it did.
#[component]
fn Year(year: SchoolYearToOpen) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let desk = Desk::of(year.school_year);
    let confirming = RwSignal::new(false);
    let (at, by) = (year.opened_at, year.opened_by.clone());
    let before = at.map(|at| {
        let said = move || {
            let at = format_instant(i18n.language(), at, organisation.time_zone());
            let by = by.clone().unwrap_or_else(|| i18n.text("event.by_nobody", &[]));
            i18n.text("year.opened_before", &[("at", at), ("by", by)])
        };
        view! { <Notice tone=Tone::Warning><p>{said}</p></Notice> }
    });
    let name = year.school_year.to_string();
    let label = Signal::derive(move || i18n.text("year.open", &[("year", name.clone())]));
    let press = Callback::new(move |()| {
        desk.refused.set(None);
        confirming.set(true);
    });
    let retry = Callback::new(move |()| desk.read());
    let preview = move || {
        view! {
            <Counts desk />
            <AskedAgain year=year.clone() />
            <div><Button icon="check" label on_press=press /></div>
            <section class="stack">
                <h2>{t("year.children")}</h2>
                <Lines desk />
            </section>
        }
    };
    let body = move || match (desk.opened.get(), desk.stage.get()) {
        (Some(opened), _) => view! { <Opened desk opened /> }.into_any(),
        (None, Stage::Under) => view! { <Loading /> }.into_any(),
        (None, Stage::Failed(error)) => view! { <Failure error retry /> }.into_any(),
        (None, Stage::Here) if desk.lines.with(Vec::is_empty) => {
            view! { <Notice><p>{t("year.no_children")}</p></Notice> }.into_any()
        }
        (None, Stage::Here) => preview().into_any(),
    };
    view! {
        <div class="stack">
            {before}
            {body}
        </div>
        <Correct desk />
        <Confirm desk open=confirming />
    }
}
