//! A page that cannot be shown because the portal did not answer.

use leptos::prelude::*;

use super::{Button, ButtonKind, Notice, Page, Tone};
use crate::i18n::t;

/// Says so, with a way to try again.
#[component]
pub fn Unreachable(
    /// Tries again.
    retry: Callback<()>,
) -> impl IntoView {
    view! {
        <Page title=t("failure.title")>
            <div class="stack">
                <Notice tone=Tone::Warning><p>{t("failure.network")}</p></Notice>
                <div><Button kind=ButtonKind::Plain icon="refresh-cw" label=t("failure.retry") on_press=retry /></div>
            </div>
        </Page>
    }
}
