//! Which language is shown: chosen here, remembered in this browser, told to the page.

use leptos::prelude::*;

use leptos::task::spawn_local;

use super::{I18n, Language, use_i18n, words};
use crate::browser::storage;
use crate::ui::Announcer;

/// The language this browser was left in; French unless English was chosen.
fn remembered() -> Language {
    storage::get(storage::LANGUAGE).and_then(|tag| Language::from_tag(&tag)).unwrap_or_default()
}

/// The language to begin in: the one this browser was left in, if its words came.
pub(super) fn first() -> Language {
    let language = remembered();
    let language = if words::of(language).is_some() { language } else { Language::default() };
    tell_page(language);
    language
}

/// Starts the app once the words of the language that this browser was left in are there, else French ones; without any, the
/// page says that it could not open.
pub fn when_ready(start: impl FnOnce() + 'static) {
    // the tasks of Leptos begin when it is mounted
    wasm_bindgen_futures::spawn_local(async move {
        if words::fetch(remembered()).await || words::fetch(Language::default()).await {
            return start();
        }
        if let Some(failed) = document().get_element_by_id("load-failed") {
            let _ = failed.remove_attribute("hidden");
        }
        if let Some(loading) = document().get_element_by_id("loading") {
            let _ = loading.set_attribute("hidden", "");
        }
    });
}

/// Screen readers and hyphenation go by the language of the page.
fn tell_page(language: Language) {
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute("lang", language.code());
    }
}

impl I18n {
    /// Remembers another language, and shows it once its words are there; whether they came. It is remembered first: a page
    /// left meanwhile opens in the language that was asked for.
    async fn choose(self, language: Language) -> bool {
        storage::set(storage::LANGUAGE, language.code());
        if !words::fetch(language).await {
            storage::set(storage::LANGUAGE, self.language().code());
            return false;
        }
        self.language.set(language);
        tell_page(language);
        true
    }
}

/// A button to the other language, written in that language.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let other = move || if i18n.language() == Language::Fr { Language::En } else { Language::Fr };
    // the code is a part of the name, so that what is said and what is seen agree
    let (name, code) = (
        move || if other() == Language::En { "English" } else { "Français" },
        move || if other() == Language::En { "EN" } else { "FR" },
    );
    let announcer = expect_context::<Announcer>();
    // without a network the page says so; here, that nothing has changed
    let choose = move |_| {
        let language = other();
        spawn_local(async move {
            if !i18n.choose(language).await {
                announcer.announce(i18n.text("failure.network", &[]));
            }
        });
    };
    view! {
        <button type="button" class="tool" lang=move || other().code() on:click=choose>
            <span class="tool-short" aria-hidden="true">{code}</span>
            <span class="tool-label">{name}</span>
        </button>
    }
}
