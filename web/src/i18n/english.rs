//! The English words of the screens. French comes with the app; these are fetched when somebody wants them, once.

use std::sync::OnceLock;

use leptos::prelude::*;
use shared::catalogue::{Catalogue, Language};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

static WORDS: OnceLock<Catalogue> = OnceLock::new();

/// The words, once they are there.
pub(super) fn words() -> Option<&'static Catalogue> {
    WORDS.get()
}

/// Fetches the words, unless they are there; whether they are now.
pub(super) async fn fetch() -> bool {
    if WORDS.get().is_none()
        && let Some(text) = ask().await
        && let Ok(words) = Catalogue::parse(Language::En, &text)
    {
        // two that asked at once have the same
        let _ = WORDS.set(words);
    }
    WORDS.get().is_some()
}

/// The build writes the address of the file, whose name carries a hash, into the page.
async fn ask() -> Option<String> {
    let meta = document().query_selector("meta[name=ribambelle-english]").ok().flatten()?;
    let answer = JsFuture::from(window().fetch_with_str(&meta.get_attribute("content")?)).await.ok()?;
    let answer: web_sys::Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}
