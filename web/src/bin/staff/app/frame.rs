//! The frame of every page: whose desk this is, where one can go at the side, the language, the way out. On a narrow
//! screen the side folds into a button.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::staff::Permission;
use web::i18n::{LanguageSwitch, t, use_i18n};
use web::organisation::use_organisation;
use web::router::{Link, use_router};
use web::session::{Stage, use_session};
use web::staff::{NotTaken, Troubles, paths, role_name};
use web::ui::{Icon, Offline, SkipLink, focus};

use super::guard::{Gate, Shown};

const SIDE: &str = "side";

/// The frame.
#[component]
pub(super) fn Frame(children: Children) -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let gate = Gate::new(session);
    provide_context(gate);
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let _ = router.path();
        open.set(false);
    });
    let desk = Memo::new(move |_| gate.shown.get() == Shown::Page);
    view! {
        <SkipLink />
        <div class="shell desk" class:desk--open=move || open.get() class:desk--side=move || desk.get()>
            <Head open desk />
            <Show when=move || desk.get()><Side open /></Show>
            <main class="page" id="content" tabindex="-1">
                <Show when=move || desk.get()><NotTaken /></Show>
                {children()}
            </main>
            <Foot />
        </div>
    }
}

/// The pages that everybody reads, which lie beside the app for families.
#[component]
fn Foot() -> impl IntoView {
    view! {
        <footer class="foot">
            <div class="foot-inner">
                <a href="/pages/legal_notice">{t("page.legal_notice")}</a>
                <a href="/pages/privacy">{t("page.privacy")}</a>
                <a href="/pages/accessibility">{t("page.accessibility")}</a>
            </div>
        </footer>
    }
}

#[component]
fn Head(open: RwSignal<bool>, desk: Memo<bool>) -> impl IntoView {
    let organisation = use_organisation();
    let space = t("desk.space");
    let name = move || {
        let name = organisation.name().get();
        if name.is_empty() { space.get() } else { name }
    };
    let named = move || !organisation.name().with(String::is_empty);
    view! {
        <header class="topbar">
            <div class="topbar-inner">
                <Show when=move || desk.get()><MenuButton open /></Show>
                <Link href=paths::HOME class="brand">
                    <img class="brand-mark" src="/favicon.svg" alt="" width="44" height="44" />
                    <span class="brand-name">
                        {name}
                        <Show when=named><span class="brand-sub">{space}</span></Show>
                    </span>
                </Link>
                <div class="topbar-tools">
                    <LanguageSwitch />
                    <SignOut />
                </div>
            </div>
            <Offline />
        </header>
    }
}

/// Shows and hides the side where there is no room for it; it does nothing elsewhere, and is not there.
#[component]
fn MenuButton(open: RwSignal<bool>) -> impl IntoView {
    let label = t("desk.menu");
    view! {
        <button
            type="button"
            class="icon-button menu-button"
            aria-label=label
            title=label
            aria-controls=SIDE
            aria-expanded=move || if open.get() { "true" } else { "false" }
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {move || if open.get() { view! { <Icon name="x" /> } } else { view! { <Icon name="menu" /> } }}
        </button>
    }
}

/// Where one can go, and who one is.
#[component]
fn Side(open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let may = move |permission| session.may(permission);
    let escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            open.set(false);
            if let Ok(Some(button)) = document().query_selector(".menu-button") {
                focus(&button);
            }
        }
    };
    view! {
        <nav class="side" id=SIDE aria-label=t("app.nav") on:keydown=escape>
            <div class="side-links">
                <Link href=paths::HOME><Icon name="house" /><span>{t("nav.home")}</span></Link>
                <Show when=move || may(Permission::ReadFamilies)>
                    <Link href=paths::FAMILIES><Icon name="folder-open" /><span>{t("desk.nav.families")}</span></Link>
                    <Link href=paths::FILES><Icon name="folder-check" /><span>{t("desk.nav.files")}</span></Link>
                    <Link href=paths::CHANGES><Icon name="file-pen-line" /><span>{t("desk.nav.changes")}</span></Link>
                    <Link href=paths::ACCOUNTS><Icon name="mail" /><span>{t("desk.nav.accounts")}</span></Link>
                </Show>
                <Show when=move || may(Permission::ReadDocuments)>
                    <Link href=paths::DOCUMENTS><Icon name="file-text" /><span>{t("desk.nav.documents")}</span></Link>
                </Show>
                <Show when=move || may(Permission::ReadAnnouncements)>
                    <Link href=paths::ANNOUNCEMENTS><Icon name="megaphone" /><span>{t("desk.nav.announcements")}</span></Link>
                </Show>
                <Show when=move || may(Permission::EditFamilies)>
                    <Link href=paths::NEW_FAMILY><Icon name="user-plus" /><span>{t("household.new")}</span></Link>
                </Show>
                <Show when=move || may(Permission::ImportFamilies)>
                    <Link href=paths::IMPORT><Icon name="file-text" /><span>{t("import.title")}</span></Link>
                </Show>
                <Show when=move || may(Permission::MergeFamilies)>
                    <Link href=paths::MERGE><Icon name="repeat" /><span>{t("merge.title")}</span></Link>
                </Show>
                <Show when=move || may(Permission::InviteFamilies)>
                    <Link href=paths::INVITATIONS><Icon name="send" /><span>{t("desk.nav.invitations")}</span></Link>
                </Show>
                <Show when=move || may(Permission::OpenSchoolYears)>
                    <Link href=paths::SCHOOL_YEAR><Icon name="school" /><span>{t("desk.nav.school_year")}</span></Link>
                </Show>
                <Show when=move || may(Permission::HandleRights)>
                    <Link href=paths::ERASURES><Icon name="trash-2" /><span>{t("desk.nav.erasures")}</span></Link>
                </Show>
                <Show when=move || may(Permission::EditPages)>
                    <Link href=paths::PAGES><Icon name="file-text" /><span>{t("desk.nav.pages")}</span></Link>
                </Show>
                <Link href=paths::TEAM><Icon name="users-round" /><span>{t("desk.nav.team")}</span></Link>
                <Link href=paths::PROFILE><Icon name="circle-user-round" /><span>{t("desk.nav.profile")}</span></Link>
            </div>
            <Whom />
        </nav>
    }
}

/// Name and role of who is signed in.
#[component]
fn Whom() -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let told = move || {
        session.account().and_then(|account| account.staff).map(|staff| {
            let name = [staff.first_name, staff.last_name].join(" ");
            view! {
                <p class="side-whom">
                    <strong>{name}</strong>
                    <span class="muted">{i18n.text(role_name(staff.role), &[])}</span>
                </p>
            }
        })
    };
    view! { {told} }
}

#[component]
fn SignOut() -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let signed_in = Memo::new(move |_| matches!(session.stage(), Stage::Present | Stage::Interrupted));
    let troubles: Troubles = expect_context();
    let leave = move |_| {
        troubles.clear();
        router.go(router.home());
        spawn_local(session.sign_out());
    };
    view! {
        <Show when=move || signed_in.get()>
            <button type="button" class="tool" on:click=leave>
                <Icon name="log-out" />
                <span class="tool-label">{t("app.sign_out")}</span>
            </button>
        </Show>
    }
}
