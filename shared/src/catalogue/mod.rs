//! The sentences: one text per key and language, with `{name}` placeholders and plural forms.
//!
//! `locales/{fr,en}.json` hold those of the domain (problems, refusals, days, states); screens and mails keep
//! theirs in files of the same form. Fluent would weigh 66 KiB in the browser, ICU more: see `docs/adr/`.

mod dates;
mod sentences;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

pub use dates::{
    format_day, format_day_of_month, format_day_with_year, format_instant, format_limit, format_time,
};
pub use sentences::{
    cell_state, field_fault_sentence, field_name, household_name, import_fault_sentence,
    password_fault_sentence, problem_sentence, refusal_sentence, strength,
};

/// A language of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// French, the first language.
    #[default]
    Fr,
    /// English.
    En,
}

impl Language {
    /// All of them, the first first.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// The code of BCP 47: `fr`, `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The language of a code or a longer tag (`en-GB`).
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.code()))
    }

    /// Whether a quantity takes the form `#one`: 0 and 1 in French, 1 in English (CLDR plural rules).
    const fn is_singular(self, n: i64) -> bool {
        match self {
            Self::Fr => n == 0 || n == 1,
            Self::En => n == 1,
        }
    }
}

/// The texts of one language.
#[derive(Clone, Debug)]
pub struct Catalogue {
    language: Language,
    texts: BTreeMap<String, String>,
}

impl Catalogue {
    /// Reads a locale file: one JSON object of keys and texts.
    ///
    /// # Errors
    /// The file is no such object.
    pub fn parse(language: Language, json: &str) -> Result<Self, serde_json::Error> {
        let mut texts: BTreeMap<String, String> = serde_json::from_str(json)?;
        if language == Language::Fr {
            texts.values_mut().for_each(hold_signs);
        }
        Ok(Self { language, texts })
    }

    /// The language of the texts.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The keys there are.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// Whether there is a text for a key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.texts.contains_key(key)
    }

    /// The text of a key with its placeholders filled; the key itself where there is none, which tests look for.
    #[must_use]
    pub fn text(&self, key: &str, params: &[(&str, String)]) -> String {
        let Some(text) = self.texts.get(key) else { return key.to_owned() };
        let mut filled = String::with_capacity(text.len());
        let mut rest = text.as_str();
        // In one pass, so that a value is never read as a placeholder.
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let param = after
                .split_once('}')
                .and_then(|(name, after)| Some((params.iter().find(|(known, _)| *known == name)?, after)));
            if let Some(((_, value), after)) = param {
                filled.push_str(value);
                rest = after;
            } else {
                filled.push('{');
                rest = after;
            }
        }
        filled.push_str(rest);
        filled
    }

    /// The text of `key#one` or `key#other`, whichever the quantity takes, with `{n}` filled besides.
    #[must_use]
    pub fn count(&self, key: &str, n: i64, params: &[(&str, String)]) -> String {
        let form = if self.language.is_singular(n) { "#one" } else { "#other" };
        let mut with_n = vec![("n", n.to_string())];
        with_n.extend(params.iter().cloned());
        self.text(&[key, form].concat(), &with_n)
    }
}

/// Keeps the signs that French sets off by a space (`:` `;` `?` `!` and its quotation marks) on the line of their word; files hold
/// the plain space that people type.
fn hold_signs(text: &mut String) {
    for (typed, held) in [
        (" :", "\u{a0}:"),
        (" ;", "\u{a0};"),
        (" ?", "\u{a0}?"),
        (" !", "\u{a0}!"),
        (" »", "\u{a0}»"),
        ("« ", "«\u{a0}"),
    ] {
        if text.contains(typed) {
            *text = text.replace(typed, held);
        }
    }
}

/// What is wrong with a file of families, in a language: apart, since families never read it.
fn of_imports(language: Language) -> &'static Catalogue {
    static FR: OnceLock<Catalogue> = OnceLock::new();
    static EN: OnceLock<Catalogue> = OnceLock::new();
    let (cell, json) = match language {
        Language::Fr => (&FR, include_str!("../../locales/imports/fr.json")),
        Language::En => (&EN, include_str!("../../locales/imports/en.json")),
    };
    cell.get_or_init(|| {
        Catalogue::parse(language, json).unwrap_or(Catalogue { language, texts: BTreeMap::new() })
    })
}

/// The domain's own texts in a language.
#[must_use]
pub fn domain(language: Language) -> &'static Catalogue {
    static FR: OnceLock<Catalogue> = OnceLock::new();
    static EN: OnceLock<Catalogue> = OnceLock::new();
    let (cell, json) = match language {
        Language::Fr => (&FR, include_str!("../../locales/fr.json")),
        Language::En => (&EN, include_str!("../../locales/en.json")),
    };
    // A file that cannot be read shows its keys; a test reads both.
    cell.get_or_init(|| {
        Catalogue::parse(language, json).unwrap_or(Catalogue { language, texts: BTreeMap::new() })
    })
}
