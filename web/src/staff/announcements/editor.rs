//! Writing an announcement: texts, whom for, until when, how it will look. Where somebody else was faster, nothing that was
//! typed is lost.

use std::sync::Arc;

use client::{Cached, Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::AnnouncementId;
use shared::problem::ProblemCode;
use shared::wire::{Announcement, AnnouncementState, AnnouncementText, TextPreview, TextToPreview};

use super::audience::AudienceFields;
use super::desk::{Desk, Writing as Doing};
use super::draft::{AUDIENCE, BODY_EN, BODY_FR, Draft, TITLE_EN, TITLE_FR, UNTIL};
use super::words::whom;
use crate::browser::clock::use_clock;
use crate::failure::Failure;
use crate::form::{Form, FormFrame, OnceKey};
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::ui::{
    Button, ButtonKind, Frame, Loading, LongTextField, Notice, RichText, TextField, Tone, described_by, focus,
};

/// Reads an announcement as it is now.
async fn read(desk: Desk, id: AnnouncementId) -> Result<Announcement, Error> {
    match desk.session.call(async |client: &Client| client.get_announcement(id).await).await? {
        Cached::Fresh { value, .. } => Ok(value),
        Cached::Unchanged => Err(Error::Unexpected { status: 304, reason: "nothing was known".to_owned() }),
    }
}

/// The editor: of a new one at once, of another once it is read.
#[component]
pub(super) fn Editor(desk: Desk, id: Option<AnnouncementId>) -> impl IntoView {
    let Some(id) = id else { return view! { <Writing desk known=None /> }.into_any() };
    let answer = RwSignal::new(None::<Result<Announcement, Arc<Error>>>);
    let load = move || {
        spawn_local(async move {
            let known = read(desk, id).await.map_err(Arc::new);
            let _ = answer.try_set(Some(known));
        });
    };
    load();
    let retry = Callback::new(move |()| load());
    (move || match answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry /> }.into_any(),
        Some(Ok(known)) => view! { <Writing desk known=Some(known) /> }.into_any(),
    })
    .into_any()
}

/// What the server answers.
enum Answer {
    Written(&'static str, String),
    /// Somebody else wrote meanwhile: so it is now.
    Overtaken(i32),
}

/// Sends it, and asks for the list before anybody sees it again.
async fn write(
    desk: Desk,
    known: Option<(AnnouncementId, i32, bool)>,
    key: String,
    text: AnnouncementText,
) -> Result<Answer, Error> {
    let answer = send(desk, known, key, text).await?;
    desk.load().await;
    Ok(answer)
}

async fn send(
    desk: Desk,
    known: Option<(AnnouncementId, i32, bool)>,
    key: String,
    text: AnnouncementText,
) -> Result<Answer, Error> {
    let Some((id, version, published)) = known else {
        let create = async |client: &Client| client.create_announcement(&key, &text).await;
        let created = desk.session.call(create).await?;
        return Ok(Answer::Written("announcing.done.written", created.summary.title));
    };
    let update = async |client: &Client| client.update_announcement(id, version, &text).await;
    match desk.session.call(update).await {
        Ok(now) => {
            let done = if published { "announcing.done.corrected" } else { "announcing.done.written" };
            Ok(Answer::Written(done, now.summary.title))
        }
        Err(error) if error.code() == Some(ProblemCode::ChangedMeanwhile) => {
            read(desk, id).await.map(|theirs| Answer::Overtaken(theirs.summary.version))
        }
        Err(error) => Err(error),
    }
}

#[component]
fn Writing(desk: Desk, known: Option<Announcement>) -> impl IntoView {
    let (clock, organisation) = (use_clock(), use_organisation());
    let today = move || untrack(|| organisation.day_of(clock.now()));
    let published = known.as_ref().is_some_and(|known| known.summary.state != AnnouncementState::Draft);
    let to_everyone = untrack(|| desk.session.account())
        .and_then(|account| account.staff)
        .is_some_and(|staff| !staff.role.has_facilities());
    let draft = known.as_ref().map_or_else(|| Draft::new(today(), to_everyone), Draft::of);
    let version = StoredValue::new(known.as_ref().map(|known| known.summary.version).unwrap_or_default());
    let id = known.as_ref().map(|known| known.summary.id);
    let audience = known.map(|known| known.summary.audience).filter(|_| published);
    let overtaken = RwSignal::new(false);
    let form = Form::new(&[
        ("title_fr", TITLE_FR),
        ("body_fr", BODY_FR),
        ("text", BODY_FR),
        ("title_en", TITLE_EN),
        ("body_en", BODY_EN),
        ("audience", AUDIENCE),
        ("school_year", AUDIENCE),
        ("shown_until", UNTIL),
    ]);
    // the same key while the same is sent: an answer lost on its way writes nothing twice
    let before = OnceKey::<AnnouncementText>::new();
    let submit = Callback::new(move |()| {
        if !form.check(draft.wrong(today())) {
            return;
        }
        let Some(text) = draft.text() else { return };
        let key = before.key_for(&text);
        let known = id.map(|id| (id, version.get_value(), published));
        form.send(write(desk, known, key, text), move |answer| match answer {
            Answer::Written(done, title) => {
                let _ = desk.done.try_set(Some((done, title)));
                let _ = desk.writing.try_set(Doing::Nothing);
            }
            Answer::Overtaken(theirs) => {
                // saving again replaces what they wrote, knowingly
                let _ = version.try_set_value(theirs);
                let _ = overtaken.try_set(true);
            }
        });
    });
    let back = Callback::new(move |()| desk.writing.set(Doing::Nothing));
    let heading = match (id.is_some(), published) {
        (_, true) => "announcing.editing.correct",
        (true, false) => "announcing.editing.draft",
        (false, false) => "announcing.editing.new",
    };
    let save = if published { "announcing.save_correction" } else { "announcing.save" };
    let node = NodeRef::<leptos::html::H2>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            focus(&node);
        }
    });
    let whom_for = move || match &audience {
        Some(audience) => view! { <Kept audience=audience.clone() /> }.into_any(),
        None => view! { <AudienceFields desk draft form /> }.into_any(),
    };
    view! {
        <section class="card">
            <h2 tabindex="-1" node_ref=node>{t(heading)}</h2>
            <Show when=move || overtaken.get()>
                <Notice tone=Tone::Warning><p>{t("announcing.editing.overtaken")}</p></Notice>
            </Show>
            <FormFrame form on_submit=submit>
                <TextField id=TITLE_FR label=t("announcing.title_fr") value=draft.title_fr error=form.error(TITLE_FR) />
                <LongTextField
                    id=BODY_FR
                    label=t("announcing.body_fr")
                    hint=t("announcing.markdown")
                    value=draft.body_fr
                    error=form.error(BODY_FR)
                />
                <English draft form />
                {whom_for()}
                <Until draft form />
                <Preview desk draft />
                <div class="row">
                    <Button submit=true icon="check" label=t(save) busy=form.busy() />
                    <Button kind=ButtonKind::Quiet icon="arrow-left" label=t("announcing.back") on_press=back />
                </div>
            </FormFrame>
        </section>
    }
}

/// Title and text in English; folded away where there is none, which is no mistake.
#[component]
fn English(draft: Draft, form: Form) -> impl IntoView {
    let written = untrack(|| draft.title_en.with(|title| !title.is_empty()));
    let wrong =
        move || form.error(TITLE_EN).with(Option::is_some) || form.error(BODY_EN).with(Option::is_some);
    view! {
        <details class="announcement-more" open=move || written || wrong()>
            <summary>{t("announcing.in_english")}</summary>
            <div class="stack">
                <TextField
                    id=TITLE_EN
                    optional=true
                    label=t("announcing.title_en")
                    value=draft.title_en
                    error=form.error(TITLE_EN)
                />
                <LongTextField
                    id=BODY_EN
                    optional=true
                    label=t("announcing.body_en")
                    value=draft.body_en
                    error=form.error(BODY_EN)
                />
            </div>
        </details>
    }
}

/// Whom a published one is for stays.
#[component]
fn Kept(audience: shared::announcements::Audience) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let names = move || whom(i18n, organisation, &audience);
    view! {
        <Notice><p>{move || i18n.text("announcing.audience_stays", &[("audience", names())])}</p></Notice>
    }
}

/// The last day.
#[component]
fn Until(draft: Draft, form: Form) -> impl IntoView {
    let error = form.error(UNTIL);
    view! {
        <div class="until">
            <Frame id=UNTIL label=t("announcing.shown_until") hint=Some(t("announcing.shown_until_hint")) error>
                <input
                    class="input"
                    type="date"
                    id=UNTIL
                    name=UNTIL
                    aria-required="true"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || described_by(UNTIL, true, error.with(Option::is_some))
                    prop:value=draft.until
                    on:input:target=move |event| draft.until.set(event.target().value())
                />
            </Frame>
        </div>
    }
}

/// How both texts will look.
#[component]
fn Preview(desk: Desk, draft: Draft) -> impl IntoView {
    let form = Form::new(&[("text", BODY_FR)]);
    let looks = RwSignal::new(None::<[Option<(String, TextPreview)>; 2]>);
    let look = Callback::new(move |()| {
        let [fr, en] = [(draft.title_fr, draft.body_fr), (draft.title_en, draft.body_en)]
            .map(|(title, body)| (title.get_untracked(), TextToPreview { text: body.get_untracked() }));
        let one = async move |(title, text): (String, TextToPreview)| {
            if text.text.trim().is_empty() {
                return Ok(None);
            }
            let preview = async |client: &Client| client.preview_announcement(&text).await;
            desk.session.call(preview).await.map(|looks| Some((title, looks)))
        };
        let call = async move { Ok([one(fr).await?, one(en).await?]) };
        form.send(call, move |both| {
            let _ = looks.try_set(Some(both));
        });
    });
    let drawn = move || {
        let both = looks.get()?.into_iter().zip(["fr", "en"]);
        let shown = both.filter_map(|(one, lang)| {
            let (title, text) = one?;
            Some(view! {
                <div class="announcement-look" lang=lang>
                    {(!title.is_empty()).then(|| view! { <h3>{title}</h3> })}
                    <RichText blocks=text.blocks />
                </div>
            })
        });
        Some(
            view! { <section class="stack" aria-label=t("announcing.preview")>{shown.collect_view()}</section> },
        )
    };
    let wrong = move || {
        let wrong = form.errors().get().into_iter().next()?;
        Some(view! { <Notice tone=Tone::Danger><p>{wrong.1}</p></Notice> })
    };
    view! {
        <div>
            <Button kind=ButtonKind::Plain icon="eye" label=t("announcing.look") busy=form.busy() on_press=look />
        </div>
        {wrong}
        {drawn}
    }
}
