//! Failures of calls, in words.

use std::sync::Arc;

use leptos::prelude::*;
use shared::catalogue::problem_sentence;

use crate::i18n::{I18n, t, use_i18n};
use crate::ui::{Button, ButtonKind, Notice, Tone};

/// The sentence for a failed call, in the language shown.
#[must_use]
pub fn sentence(i18n: I18n, error: &client::Error) -> String {
    match error {
        client::Error::Problem(problem) => problem_sentence(i18n.language(), problem),
        client::Error::Network(_) => i18n.text("failure.network", &[]),
        client::Error::Unexpected { .. } => i18n.text("failure.decode", &[]),
    }
}

/// A failed call, with a way to try again.
#[component]
pub fn Failure(
    /// What went wrong.
    error: Arc<client::Error>,
    /// Tries again.
    retry: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="stack">
            <Notice tone=Tone::Danger><p>{move || sentence(i18n, &error)}</p></Notice>
            <div><Button kind=ButtonKind::Plain icon="refresh-cw" label=t("failure.retry") on_press=retry /></div>
        </div>
    }
}
