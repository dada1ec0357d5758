//! The sign of a child: initial, shape and colour together.

use leptos::prelude::*;

/// How large a sign is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum AvatarSize {
    /// In a row of the grid.
    Small,
    /// Beside a name.
    #[default]
    Medium,
}

/// The sign of a child, always beside the name, so never read out.
#[component]
pub fn Avatar(
    /// The child's first name.
    #[prop(into)]
    name: String,
    /// The place of the child in the household, which gives shape and colour; five of each, then again.
    position: usize,
    /// How large.
    #[prop(optional)]
    size: AvatarSize,
) -> impl IntoView {
    let initial: String = name.chars().take(1).flat_map(char::to_uppercase).collect();
    let shape = ["", " avatar--1", " avatar--2", " avatar--3", " avatar--4"][position % 5];
    let size = match size {
        AvatarSize::Small => " avatar--small",
        AvatarSize::Medium => "",
    };
    view! { <span class=["avatar", shape, size].concat() aria-hidden="true">{initial}</span> }
}
