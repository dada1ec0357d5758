//! Publishing: whom it reaches first, then whether by mail too.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::wire::{AnnouncementReach, AnnouncementSummary, Publication};

use super::desk::Desk;
use crate::browser::clock::use_clock;
use crate::failure::Failure;
use crate::form::{Form, FormFrame};
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::ui::{Button, ButtonKind, Loading, Notice, Tone};

/// The counts, once they are there; then the question.
#[component]
pub(super) fn Publish(desk: Desk, row: AnnouncementSummary) -> impl IntoView {
    let organisation = use_organisation();
    let answer = RwSignal::new(None::<Result<AnnouncementReach, Arc<Error>>>);
    let id = row.id;
    let ask = Callback::new(move |()| {
        answer.set(None);
        spawn_local(async move {
            let read = async |client: &Client| client.get_announcement_reach(id).await;
            let reach = desk.session.call(read).await.map_err(Arc::new);
            let _ = answer.try_set(Some(reach));
        });
    });
    ask.run(());
    let is_over = row.shown_until < untrack(|| organisation.day_of(use_clock().now()));
    let row = StoredValue::new(row);
    move || match answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry=ask /> }.into_any(),
        Some(Ok(_)) if is_over => {
            view! { <Notice tone=Tone::Warning><p>{t("announcing.publish.over")}</p></Notice> }.into_any()
        }
        Some(Ok(reach)) => view! { <Question desk row=row.get_value() reach /> }.into_any(),
    }
}

#[component]
fn Question(desk: Desk, row: AnnouncementSummary, reach: AnnouncementReach) -> impl IntoView {
    let i18n = use_i18n();
    let by_mail = RwSignal::new(reach.guardians > 0);
    let form = Form::new(&[]);
    let title = row.title.clone();
    let send = Callback::new(move |()| {
        let (id, version, title) = (row.id, row.version, row.title.clone());
        let publication = Publication { by_mail: by_mail.get_untracked() };
        let call = async move {
            let publish = async |client: &Client| client.publish_announcement(id, version, publication).await;
            desk.session.call(publish).await?;
            let by_mail = publication.by_mail;
            Ok(if by_mail { "announcing.done.published_by_mail" } else { "announcing.done.published" })
        };
        form.send(desk.carry_out(call), move |key| desk.tell(id, key, title));
    });
    let close = Callback::new(move |()| desk.open.set(false));
    let count = move |key: &'static str, count: u32| move || i18n.count(key, count.into(), &[]);
    let nobody = (reach.households == 0)
        .then(|| view! { <Notice tone=Tone::Warning><p>{t("announcing.publish.nobody")}</p></Notice> });
    let mail = (reach.guardians > 0).then(|| {
        view! {
            <label class="option">
                <input
                    type="checkbox"
                    prop:checked=by_mail
                    on:change:target=move |event| by_mail.set(event.target().checked())
                />
                <span class="option-words">
                    <span class="option-name">{t("announcing.publish.by_mail")}</span>
                    <span class="field-hint">{count("announcing.publish.guardians", reach.guardians)}</span>
                </span>
            </label>
        }
    });
    let without = (reach.households_without_mail > 0).then(|| {
        view! {
            <Notice><p>{count("announcing.publish.without_mail", reach.households_without_mail)}</p></Notice>
        }
    });
    view! {
        <p><strong>{title}</strong></p>
        {nobody}
        <p>{count("announcing.publish.households", reach.households)}</p>
        <FormFrame form on_submit=send>
            {mail}
            {without}
            <p class="muted">{t("announcing.publish.after")}</p>
            <div class="row">
                <Button submit=true icon="send" label=t("announcing.publish") busy=form.busy() />
                <Button kind=ButtonKind::Quiet icon="arrow-left" label=t("announcing.back") on_press=close />
            </div>
        </FormFrame>
    }
}
