//! Sending the file: what is proclaimed of it, and the button.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::families::FileSubject;
use shared::wire::FamilyFileSheet;

use super::desk::{part, use_desk};
use super::state::{count, to_bring};
use super::words;
use crate::failure::sentence;
use crate::i18n::t;
use crate::router::Link;
use crate::router::paths::DOCUMENTS;
use crate::ui::{Button, ButtonKind, Icon, Notice, Tone};

/// What is proclaimed of a file whose answers are complete, by how many documents the family has still to
/// send, and whether staff have asked for more.
pub(super) const fn ready_title(lacks: i64, sent_back: bool) -> &'static str {
    match (lacks, sent_back) {
        (0, false) => "file.ready",
        (0, true) => "file.ready_again",
        _ => "file.ready_answers",
    }
}

/// The way to send a file whose answers are complete.
#[component]
pub(super) fn ToSend(again: bool, sheet: Arc<FamilyFileSheet>) -> impl IntoView {
    let desk = use_desk();
    let i18n = desk.i18n;
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<Arc<client::Error>>));
    let sent = RwSignal::new(false);
    let year = sheet.file.school_year;
    let names: Vec<_> = sheet
        .file
        .unchecked
        .iter()
        .filter_map(|child| part(&sheet, FileSubject::Child(*child)).map(words::first_name))
        .collect();
    let submit = Callback::new(move |()| {
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let household = desk.whose.household;
            let answer =
                desk.session.call(async |client| client.submit_family_file(household, year).await).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(()) => {
                    let _ = sent.try_set(true);
                    if !again {
                        desk.reload().await;
                    }
                }
                Err(error) => {
                    let _ = failure.try_set(Some(Arc::new(error)));
                }
            }
        });
    });
    // nothing is proclaimed that the list above denies
    let lacks = count(to_bring(&sheet).len());
    // of what staff have asked for in words, nobody but the family knows whether it is done
    let sent_back = sheet.message.is_some();
    let title = ready_title(lacks, sent_back);
    let is_ready = title == "file.ready";
    let icon = if is_ready { "circle-check" } else { "send" };
    let said = move || match (again, lacks) {
        (true, _) => i18n.text("file.to_check", &[("names", names.join(", "))]),
        (false, 0) if sent_back => i18n.text("file.to_send_again", &[]),
        (false, 0) => i18n.text("file.to_send", &[]),
        (false, n) => i18n.count("file.to_send_lacking", n, &[]),
    };
    let documents = move || {
        (lacks > 0).then(|| {
            view! {
                <Link href=DOCUMENTS class="button">
                    <Icon name="file-text" /><span>{t("planning.why.documents")}</span>
                </Link>
            }
        })
    };
    let kind = if lacks == 0 { ButtonKind::Main } else { ButtonKind::Plain };
    let refused = move || {
        failure.get().map(|error| {
            view! { <Notice tone=Tone::Danger><p>{move || sentence(i18n, &error)}</p></Notice> }
        })
    };
    view! {
        <section class="card to-send" class:to-send--ready=is_ready>
            <div class="card-head"><Icon name=icon /><h2>{t(title)}</h2></div>
            <p>{said}</p>
            {refused}
            <Show
                when=move || sent.get()
                fallback=move || desk.whose.may_edit.then(|| view! {
                    <div class="row">
                        {documents()}
                        <Button kind icon="send" label=t("file.send") busy on_press=submit />
                    </div>
                })
            >
                <Notice tone=Tone::Success><p>{t("file.received")}</p></Notice>
            </Show>
        </section>
    }
}
