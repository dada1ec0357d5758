//! At home: what has not been read yet, its first words, and the way to the rest.

use client::{AnnouncementsRequest, Client, PageRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::catalogue::format_day;
use shared::ids::HouseholdId;
use shared::rich_text::first_words;
use shared::wire::HouseholdAnnouncement;

use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::router::{Link, paths};
use crate::session::use_session;
use crate::ui::Icon;

/// How many are shown at home.
const SHOWN: u32 = 3;
/// Characters of the first words.
const WORDS: usize = 140;

/// Cards of what is unread; nothing where there is none. What cannot be fetched is missing on the page of announcements,
/// where that is said: home is about the week.
#[component]
pub fn Unread(
    /// Of which household.
    household: HouseholdId,
) -> impl IntoView {
    let (i18n, session) = (use_i18n(), use_session());
    let found = RwSignal::new(Vec::<HouseholdAnnouncement>::new());
    Effect::new(move |_| {
        let page = PageRequest { cursor: None, limit: Some(SHOWN) };
        let asked = AnnouncementsRequest { language: i18n.language().code(), unread: true, page };
        spawn_local(async move {
            let list = async |client: &Client| client.list_household_announcements(household, &asked).await;
            if let Ok(page) = session.call(list).await {
                let _ = found.try_set(page.items);
            }
        });
    });
    let cards = move || found.get().into_iter().map(|one| view! { <Card one /> }).collect_view();
    view! {
        <Show when=move || found.with(|found| !found.is_empty())>
            <section class="stack">
                <h2>{t("announcements.unread")}</h2>
                <div class="cards">{cards}</div>
            </section>
        </Show>
    }
}

#[component]
fn Card(one: HouseholdAnnouncement) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let (from, at) = (one.from.clone(), one.published_at);
    let told = move || {
        let day = format_day(i18n.language(), organisation.day_of(at));
        i18n.text("announcements.from", &[("from", from.clone()), ("day", day)])
    };
    let href = [paths::ANNOUNCEMENTS, "?id=", &one.id.to_string()].concat();
    view! {
        <article class="card announcement-card" lang=one.language>
            <h3><Link href>{one.title}</Link></h3>
            <p class="muted" lang=move || i18n.language().code()>{told}</p>
            <p>{first_words(&one.blocks, WORDS)}</p>
            <span class="announcement-go" aria-hidden="true"><Icon name="chevron-right" /></span>
        </article>
    }
}
