//! The head of every page: whose portal this is, where one can go, the language, the way out.

use leptos::prelude::*;
use leptos::task::spawn_local;

use web::i18n::{LanguageSwitch, t};
use web::organisation::use_organisation;
use web::router::paths::{CUSTODY, DATA, DOCUMENTS, FILE, GUARDIANS, PROFILE};
use web::router::{Link, use_router};
use web::session::{Stage, use_session};
use web::ui::{Icon, Offline};

/// The head of every page.
#[component]
pub(super) fn Header() -> impl IntoView {
    let organisation = use_organisation();
    let portal = t("app.portal");
    let name = move || {
        let name = organisation.name().get();
        if name.is_empty() { portal.get() } else { name }
    };
    let named = move || !organisation.name().with(String::is_empty);
    view! {
        <header class="topbar">
            <div class="topbar-inner">
                <Link href="/" class="brand">
                    <img class="brand-mark" src="/favicon.svg" alt="" width="44" height="44" />
                    <span class="brand-name">
                        {name}
                        <Show when=named><span class="brand-sub">{portal}</span></Show>
                    </span>
                </Link>
                <Navigation />
                <div class="topbar-tools">
                    <LanguageSwitch />
                    <SignOut />
                </div>
            </div>
            <Offline />
        </header>
    }
}

#[component]
fn Navigation() -> impl IntoView {
    let session = use_session();
    let signed_in = Memo::new(move |_| matches!(session.stage(), Stage::Present | Stage::Interrupted));
    let label = t("app.nav");
    view! {
        <Show when=move || signed_in.get()>
            <nav class="tabs" aria-label=label>
                <Link href="/"><Icon name="house" /><span>{t("nav.home")}</span></Link>
                <Link href="/planning"><Icon name="calendar-days" /><span>{t("nav.planning")}</span></Link>
                <Link href=FILE around=&[GUARDIANS, CUSTODY, DOCUMENTS]><Icon name="folder-open" /><span>{t("nav.file")}</span></Link>
                <Link href="/help"><Icon name="circle-question-mark" /><span>{t("nav.help")}</span></Link>
                <Link href="/contact"><Icon name="phone" /><span>{t("nav.contact")}</span></Link>
                <Link href=PROFILE around=&[DATA]><Icon name="circle-user-round" /><span>{t("nav.profile")}</span></Link>
            </nav>
        </Show>
    }
}

#[component]
fn SignOut() -> impl IntoView {
    let session = use_session();
    let router = use_router();
    let signed_in = Memo::new(move |_| matches!(session.stage(), Stage::Present | Stage::Interrupted));
    let leave = Callback::new(move |()| {
        router.go("/");
        spawn_local(session.sign_out());
    });
    view! {
        <Show when=move || signed_in.get()>
            <button type="button" class="tool" title=t("app.sign_out") on:click=move |_| leave.run(())>
                <Icon name="log-out" />
                <span class="tool-label">{t("app.sign_out")}</span>
            </button>
        </Show>
    }
}
