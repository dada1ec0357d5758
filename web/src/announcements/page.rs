//! The page “announcements”: all that are shown now, each unfolded to be read.

use std::sync::Arc;

use client::{AnnouncementsRequest, Client, Error, PageRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::catalogue::{format_day, format_day_with_year};
use shared::ids::HouseholdId;
use shared::wire::HouseholdAnnouncement;

use crate::failure::Failure;
use crate::household::{HouseholdChoice, use_households};
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::router::use_router;
use crate::session::{Session, use_session};
use crate::ui::{Button, ButtonKind, Icon, Loading, Notice, Page, RichText, Tone};

/// Announcements of a page.
const ROWS: u32 = 20;

/// What is announced to the household shown.
#[component]
pub fn AnnouncementsPage() -> impl IntoView {
    let households = use_households();
    let shown = Memo::new(move |_| households.shown().map(|household| household.id));
    let body = move || match shown.get() {
        None => view! { <Notice tone=Tone::Warning><p>{t("home.no_household")}</p></Notice> }.into_any(),
        Some(household) => view! { <Announcements household /> }.into_any(),
    };
    view! {
        <Page title=t("announcements.title") lead=t("announcements.lead")>
            <div class="stack">
                <HouseholdChoice />
                {body}
            </div>
        </Page>
    }
}

/// What is shown, and what there is to do with it.
#[derive(Clone, Copy)]
struct Desk {
    session: Session,
    household: HouseholdId,
    answer: RwSignal<Option<Result<Vec<HouseholdAnnouncement>, Arc<Error>>>>,
    next: RwSignal<Option<String>>,
}

impl Desk {
    /// Asks for the page after a cursor; the first replaces what was there.
    async fn load(self, language: &'static str, cursor: Option<String>) {
        let first = cursor.is_none();
        let asked =
            AnnouncementsRequest { language, unread: false, page: PageRequest { cursor, limit: Some(ROWS) } };
        let list = async |client: &Client| client.list_household_announcements(self.household, &asked).await;
        let page = self.session.call(list).await;
        let answer = page.map(|page| {
            let _ = self.next.try_set(page.next_cursor);
            page.items
        });
        let _ = self.answer.try_update(|known| match (known, answer) {
            (Some(Ok(known)), Ok(more)) if !first => known.extend(more),
            (known, answer) => *known = Some(answer.map_err(Arc::new)),
        });
    }
}

#[component]
fn Announcements(household: HouseholdId) -> impl IntoView {
    let i18n = use_i18n();
    let desk =
        Desk { session: use_session(), household, answer: RwSignal::new(None), next: RwSignal::new(None) };
    Effect::new(move |_| {
        let language = i18n.language().code();
        spawn_local(desk.load(language, None));
    });
    let language = move || untrack(|| i18n.language().code());
    let retry = Callback::new(move |()| spawn_local(desk.load(language(), None)));
    let more = Callback::new(move |()| spawn_local(desk.load(language(), desk.next.get_untracked())));
    // the one that a mail or home leads to
    let asked = untrack(|| use_router().parameter("id"));
    let rows = move || match desk.answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry /> }.into_any(),
        Some(Ok(rows)) if rows.is_empty() => {
            view! { <Notice><p>{t("announcements.none")}</p></Notice> }.into_any()
        }
        Some(Ok(rows)) => {
            let row = |one: HouseholdAnnouncement| {
                let open = asked.as_ref() == Some(&one.id.to_string());
                view! { <One desk one open /> }
            };
            rows.into_iter().map(row).collect_view().into_any()
        }
    };
    view! {
        {rows}
        <Show when=move || desk.next.with(Option::is_some)>
            <div><Button kind=ButtonKind::Plain icon="chevron-down" label=t("announcements.more") on_press=more /></div>
        </Show>
    }
}

/// One of them; unfolding it is reading it.
#[component]
fn One(desk: Desk, one: HouseholdAnnouncement, open: bool) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let read = RwSignal::new(one.read);
    let id = one.id;
    let unfolded = move |is_open: bool| {
        if !is_open || read.get_untracked() {
            return;
        }
        read.set(true);
        spawn_local(async move {
            let mark = async |client: &Client| client.update_announcement_reading(desk.household, id).await;
            if desk.session.call(mark).await.is_err() {
                // unfolding it again tries again
                let _ = read.try_set(false);
            }
        });
    };
    let (from, at, until) = (one.from.clone(), one.published_at, one.shown_until);
    let told = move || {
        let day = format_day(i18n.language(), organisation.day_of(at));
        i18n.text("announcements.from", &[("from", from.clone()), ("day", day)])
    };
    let corrected = one.corrected_at.map(|at| {
        let day = move || format_day(i18n.language(), organisation.day_of(at));
        view! {
            <p class="mark"><Icon name="pencil" /><span>{move || i18n.text("announcements.corrected", &[("day", day())])}</span></p>
        }
    });
    let until = move || {
        let day = format_day_with_year(i18n.language(), until);
        i18n.text("announcements.until", &[("day", day)])
    };
    view! {
        <details
            class="card announcement"
            open=open
            on:toggle:target=move |event| unfolded(event.target().open())
        >
            <summary>
                <h2 lang=one.language.clone()>{one.title}</h2>
                <Show when=move || !read.get()><span class="badge">{t("announcements.new")}</span></Show>
                <span class="muted">{told}</span>
                <Icon name="chevron-down" />
            </summary>
            <div class="stack">
                {corrected}
                <div lang=one.language><RichText blocks=one.blocks /></div>
                <p class="muted">{until}</p>
            </div>
        </details>
    }
}
