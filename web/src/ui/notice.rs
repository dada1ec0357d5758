//! Notices: one thing to know, in the flow of the page.

use leptos::prelude::*;

use super::Icon;

/// What a notice means; shown by icon and colour together.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    #[default]
    Information,
    /// It worked.
    Success,
    /// Take care.
    Warning,
    /// It failed.
    Danger,
}

impl Tone {
    const fn look(self) -> (&'static str, &'static str) {
        match self {
            Self::Information => ("notice", "info"),
            Self::Success => ("notice notice--success", "circle-check"),
            Self::Warning => ("notice notice--warning", "triangle-alert"),
            Self::Danger => ("notice notice--danger", "circle-alert"),
        }
    }
}

/// A notice. It is read out when it appears, at once if it is a failure.
#[component]
pub fn Notice(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let (class, icon) = tone.look();
    view! {
        <div class=class role=if tone == Tone::Danger { "alert" } else { "status" }>
            <Icon name=icon />
            <div class="notice-body">{children()}</div>
        </div>
    }
}
