//! Pages that are modules of their own: whoever signs in does not wait for them. Once somebody is signed
//! in, the one that is shown is fetched, then those of guardians, so that they are there before they are asked for. Where
//! the links of mails lead is fetched when one is followed.

use std::future::Future;
use std::pin::Pin;

use futures_util::FutureExt;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use web::announcements::AnnouncementsPage;
use web::browser::storage;
use web::custody::CustodyPage;
use web::documents::DocumentsPage;
use web::family_file::FamilyFilePage;
use web::guardianships::GuardiansPage;
use web::help::HelpPage;
use web::home::HomePage;
use web::links::LinksPage;
use web::pages::{WrittenPage, page_of};
use web::planning::PlanningPage;
use web::profile::ProfilePage;
use web::rights::DataPage;
use web::router::{Router, paths, use_router};
use web::session::{Session, Stage};
use web::sign_up::SignUpPage;
use web::ui::{Loading, Unreachable};

#[wasm_split(home, wasm_split_path = ::leptos::wasm_split, preload(fetch_home), fallible)]
fn home() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <HomePage /> }.into_any())
}

#[wasm_split(planning, wasm_split_path = ::leptos::wasm_split, preload(fetch_planning), fallible)]
fn planning() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <PlanningPage /> }.into_any())
}

#[wasm_split(family_file, wasm_split_path = ::leptos::wasm_split, preload(fetch_family_file), fallible)]
fn family_file() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <FamilyFilePage /> }.into_any())
}

#[wasm_split(profile, wasm_split_path = ::leptos::wasm_split, preload(fetch_profile), fallible)]
fn profile() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <ProfilePage /> }.into_any())
}

#[wasm_split(documents, wasm_split_path = ::leptos::wasm_split, preload(fetch_documents), fallible)]
fn documents() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <DocumentsPage /> }.into_any())
}

#[wasm_split(guardians, wasm_split_path = ::leptos::wasm_split, preload(fetch_guardians), fallible)]
fn guardians() -> Result<AnyView, SplitLoaderError> {
    let path = untrack(|| use_router().path());
    Ok(if path == paths::CUSTODY {
        view! { <CustodyPage /> }.into_any()
    } else {
        view! { <GuardiansPage /> }.into_any()
    })
}

#[wasm_split(data, wasm_split_path = ::leptos::wasm_split, preload(fetch_data), fallible)]
fn data() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <DataPage /> }.into_any())
}

#[wasm_split(announcements, wasm_split_path = ::leptos::wasm_split, preload(fetch_announcements), fallible)]
fn announcements() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <AnnouncementsPage /> }.into_any())
}

#[wasm_split(written, wasm_split_path = ::leptos::wasm_split, preload(fetch_written), fallible)]
fn written() -> Result<AnyView, SplitLoaderError> {
    let path = untrack(|| use_router().path());
    Ok(if path == HELP {
        view! { <HelpPage /> }.into_any()
    } else {
        page_of(&path).map(|code| view! { <WrittenPage code /> }).into_any()
    })
}

#[wasm_split(links, wasm_split_path = ::leptos::wasm_split, preload(fetch_links), fallible)]
fn links() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <LinksPage /> }.into_any())
}

#[wasm_split(sign_up, wasm_split_path = ::leptos::wasm_split, preload(fetch_sign_up), fallible)]
fn sign_up() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <SignUpPage /> }.into_any())
}

/// Where the help is.
const HELP: &str = "/help";

/// A page that comes later.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Home,
    Planning,
    File,
    Profile,
    Documents,
    /// Who may do what, and whose the days are.
    Guardians,
    Data,
    Announcements,
    /// What is read only: the help, and what administrators write.
    Written,
    Links,
    SignUp,
}

impl Part {
    const COUNT: usize = 11;
    /// Those of guardians, in the order in which they are fetched once somebody is signed in.
    const OF_GUARDIANS: [Self; 8] = [
        Self::Home,
        Self::Planning,
        Self::File,
        Self::Documents,
        Self::Announcements,
        Self::Profile,
        Self::Guardians,
        Self::Data,
    ];

    /// The page at a path, if it comes later.
    pub(super) fn at(path: &str) -> Option<Self> {
        match path {
            "/" => Some(Self::Home),
            "/planning" => Some(Self::Planning),
            paths::FILE => Some(Self::File),
            paths::PROFILE => Some(Self::Profile),
            paths::DOCUMENTS => Some(Self::Documents),
            paths::GUARDIANS | paths::CUSTODY => Some(Self::Guardians),
            paths::SIGN_UP => Some(Self::SignUp),
            paths::FORGOTTEN
            | paths::NEW_PASSWORD
            | paths::CONFIRM_ADDRESS
            | paths::CONFIRM_SIGN_UP
            | paths::JOIN => Some(Self::Links),
            paths::DATA => Some(Self::Data),
            paths::ANNOUNCEMENTS => Some(Self::Announcements),
            HELP => Some(Self::Written),
            other if page_of(other).is_some() => Some(Self::Written),
            _ => None,
        }
    }

    /// Whether it is for those who are signed in.
    pub(super) fn is_guarded(self) -> bool {
        Self::OF_GUARDIANS.contains(&self)
    }

    fn fetch(self) -> Pin<Box<dyn Future<Output = Result<(), SplitLoaderError>>>> {
        match self {
            Self::Home => Box::pin(fetch_home()),
            Self::Planning => Box::pin(fetch_planning()),
            Self::File => Box::pin(fetch_family_file()),
            Self::Profile => Box::pin(fetch_profile()),
            Self::Documents => Box::pin(fetch_documents()),
            Self::Guardians => Box::pin(fetch_guardians()),
            Self::Data => Box::pin(fetch_data()),
            Self::Announcements => Box::pin(fetch_announcements()),
            Self::Written => Box::pin(fetch_written()),
            Self::Links => Box::pin(fetch_links()),
            Self::SignUp => Box::pin(fetch_sign_up()),
        }
    }

    /// The page, once its module is there.
    fn page(self) -> Option<AnyView> {
        match self {
            Self::Home => home().now_or_never(),
            Self::Planning => planning().now_or_never(),
            Self::File => family_file().now_or_never(),
            Self::Profile => profile().now_or_never(),
            Self::Documents => documents().now_or_never(),
            Self::Guardians => guardians().now_or_never(),
            Self::Data => data().now_or_never(),
            Self::Announcements => announcements().now_or_never(),
            Self::Written => written().now_or_never(),
            Self::Links => links().now_or_never(),
            Self::SignUp => sign_up().now_or_never(),
        }?
        .ok()
    }
}

/// How far a module is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Module {
    Absent,
    Coming,
    Here,
    Failed,
}

/// What is fetched after the entry; a context of the whole app.
#[derive(Clone, Copy)]
pub(super) struct Later {
    /// By part.
    modules: [RwSignal<Module>; Part::COUNT],
}

impl Later {
    /// Nothing yet; everything of guardians once somebody is signed in. Who was signed in when they left probably is:
    /// their page is fetched while we ask.
    pub(super) fn new(session: Session, router: Router) -> Self {
        let later = Self { modules: std::array::from_fn(|_| RwSignal::new(Module::Absent)) };
        let first = move || Part::at(&untrack(|| router.path())).unwrap_or(Part::Home);
        if storage::get(storage::SIGNED_IN).is_some() {
            later.want(first());
        }
        Effect::new(move |_| {
            if session.stage() != Stage::Present {
                return;
            }
            // one after the other: together they would keep each other waiting
            for part in [first()].into_iter().chain(Part::OF_GUARDIANS) {
                match later.module(part).get() {
                    Module::Here => {}
                    Module::Absent => return later.want(part),
                    Module::Coming | Module::Failed => return,
                }
            }
        });
        later
    }

    fn module(self, part: Part) -> RwSignal<Module> {
        self.modules[part as usize]
    }

    /// Fetches a part, unless it is there or under way.
    fn want(self, part: Part) {
        let module = self.module(part);
        if matches!(module.get_untracked(), Module::Coming | Module::Here) {
            return;
        }
        module.set(Module::Coming);
        spawn_local(async move {
            module.set(if part.fetch().await.is_ok() { Module::Here } else { Module::Failed });
        });
    }
}

/// A page, once its module is there.
#[component]
pub(super) fn LaterPage(
    /// Which page.
    part: Part,
) -> impl IntoView {
    let later: Later = expect_context();
    later.want(part);
    move || match later.module(part).get() {
        Module::Here => part.page().into_any(),
        Module::Failed => view! { <Missing part /> }.into_any(),
        Module::Absent | Module::Coming => view! { <Loading /> }.into_any(),
    }
}

/// The module did not come: no network, or a newer portal that no longer has it.
#[component]
fn Missing(part: Part) -> impl IntoView {
    let later: Later = expect_context();
    let retry = Callback::new(move |()| {
        // with a network, the whole page anew: a newer portal brings newer modules
        if !window().navigator().on_line() || window().location().reload().is_err() {
            later.want(part);
        }
    });
    view! { <Unreachable retry /> }
}
