//! The documents of a household: what is asked, how far it is, and each to be looked at.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::catalogue::format_day_with_year;
use shared::documents::{DocumentState, DocumentType};
use shared::families::FileSubject;
use shared::ids::HouseholdId;
use shared::staff::Permission;
use shared::wire::HouseholdDocument;

use crate::documents::{Desk, FileButton, Progress, Sender, accepted};
use crate::failure::Failure;
use crate::i18n::{t, use_i18n};
use crate::session::use_session;
use crate::staff::documents::Viewer;
use crate::ui::{Button, ButtonKind, Icon, Loading};

/// All that is asked.
#[component]
pub(super) fn Pieces(
    /// Of which household.
    household: HouseholdId,
) -> impl IntoView {
    let session = use_session();
    let staff = session.account().and_then(|account| account.staff);
    let may_send = staff.is_some_and(|staff| staff.role.may(Permission::CheckDocuments));
    let desk = Desk::new(session, household, Sender::Staff, may_send);
    spawn_local(desk.load());
    let ask = Callback::new(move |()| {
        desk.answer.set(None);
        spawn_local(desk.load());
    });
    let body = move || match desk.answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry=ask /> }.into_any(),
        Some(Ok(told)) if told.items.is_empty() => {
            view! { <p class="muted">{t("pieces.none_asked")}</p> }.into_any()
        }
        Some(Ok(told)) => {
            let whose = |subject| match subject {
                FileSubject::Household => None,
                FileSubject::Guardian(id) => {
                    let found = told.guardians.iter().find(|it| it.id == id);
                    found.map(|it| [it.first_name.as_str(), &it.last_name].join(" "))
                }
                FileSubject::Child(id) => {
                    let found = told.children.iter().find(|it| it.id == id);
                    found.map(|it| [it.first_name.as_str(), &it.last_name].join(" "))
                }
            };
            let line = |item: &HouseholdDocument| {
                let kind = told.types.iter().find(|kind| kind.id == item.asked.type_id)?.clone();
                let whose = whose(item.asked.subject);
                Some(view! { <Piece desk item=item.clone() kind whose limit_bytes=told.limit_bytes /> })
            };
            let lines = told.items.iter().filter_map(line).collect_view();
            view! { <ul class="rows pieces">{lines}</ul> }.into_any()
        }
    };
    view! {
        <section class="part">
            <h3><Icon name="file-text" /><span>{t("pieces.title")}</span></h3>
            {body}
        </section>
    }
}

/// One thing that is asked.
#[component]
fn Piece(
    desk: Desk,
    item: HouseholdDocument,
    kind: DocumentType,
    whose: Option<String>,
    limit_bytes: u64,
) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let (icon, class) = look(&item);
    let state = item.state.clone();
    let end = item.document.as_ref().and_then(|document| document.expires_on);
    let told = move || {
        let state_name = i18n.domain_text(&["document_state.", state.code()].concat());
        match (&state, end.and_then(|end| end.pred_opt())) {
            (DocumentState::Refused { reason }, _) => [state_name.as_str(), " : ", reason].concat(),
            (DocumentState::Missing | DocumentState::Received, _) | (_, None) => state_name,
            (_, Some(last)) => {
                let day = format_day_with_year(i18n.language(), last);
                [state_name.as_str(), ", ", &i18n.text("pieces.last_day", &[("day", day)])].concat()
            }
        }
    };
    let accept = accepted(&kind);
    let name = Signal::derive(move || kind.name.get(i18n.language()).to_owned());
    let beside = [whose, item.asked.school_year.map(|year| year.to_string())];
    let beside = beside.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let elsewhere =
        item.elsewhere.then(|| view! { <span class="muted small">{t("pieces.elsewhere")}</span> });
    let about = {
        let beside = beside.clone();
        Signal::derive(move || [name.get(), beside.clone()].join(" "))
    };
    let asked = item.asked;
    let send = desk.may_send.then(|| {
        view! {
            <div>
                <FileButton desk asked name=about limit_bytes icon="paperclip" label="pieces.send" accept camera=false />
            </div>
        }
    });
    let look_at = item.document.clone().map(|document| {
        let press = Callback::new(move |()| open.update(|open| *open = !*open));
        let label =
            Signal::derive(move || i18n.text(if open.get() { "pieces.hide" } else { "pieces.look" }, &[]));
        let shown = move || {
            let document = document.clone();
            open.get().then(
                || view! { <Viewer id=document.id name=document.name media_type=document.media_type /> },
            )
        };
        view! {
            <div><Button kind=ButtonKind::Quiet icon="eye" label about on_press=press /></div>
            {shown}
        }
    });
    view! {
        <li class="piece">
            <div class="piece-head">
                <span><strong>{name}</strong> " " <span class="muted">{beside}</span></span>
                <span class=class><Icon name=icon /><span>{told}</span></span>
            </div>
            {elsewhere}
            <Progress desk asked name=about limit_bytes />
            {send}
            {look_at}
        </li>
    }
}

/// The icon of a state, and the class that colours it.
fn look(item: &HouseholdDocument) -> (&'static str, &'static str) {
    match item.state {
        DocumentState::Missing if item.required => ("circle-alert", "state state--waits"),
        DocumentState::Missing => ("minus", "state"),
        DocumentState::Received => ("hourglass", "state state--waits"),
        DocumentState::Accepted => ("circle-check", "state"),
        DocumentState::Refused { .. } => ("circle-x", "state state--waits"),
        DocumentState::Expiring { .. } | DocumentState::Expired { .. } => ("clock", "state state--waits"),
    }
}
