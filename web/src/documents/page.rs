//! The page “documents”.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::calendar::SchoolYear;
use shared::ids::HouseholdId;
use shared::text::Text;
use shared::wire::HouseholdDocuments;

use super::entry::Entry;
use super::groups::{Group, grouped, is_later};
use super::sending::{Desk, Done, Sender};
use crate::failure::Failure;
use crate::household::{HouseholdChoice, use_households};
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::session::use_session;
use crate::ui::{Avatar, Icon, Loading, Notice, Page, PersonName, Tone};

/// What is asked of the household shown, by whom it is about.
#[component]
pub fn DocumentsPage() -> impl IntoView {
    let households = use_households();
    let shown = Memo::new(move |_| households.shown());
    let body = move || match shown.get() {
        None => view! { <Notice tone=Tone::Warning><p>{t("home.no_household")}</p></Notice> }.into_any(),
        Some(household) => view! { <Documents id=household.id may_send=household.may_book /> }.into_any(),
    };
    view! {
        <Page title=t("documents.title") lead=t("documents.lead")>
            <div class="documents">
                <HouseholdChoice />
                {body}
            </div>
        </Page>
    }
}

#[component]
fn Documents(id: HouseholdId, may_send: bool) -> impl IntoView {
    let desk = Desk::new(use_session(), id, Sender::Family, may_send);
    spawn_local(desk.load());
    let retry = Callback::new(move |()| spawn_local(desk.load()));
    let organisation = use_organisation();
    move || match desk.answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry /> }.into_any(),
        Some(Ok(documents)) if documents.items.is_empty() => {
            view! { <Notice><p>{t("documents.nothing")}</p></Notice> }.into_any()
        }
        Some(Ok(documents)) => {
            // in spring what is asked for September is asked now
            let suggested = organisation.beginning().map(|beginning| beginning.suggested);
            let awaited = documents.school_year.max(suggested);
            view! { <Asked desk documents awaited /> }.into_any()
        }
    }
}

#[component]
fn Asked(
    desk: Desk,
    documents: Arc<HouseholdDocuments>,
    /// The last school year that families come for now.
    awaited: Option<SchoolYear>,
) -> impl IntoView {
    let i18n = use_i18n();
    let missing = documents
        .items
        .iter()
        .filter(|item| item.required && !item.satisfied)
        .filter(|item| !is_later(item, awaited))
        .count();
    let missing = i64::try_from(missing).unwrap_or(i64::MAX);
    let state = if missing > 0 {
        let told = move || i18n.count("documents.missing", missing, &[]);
        view! { <Notice tone=Tone::Warning><p>{told}</p></Notice> }.into_any()
    } else {
        view! { <Notice tone=Tone::Success><p>{t("documents.all_there")}</p></Notice> }.into_any()
    };
    let said = move || match desk.done.get()? {
        Done::Removed => Some(view! { <Notice tone=Tone::Success><p>{t("documents.removed")}</p></Notice> }),
    };
    let (now, later): (Vec<Group>, Vec<Group>) = grouped(&documents, awaited);
    let cards = |groups: Vec<Group>| {
        groups
            .into_iter()
            .map(|group| view! { <Card desk documents=Arc::clone(&documents) group /> })
            .collect_view()
    };
    let later = (!later.is_empty()).then(|| {
        view! {
            <details class="documents-later">
                <summary>{t("documents.later")}</summary>
                <div class="stack">{cards(later)}</div>
            </details>
        }
    });
    view! {
        {state}
        {said}
        {cards(now)}
        {later}
    }
}

/// What is asked about one person, or about the household.
#[component]
fn Card(desk: Desk, documents: Arc<HouseholdDocuments>, group: Group) -> impl IntoView {
    let entries = group
        .items
        .into_iter()
        .filter_map(|item| {
            let kind = documents.types.iter().find(|kind| kind.id == item.asked.type_id)?.clone();
            let named = documents.activities.iter().filter(|activity| kind.activities.contains(&activity.id));
            let activities: Vec<Text> = named.map(|activity| activity.name.clone()).collect();
            Some(view! { <Entry desk kind activities item limit_bytes=documents.limit_bytes /> })
        })
        .collect_view();
    let head = match (group.person, group.place) {
        (Some(name), Some(place)) => {
            view! { <Avatar name=name.clone() position=place /><h2><PersonName name /></h2> }.into_any()
        }
        (Some(name), None) => {
            view! { <Icon name="circle-user-round" /><h2><PersonName name /></h2> }.into_any()
        }
        (None, _) => view! { <Icon name="house" /><h2>{t("documents.household")}</h2> }.into_any(),
    };
    view! {
        <section class="card">
            <div class="card-head">{head}</div>
            <ul class="rows">{entries}</ul>
        </section>
    }
}
