//! The page “rights of families”.

use std::sync::Arc;

use client::{Client, Error, PageRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::staff::Permission;
use shared::wire::ErasureToDecide;

use super::decide::{Confirm, Refuse};
use super::request::Request;
use super::runs::Runs;
use crate::failure::Failure;
use crate::i18n::{t, use_i18n};
use crate::session::{Session, use_session};
use crate::staff::told::Told;
use crate::ui::{Dialog, Loading, Notice, Page, Tone};

/// The most requests shown at once; they are few.
const SHOWN: u32 = 200;

type Answer = Option<Result<Arc<Vec<ErasureToDecide>>, Arc<Error>>>;

/// The requests that wait, and what was done last.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) session: Session,
    answer: RwSignal<Answer>,
    /// Key of the sentence, and the household.
    pub(super) done: RwSignal<Option<(&'static str, String)>>,
    /// What the dialogs are about; they belong to the page, since cards are made anew with the list.
    pub(super) deciding: RwSignal<Option<ErasureToDecide>>,
    /// Whether it is being confirmed.
    pub(super) confirming: RwSignal<bool>,
    /// Whether it is being refused.
    pub(super) refusing: RwSignal<bool>,
}

impl Desk {
    /// Nothing known yet.
    fn new() -> Self {
        Self {
            session: use_session(),
            answer: RwSignal::new(None),
            done: RwSignal::new(None),
            deciding: RwSignal::new(None),
            confirming: RwSignal::new(false),
            refusing: RwSignal::new(false),
        }
    }

    /// Asks the server; what was there stays until the answer comes.
    pub(super) async fn load(self) {
        let first = PageRequest { cursor: None, limit: Some(SHOWN) };
        let answer = self.session.call(async |client: &Client| client.list_erasures(&first).await).await;
        let answer = answer.map(|page| Arc::new(page.items)).map_err(Arc::new);
        let _ = self.answer.try_set(Some(answer));
    }
}

/// Requests to erase, then what retention has removed.
#[component]
pub fn ErasuresPage() -> impl IntoView {
    let session = use_session();
    let may = Memo::new(move |_| session.may(Permission::HandleRights));
    view! {
        <Page title=t("desk.nav.erasures") lead=t("erasures.lead")>
            <Show
                when=move || may.get()
                fallback=|| view! { <Notice><p>{t("erasures.not_permitted")}</p></Notice> }
            >
                <div class="stack">
                    <Requests />
                    <Runs />
                </div>
            </Show>
        </Page>
    }
}

#[component]
fn Requests() -> impl IntoView {
    let i18n = use_i18n();
    let desk = Desk::new();
    spawn_local(desk.load());
    let retry = Callback::new(move |()| spawn_local(desk.load()));
    let done = move || {
        let (key, name) = desk.done.get()?;
        let tone = if key == "erasures.overtaken" { Tone::Warning } else { Tone::Success };
        let words = Signal::derive(move || i18n.text(key, &[("name", name.clone())]));
        Some(view! { <Told words tone /> })
    };
    let body = move || match desk.answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry /> }.into_any(),
        Some(Ok(waiting)) if waiting.is_empty() => {
            view! { <Notice><p>{t("erasures.none")}</p></Notice> }.into_any()
        }
        Some(Ok(waiting)) => {
            let cards = waiting.iter().cloned().map(|request| view! { <Request desk request /> });
            cards.collect_view().into_any()
        }
    };
    view! {
        {done}
        {body}
        <Dialog open=desk.confirming title=t("erasures.confirm.title")>
            {desk.deciding.get().map(|request| view! { <Confirm desk request /> })}
        </Dialog>
        <Dialog open=desk.refusing title=t("erasures.refuse.title")>
            {desk.deciding.get().map(|request| view! { <Refuse desk request /> })}
        </Dialog>
    }
}
