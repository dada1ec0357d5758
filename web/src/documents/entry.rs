//! One thing that is asked: what and why, how far it is, sending it.

use leptos::prelude::*;
use shared::documents::{DocumentFormat, DocumentState, DocumentType};
use shared::text::Text;
use shared::wire::HouseholdDocument;

use super::sending::{Desk, Step};
use super::words::{explained, look, megabytes};
use crate::browser::files;
use crate::failure::sentence;
use crate::i18n::{t, use_i18n};
use crate::ui::{Button, ButtonKind, Icon, Notice, Tone};

/// One thing that is asked.
#[component]
pub(super) fn Entry(
    desk: Desk,
    kind: DocumentType,
    /// The activities that it is asked for; for all where none is named.
    activities: Vec<Text>,
    item: HouseholdDocument,
    limit_bytes: u64,
) -> impl IntoView {
    let i18n = use_i18n();
    let asked = item.asked;
    let (icon, class) = look(&item);
    let state_key = ["document_state.", item.state.code()].concat();
    let state = move || i18n.domain_text(&state_key);
    let name = {
        let kind = kind.clone();
        Signal::derive(move || kind.name.get(i18n.language()).to_owned())
    };
    let hint = kind.hint.clone().map(|hint| {
        view! { <p class="small muted">{move || hint.get(i18n.language()).to_owned()}</p> }
    });
    let year = asked.school_year.map(|year| {
        view! { <span class="muted">{move || i18n.text("documents.year", &[("year", year.to_string())])}</span> }
    });
    let required = item.required;
    let need = move || {
        if activities.is_empty() {
            return i18n.text(if required { "documents.required" } else { "documents.optional" }, &[]);
        }
        let names: Vec<_> = activities.iter().map(|name| name.get(i18n.language()).to_owned()).collect();
        let key = if required { "documents.required_for" } else { "documents.optional_for" };
        i18n.text(key, &[("activities", i18n.list(&names))])
    };
    let file = item.document.as_ref().map(|document| document.name.clone());
    let (told_kind, told_item) = (kind.clone(), item.clone());
    let told = move || {
        let told = explained(i18n, &told_kind, &told_item);
        told.into_iter().map(|words| view! { <p class="small">{words}</p> }).collect_view()
    };
    view! {
        <li class="document">
            <div class="document-head">
                <h3>{name}</h3>
                <p class=class><Icon name=icon /><span>{state}</span></p>
            </div>
            <p class="small"><span class="muted">{need}</span>" "{year}</p>
            {hint}
            {told}
            {file.map(|file| view! { <p class="small muted document-name">{file}</p> })}
            <Progress desk asked name limit_bytes />
            <Actions desk kind item name limit_bytes />
        </li>
    }
}

/// What is under way, or came of it.
#[component]
pub fn Progress(
    /// Where it is sent.
    desk: Desk,
    /// For what.
    asked: shared::documents::AskedDocument,
    /// What that is called.
    name: Signal<String>,
    /// The largest file taken.
    limit_bytes: u64,
) -> impl IntoView {
    let i18n = use_i18n();
    let working = |key| {
        view! {
            <p class="row" role="status"><span class="spinner" aria-hidden="true"></span><span>{t(key)}</span></p>
        }
        .into_any()
    };
    let wrong =
        |words: Signal<String>| view! { <Notice tone=Tone::Danger><p>{words}</p></Notice> }.into_any();
    move || {
        Some(match desk.step(asked)? {
            Step::Preparing => working("documents.preparing"),
            Step::Sending(percent) => view! {
                {working("documents.sending")}
                <progress class="upload-progress" max="100" value=percent aria-label=t("documents.sending")></progress>
            }
            .into_any(),
            Step::Fetching => working("documents.fetching"),
            Step::Removing => working("documents.removing"),
            Step::Sent => {
                view! { <Notice tone=Tone::Success><p>{t("documents.sent")}</p></Notice> }.into_any()
            }
            Step::Unreadable => wrong(t("documents.unreadable")),
            Step::TooLarge => wrong(Signal::derive(move || {
                i18n.text("documents.too_large", &[("megabytes", megabytes(limit_bytes))])
            })),
            Step::Failed(error, again) => {
                let retry = again.then(|| {
                    let press = Callback::new(move |()| desk.send_again(asked));
                    let label = t("documents.again");
                    view! { <div><Button kind=ButtonKind::Plain icon="refresh-cw" label about=name on_press=press /></div> }
                });
                view! {
                    <Notice tone=Tone::Danger><p>{move || sentence(i18n, &error)}</p>{retry}</Notice>
                }
                .into_any()
            }
        })
    }
}

/// Sending, and what one may do with what was sent.
#[component]
fn Actions(
    desk: Desk,
    kind: DocumentType,
    item: HouseholdDocument,
    name: Signal<String>,
    limit_bytes: u64,
) -> impl IntoView {
    let asked = item.asked;
    let busy = |is: fn(&Step) -> bool| Signal::derive(move || desk.step(asked).as_ref().is_some_and(is));
    let open = item.document.clone().map(|document| {
        let press = Callback::new(move |()| desk.fetch(asked, document.clone()));
        let busy = busy(|step| matches!(step, Step::Fetching));
        view! { <Button kind=ButtonKind::Quiet icon="eye" label=t("documents.open") about=name busy on_press=press /> }
    });
    let removable = item.document.clone().filter(|_| desk.may_send);
    let removable = removable
        .filter(|document| matches!(document.state, DocumentState::Received | DocumentState::Refused { .. }));
    let remove = removable.map(|document| {
        let press = Callback::new(move |()| desk.remove(asked, &document));
        let busy = busy(|step| matches!(step, Step::Removing));
        view! { <Button kind=ButtonKind::Quiet icon="trash-2" label=t("documents.remove") about=name busy on_press=press /> }
    });
    let choose = if item.document.is_some() { "documents.replace" } else { "documents.choose" };
    let photos = takes_photos(&kind);
    let accepted = accepted(&kind);
    let send = desk.may_send.then(|| {
        view! {
            {photos.then(|| view! {
                <FileButton desk asked name limit_bytes icon="camera" label="documents.camera" accept="image/*".to_owned() camera=true />
            })}
            <FileButton desk asked name limit_bytes icon="paperclip" label=choose accept=accepted camera=false />
        }
    });
    view! { <div class="row document-actions">{send}{open}{remove}</div> }
}

fn takes_photos(kind: &DocumentType) -> bool {
    kind.formats.iter().any(|format| *format != DocumentFormat::Pdf)
}

/// The media types that a file field offers for a type of document.
#[must_use]
pub fn accepted(kind: &DocumentType) -> String {
    let mut accepted: Vec<&str> = kind.formats.iter().map(|format| format.media_type()).collect();
    if takes_photos(kind) {
        // drawn anew as a JPEG where the browser can
        accepted.extend(["image/heic", "image/heif"]);
    }
    accepted.join(",")
}

/// A file field that looks like a button.
#[component]
pub fn FileButton(
    /// Where the file is sent.
    desk: Desk,
    /// For what.
    asked: shared::documents::AskedDocument,
    /// What that is called.
    name: Signal<String>,
    /// The largest file taken.
    limit_bytes: u64,
    /// Of the button.
    icon: &'static str,
    /// The key of its words.
    label: &'static str,
    /// Media types.
    accept: String,
    /// The camera at once, where there is one.
    camera: bool,
) -> impl IntoView {
    let change = move |event: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlInputElement>| {
        if let Some(file) = files::take(&event.target()) {
            desk.send(asked, file, limit_bytes);
        }
    };
    view! {
        <label class=if camera { "button button--plain file-button file-button--camera" } else { "button button--plain file-button" }>
            <Icon name=icon />
            <span>{t(label)}<span class="visually-hidden">" "{name}</span></span>
            <input
                type="file"
                class="file-input"
                accept=accept
                capture=camera.then_some("environment")
                on:change:target=change
            />
        </label>
    }
}
