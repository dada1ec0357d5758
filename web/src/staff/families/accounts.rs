//! The page “accounts”: families who cannot do anything by themselves yet, by what they wait for, with a way to invite them.

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::wire::{FamilyFileSummary, WaitingCounts};

use super::asked::{ACCOUNTS, Asked};
use super::found::Found;
use super::invite::Invite;
use super::list::Families;
use crate::i18n::{t, use_i18n};
use crate::router::use_router;
use crate::session::use_session;
use crate::staff::paths;
use crate::ui::Page;

/// Which families are asked for where the address does not say.
const FIRST: &str = "never_opened";

/// Families by what is known of their accounts.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let (session, router, i18n) = (use_session(), use_router(), use_i18n());
    let shown = Memo::new(move |_| {
        let asked = router.parameter("account").unwrap_or_default();
        ACCOUNTS.iter().map(|(code, ..)| *code).find(|code| *code == asked).unwrap_or(FIRST)
    });
    let asked = move |code: &str| Asked { account: code.to_owned(), ..Asked::default() };
    let found = Found::new(session, asked(shown.get_untracked()));
    Effect::new(move |_| {
        let asked = asked(shown.get());
        // the address of another page says nothing here
        if router.path() == paths::ACCOUNTS && found.asked.with_untracked(|now| *now != asked) {
            found.ask(asked);
        }
    });
    let counts = RwSignal::new(None::<WaitingCounts>);
    spawn_local(async move {
        let answer: Result<_, Error> =
            session.call(async |client: &Client| client.get_waiting_counts(None).await).await;
        // without them the lists say the same
        let _ = counts.try_set(answer.ok());
    });
    let way = move |(code, name): (&'static str, &'static str)| {
        let href = [paths::ACCOUNTS, "?account=", code].concat();
        let to = href.clone();
        let follow = move |event: leptos::ev::MouseEvent| {
            if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                event.prevent_default();
                router.replace(&to);
            }
        };
        let count = move || counts.get().map(|counts| view! { <strong>{counted(&counts, code)}</strong> });
        let current = move || (shown.get() == code).then_some("true");
        view! {
            <li><a href=href aria-current=current on:click=follow><span>{t(name)}</span> " " {count}</a></li>
        }
    };
    let says = move || i18n.text(&["accounts.says.", shown.get()].concat(), &[]);
    let beside = Callback::new(move |(file,): (FamilyFileSummary,)| {
        let again = shown.get_untracked() == "never_opened";
        view! { <Invite file again /> }.into_any()
    });
    view! {
        <Page title=t("desk.nav.accounts") lead=t("accounts.lead")>
            <div class="stack">
                <nav aria-label=t("accounts.ways")>
                    <ul class="accounts">{ACCOUNTS.map(way).collect_view()}</ul>
                </nav>
                <p>{says}</p>
                <Families found beside />
            </div>
        </Page>
    }
}

/// How many families a list has.
fn counted(counts: &WaitingCounts, code: &str) -> u64 {
    match code {
        "none" => counts.without_account,
        "never_opened" => counts.never_opened,
        _ => counts.not_submitted,
    }
}
