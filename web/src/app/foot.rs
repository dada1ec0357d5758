//! The foot of every page: help, contact, language.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::i18n::{LanguageSwitch, t};
use crate::ui::Icon;

/// The foot of every page.
#[component]
pub(super) fn Foot() -> impl IntoView {
    view! {
        <footer class="foot">
            <div class="foot-inner">
                <A href="/help"><Icon name="circle-question-mark" />{t("sign_in.help")}</A>
                <A href="/contact"><Icon name="phone" />{t("contact.title")}</A>
                <LanguageSwitch />
                <img class="foot-art" src="/ribambelle.svg" alt="" width="336" height="72" />
            </div>
        </footer>
    }
}
