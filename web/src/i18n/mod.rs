//! The words of the screens: French first, English complete, switched without a reload.
//!
//! Sentences that screens share with mails and commands (problems, refusals, days in words) come from
//! `shared::catalogue`; those only screens say are in `web/locales`, asked by [`t`] and [`I18n::text`].

mod language;
mod words;

use std::sync::OnceLock;

use leptos::prelude::*;
use shared::catalogue::{Catalogue, domain};

pub use language::{LanguageSwitch, when_ready};
pub use shared::catalogue::Language;

/// The language shown; a context of the whole app.
#[derive(Clone, Copy)]
pub struct I18n {
    language: RwSignal<Language>,
    /// What this entry point says beside what all say.
    own: fn(Language) -> &'static Catalogue,
}

impl I18n {
    /// In the language this browser was left in.
    #[must_use]
    pub fn new() -> Self {
        Self::with(screens)
    }

    /// The same, with sentences that only one entry point has: they come first.
    #[must_use]
    pub fn with(own: fn(Language) -> &'static Catalogue) -> Self {
        Self { language: RwSignal::new(language::first()), own }
    }

    /// The texts that have a key.
    fn texts(self, key: &str) -> &'static Catalogue {
        let language = self.language.get();
        let own = (self.own)(language);
        if own.has(key) { own } else { screens(language) }
    }

    /// The language shown; a view that asks follows it.
    #[must_use]
    pub fn language(self) -> Language {
        self.language.get()
    }

    /// The sentence `key` with its `{name}`s filled.
    #[must_use]
    pub fn text(self, key: &str, params: &[(&str, String)]) -> String {
        self.texts(key).text(key, &isolated(params))
    }

    /// “lundi, mardi et jeudi”.
    #[must_use]
    pub fn list(self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => {
                self.text("list.and", &[("list", first.join(", ")), ("last", last.clone())])
            }
        }
    }

    /// The sentence `key` of the domain, without placeholders.
    #[must_use]
    pub fn domain_text(self, key: &str) -> String {
        domain(self.language.get()).text(key, &[])
    }

    /// The sentence `key` for a number of things: `key#one` or `key#other`, where `{n}` is the number.
    #[must_use]
    pub fn count(self, key: &str, n: i64, params: &[(&str, String)]) -> String {
        self.texts(&[key, "#other"].concat()).count(key, n, &isolated(params))
    }
}

impl Default for I18n {
    fn default() -> Self {
        Self::new()
    }
}

/// What fills a sentence, so that a name read from right to left turns nothing of the sentence around it.
fn isolated<'a>(params: &[(&'a str, String)]) -> Vec<(&'a str, String)> {
    params.iter().map(|(name, value)| (*name, shared::text::isolated(value))).collect()
}

/// What only screens say, in a language; no language is shown before its words are there.
fn screens(language: Language) -> &'static Catalogue {
    words::of(language).unwrap_or_else(|| domain(language))
}

/// The texts of a locale file, read once. One that cannot be read would show the domain's sentences only; a test reads all.
pub fn read(cell: &'static OnceLock<Catalogue>, language: Language, json: &str) -> &'static Catalogue {
    cell.get_or_init(|| Catalogue::parse(language, json).unwrap_or_else(|_| domain(language).clone()))
}

/// The words of the screens, inside any component.
#[must_use]
pub fn use_i18n() -> I18n {
    expect_context()
}

/// The sentence `key` as a signal that follows the language.
#[must_use]
pub fn t(key: &'static str) -> Signal<String> {
    let i18n = use_i18n();
    Signal::derive(move || i18n.text(key, &[]))
}

/// The text with a capital first letter.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
