//! A document on the screen: a picture that can be turned and made larger, a PDF that is opened beside. Each reading is
//! recorded by the server.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::DocumentId;

use crate::browser::files;
use crate::failure::Failure;
use crate::i18n::{t, use_i18n};
use crate::session::use_session;
use crate::ui::{Icon, IconButton, Loading, Notice, Tone};

/// How much larger a picture can be, each step.
const STEPS: [&str; 4] = ["100%", "150%", "200%", "300%"];

/// An address of what was read, let go with the view.
#[derive(Clone, Copy)]
struct Address(StoredValue<Option<String>>);

impl Address {
    fn new() -> Self {
        let kept = StoredValue::new(None::<String>);
        on_cleanup(move || {
            if let Some(address) = kept.try_get_value().flatten() {
                files::let_go(&address);
            }
        });
        Self(kept)
    }

    /// Keeps an address, and lets the one before go; one that comes too late is let go at once.
    fn keep(self, address: Option<String>) {
        let kept = address.clone();
        let late = self.0.try_update_value(|before| std::mem::replace(before, kept));
        match late {
            Some(before) => before.iter().for_each(|before| files::let_go(before)),
            None => address.iter().for_each(|address| files::let_go(address)),
        }
    }
}

/// The content of a document.
#[component]
pub(in crate::staff) fn Viewer(
    /// Which document.
    id: DocumentId,
    /// The name of its file.
    name: String,
    /// Its media type.
    media_type: String,
) -> impl IntoView {
    let session = use_session();
    let address = Address::new();
    let shown = RwSignal::new(None::<Result<Option<String>, Arc<Error>>>);
    let kind = media_type.clone();
    let ask = Callback::new(move |()| {
        shown.set(None);
        // the view may be gone when the answer comes
        let kind = kind.clone();
        spawn_local(async move {
            let get = async |client: &Client| client.get_document_content(id).await;
            let read = session.call(get).await;
            let read = read.map(|content| files::address_of(&kind, &content)).map_err(Arc::new);
            address.keep(read.as_ref().ok().cloned().flatten());
            let _ = shown.try_set(Some(read));
        });
    });
    ask.run(());
    let picture = media_type.starts_with("image/");
    move || match shown.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry=ask /> }.into_any(),
        Some(Ok(None)) => {
            view! { <Notice tone=Tone::Warning><p>{t("pieces.unreadable")}</p></Notice> }.into_any()
        }
        Some(Ok(Some(address))) if picture => view! { <Picture address name=name.clone() /> }.into_any(),
        Some(Ok(Some(address))) => view! { <Beside address name=name.clone() /> }.into_any(),
    }
}

/// A picture, with what turns it and makes it larger.
#[component]
fn Picture(address: String, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let (turns, step) = (RwSignal::new(0_u32), RwSignal::new(0_usize));
    let failed = RwSignal::new(false);
    let turn = Callback::new(move |()| turns.update(|turns| *turns = (*turns + 1) % 4));
    let larger = Callback::new(move |()| step.update(|step| *step = (*step + 1).min(STEPS.len() - 1)));
    let smaller = Callback::new(move |()| step.update(|step| *step = step.saturating_sub(1)));
    let size = move || STEPS.get(step.get()).copied().unwrap_or("100%");
    let turned = move || ["rotate(", &(turns.get() * 90).to_string(), "deg)"].concat();
    let alt = {
        let name = name.clone();
        move || i18n.text("pieces.picture", &[("name", name.clone())])
    };
    let save = address.clone();
    view! {
        <div class="viewer-tools" role="group" aria-label=t("pieces.tools")>
            <IconButton icon="rotate-cw" label=t("pieces.turn") on_press=turn />
            <IconButton icon="zoom-in" label=t("pieces.larger") on_press=larger />
            <IconButton icon="zoom-out" label=t("pieces.smaller") on_press=smaller />
            <span class="muted small" role="status">{size}</span>
            <a class="link-line" href=save download=name><Icon name="download" /><span>{t("pieces.save")}</span></a>
        </div>
        <div class="viewer" tabindex="0" role="region" aria-label=t("pieces.shown")>
            <div class="viewer-sheet" style:inline-size=size>
                <img src=address alt=alt style:transform=turned on:error=move |_| failed.set(true) />
            </div>
        </div>
        <Show when=move || failed.get()>
            <Notice tone=Tone::Warning><p>{t("pieces.unreadable")}</p></Notice>
        </Show>
    }
}

/// What is no picture is opened by the device: the pages of the portal take no foreign frames.
#[component]
fn Beside(address: String, name: String) -> impl IntoView {
    let file = name.clone();
    view! {
        <div class="viewer-file">
            <Icon name="file-text" />
            <div>
                <p class="whom">{file}</p>
                <p class="muted small">{t("pieces.pdf_hint")}</p>
                <a class="button button--plain" href=address download=name>
                    <Icon name="download" />
                    <span>{t("pieces.pdf")}</span>
                </a>
            </div>
        </div>
    }
}
