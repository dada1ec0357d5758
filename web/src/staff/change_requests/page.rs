//! The page “change requests”.

use leptos::prelude::*;
use shared::staff::Permission;
use shared::wire::ChangeRequest;

use super::detail::Detail;
use crate::i18n::t;
use crate::session::use_session;
use crate::staff::paths;
use crate::staff::queue::{Queue, QueueView};
use crate::ui::{Notice, Page};

/// The edits that wait, the oldest first.
#[component]
pub fn ChangeRequestsPage() -> impl IntoView {
    let session = use_session();
    let may_decide = Memo::new(move |_| session.may(Permission::CheckFamilies));
    let queue = Queue::<ChangeRequest>::at(paths::CHANGES);
    let detail = Callback::new(move |(request,): (ChangeRequest,)| view! { <Detail request /> }.into_any());
    view! {
        <Page title=t("desk.nav.changes") lead=t("changes.lead")>
            <Show when=move || !may_decide.get()><Notice><p>{t("queue.only_look")}</p></Notice></Show>
            <QueueView queue detail may_decide />
        </Page>
    }
}
