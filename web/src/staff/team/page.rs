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
use crate::staff::told::Told;
use crate::ui::{Button, Dialog, Loading, Notice, Page, Tone};

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
    let told = move || {
        let Done { key, name } = members.done()?;
        let words = Signal::derive(move || i18n.text(key, &[("name", name.clone())]));
        Some(view! { <Told words tone=Tone::Success /> })
    };
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
                {told}
                {list}
            </div>
        </Page>
        <Dialog open title>{form()}</Dialog>
    }
}
