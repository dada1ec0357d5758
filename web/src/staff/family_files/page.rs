//! The page “files”.

use leptos::prelude::*;
use shared::staff::Permission;
use shared::wire::FamilyFileSummary;

use super::sheet::Sheet;
use crate::i18n::t;
use crate::session::use_session;
use crate::staff::paths;
use crate::staff::queue::{Queue, QueueView};
use crate::ui::{Notice, Page};

/// The files that families have sent and nobody has checked.
#[component]
pub fn FamilyFilesPage() -> impl IntoView {
    let session = use_session();
    let may_decide = Memo::new(move |_| {
        let staff = session.account().and_then(|account| account.staff);
        staff.is_some_and(|staff| staff.role.may(Permission::CheckFamilies))
    });
    let queue = Queue::<FamilyFileSummary>::at(paths::FILES);
    let detail = Callback::new(move |(file,): (FamilyFileSummary,)| {
        view! { <Sheet household=file.household_id school_year=Some(file.school_year) /> }.into_any()
    });
    view! {
        <Page title=t("desk.nav.files") lead=t("files.lead")>
            <Show when=move || !may_decide.get()><Notice><p>{t("queue.only_look")}</p></Notice></Show>
            <QueueView queue detail may_decide />
        </Page>
    }
}
