//! A copy of everything: asked for with the password, fetched when it is ready.

use std::sync::Arc;

use client::Client;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::catalogue::format_instant;
use shared::ids::ExportId;
use shared::wire::{Export, ExportState, PasswordProof};

use super::desk::Desk;
use crate::browser::files;
use crate::failure::sentence;
use crate::form::{Form, FormFrame, password_wrong};
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::password::Username;
use crate::ui::{Button, ButtonKind, Dialog, Icon, Notice, PasswordField, Tone};

const PASSWORD: &str = "export-password";

/// The copies there are, and asking for one.
#[component]
pub(super) fn ExportCard(desk: Desk, exports: Vec<Export>) -> impl IntoView {
    let open = RwSignal::new(false);
    let ask = Callback::new(move |()| open.set(true));
    let refresh = Callback::new(move |()| spawn_local(desk.load()));
    let waits = exports.iter().any(|export| export.state == ExportState::Waiting);
    let shown = exports.into_iter().filter(|export| export.state != ExportState::Removed);
    let rows = shown.map(|export| view! { <Row desk export /> }).collect_view();
    view! {
        <section class="card">
            <div class="card-head"><Icon name="file-text" /><h2>{t("data.export")}</h2></div>
            <p>{t("data.export.hint")}</p>
            <ul class="rows">{rows}</ul>
            <div class="row">
                {if waits {
                    view! { <Button kind=ButtonKind::Plain icon="refresh-cw" label=t("data.export.refresh") on_press=refresh /> }
                } else {
                    view! { <Button kind=ButtonKind::Plain icon="file-text" label=t("data.export.ask") on_press=ask /> }
                }}
            </div>
        </section>
        <Dialog open title=t("data.export.title")>
            <p>{t("data.export.consequence")}</p>
            <AskForm desk open />
        </Dialog>
    }
}

#[component]
fn AskForm(desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    let email = desk.session.account().map(|account| account.email).unwrap_or_default();
    let password = RwSignal::new(String::new());
    let form = Form::new(&[("password", PASSWORD)]);
    let send = Callback::new(move |()| {
        let proof = PasswordProof { password: password.get_untracked() };
        if !form.check([(PASSWORD, password_wrong(&proof.password))]) {
            return;
        }
        let household = desk.household;
        let call = async move {
            desk.session.call(async |client: &Client| client.create_export(household, &proof).await).await
        };
        form.send(call, move |_| {
            let _ = open.try_set(false);
            let _ = desk.done.try_set(Some("data.export.asked"));
            spawn_local(desk.load());
        });
    });
    let keep = Callback::new(move |()| open.set(false));
    view! {
        <FormFrame form on_submit=send>
            <Username email />
            <PasswordField id=PASSWORD label=t("profile.current_password") value=password error=form.error(PASSWORD) />
            <div class="row">
                <Button submit=true icon="file-text" label=t("data.export.submit") busy=form.busy() />
                <Button kind=ButtonKind::Quiet icon="x" label=t("profile.keep") on_press=keep />
            </div>
        </FormFrame>
    }
}

#[component]
fn Row(desk: Desk, export: Export) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let asked = export.asked_at;
    let when = move || {
        i18n.text(
            "data.export.of",
            &[("at", format_instant(i18n.language(), asked, organisation.time_zone()))],
        )
    };
    let state = ["data.export.", export.state.code()].concat();
    let until = export.expires_at;
    let told = move || {
        let at =
            until.map(|at| format_instant(i18n.language(), at, organisation.time_zone())).unwrap_or_default();
        i18n.text(&state, &[("at", at)])
    };
    let ready = export.state == ExportState::Ready;
    view! {
        <li class="data-row">
            <p><strong>{when}</strong></p>
            <p>{told}</p>
            {ready.then(|| view! { <Fetch desk id=export.id /> })}
        </li>
    }
}

#[component]
fn Fetch(desk: Desk, id: ExportId) -> impl IntoView {
    let i18n = use_i18n();
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<Arc<client::Error>>);
    let fetch = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let household = desk.household;
            let ask = async |client: &Client| client.get_export_content(household, id).await;
            match desk.session.call(ask).await {
                Ok(content) => files::save("household.zip", "application/zip", &content),
                Err(error) => {
                    let _ = failed.try_set(Some(Arc::new(error)));
                }
            }
            let _ = busy.try_set(false);
        });
    });
    let wrong = move || {
        let error = failed.get()?;
        Some(view! { <Notice tone=Tone::Danger><p>{sentence(i18n, &error)}</p></Notice> })
    };
    view! {
        {wrong}
        <div><Button kind=ButtonKind::Plain icon="file-text" label=t("data.export.fetch") busy on_press=fetch /></div>
    }
}
