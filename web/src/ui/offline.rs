//! That the network is gone, as long as it is.

use leptos::prelude::*;

use super::Icon;
use crate::browser::network;
use crate::i18n::t;

/// A line under the head of every page, while the browser has no network.
#[component]
pub fn Offline() -> impl IntoView {
    let offline = network::offline();
    let text = t("app.offline");
    view! {
        <div role="status">
            <Show when=move || offline.get()>
                <div class="banner">
                    <div class="banner-inner"><Icon name="wifi-off" /><span>{text}</span></div>
                </div>
            </Show>
        </div>
    }
}
