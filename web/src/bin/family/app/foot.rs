//! The foot of every page: help, contact, language.

use leptos::prelude::*;

use web::i18n::{LanguageSwitch, t};
use web::router::Link;
use web::ui::Icon;

/// The foot of every page.
#[component]
pub(super) fn Foot() -> impl IntoView {
    view! {
        <footer class="foot">
            <div class="foot-inner">
                <Link href="/help"><Icon name="circle-question-mark" />{t("sign_in.help")}</Link>
                <Link href="/contact"><Icon name="phone" />{t("contact.title")}</Link>
                <Link href="/pages/legal_notice">{t("page.legal_notice")}</Link>
                <Link href="/pages/privacy">{t("page.privacy")}</Link>
                <Link href="/pages/accessibility">{t("page.accessibility")}</Link>
                <LanguageSwitch />
                <img class="foot-art" src="/ribambelle.svg" alt="" width="336" height="72" />
            </div>
        </footer>
    }
}
