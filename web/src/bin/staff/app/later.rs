//! Screens that are modules of their own: whoever signs in does not wait for them. They are fetched once somebody is signed
//! in, so that they are there before they are asked for.

use futures_util::FutureExt;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use web::profile::ProfilePage;
use web::router::use_router;
use web::session::{Session, Stage};
use web::staff::announcements::AnnouncementsPage;
use web::staff::change_requests::ChangeRequestsPage;
use web::staff::documents::DocumentsPage;
use web::staff::erasures::ErasuresPage;
use web::staff::families::{AccountsPage, FamiliesPage};
use web::staff::family_files::{FamilyFilePage, FamilyFilesPage, household_of};
use web::staff::family_imports::ImportPage;
use web::staff::households::NewHouseholdPage;
use web::staff::merges::MergePage;
use web::staff::pages::PagesPage;
use web::staff::paths;
use web::staff::school_years::SchoolYearPage;
use web::ui::{Loading, Unreachable};

#[wasm_split(families, wasm_split_path = ::leptos::wasm_split, preload(fetch_families), fallible)]
fn families() -> Result<AnyView, SplitLoaderError> {
    let path = untrack(|| use_router().path());
    Ok(match household_of(&path) {
        Some(household) => view! { <FamilyFilePage household /> }.into_any(),
        None => view! { <FamilyFilesPage /> }.into_any(),
    })
}

#[wasm_split(school_year, wasm_split_path = ::leptos::wasm_split, preload(fetch_school_year), fallible)]
fn school_year() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <SchoolYearPage /> }.into_any())
}

#[wasm_split(checks, wasm_split_path = ::leptos::wasm_split, preload(fetch_checks), fallible)]
fn checks() -> Result<AnyView, SplitLoaderError> {
    let path = untrack(|| use_router().path());
    Ok(if path == paths::CHANGES {
        view! { <ChangeRequestsPage /> }.into_any()
    } else {
        view! { <DocumentsPage /> }.into_any()
    })
}

#[wasm_split(known, wasm_split_path = ::leptos::wasm_split, preload(fetch_known), fallible)]
fn known() -> Result<AnyView, SplitLoaderError> {
    let path = untrack(|| use_router().path());
    Ok(match path.as_str() {
        paths::NEW_FAMILY => view! { <NewHouseholdPage /> }.into_any(),
        paths::IMPORT => view! { <ImportPage /> }.into_any(),
        paths::FAMILIES => view! { <FamiliesPage /> }.into_any(),
        paths::ACCOUNTS => view! { <AccountsPage /> }.into_any(),
        _ => view! { <MergePage /> }.into_any(),
    })
}

#[wasm_split(profile, wasm_split_path = ::leptos::wasm_split, preload(fetch_profile), fallible)]
fn profile() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <ProfilePage /> }.into_any())
}

#[wasm_split(office, wasm_split_path = ::leptos::wasm_split, preload(fetch_office), fallible)]
fn office() -> Result<AnyView, SplitLoaderError> {
    let path = untrack(|| use_router().path());
    Ok(if path == paths::PAGES {
        view! { <PagesPage /> }.into_any()
    } else {
        view! { <ErasuresPage /> }.into_any()
    })
}

#[wasm_split(announcements, wasm_split_path = ::leptos::wasm_split, preload(fetch_announcements), fallible)]
fn announcements() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <AnnouncementsPage /> }.into_any())
}

/// A module that comes later.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The files of families.
    Families,
    /// Documents and change requests to check.
    Checks,
    /// Opening a school year.
    SchoolYear,
    /// Families that the organisation knows: written down, imported, made one.
    Known,
    /// One's own account.
    Profile,
    /// What administrators do now and then.
    Office,
    /// Announcements to families.
    Announcements,
}

impl Part {
    async fn fetch(self) -> Result<(), SplitLoaderError> {
        match self {
            Self::Families => fetch_families().await,
            Self::Checks => fetch_checks().await,
            Self::SchoolYear => fetch_school_year().await,
            Self::Known => fetch_known().await,
            Self::Profile => fetch_profile().await,
            Self::Office => fetch_office().await,
            Self::Announcements => fetch_announcements().await,
        }
    }

    /// The screen, once its module is there.
    fn page(self) -> Option<AnyView> {
        match self {
            Self::Families => families().now_or_never(),
            Self::Checks => checks().now_or_never(),
            Self::SchoolYear => school_year().now_or_never(),
            Self::Known => known().now_or_never(),
            Self::Profile => profile().now_or_never(),
            Self::Office => office().now_or_never(),
            Self::Announcements => announcements().now_or_never(),
        }?
        .ok()
    }
}

/// Fetches all, one after the other, once somebody is signed in. What does not come is asked for again when it is wanted.
pub(super) fn fetch_soon(session: Session) {
    Effect::new(move |_| {
        if session.stage() == Stage::Present {
            spawn_local(async {
                for part in [
                    Part::Families,
                    Part::Checks,
                    Part::Known,
                    Part::Announcements,
                    Part::Profile,
                    Part::SchoolYear,
                    Part::Office,
                ] {
                    let _ = part.fetch().await;
                }
            });
        }
    });
}

/// How far a module is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Module {
    Coming,
    Here,
    Failed,
}

/// A screen, once its module is there.
#[component]
pub(super) fn LaterPage(
    /// Which module.
    part: Part,
) -> impl IntoView {
    let module = RwSignal::new(Module::Coming);
    let want = move || {
        module.set(Module::Coming);
        spawn_local(async move {
            let come = if part.fetch().await.is_ok() { Module::Here } else { Module::Failed };
            let _ = module.try_set(come);
        });
    };
    want();
    let retry = Callback::new(move |()| {
        // with a network, the whole page anew: a newer portal brings newer modules
        if !window().navigator().on_line() || window().location().reload().is_err() {
            want();
        }
    });
    move || match module.get() {
        Module::Here => part.page().into_any(),
        Module::Failed => view! { <Unreachable retry /> }.into_any(),
        Module::Coming => view! { <Loading /> }.into_any(),
    }
}
