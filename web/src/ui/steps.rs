//! What is done one after the other.

use leptos::prelude::*;

use crate::i18n::t;

/// Steps in their order, each numbered; the sentences are those of keys.
pub fn steps(keys: &[&'static str]) -> AnyView {
    let step = |key: &&'static str| view! { <li><span>{t(key)}</span></li> };
    view! { <ol class="steps">{keys.iter().map(step).collect_view()}</ol> }.into_any()
}
