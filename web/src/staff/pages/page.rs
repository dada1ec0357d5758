//! The page “pages”: how far each is, and writing one.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::staff::Permission;
use shared::wire::{PageCode, PageState};

use super::editor::Editor;
use crate::failure::Failure;
use crate::i18n::{t, use_i18n};
use crate::router::paths;
use crate::session::{Session, use_session};
use crate::ui::{Button, ButtonKind, Icon, Loading, Notice, Page, Tone};

type Answer = Option<Result<Arc<Vec<PageState>>, Arc<Error>>>;

/// The pages as the server told them last, and the one that is being written.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) session: Session,
    answer: RwSignal<Answer>,
    pub(super) writing: RwSignal<Option<PageCode>>,
    /// Key of the sentence that says what was just done.
    pub(super) done: RwSignal<Option<&'static str>>,
}

impl Desk {
    /// Asks the server; what was there stays until the answer comes.
    pub(super) async fn load(self) {
        let answer = self.session.call(async |client: &Client| client.list_pages().await).await;
        let answer = answer.map(|pages| Arc::new(pages.items)).map_err(Arc::new);
        let _ = self.answer.try_set(Some(answer));
    }
}

/// For administrators.
#[component]
pub fn PagesPage() -> impl IntoView {
    let session = use_session();
    let may = Memo::new(move |_| session.may(Permission::EditPages));
    view! {
        <Page title=t("desk.nav.pages") lead=t("pages.lead")>
            <Show when=move || may.get() fallback=|| view! { <Notice><p>{t("pages.not_permitted")}</p></Notice> }>
                <Pages />
            </Show>
        </Page>
    }
}

#[component]
fn Pages() -> impl IntoView {
    let desk = Desk {
        session: use_session(),
        answer: RwSignal::new(None),
        writing: RwSignal::new(None),
        done: RwSignal::new(None),
    };
    spawn_local(desk.load());
    let retry = Callback::new(move |()| spawn_local(desk.load()));
    let done = move || {
        let key = desk.done.get()?;
        Some(view! { <Notice tone=Tone::Success><p>{t(key)}</p></Notice> })
    };
    let body = move || match (desk.writing.get(), desk.answer.get()) {
        (Some(code), _) => view! { <Editor desk code /> }.into_any(),
        (None, None) => view! { <Loading /> }.into_any(),
        (None, Some(Err(error))) => view! { <Failure error retry /> }.into_any(),
        (None, Some(Ok(pages))) => {
            pages.iter().cloned().map(|state| view! { <State desk state /> }).collect_view().into_any()
        }
    };
    view! { <div class="stack">{done}{body}</div> }
}

/// One page: what remains to be filled before families read it.
#[component]
fn State(desk: Desk, state: PageState) -> impl IntoView {
    let i18n = use_i18n();
    let code = state.code;
    let name = Signal::derive(move || i18n.text(&["page.", code.code()].concat(), &[]));
    let write = Callback::new(move |()| {
        desk.done.set(None);
        desk.writing.set(Some(code));
    });
    let left = i64::try_from(state.remaining.len()).unwrap_or(i64::MAX);
    let words = state.remaining.join(", ");
    let filled = if left == 0 {
        view! { <p class="muted">{t("pages.filled")}</p> }.into_any()
    } else {
        let told = move || i18n.count("pages.remaining", left, &[("words", words.clone())]);
        view! { <Notice tone=Tone::Warning><p>{told}</p></Notice> }.into_any()
    };
    let href = [paths::PAGES, "/", code.code()].concat();
    view! {
        <section class="card">
            <div class="card-head"><Icon name="file-text" /><h2>{name}</h2></div>
            {filled}
            <div class="row">
                <Button kind=ButtonKind::Plain icon="pencil" label=t("pages.write") about=name on_press=write />
                <a class="link-line" href=href><Icon name="eye" /><span>{t("pages.read")}</span></a>
            </div>
        </section>
    }
}
