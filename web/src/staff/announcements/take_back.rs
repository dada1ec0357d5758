//! Taking back what families see, throwing a draft away: the consequence first.

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::problem::ProblemCode;
use shared::wire::AnnouncementSummary;

use super::desk::Desk;
use crate::form::{Form, FormFrame};
use crate::i18n::t;
use crate::ui::{Button, ButtonKind};

/// Tells how it went, and makes the list anew; one that came too late is told too.
fn send(
    form: Form,
    desk: Desk,
    (title, done): (String, &'static str),
    open: RwSignal<bool>,
    call: impl Future<Output = Result<(), Error>> + 'static,
) {
    let call = async move {
        match call.await {
            Ok(()) => Ok(done),
            Err(error) if error.code() == Some(ProblemCode::ChangedMeanwhile) => Ok("announcing.overtaken"),
            Err(error) => Err(error),
        }
    };
    form.send(call, move |key| {
        let _ = open.try_set(false);
        let _ = desk.done.try_set(Some((key, title)));
        spawn_local(desk.load());
    });
}

/// Families see it no longer.
#[component]
pub(super) fn Withdraw(desk: Desk, row: AnnouncementSummary, open: RwSignal<bool>) -> impl IntoView {
    let form = Form::new(&[]);
    let title = row.title.clone();
    let submit = Callback::new(move |()| {
        let (id, version) = (row.id, row.version);
        let call = async move {
            let withdraw = async |client: &Client| client.withdraw_announcement(id, version).await;
            desk.session.call(withdraw).await.map(drop)
        };
        send(form, desk, (row.title.clone(), "announcing.done.withdrawn"), open, call);
    });
    let close = Callback::new(move |()| open.set(false));
    view! {
        <p><strong>{title}</strong></p>
        <p>{t("announcing.withdraw.consequence")}</p>
        <FormFrame form on_submit=submit>
            <div class="row">
                <Button submit=true icon="undo-2" label=t("announcing.withdraw") busy=form.busy() />
                <Button kind=ButtonKind::Quiet icon="arrow-left" label=t("announcing.back") on_press=close />
            </div>
        </FormFrame>
    }
}

/// Nobody has read it.
#[component]
pub(super) fn Delete(desk: Desk, row: AnnouncementSummary, open: RwSignal<bool>) -> impl IntoView {
    let form = Form::new(&[]);
    let title = row.title.clone();
    let submit = Callback::new(move |()| {
        let (id, version) = (row.id, row.version);
        let call = async move {
            let delete = async |client: &Client| client.delete_announcement(id, version).await;
            desk.session.call(delete).await
        };
        send(form, desk, (row.title.clone(), "announcing.done.deleted"), open, call);
    });
    let close = Callback::new(move |()| open.set(false));
    view! {
        <p><strong>{title}</strong></p>
        <p>{t("announcing.delete.consequence")}</p>
        <FormFrame form on_submit=submit>
            <div class="row">
                <Button submit=true icon="trash-2" label=t("announcing.delete") busy=form.busy() />
                <Button kind=ButtonKind::Quiet icon="arrow-left" label=t("announcing.back") on_press=close />
            </div>
        </FormFrame>
    }
}
