//! What a page said before: taken into the editor, where it can be kept again.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::catalogue::format_instant;
use shared::wire::{PageCode, PageVersion};

use super::editor::Draft;
use super::page::Desk;
use crate::failure::sentence;
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::ui::{Button, ButtonKind, Icon, Notice, Tone};

/// The versions of a page.
#[component]
pub(super) fn Versions(desk: Desk, code: PageCode, draft: Draft) -> impl IntoView {
    let i18n = use_i18n();
    let versions = RwSignal::new(Vec::<PageVersion>::new());
    let failed = RwSignal::new(None::<Arc<Error>>);
    let taken = RwSignal::new(false);
    spawn_local(async move {
        match desk.session.call(async |client: &Client| client.list_page_versions(code).await).await {
            Ok(found) => {
                let _ = versions.try_set(found.items);
            }
            Err(error) => {
                let _ = failed.try_set(Some(Arc::new(error)));
            }
        }
    });
    let take = Callback::new(move |version: i32| {
        spawn_local(async move {
            let read = async |client: &Client| client.get_page_version(code, version).await;
            match desk.session.call(read).await {
                Ok(source) => {
                    let _ = draft.fr.try_set(source.fr);
                    let _ = draft.en.try_set(source.en);
                    let _ = taken.try_set(true);
                }
                Err(error) => {
                    let _ = failed.try_set(Some(Arc::new(error)));
                }
            }
        });
    });
    let wrong = move || {
        let error = failed.get()?;
        Some(view! { <Notice tone=Tone::Danger><p>{sentence(i18n, &error)}</p></Notice> })
    };
    let rows =
        move || versions.get().into_iter().map(|version| view! { <Row version take /> }).collect_view();
    view! {
        {wrong}
        <Show when=move || taken.get()>
            <Notice tone=Tone::Information><p>{t("pages.taken")}</p></Notice>
        </Show>
        <Show when=move || versions.with(|versions| !versions.is_empty())>
            <section class="card">
                <div class="card-head"><Icon name="list-restart" /><h2>{t("pages.versions")}</h2></div>
                <ul class="rows">{rows}</ul>
            </section>
        </Show>
    }
}

#[component]
fn Row(version: PageVersion, take: Callback<i32>) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let (number, at) = (version.version, version.at);
    let by = version.by_name.unwrap_or_default();
    let told = Signal::derive(move || {
        let at = format_instant(i18n.language(), at, organisation.time_zone());
        i18n.text("pages.version", &[("n", number.to_string()), ("at", at), ("name", by.clone())])
    });
    let press = Callback::new(move |()| take.run(number));
    view! {
        <li class="data-row">
            <p>{told}</p>
            <div><Button kind=ButtonKind::Quiet icon="undo-2" label=t("pages.take") about=told on_press=press /></div>
        </li>
    }
}
