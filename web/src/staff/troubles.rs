//! Decisions that the server did not take. They are held above the pages: what is pending is sent when its page is left, and
//! the answer comes when that page is gone.

use std::sync::Arc;

use client::Error;
use leptos::prelude::*;
use shared::problem::ProblemCode;

use super::queue::focus_open;
use crate::failure::sentence;
use crate::i18n::{I18n, t, use_i18n};
use crate::router::Link;
use crate::ui::{Button, ButtonKind, Notice, Tone};

/// A decision that the server did not take.
#[derive(Clone)]
pub(super) struct Trouble {
    /// What it was about.
    pub(super) name: String,
    /// The page of its queue.
    pub(super) path: &'static str,
    /// Why.
    pub(super) error: Arc<Error>,
    /// The sentence that its kind has for it, if any.
    pub(super) told: fn(&Error, I18n) -> Option<String>,
}

/// Why a decision was not taken, in the words of its kind where it has some.
pub(super) fn why_not(i18n: I18n, told: fn(&Error, I18n) -> Option<String>, error: &Error) -> String {
    told(error, i18n).unwrap_or_else(|| sentence(i18n, error))
}

/// What was not taken and not read yet; a context of the whole app.
#[derive(Clone, Copy)]
pub struct Troubles(RwSignal<Vec<Trouble>>);

impl Troubles {
    /// None.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// Tells more.
    pub(super) fn add(self, more: impl IntoIterator<Item = Trouble>) {
        self.0.update(|troubles| troubles.extend(more));
    }

    /// Forgets all: they were read, or belong to somebody who has left.
    pub fn clear(self) {
        self.0.set(Vec::new());
    }
}

impl Default for Troubles {
    fn default() -> Self {
        Self::new()
    }
}

/// Decisions that the server did not take, each with the reason, on whatever page one is by now.
#[component]
pub fn NotTaken() -> impl IntoView {
    let i18n = use_i18n();
    let troubles: Troubles = expect_context();
    let title = t("queue.troubles");
    let label = t("queue.troubles_read");
    let read = Callback::new(move |()| {
        troubles.clear();
        focus_open();
    });
    let line = move |trouble: Trouble| {
        let (name, path) = (trouble.name.clone(), trouble.path);
        let why = move || match trouble.error.code() {
            Some(ProblemCode::ChangedMeanwhile | ProblemCode::NotFound) => i18n.text("queue.changed", &[]),
            _ => why_not(i18n, trouble.told, &trouble.error),
        };
        view! { <li><strong><Link href=path>{name}</Link></strong> " " {why}</li> }
    };
    view! {
        <Show when=move || !troubles.0.with(Vec::is_empty)>
            <Notice tone=Tone::Danger>
                <p>{title}</p>
                <ul>{move || troubles.0.get().into_iter().map(line).collect_view()}</ul>
                <div><Button kind=ButtonKind::Plain icon="check" label on_press=read /></div>
            </Notice>
        </Show>
    }
}
