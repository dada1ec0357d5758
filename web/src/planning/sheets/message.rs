//! Writing to the referent: prefilled, kept while it is written, sent once.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::catalogue::format_day;
use shared::limits::MAX_MESSAGE;
use shared::wire::{Message, MessageSubmission};
use uuid::Uuid;

use super::draft;
use crate::browser::random;
use crate::failure;
use crate::i18n::t;
use crate::planning::model::{Place, Shown};
use crate::planning::planner::{Planner, use_planner};
use crate::planning::words;
use crate::ui::{Button, ButtonKind, LongTextField, Notice, Tone};

/// What the message says before the guardian changes it.
fn prefilled(planner: Planner, place: Place, shown: Option<&Shown>) -> String {
    let i18n = planner.i18n;
    let booked = shown.is_some_and(|shown| shown.checked);
    let key = if booked { "planning.message.cancel" } else { "planning.message.book" };
    let why = shown.and_then(|shown| shown.reason.as_ref()).map(|refusal| words::sentence(planner, refusal));
    i18n.text(
        key,
        &[
            ("slot", words::slot(planner, place.slot_id)),
            ("child", words::child(planner, place.child_id)),
            ("day", format_day(i18n.language(), place.day)),
            ("why", why.unwrap_or_default()),
        ],
    )
}

/// How far sending is.
#[derive(Clone)]
enum Stage {
    Writing,
    Sending,
    Sent(Message),
    Failed(String),
}

/// The form, then what came of it.
#[component]
pub(super) fn MessageForm(place: Place) -> impl IntoView {
    let planner = use_planner();
    let i18n = planner.i18n;
    let kept = draft::kept(planner, place);
    let key = StoredValue::new(kept.as_ref().and_then(|draft| draft.key));
    let first = untrack(|| prefilled(planner, place, planner.shown(place).as_ref()));
    let body = RwSignal::new(kept.map_or(first, |draft| draft.body));
    let stage = RwSignal::new(Stage::Writing);
    let error = RwSignal::new(None::<String>);
    Effect::new(move |before: Option<String>| {
        let now = body.get();
        // another text is another message
        if before.as_ref().is_some_and(|before| *before != now) {
            key.set_value(None);
            error.set(None);
            draft::keep(planner, place, now.clone(), None);
        }
        now
    });
    let send = Callback::new(move |()| {
        let text = body.get_untracked().trim().to_owned();
        let wrong = match text.chars().count() {
            0 => Some("planning.message.empty"),
            length if length > MAX_MESSAGE => Some("planning.message.too_long"),
            _ => None,
        };
        error.set(wrong.map(|key| i18n.text(key, &[])));
        if wrong.is_some() {
            return;
        }
        let once = key.get_value().unwrap_or_else(random::uuid);
        key.set_value(Some(once));
        draft::keep(planner, place, body.get_untracked(), Some(once));
        stage.set(Stage::Sending);
        spawn_local(async move {
            let next = match submit(planner, place, text, once).await {
                Ok(message) => {
                    draft::forget(planner);
                    Stage::Sent(message)
                }
                Err(error) => Stage::Failed(untrack(|| failure::sentence(i18n, &error))),
            };
            let _ = stage.try_set(next);
        });
    });
    let sending = Signal::derive(move || stage.with(|stage| matches!(stage, Stage::Sending)));
    let receipt = move || match stage.get() {
        Stage::Sent(message) => Some(view! { <Sent message /> }),
        _ => None,
    };
    let failed = move || match stage.get() {
        Stage::Failed(why) => Some(view! {
            <Notice tone=Tone::Danger>
                <p>{why}</p>
                <p>{t("planning.message.kept")}</p>
            </Notice>
        }),
        _ => None,
    };
    view! {
        <Show
            when=move || !stage.with(|stage| matches!(stage, Stage::Sent(_)))
            fallback=receipt
        >
            <div class="why-message">
                <LongTextField
                    id="planning-message"
                    label=t("planning.message.label")
                    error=error
                    value=body
                    focused=true
                />
                {failed}
                <div><Button icon="send" label=t("planning.message.send") busy=sending on_press=send /></div>
            </div>
        </Show>
    }
}

/// It was sent, to whom.
#[component]
fn Sent(message: Message) -> impl IntoView {
    let planner = use_planner();
    let name = message.recipient.name;
    let said = move || planner.i18n.text("planning.message.sent", &[("name", name.clone())]);
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            let _ = node.focus();
        }
    });
    let close = Callback::new(move |()| planner.sheet.set(None));
    view! {
        <div class="stack" tabindex="-1" node_ref=node>
            <Notice tone=Tone::Success>
                <p>{said}</p>
                <p>{t("planning.message.answer")}</p>
            </Notice>
            <div><Button kind=ButtonKind::Plain icon="check" label=t("planning.close") on_press=close /></div>
        </div>
    }
}

async fn submit(planner: Planner, place: Place, body: String, key: Uuid) -> Result<Message, client::Error> {
    let household = planner.whose.household;
    let key = key.to_string();
    let submission = MessageSubmission {
        child_id: place.child_id,
        slot_id: Some(place.slot_id),
        day: Some(place.day),
        body,
    };
    planner
        .session
        .call(async |client: &client::Client| client.create_message(household, &key, &submission).await)
        .await
}
