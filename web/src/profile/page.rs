//! The page “my profile”.

use leptos::prelude::*;

use super::address::AddressCard;
use super::closing::ClosingCard;
use super::devices::{DeviceList, DevicesCard};
use super::language::LanguageCard;
use super::password::PasswordCard;
use super::second_factor::SecondFactorCard;
use crate::i18n::t;
use crate::router::{Link, paths, use_router};
use crate::session::use_session;
use crate::ui::{Icon, Page};

/// One card for each thing that one may do with one's account.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let session = use_session();
    let list = DeviceList::new(session);
    list.load();
    // nobody for an instant while somebody leaves: the page goes with them
    let email = Memo::new(move |_| session.account().map(|account| account.email).unwrap_or_default());
    view! {
        <Page title=t("profile.title") lead=t("profile.lead")>
            <div class="profile">
                <div class="stack">
                    <AddressCard email />
                    <PasswordCard email list />
                    <SecondFactorCard email list />
                    <LanguageCard />
                </div>
                <div class="stack">
                    <DevicesCard list />
                    <DataCard />
                    <ClosingCard email />
                </div>
            </div>
        </Page>
    }
}

/// The way to what is held on the household; somebody of the staff alone has none.
#[component]
fn DataCard() -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let has_household = move || session.account().is_some_and(|account| !account.households.is_empty());
    let shown = Memo::new(move |_| router.home() == paths::FAMILY && has_household());
    view! {
        <Show when=move || shown.get()>
            <Section title=t("data.title") icon="file-text">
                <p class="muted">{t("data.profile.hint")}</p>
                <div>
                    <Link href=paths::DATA class="link-line"><Icon name="arrow-right" /><span>{t("data.profile")}</span></Link>
                </div>
            </Section>
        </Show>
    }
}

/// A section of the page.
#[component]
pub(super) fn Section(
    /// Its heading.
    title: Signal<String>,
    /// A name of `web/icons.txt`.
    icon: &'static str,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card">
            <div class="card-head"><Icon name=icon /><h2>{title}</h2></div>
            {children()}
        </section>
    }
}
