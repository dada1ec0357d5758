//! What only the screens of staff say: `web/locales/staff`, which no family loads.

use std::sync::OnceLock;

use shared::catalogue::{Catalogue, Language};

use crate::i18n::read;

/// The texts in a language.
#[must_use]
pub fn words(language: Language) -> &'static Catalogue {
    static FR: OnceLock<Catalogue> = OnceLock::new();
    static EN: OnceLock<Catalogue> = OnceLock::new();
    match language {
        Language::Fr => read(&FR, language, include_str!("../../locales/staff/fr.json")),
        Language::En => read(&EN, language, include_str!("../../locales/staff/en.json")),
    }
}
