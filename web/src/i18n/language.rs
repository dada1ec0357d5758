//! Which language is shown: chosen here, remembered in this browser, told to the page.

use leptos::prelude::*;

use super::{I18n, Language, use_i18n};
use crate::browser::storage;

/// The language this browser was left in; French unless English was chosen.
pub(super) fn remembered() -> Language {
    let language =
        storage::get(storage::LANGUAGE).and_then(|tag| Language::from_tag(&tag)).unwrap_or_default();
    tell_page(language);
    language
}

/// Screen readers and hyphenation go by the language of the page.
fn tell_page(language: Language) {
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute("lang", language.code());
    }
}

impl I18n {
    /// Shows another language at once and remembers it.
    pub fn choose(self, language: Language) {
        self.language.set(language);
        storage::set(storage::LANGUAGE, language.code());
        tell_page(language);
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
    view! {
        <button type="button" class="tool" lang=move || other().code() on:click=move |_| i18n.choose(other())>
            <span class="tool-short" aria-hidden="true">{code}</span>
            <span class="tool-label">{name}</span>
        </button>
    }
}
