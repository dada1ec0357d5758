//! The documents of a household: what is asked, how far it is, and each to be looked at.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::catalogue::format_day_with_year;
use shared::documents::{AskedDocument, DocumentState, DocumentType};
use shared::families::FileSubject;
use shared::ids::{DocumentId, HouseholdId};
use shared::staff::Permission;
use shared::wire::{HouseholdDocument, HouseholdDocuments};

use crate::documents::{Desk, FileButton, Progress, Sender, accepted};
use crate::failure::Failure;
use crate::i18n::{t, use_i18n};
use crate::session::use_session;
use crate::staff::documents::{DecideDocument, Viewer};
use crate::staff::households::{HouseholdDesk, use_household_desk};
use crate::staff::queue::{Outcome, OutcomeTold, Verdict};
use crate::ui::{Button, ButtonKind, Icon, Loading};

/// All that is asked.
#[component]
pub(super) fn Pieces(
    /// Of which household.
    household: HouseholdId,
    /// Whether no guardian has an account: nobody is told by mail.
    nobody: Signal<bool>,
    /// What counts of them is another: the file is to be read again.
    changed: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let may_check = session.may(Permission::CheckDocuments);
    let desk = Desk::new(session, household, Sender::Staff, may_check);
    let (page, outcome) = (use_household_desk(), Outcome::new());
    // one is looked at at a time
    let open = RwSignal::new(None::<DocumentId>);
    // asked when something was done on the page, too: somebody may have come or gone
    Effect::new(move |_| {
        let _ = page.map(HouseholdDesk::readings);
        spawn_local(desk.load());
    });
    Effect::new(move |before: Option<Option<Vec<Counts>>>| {
        let counts = desk.answer.with(|answer| Some(counts(answer.as_ref()?.as_ref().ok()?)));
        let before = before.flatten();
        if before.is_some() && counts.is_some() && before != counts {
            changed.run(());
        }
        counts.or(before)
    });
    let done = Callback::new(move |(verdict,): (Verdict,)| {
        open.set(None);
        match verdict {
            Verdict::Refuse(_) if nobody.get_untracked() => "pieces.done.refused_nobody",
            Verdict::Refuse(_) => "pieces.done.refused",
            Verdict::Accept | Verdict::Despite(_) => "pieces.done.accepted",
        }
    });
    let again = Callback::new(move |()| spawn_local(desk.load()));
    let ask = Callback::new(move |()| {
        desk.answer.set(None);
        spawn_local(desk.load());
    });
    let decide = may_check.then(|| {
        Callback::new(move |(id,): (DocumentId,)| {
            view! { <DecideDocument id outcome nobody done again /> }.into_any()
        })
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
                Some(
                    view! { <Piece desk item=item.clone() kind whose limit_bytes=told.limit_bytes open decide /> },
                )
            };
            let lines = told.items.iter().filter_map(line).collect_view();
            view! { <ul class="rows pieces">{lines}</ul> }.into_any()
        }
    };
    view! {
        <section class="part">
            <h3><Icon name="file-text" /><span>{t("pieces.title")}</span></h3>
            <OutcomeTold outcome />
            {body}
        </section>
    }
}

/// What is asked, whether it counts, and how far it is.
type Counts = (AskedDocument, bool, DocumentState);

/// What of the answer changes what a file lacks.
fn counts(told: &HouseholdDocuments) -> Vec<Counts> {
    told.items.iter().map(|item| (item.asked, item.satisfied, item.state.clone())).collect()
}

/// One thing that is asked.
#[component]
fn Piece(
    desk: Desk,
    item: HouseholdDocument,
    kind: DocumentType,
    whose: Option<String>,
    limit_bytes: u64,
    open: RwSignal<Option<DocumentId>>,
    decide: Option<Callback<(DocumentId,), AnyView>>,
) -> impl IntoView {
    let i18n = use_i18n();
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
    // what counts while the newest waits or was refused can be looked at, and refused, as well
    let sent = [(item.document, "pieces.look"), (item.in_force, "pieces.look_in_force")];
    let look_at = sent.into_iter().filter_map(|(document, words)| Some((document?, words)));
    let look_at = look_at.map(|(document, words)| {
        let id = document.id;
        let is_open = Memo::new(move |_| open.get() == Some(id));
        let press = Callback::new(move |()| open.set((!is_open.get_untracked()).then_some(id)));
        let label = Signal::derive(move || i18n.text(if is_open.get() { "pieces.hide" } else { words }, &[]));
        let shown = move || {
            let document = document.clone();
            is_open.get().then(|| {
                let decide = decide.map(|decide| decide.run((id,)));
                view! {
                    {decide}
                    <Viewer id name=document.name media_type=document.media_type />
                }
            })
        };
        view! {
            <div><Button kind=ButtonKind::Quiet icon="eye" label about on_press=press /></div>
            {shown}
        }
    });
    let look_at = look_at.collect_view();
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
