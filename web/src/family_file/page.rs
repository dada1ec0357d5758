//! The page “my file”: the overview, a part of it, or somebody who is added, as the address says.

use leptos::prelude::*;
use shared::families::FieldOwner;

use super::add::AddMember;
use super::address::{Address, View};
use super::desk::{FileDesk, Whose, use_desk};
use super::overview::Overview;
use super::section::SectionView;
use super::words;
use crate::failure::Failure;
use crate::household::{HouseholdChoice, use_households};
use crate::i18n::t;
use crate::router::{Link, use_router};
use crate::session::use_session;
use crate::ui::{Icon, Loading, Notice, Page, Tone};

/// The file of the household that is shown.
#[component]
pub fn FamilyFilePage() -> impl IntoView {
    let (session, households) = (use_session(), use_households());
    let whose = Memo::new(move |_| {
        let account = session.account()?;
        let household = households.shown()?;
        Some(Whose { account: account.id, household: household.id, may_edit: household.may_book })
    });
    move || match whose.get() {
        Some(whose) => view! { <HouseholdFile whose /> }.into_any(),
        None => view! {
            <Page title=t("file.title")>
                <Notice tone=Tone::Warning><p>{t("home.no_household")}</p></Notice>
            </Page>
        }
        .into_any(),
    }
}

#[component]
fn HouseholdFile(whose: Whose) -> impl IntoView {
    let router = use_router();
    let address = Memo::new(move |_| Address::read(|name| router.parameter(name)));
    let desk = FileDesk::new(whose);
    provide_context(desk);
    let year = Memo::new(move |_| address.get().year);
    Effect::new(move |_| {
        let year = year.get();
        // the year that was found to matter is written into the links of the page: it is there already
        let there = desk.sheet.with_untracked(|sheet| {
            year.is_some() && sheet.as_ref().map(|sheet| sheet.file.school_year) == year
        });
        if !there {
            desk.load(year);
        }
    });
    let view = Memo::new(move |_| address.get().view);
    let retry = Callback::new(move |()| desk.load(year.get_untracked()));
    move || match view.get() {
        View::Overview => view! {
            <Page title=t("file.title") lead=t("file.lead")>
                <HouseholdChoice />
                <Loaded retry>{move || view! { <Overview /> }.into_any()}</Loaded>
            </Page>
        }
        .into_any(),
        View::Part { section, subject, edit, field } => {
            let title = Signal::derive(move || match desk.sheet() {
                Some(sheet) => words::title(desk.i18n, &sheet, section, subject),
                None => desk.i18n.text("file.title", &[]),
            });
            view! {
                <BackToFile />
                <Page title>
                    <Loaded retry>{move || view! { <SectionView section subject edit field /> }.into_any()}</Loaded>
                </Page>
            }
            .into_any()
        }
        View::Add(owner) => {
            let key = if owner == FieldOwner::Child { "file.add_child" } else { "file.add_guardian" };
            view! {
                <BackToFile />
                <Page title=t(key)>
                    <Loaded retry>{move || view! { <AddMember owner /> }.into_any()}</Loaded>
                </Page>
            }
            .into_any()
        }
    }
}

/// The arrow back.
#[component]
fn BackToFile() -> impl IntoView {
    let desk = use_desk();
    move || {
        view! {
            <Link href=desk.path(View::Overview) class="link-line back">
                <Icon name="arrow-left" />
                <span>{t("file.title")}</span>
            </Link>
        }
    }
}

/// What needs the file, once it is there; not made anew when it is asked again.
#[component]
fn Loaded(retry: Callback<()>, children: ChildrenFn) -> impl IntoView {
    let desk = use_desk();
    let known = Memo::new(move |_| desk.sheet.with(Option::is_some));
    move || {
        if known.get() {
            return children();
        }
        match desk.failure.get() {
            Some(error) => view! { <Failure error retry /> }.into_any(),
            None => view! { <Loading /> }.into_any(),
        }
    }
}
