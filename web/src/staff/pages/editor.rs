//! Writing a page: both languages, how it will look, what it said before. Where somebody else was faster, nothing that was
//! typed is lost.

use std::sync::Arc;

use client::{Cached, Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::problem::ProblemCode;
use shared::wire::{PageCode, PageSource, PageText, TextPreview, TextToPreview};

use super::page::Desk;
use super::versions::Versions;
use crate::failure::Failure;
use crate::form::{Form, FormFrame, Wrong};
use crate::i18n::{t, use_i18n};
use crate::ui::{Button, ButtonKind, Loading, LongTextField, Notice, RichText, Tone};

const FR: &str = "page-fr";
const EN: &str = "page-en";

/// What is written, and the version it was read as.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) fr: RwSignal<String>,
    pub(super) en: RwSignal<String>,
    version: StoredValue<i32>,
}

/// The editor, once the page is read.
#[component]
pub(super) fn Editor(desk: Desk, code: PageCode) -> impl IntoView {
    let answer = RwSignal::new(None::<Result<PageSource, Arc<Error>>>);
    let load = move || {
        spawn_local(async move {
            let read = desk.session.call(async |client: &Client| client.get_page_source(code).await).await;
            let source = match read {
                Ok(Cached::Fresh { value, .. }) => Some(Ok(value)),
                Ok(Cached::Unchanged) => None,
                Err(error) => Some(Err(Arc::new(error))),
            };
            let _ = answer.try_set(source);
        });
    };
    load();
    let retry = Callback::new(move |()| load());
    move || match answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry /> }.into_any(),
        Some(Ok(source)) => view! { <Writing desk source /> }.into_any(),
    }
}

/// What the server answers.
enum Answer {
    Written,
    /// Somebody else wrote meanwhile: so it is now.
    Overtaken(PageSource),
}

#[component]
fn Writing(desk: Desk, source: PageSource) -> impl IntoView {
    let i18n = use_i18n();
    let code = source.code;
    let draft = Draft {
        fr: RwSignal::new(source.fr),
        en: RwSignal::new(source.en),
        version: StoredValue::new(source.version),
    };
    let overtaken = RwSignal::new(false);
    let preview = RwSignal::new(None::<TextPreview>);
    let form = Form::new(&[("fr", FR), ("en", EN), ("text", FR)]);
    let name = move || i18n.text(&["page.", code.code()].concat(), &[]);
    let send = Callback::new(move |()| {
        let text = PageText { fr: draft.fr.get_untracked(), en: draft.en.get_untracked() };
        let empty = text.fr.trim().is_empty();
        if !form.check([(FR, empty.then_some(Wrong::Said("pages.missing")))]) {
            return;
        }
        let etag = ["\"", &draft.version.get_value().to_string(), "\""].concat();
        let call = async move {
            let write = async |client: &Client| client.update_page(code, &etag, &text).await;
            match desk.session.call(write).await {
                Ok(_) => Ok(Answer::Written),
                Err(error) if error.code() == Some(ProblemCode::ChangedMeanwhile) => {
                    let read = async |client: &Client| client.get_page_source(code).await;
                    match desk.session.call(read).await? {
                        Cached::Fresh { value, .. } => Ok(Answer::Overtaken(value)),
                        Cached::Unchanged => Err(error),
                    }
                }
                Err(error) => Err(error),
            }
        };
        form.send(call, move |answer| match answer {
            Answer::Written => {
                let _ = desk.done.try_set(Some("pages.written"));
                let _ = desk.writing.try_set(None);
                spawn_local(desk.load());
            }
            Answer::Overtaken(theirs) => {
                // writing again replaces it, knowingly; what they wrote is among the versions
                let _ = draft.version.try_set_value(theirs.version);
                let _ = overtaken.try_set(true);
            }
        });
    });
    let look = Callback::new(move |()| {
        let text = TextToPreview { text: draft.fr.get_untracked() };
        let call =
            async move { desk.session.call(async |client: &Client| client.preview_page(&text).await).await };
        form.send(call, move |looks| {
            let _ = preview.try_set(Some(looks));
        });
    });
    let back = Callback::new(move |()| desk.writing.set(None));
    let looks = move || {
        let looks = preview.get()?;
        Some(
            view! { <section class="card"><h3>{t("pages.preview")}</h3><RichText blocks=looks.blocks /></section> },
        )
    };
    view! {
        <section class="card">
            <h2>{name}</h2>
            <p class="muted">{t("pages.hint")}</p>
            <p class="muted">{t("pages.periods")}</p>
            <Show when=move || overtaken.get()>
                <Notice tone=Tone::Warning><p>{t("pages.overtaken")}</p></Notice>
            </Show>
            <FormFrame form on_submit=send>
                <LongTextField id=FR label=t("pages.fr") value=draft.fr error=form.error(FR) />
                <LongTextField id=EN label=t("pages.en") value=draft.en error=form.error(EN) />
                <div class="row">
                    <Button submit=true icon="check" label=t("pages.submit") busy=form.busy() />
                    <Button kind=ButtonKind::Plain icon="eye" label=t("pages.look") on_press=look />
                    <Button kind=ButtonKind::Quiet icon="arrow-left" label=t("pages.back") on_press=back />
                </div>
            </FormFrame>
        </section>
        {looks}
        <Versions desk code draft />
    }
}
