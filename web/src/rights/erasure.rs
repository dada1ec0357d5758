//! Erasing: the consequence first, then the password; what became of it; taking it back.

use client::Client;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::catalogue::format_day_with_year;
use shared::ids::ErasureId;
use shared::wire::{Erasure, ErasureRequest, ErasureState};

use super::desk::Desk;
use crate::form::{Form, FormFrame, password_wrong};
use crate::i18n::{t, use_i18n};
use crate::password::Username;
use crate::ui::{Button, ButtonKind, Dialog, Icon, LongTextField, Notice, PasswordField, Tone};

const PASSWORD: &str = "erasure-password";
const MESSAGE: &str = "erasure-message";

/// How far a request is, or asking.
#[component]
pub(super) fn ErasureCard(desk: Desk, erasure: Option<Erasure>) -> impl IntoView {
    let open = RwSignal::new(false);
    let ask = Callback::new(move |()| open.set(true));
    let waits = erasure.as_ref().is_some_and(|erasure| {
        matches!(erasure.state, ErasureState::Waiting | ErasureState::Confirmed | ErasureState::Done)
    });
    let told = erasure.map(|erasure| view! { <Told desk erasure /> });
    let asking = (!waits && desk.may_act).then(|| {
        view! { <div><Button kind=ButtonKind::Quiet icon="trash-2" label=t("data.erasure.ask") on_press=ask /></div> }
    });
    let looking = (!desk.may_act).then(|| view! { <p class="muted">{t("data.erasure.may_look")}</p> });
    view! {
        <section class="card">
            <div class="card-head"><Icon name="trash-2" /><h2>{t("data.erasure")}</h2></div>
            <p>{t("data.erasure.hint")}</p>
            {told}
            {asking}
            {looking}
        </section>
        <Dialog open title=t("data.erasure.title")>
            <ul class="data-list">
                <li>{t("data.erasure.all")}</li>
                <li>{t("data.erasure.bookings")}</li>
                <li>{t("data.erasure.kept")}</li>
                <li>{t("data.erasure.other")}</li>
                <li>{t("data.erasure.delay")}</li>
            </ul>
            <AskForm desk open />
        </Dialog>
    }
}

#[component]
fn Told(desk: Desk, erasure: Erasure) -> impl IntoView {
    let i18n = use_i18n();
    let key = ["data.erasure.", erasure.state.code()].concat();
    let tone = match erasure.state {
        ErasureState::Refused => Tone::Warning,
        _ => Tone::Information,
    };
    let reason = erasure.reason.clone().unwrap_or_default();
    let due_on = erasure.due_on;
    let told = move || {
        let day = format_day_with_year(i18n.language(), due_on);
        i18n.text(&key, &[("day", day), ("reason", reason.clone())])
    };
    let back = (erasure.state == ErasureState::Waiting && desk.may_act)
        .then(|| view! { <TakeBack desk id=erasure.id /> });
    view! {
        <Notice tone><p>{told}</p></Notice>
        {back}
    }
}

#[component]
fn TakeBack(desk: Desk, id: ErasureId) -> impl IntoView {
    let form = Form::new(&[]);
    let send = Callback::new(move |()| {
        let household = desk.household;
        let call = async move {
            desk.session.call(async |client: &Client| client.delete_erasure(household, id).await).await
        };
        form.send(call, move |()| {
            let _ = desk.done.try_set(Some("data.erasure.taken_back"));
            spawn_local(desk.load());
        });
    });
    view! {
        <FormFrame form on_submit=send>
            <div><Button submit=true kind=ButtonKind::Plain icon="undo-2" label=t("data.erasure.take_back") busy=form.busy() /></div>
        </FormFrame>
    }
}

#[component]
fn AskForm(desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    let email = desk.session.account().map(|account| account.email).unwrap_or_default();
    let (password, message) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let form = Form::new(&[("password", PASSWORD), ("message", MESSAGE)]);
    let send = Callback::new(move |()| {
        let request = ErasureRequest { password: password.get_untracked(), message: message.get_untracked() };
        if !form.check([(PASSWORD, password_wrong(&request.password))]) {
            return;
        }
        let household = desk.household;
        let call = async move {
            desk.session.call(async |client: &Client| client.create_erasure(household, &request).await).await
        };
        form.send(call, move |_| {
            let _ = open.try_set(false);
            let _ = desk.done.try_set(Some("data.erasure.asked"));
            spawn_local(desk.load());
        });
    });
    let keep = Callback::new(move |()| open.set(false));
    view! {
        <FormFrame form on_submit=send>
            <LongTextField id=MESSAGE label=t("data.erasure.message") value=message error=form.error(MESSAGE) />
            <Username email />
            <PasswordField id=PASSWORD label=t("profile.current_password") value=password error=form.error(PASSWORD) />
            <div class="row">
                <Button submit=true kind=ButtonKind::Danger icon="trash-2" label=t("data.erasure.submit") busy=form.busy() />
                <Button kind=ButtonKind::Quiet icon="arrow-left" label=t("data.erasure.keep") on_press=keep />
            </div>
        </FormFrame>
    }
}
