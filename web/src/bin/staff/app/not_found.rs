//! An address that leads nowhere.

use leptos::prelude::*;
use web::i18n::t;
use web::router::Link;
use web::staff::paths;
use web::ui::{Icon, Page};

/// Says so, and leads home.
#[component]
pub(super) fn NotFound() -> impl IntoView {
    view! {
        <Page title=t("not_found.title") lead=t("not_found.text")>
            <div><Link href=paths::HOME class="button"><Icon name="house" />{t("not_found.home")}</Link></div>
        </Page>
    }
}
