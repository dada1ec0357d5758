//! What waits for staff, beside what holds, with a way to take it back.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::catalogue::format_day;
use shared::families::{FieldValue, Section};
use shared::wire::FilePart;

use super::desk::use_desk;
use crate::failure::sentence;
use crate::fields::FieldReading;
use crate::fields::words::label;
use crate::i18n::t;
use crate::ui::{Announcer, Button, ButtonKind, Icon, Notice, Tone, focus};

/// The edits of a subject that wait, where any is of this section; the whole request is shown, since it is taken back as
/// a whole.
#[component]
pub(super) fn WaitingEdits(part: FilePart, section: Section) -> impl IntoView {
    let desk = use_desk();
    let i18n = desk.i18n;
    let announcer = expect_context::<Announcer>();
    let may_edit = desk.may_edit(&part);
    let waiting = part.waiting?;
    if !waiting.values.keys().any(|field| field.section() == section) {
        return None;
    }
    let day = waiting.created_at.with_timezone(&desk.zone()).date_naive();
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<Arc<client::Error>>));
    let id = waiting.id;
    let take_back = Callback::new(move |()| {
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let household = desk.whose.household;
            let answer =
                desk.session.call(async |client| client.delete_change_request(household, id).await).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(()) => {
                    desk.reload().await;
                    announcer.announce(untrack(|| i18n.text("file.waiting.taken_back", &[])));
                    // the button is gone
                    if let Ok(Some(heading)) = document().query_selector("#content h1") {
                        focus(&heading);
                    }
                }
                Err(error) => {
                    let _ = failure.try_set(Some(Arc::new(error)));
                }
            }
        });
    });
    let values = part.values;
    let line = |(field, new): (shared::families::Field, Option<FieldValue>)| {
        let old = values.get(&field).cloned();
        let shown = |value: Option<FieldValue>| match value {
            Some(value) => view! { <FieldReading field value /> }.into_any(),
            None => view! { <span class="muted">{t("file.no_answer")}</span> }.into_any(),
        };
        view! {
            <div class="change">
                <dt>{move || label(i18n, field)}</dt>
                <dd><span class="small muted">{t("file.waiting.holds")}</span>{shown(old)}</dd>
                <dd class="change-new"><span class="small">{t("file.waiting.asked")}</span>{shown(new)}</dd>
            </div>
        }
    };
    let lines = waiting.values.into_iter().map(line).collect_view();
    let refused = move || {
        failure.get().map(|error| {
            view! { <Notice tone=Tone::Danger><p>{move || sentence(i18n, &error)}</p></Notice> }
        })
    };
    Some(view! {
        <section class="card waiting">
            <div class="card-head"><Icon name="hourglass" /><h2>{t("file.waiting.title")}</h2></div>
            <p>{move || i18n.text("file.waiting.since", &[("day", format_day(i18n.language(), day))])}</p>
            <dl class="changes">{lines}</dl>
            {refused}
            {may_edit.then(|| view! {
                <div>
                    <Button kind=ButtonKind::Plain icon="undo-2" label=t("file.waiting.take_back") busy on_press=take_back />
                </div>
            })}
        </section>
    })
}
