//! The home page.

use std::sync::Arc;

use leptos::prelude::*;
use shared::bookings::{Facts, Ledger};
use shared::ids::HouseholdId;

use super::child::ChildWeek;
use super::deadline::DeadlineCard;
use super::digest::{Week, first_cancellable, next_deadline};
use super::facts::{Answer, HomeFacts};
use super::file::FileCards;
use crate::announcements::Unread;
use crate::browser::clock::use_clock;
use crate::failure::Failure;
use crate::family_file::NoChild;
use crate::household::{HouseholdChoice, use_households};
use crate::i18n::{t, use_i18n};
use crate::router::{Link, paths};
use crate::session::use_session;
use crate::ui::{Icon, Loading, Notice, Page, Tone};

/// Home.
#[component]
pub fn HomePage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let households = use_households();
    let facts = expect_context::<HomeFacts>();
    let title = Signal::derive(move || {
        let guardian = session.account().and_then(|account| account.guardian);
        match guardian {
            Some(guardian) => i18n.text("home.title", &[("name", guardian.first_name)]),
            None => i18n.text("nav.home", &[]),
        }
    });
    let shown = Memo::new(move |_| households.shown());
    Effect::new(move |_| {
        if let Some(household) = shown.get() {
            facts.ask(household.id);
        }
    });
    let staff = Memo::new(move |_| session.account().is_some_and(|account| account.staff.is_some()));
    let body = move || match shown.get() {
        None if staff.get() => ().into_any(),
        None => view! { <Notice tone=Tone::Warning><p>{t("home.no_household")}</p></Notice> }.into_any(),
        Some(household) => view! {
            <Unread household=household.id />
            <Household id=household.id may_book=household.may_book />
            <p>
                <Link href=paths::ANNOUNCEMENTS class="link-line">
                    <Icon name="megaphone" />{t("announcements.title")}
                </Link>
            </p>
        }
        .into_any(),
    };
    view! {
        <Page title>
            <div class="home">
                <Show when=move || staff.get()><StaffDoor /></Show>
                <HouseholdChoice />
                {body}
            </div>
        </Page>
    }
}

/// The way to the other entry point, for those who work for the organisation; some of them are parents too.
#[component]
fn StaffDoor() -> impl IntoView {
    view! {
        <Notice>
            <p>{t("home.staff")}</p>
            <p><Link href=paths::STAFF>{t("home.staff_go")}</Link></p>
        </Notice>
    }
}

#[component]
fn Household(id: HouseholdId, may_book: bool) -> impl IntoView {
    let facts = expect_context::<HomeFacts>();
    let retry = Callback::new(move |()| facts.ask(id));
    move || match facts.answer() {
        Answer::Awaited => view! { <Loading /> }.into_any(),
        Answer::Failed(error) => view! { <Failure error retry /> }.into_any(),
        Answer::Here(facts) if facts.children.is_empty() => {
            let now = untrack(|| use_clock().now());
            let begins = facts.organisation.beginning(now).map(|beginning| beginning.suggested);
            view! {
                <NoChild may_add=may_book begins />
                {may_book.then(|| view! { <FileCards facts now /> })}
            }
            .into_any()
        }
        Answer::Here(facts) => view! { <Digest facts may_book /> }.into_any(),
    }
}

#[component]
fn Digest(facts: Arc<Facts>, may_book: bool) -> impl IntoView {
    let now = untrack(|| use_clock().now());
    let ledger = Ledger::of(&facts);
    let week = Week::at(&facts, now);
    let cancellable = first_cancellable(&facts, &ledger, now);
    let deadline = next_deadline(&facts, &ledger, now).filter(|_| may_book);
    let heading = if week.is_next() { t("home.next_week") } else { t("home.week") };
    let asks = !facts.organisation.documents.is_empty();
    let children = (0..facts.children.len())
        .map(|position| view! { <ChildWeek facts=Arc::clone(&facts) ledger=ledger.clone() position week /> })
        .collect_view();
    view! {
        {(!may_book).then(|| view! { <Notice><p>{t("home.may_only_look")}</p></Notice> })}
        {may_book.then(|| view! { <FileCards facts=Arc::clone(&facts) now /> })}
        {may_book.then(|| view! { <Verbs cancellable=cancellable.map(|day| day.to_string()) /> })}
        {deadline.map(|deadline| view! { <DeadlineCard facts=Arc::clone(&facts) deadline /> })}
        <section class="stack">
            <h2>{heading}</h2>
            <div class="cards">{children}</div>
        </section>
        {asks.then(|| view! {
            <p><Link href=paths::DOCUMENTS class="link-line"><Icon name="file-text" />{t("documents.title")}</Link></p>
        })}
    }
}

#[component]
fn Verbs(
    /// The day to give back first, if any.
    cancellable: Option<String>,
) -> impl IntoView {
    let cancel = cancellable.map(|day| {
        view! {
            <Link href=["/planning?day=", &day].concat() class="verb verb--second">
                <Icon name="calendar-x" />
                <span>{t("home.cancel")} <small>{t("home.cancel_hint")}</small></span>
            </Link>
        }
    });
    view! {
        <div class="verbs">
            <Link href="/planning" class="verb">
                <Icon name="calendar-plus" />
                <span>{t("home.book")} <small>{t("home.book_hint")}</small></span>
            </Link>
            {cancel}
        </div>
    }
}
