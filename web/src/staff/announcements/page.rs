//! The page “announcements”.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::card::Card;
use super::desk::{Deed, Desk, Writing};
use super::editor::Editor;
use super::publish::Publish;
use super::take_back::{Delete, Withdraw};
use crate::failure::Failure;
use crate::i18n::{t, use_i18n};
use crate::staff::told::Told;
use crate::ui::{Button, ButtonKind, Dialog, Loading, Notice, Page, Tone};

/// What families were told and will be; for those who may, with all that may be done about it.
#[component]
pub fn AnnouncementsPage() -> impl IntoView {
    let desk = Desk::new();
    spawn_local(desk.load());
    let body = move || match desk.writing.get() {
        Writing::Nothing => view! { <List desk /> }.into_any(),
        Writing::New => view! { <Editor desk id=None /> }.into_any(),
        Writing::One(id) => view! { <Editor desk id=Some(id) /> }.into_any(),
    };
    view! {
        <Page title=t("desk.nav.announcements") lead=t("announcing.lead")>
            <div class="stack">{body}</div>
        </Page>
        <DeedDialog desk />
    }
}

/// What is done about one: the consequence first.
#[component]
fn DeedDialog(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || {
        let key = desk.doing.with(|doing| match doing.as_ref()?.0 {
            Deed::Publish => Some("announcing.publish.title"),
            Deed::Withdraw => Some("announcing.withdraw.title"),
            Deed::Delete => Some("announcing.delete.title"),
        });
        key.map(|key| i18n.text(key, &[])).unwrap_or_default()
    });
    let form = move || {
        let (deed, row) = desk.doing.get()?;
        Some(match deed {
            Deed::Publish => view! { <Publish desk row /> }.into_any(),
            Deed::Withdraw => view! { <Withdraw desk row /> }.into_any(),
            Deed::Delete => view! { <Delete desk row /> }.into_any(),
        })
    };
    view! { <Dialog open=desk.open title>{form()}</Dialog> }
}

#[component]
fn List(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let write = Callback::new(move |()| {
        desk.done.set(None);
        desk.writing.set(Writing::New);
    });
    let done = move || {
        let (key, title) = desk.done.get()?;
        let tone = if key == "announcing.overtaken" { Tone::Warning } else { Tone::Success };
        let words = Signal::derive(move || i18n.text(key, &[("title", title.clone())]));
        Some(view! { <Told words tone /> })
    };
    let retry = Callback::new(move |()| spawn_local(desk.load()));
    let more = Callback::new(move |()| spawn_local(desk.more()));
    let rows = move || match desk.answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry /> }.into_any(),
        Some(Ok(rows)) if rows.is_empty() => {
            view! { <Notice><p>{t("announcing.none")}</p></Notice> }.into_any()
        }
        Some(Ok(rows)) => rows.into_iter().map(|row| view! { <Card desk row /> }).collect_view().into_any(),
    };
    view! {
        <Show
            when=move || desk.may_write()
            fallback=|| view! { <Notice><p>{t("announcing.only_look")}</p></Notice> }
        >
            <div><Button icon="pencil" label=t("announcing.write") on_press=write /></div>
        </Show>
        {done}
        {rows}
        <Show when=move || desk.has_more()>
            <div><Button kind=ButtonKind::Plain icon="chevron-down" label=t("announcing.more") on_press=more /></div>
        </Show>
    }
}
