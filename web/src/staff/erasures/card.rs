//! What an administrator does for a family that asks at the office: a copy of its data, a request to erase.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::catalogue::format_instant;
use shared::ids::HouseholdId;
use shared::staff::Permission;
use shared::wire::{ErasureForFamily, Export, ExportState};

use crate::browser::files;
use crate::failure::{Failure, sentence};
use crate::form::{Form, FormFrame};
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::session::{Session, use_session};
use crate::ui::{Button, ButtonKind, Dialog, Icon, Loading, LongTextField, Notice, Tone};

const MESSAGE: &str = "erasure-message";

type Answer = Option<Result<Vec<Export>, Arc<Error>>>;

#[derive(Clone, Copy)]
struct Desk {
    session: Session,
    household: HouseholdId,
    answer: RwSignal<Answer>,
    done: RwSignal<Option<&'static str>>,
    failed: RwSignal<Option<Arc<Error>>>,
}

impl Desk {
    async fn load(self) {
        let household = self.household;
        let list = async |client: &Client| client.list_exports_of_household(household).await;
        let answer = self.session.call(list).await;
        let _ = self.answer.try_set(Some(answer.map(|found| found.items).map_err(Arc::new)));
    }

    async fn export(self) {
        let household = self.household;
        let make = async |client: &Client| client.create_export_of_household(household).await;
        match self.session.call(make).await {
            Ok(_) => {
                let _ = self.done.try_set(Some("rights.export.asked"));
                self.load().await;
            }
            Err(error) => {
                let _ = self.failed.try_set(Some(Arc::new(error)));
            }
        }
    }

    async fn fetch(self, export: &Export) {
        let (household, id) = (self.household, export.id);
        let fetch = async |client: &Client| client.get_export_content_of_household(household, id).await;
        match self.session.call(fetch).await {
            Ok(content) => files::save("household.zip", "application/zip", &content),
            Err(error) => {
                let _ = self.failed.try_set(Some(Arc::new(error)));
            }
        }
    }
}

/// The card, for administrators alone.
#[component]
pub fn FamilyRightsCard(
    /// Whose rights.
    household: HouseholdId,
) -> impl IntoView {
    let session = use_session();
    let may = Memo::new(move |_| session.may(Permission::HandleRights));
    view! { <Show when=move || may.get()><Rights household /></Show> }
}

#[component]
fn Rights(household: HouseholdId) -> impl IntoView {
    let i18n = use_i18n();
    let desk = Desk {
        session: use_session(),
        household,
        answer: RwSignal::new(None),
        done: RwSignal::new(None),
        failed: RwSignal::new(None),
    };
    spawn_local(desk.load());
    let retry = Callback::new(move |()| spawn_local(desk.load()));
    let open = RwSignal::new(false);
    let export = Callback::new(move |()| spawn_local(desk.export()));
    let erase = Callback::new(move |()| open.set(true));
    let done = move || {
        let key = desk.done.get()?;
        Some(view! { <Notice tone=Tone::Success><p>{t(key)}</p></Notice> })
    };
    let failed = move || {
        let error = desk.failed.get()?;
        Some(view! { <Notice tone=Tone::Danger><p>{sentence(i18n, &error)}</p></Notice> })
    };
    let copies = move || match desk.answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry /> }.into_any(),
        Some(Ok(exports)) => {
            let kept = exports.into_iter().filter(|export| export.state != ExportState::Removed);
            let rows = kept.map(|export| view! { <Copy desk export /> }).collect_view();
            view! { <ul class="rows">{rows}</ul> }.into_any()
        }
    };
    view! {
        <section class="card">
            <div class="card-head"><Icon name="shield-check" /><h2>{t("rights.title")}</h2></div>
            {done}
            {failed}
            <p class="muted">{t("rights.export.hint")}</p>
            {copies}
            <div><Button kind=ButtonKind::Plain icon="file-text" label=t("rights.export") on_press=export /></div>
            <p class="muted">{t("rights.erase.hint")}</p>
            <div><Button kind=ButtonKind::Quiet icon="trash-2" label=t("rights.erase") on_press=erase /></div>
        </section>
        <Dialog open title=t("rights.erase")><EraseForm desk open /></Dialog>
    }
}

#[component]
fn Copy(desk: Desk, export: Export) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let asked = export.asked_at;
    let when = move || {
        let at = format_instant(i18n.language(), asked, organisation.time_zone());
        i18n.text("data.export.of", &[("at", at)])
    };
    let state = ["data.export.", export.state.code()].concat();
    let until = export.expires_at;
    let told = move || {
        let at = until.map(|at| format_instant(i18n.language(), at, organisation.time_zone()));
        i18n.text(&state, &[("at", at.unwrap_or_default())])
    };
    let ready = export.state == ExportState::Ready;
    let waits = export.state == ExportState::Waiting;
    let refresh = Callback::new(move |()| spawn_local(desk.load()));
    let fetch = Callback::new(move |()| {
        let export = export.clone();
        spawn_local(async move { desk.fetch(&export).await });
    });
    view! {
        <li class="data-row">
            <p><strong>{when}</strong>" "{told}</p>
            {ready.then(|| view! { <div><Button kind=ButtonKind::Plain icon="file-text" label=t("data.export.fetch") on_press=fetch /></div> })}
            {waits.then(|| view! { <div><Button kind=ButtonKind::Plain icon="refresh-cw" label=t("data.export.refresh") on_press=refresh /></div> })}
        </li>
    }
}

#[component]
fn EraseForm(desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    let message = RwSignal::new(String::new());
    let form = Form::new(&[("message", MESSAGE)]);
    let send = Callback::new(move |()| {
        let (household, request) = (desk.household, ErasureForFamily { message: message.get_untracked() });
        let call = async move {
            let ask = async |client: &Client| client.create_erasure_of_household(household, &request).await;
            desk.session.call(ask).await
        };
        form.send(call, move |_| {
            let _ = open.try_set(false);
            let _ = desk.done.try_set(Some("rights.erase.asked"));
        });
    });
    let back = Callback::new(move |()| open.set(false));
    view! {
        <FormFrame form on_submit=send>
            <LongTextField id=MESSAGE label=t("rights.erase.message") value=message error=form.error(MESSAGE) />
            <div class="row">
                <Button submit=true kind=ButtonKind::Danger icon="trash-2" label=t("rights.erase") busy=form.busy() />
                <Button kind=ButtonKind::Quiet icon="arrow-left" label=t("erasures.keep") on_press=back />
            </div>
        </FormFrame>
    }
}
