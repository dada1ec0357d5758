//! The documents about a child's health that are asked for, beside what is told of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::families::FileSubject;
use shared::wire::HouseholdDocuments;

use super::desk::use_desk;
use crate::documents::{Desk, Sender, look};
use crate::i18n::t;
use crate::router::Link;
use crate::router::paths::DOCUMENTS;
use crate::session::use_session;
use crate::ui::Icon;

/// What is asked of a child, with the way to send it; nothing where nothing is asked.
#[component]
pub(super) fn HealthDocuments(
    /// The child.
    subject: FileSubject,
) -> impl IntoView {
    let whose = use_desk().whose;
    let desk = Desk::new(use_session(), whose.household, Sender::Family, whose.may_edit);
    spawn_local(desk.load());
    move || match desk.answer.get() {
        Some(Ok(documents)) => lines(&documents, subject),
        // the documents have a page of their own, which says why they cannot be told
        None | Some(Err(_)) => None,
    }
}

fn lines(documents: &HouseholdDocuments, subject: FileSubject) -> Option<impl IntoView + use<>> {
    let i18n = use_desk().i18n;
    let line = |item: &shared::wire::HouseholdDocument| {
        let kind = documents.types.iter().find(|kind| kind.id == item.asked.type_id && kind.health)?;
        let name = kind.name.clone();
        let (icon, class) = look(item);
        let state_key = ["document_state.", item.state.code()].concat();
        let year = item.asked.school_year.map(|year| [" ", &year.to_string()].concat());
        Some(view! {
            <li class="file-row">
                <p class="file-row-name">
                    {move || name.get(i18n.language()).to_owned()}<span class="muted">{year}</span>
                </p>
                <p class=class><Icon name=icon /><span>{move || i18n.domain_text(&state_key)}</span></p>
            </li>
        })
    };
    let of_child = documents.items.iter().filter(|item| item.asked.subject == subject);
    let lines: Vec<_> = of_child.filter_map(line).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="card">
                <div class="card-head"><Icon name="file-text" /><h2>{t("file.health_documents")}</h2></div>
                <p class="small muted">{t("file.health_documents_hint")}</p>
                <ul class="rows">{lines}</ul>
                <Link href=DOCUMENTS class="link-line">
                    <span>{t("file.health_documents_send")}</span><Icon name="arrow-right" />
                </Link>
            </section>
        }
    })
}
