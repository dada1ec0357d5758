//! The page “documents to check”.

use leptos::prelude::*;
use shared::staff::Permission;
use shared::wire::DocumentToCheck;

use super::detail::Detail;
use crate::i18n::t;
use crate::session::use_session;
use crate::staff::paths;
use crate::staff::queue::{Queue, QueueView};
use crate::ui::{Notice, Page};

/// The documents that nobody has looked at, those that have waited longest first.
#[component]
pub fn DocumentsPage() -> impl IntoView {
    let session = use_session();
    let may_decide = Memo::new(move |_| session.may(Permission::CheckDocuments));
    let queue = Queue::<DocumentToCheck>::at(paths::DOCUMENTS);
    let detail = Callback::new(move |(document,): (DocumentToCheck,)| {
        view! { <Detail queue document may_decide /> }.into_any()
    });
    view! {
        <Page title=t("desk.nav.documents") lead=t("pieces.lead")>
            <Show when=move || !may_decide.get()><Notice><p>{t("queue.only_look")}</p></Notice></Show>
            <QueueView queue detail may_decide />
        </Page>
    }
}
