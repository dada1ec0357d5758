//! The words of the screens, a file for each language, fetched beside the module, which they would make heavier.

use std::sync::OnceLock;

use leptos::prelude::*;
use shared::catalogue::{Catalogue, Language};

static FRENCH: OnceLock<Catalogue> = OnceLock::new();
static ENGLISH: OnceLock<Catalogue> = OnceLock::new();

const fn cell(language: Language) -> &'static OnceLock<Catalogue> {
    match language {
        Language::Fr => &FRENCH,
        Language::En => &ENGLISH,
    }
}

/// The words of a language, once they are there.
pub(super) fn of(language: Language) -> Option<&'static Catalogue> {
    cell(language).get()
}

/// Fetches the words of a language, unless they are there; whether they are now.
pub(super) async fn fetch(language: Language) -> bool {
    if of(language).is_none()
        && let Some(text) = ask(language).await
        && let Ok(words) = Catalogue::parse(language, &text)
    {
        // two that asked at once have the same
        let _ = cell(language).set(words);
    }
    of(language).is_some()
}

/// The build writes the addresses of the files, whose names carry a hash, into the page.
async fn ask(language: Language) -> Option<String> {
    let meta = ["meta[name=ribambelle-words-", language.code(), "]"].concat();
    let meta = document().query_selector(&meta).ok().flatten()?;
    let client = client::Client::new(window().location().origin().ok()?);
    client.get_text(&meta.get_attribute("content")?).await.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_sentences() {
        let keys = |language, text| {
            let words = Catalogue::parse(language, text).unwrap();
            words.keys().map(str::to_owned).collect::<std::collections::BTreeSet<_>>()
        };
        let french = keys(Language::Fr, include_str!("../../locales/fr.json"));
        let english = keys(Language::En, include_str!("../../locales/en.json"));
        assert!(french.len() > 300);
        assert_eq!(french, english);
    }
}
