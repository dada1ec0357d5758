//! Taking back what families see, throwing a draft away: the consequence first.

use client::Client;
use leptos::prelude::*;
use shared::wire::AnnouncementSummary;

use super::desk::Desk;
use crate::form::{Form, FormFrame};
use crate::i18n::t;
use crate::ui::{Button, ButtonKind};

/// Families see it no longer.
#[component]
pub(super) fn Withdraw(desk: Desk, row: AnnouncementSummary) -> impl IntoView {
    let form = Form::new(&[]);
    let title = row.title.clone();
    let submit = Callback::new(move |()| {
        let (id, version, title) = (row.id, row.version, row.title.clone());
        let call = async move {
            let withdraw = async |client: &Client| client.withdraw_announcement(id, version).await;
            desk.session.call(withdraw).await.map(|_| "announcing.done.withdrawn")
        };
        form.send(desk.carry_out(call), move |key| desk.tell(id, key, title));
    });
    let close = Callback::new(move |()| desk.open.set(false));
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
pub(super) fn Delete(desk: Desk, row: AnnouncementSummary) -> impl IntoView {
    let form = Form::new(&[]);
    let title = row.title.clone();
    let submit = Callback::new(move |()| {
        let (id, version, title) = (row.id, row.version, row.title.clone());
        let call = async move {
            let delete = async |client: &Client| client.delete_announcement(id, version).await;
            desk.session.call(delete).await.map(|()| "announcing.done.deleted")
        };
        form.send(desk.carry_out(call), move |key| desk.tell(id, key, title));
    });
    let close = Callback::new(move |()| desk.open.set(false));
    view! {
        <p><strong>{title}</strong></p>
        <p>{t("announcing.delete.consequence")}</p>
        <FormFrame form on_submit=submit>
            <div class="row">
                <Button submit=true kind=ButtonKind::Danger icon="trash-2" label=t("announcing.delete") busy=form.busy() />
                <Button kind=ButtonKind::Quiet icon="arrow-left" label=t("announcing.back") on_press=close />
            </div>
        </FormFrame>
    }
}
