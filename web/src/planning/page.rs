//! The page of the planning.

use leptos::html;
use leptos::prelude::*;

use super::bar::BasketBar;
use super::dormant::DormantLines;
use super::filters::ChildFilter;
use super::grid::GridTable;
use super::model::{Address, Span};
use super::planner::{Planner, Sheet, Whose, use_planner};
use super::sending::{Sending, Unanswered};
use super::sheets::Sheets;
use super::toolbar::Toolbar;
use crate::failure::Failure;
use crate::family_file::NoChild;
use crate::household::{HouseholdChoice, use_households};
use crate::i18n::t;
use crate::router::use_router;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Legend, Loading, Notice, Page, Tone};

/// The calendar of the household that is shown.
#[component]
pub fn PlanningPage() -> impl IntoView {
    let session = use_session();
    let households = use_households();
    let whose = Memo::new(move |_| {
        let account = session.account()?;
        let household = households.shown()?;
        Some(Whose { account: account.id, household: household.id, may_book: household.may_book })
    });
    view! {
        <Page title=t("planning.title")>
            <HouseholdChoice />
            {move || match whose.get() {
                Some(whose) => view! { <HouseholdPlanning whose /> }.into_any(),
                None => view! {
                    <Notice tone=Tone::Warning><p>{t("home.no_household")}</p></Notice>
                }
                .into_any(),
            }}
        </Page>
    }
}

#[component]
fn HouseholdPlanning(whose: Whose) -> impl IntoView {
    let router = use_router();
    let address = Memo::new(move |_| Address::read(|name| router.parameter(name)));
    let span = RwSignal::new(Span::default());
    let go = Callback::new(move |address: Address| router.replace(&address.path(span.get_untracked())));
    let planner = Planner::new(whose, address, span, go);
    provide_context(planner);
    provide_context(Sending::new(planner));
    planner.follow_clock();
    planner.watch_other_tabs();
    let focused = window_event_listener(leptos::ev::focus, move |_| {
        planner.decide_again();
        planner.reload_when_old();
    });
    on_cleanup(move || focused.remove());
    Effect::new(move |_| {
        planner.facts_changed.track();
        planner.load_missing(planner.range());
    });
    // a link to a day opens its list
    Effect::new(move |_| {
        planner.facts_changed.track();
        if let Some(day) = planner.address.get().day
            && planner.ask(|_| ()).is_some()
            && planner.sheet.get_untracked().is_none()
        {
            planner.sheet.set(Some(Sheet::Day(day)));
        }
    });
    let known = Memo::new(move |_| planner.facts().is_some());
    view! {
        <Room />
        {move || {
            // nothing else is asked once the facts are known: the page, and what is open over it, would be made anew
            // with every answer, and the focus would move under the guardian's fingers
            if known.get() {
                return view! { <Known /> }.into_any();
            }
            match planner.failure.get() {
                Some(error) => {
                    view! { <Failure error retry=Callback::new(move |()| planner.retry()) /> }.into_any()
                }
                None => view! { <Loading /> }.into_any(),
            }
        }}
    }
}

/// The page once the facts are known.
#[component]
fn Known() -> impl IntoView {
    let planner = use_planner();
    let no_children = move || planner.facts().is_none_or(|facts| facts.children.is_empty());
    let begins = move || {
        let facts = untrack(|| planner.facts())?;
        Some(facts.organisation.beginning(untrack(|| planner.clock.now()))?.suggested)
    };
    let keys = Callback::new(move |()| planner.sheet.set(Some(Sheet::Keys)));
    let some_looks = move || planner.looks.with(|looks| !looks.is_empty());
    view! {
        <Show
            when=move || !no_children()
            fallback=move || view! { <NoChild may_add=planner.whose.may_book begins=begins() /> }
        >
            <div class="planning">
                <Show when=move || !planner.whose.may_book>
                    <Notice><p>{t("planning.only_looks")}</p></Notice>
                </Show>
                <Unanswered />
                <ChildFilter />
                <Toolbar />
                <GridTable />
                <DormantLines />
                <Show when=some_looks>
                    <section class="planning-legend" aria-labelledby="planning-legend">
                        <h2 id="planning-legend">{t("planning.legend")}</h2>
                        <Legend looks=planner.looks />
                        <div class="planning-keys">
                            <Button kind=ButtonKind::Quiet icon="keyboard" label=t("planning.keys") on_press=keys />
                        </div>
                    </section>
                </Show>
                <BasketBar />
            </div>
            <Sheets />
        </Show>
    }
}

/// Measures how many days fit beside each other: what a container query knows, for what is put on the page at all.
#[component]
fn Room() -> impl IntoView {
    let planner = use_planner();
    let probe = NodeRef::<html::Div>::new();
    let measure = move || {
        let Some(probe) = probe.get_untracked() else { return };
        // the probe is as wide as the page, and one rem high
        let rem = f64::from(probe.offset_height()).max(1.0);
        let width = f64::from(probe.offset_width()) / rem;
        let span = Span::fitting(width, planner.days_a_week());
        if planner.span.get_untracked() != span {
            planner.span.set(span);
        }
    };
    Effect::new(move |_| {
        probe.track();
        planner.facts_changed.track();
        measure();
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    view! { <div class="planning-room" aria-hidden="true" node_ref=probe></div> }
}
