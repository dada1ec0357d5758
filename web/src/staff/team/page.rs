//! The page “team”.

use leptos::prelude::*;
use shared::ids::AccountId;

use super::add::AddForm;
use super::edit::Edit;
use super::members::{Done, Members};
use super::remove::Remove;
use super::table::TeamTable;
use crate::failure::Failure;
use crate::i18n::{t, use_i18n};
use crate::ui::{Button, Dialog, Loading, Notice, Page, Tone, focus};

/// What is being done in the dialog.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Doing {
    Add,
    Edit(AccountId),
    Remove(AccountId),
}

/// Who works here; for administrators, with all that may be done about it.
#[component]
pub fn TeamPage() -> impl IntoView {
    let i18n = use_i18n();
    let members = Members::load();
    provide_context(members);
    let (open, doing) = (RwSignal::new(false), RwSignal::new(Doing::Add));
    let begin = Callback::new(move |what| {
        doing.set(what);
        open.set(true);
    });
    let add = Callback::new(move |()| begin.run(Doing::Add));
    let title = Signal::derive(move || {
        let key = match doing.get() {
            Doing::Add => "team.add",
            Doing::Edit(_) => "team.edit.title",
            Doing::Remove(_) => "team.remove.title",
        };
        i18n.text(key, &[])
    });
    let retry = Callback::new(move |()| members.reload());
    let list = move || match members.answer() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry /> }.into_any(),
        Some(Ok(people)) => view! { <TeamTable people begin /> }.into_any(),
    };
    let form = move || match doing.get() {
        Doing::Add => view! { <AddForm open /> }.into_any(),
        Doing::Edit(id) => view! { <Edit id open /> }.into_any(),
        Doing::Remove(id) => view! { <Remove id open /> }.into_any(),
    };
    view! {
        <Page title=t("desk.nav.team") lead=t("team.lead")>
            <div class="stack">
                <Show
                    when=move || members.may_manage()
                    fallback=|| view! { <Notice><p>{t("team.only_look")}</p></Notice> }
                >
                    <div><Button icon="user-round-plus" label=t("team.add") on_press=add /></div>
                </Show>
                {move || members.done().map(|done| view! { <Told done /> })}
                {list}
            </div>
        </Page>
        <Dialog open title>{form()}</Dialog>
    }
}

/// What was just done; takes the focus, as the row that had it may be gone.
#[component]
fn Told(done: Done) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            focus(&node);
        }
    });
    view! {
        <div class="told" tabindex="-1" node_ref=node>
            <Notice tone=Tone::Success>
                <p>{move || i18n.text(done.key, &[("name", done.name.clone())])}</p>
            </Notice>
        </div>
    }
}
