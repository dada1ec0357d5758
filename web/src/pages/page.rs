//! One page, in the language shown.

use std::sync::Arc;

use client::Client;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::catalogue::format_day_with_year;
use shared::wire::{PageCode, PublicPage};

use crate::failure::Failure;
use crate::i18n::use_i18n;
use crate::organisation::use_organisation;
use crate::router::paths;
use crate::ui::{Loading, Page, RichText};

type Answer = Option<Result<Arc<PublicPage>, Arc<client::Error>>>;

/// The page of a path such as `/pages/privacy`.
#[must_use]
pub fn page_of(path: &str) -> Option<PageCode> {
    PageCode::from_code(path.strip_prefix(paths::PAGES)?.strip_prefix('/')?)
}

/// A page.
#[component]
pub fn WrittenPage(
    /// Which.
    code: PageCode,
) -> impl IntoView {
    let i18n = use_i18n();
    let answer = RwSignal::new(None as Answer);
    let load = move || {
        let language = i18n.language();
        spawn_local(async move {
            let Ok(origin) = window().location().origin() else { return };
            let page = Client::new(origin).get_page(code, language).await;
            let _ = answer.try_set(Some(page.map(Arc::new).map_err(Arc::new)));
        });
    };
    Effect::new(move |_| load());
    let retry = Callback::new(move |()| untrack(load));
    let title = Signal::derive(move || i18n.text(&["page.", code.code()].concat(), &[]));
    let body = move || match answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry /> }.into_any(),
        Some(Ok(page)) => view! { <Written page /> }.into_any(),
    };
    view! { <Page title>{body}</Page> }
}

#[component]
fn Written(page: Arc<PublicPage>) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let changed = page.updated_at.map(|at| {
        let day = move || format_day_with_year(i18n.language(), organisation.day_of(at));
        view! { <p class="muted">{move || i18n.text("page.updated", &[("day", day())])}</p> }
    });
    // where English is not written, French is read as French
    view! {
        <article class="card" lang=page.language.clone()>
            <RichText blocks=page.blocks.clone() />
            {changed}
        </article>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_a_page() {
        assert_eq!(page_of("/pages/legal_notice"), Some(PageCode::LegalNotice));
        assert_eq!(page_of("/pages/nothing"), None);
        assert_eq!(page_of("/pages"), None);
    }
}
