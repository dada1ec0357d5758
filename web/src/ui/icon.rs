//! Icons, from the one sprite that `web/icons.txt` lists.

use leptos::prelude::*;

thread_local! {
    static SPRITE: String = sprite_address();
}

/// The build writes the address of the sprite, whose name carries a hash, into the page.
fn sprite_address() -> String {
    let meta = document().query_selector("meta[name=ribambelle-sprite]").ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

/// A decorative icon: what it says is always also said in words.
#[component]
pub fn Icon(
    /// A name of `web/icons.txt`.
    name: &'static str,
) -> impl IntoView {
    let href = SPRITE.with(|sprite| [sprite, "#", name].concat());
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use href=href></use>
        </svg>
    }
}
