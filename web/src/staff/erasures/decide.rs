//! Confirming, by typing the household's name, and refusing with a reason.

use client::Client;
use leptos::prelude::*;
use shared::problem::ProblemCode;
use shared::wire::{ErasureDecision, ErasureToDecide};

use super::page::Desk;
use crate::form::{Form, FormFrame, Wrong};
use crate::i18n::{t, use_i18n};
use crate::ui::{Button, ButtonKind, LongTextField, TextField};

const NAME: &str = "household_name";
const REASON: &str = "reason";

/// Sends a decision; one that came too late is told. The list is asked for before: nobody is offered a request that waits no
/// longer.
fn decide(
    form: Form,
    desk: Desk,
    request: &ErasureToDecide,
    decision: ErasureDecision,
    open: RwSignal<bool>,
) {
    let (id, name) = (request.erasure.id, request.household_name.clone());
    let etag = ["\"", &request.version.to_string(), "\""].concat();
    let done = if decision.confirmed { "erasures.confirmed" } else { "erasures.refused" };
    let call = async move {
        let send = async |client: &Client| client.decide_erasure(id, &etag, &decision).await;
        let told = match desk.session.call(send).await {
            Ok(()) => done,
            Err(error) if error.code() == Some(ProblemCode::ChangedMeanwhile) => "erasures.overtaken",
            Err(error) => return Err(error),
        };
        desk.load().await;
        Ok(told)
    };
    form.send(call, move |key| {
        // unless the dialog is about another by now
        let same =
            |deciding: &Option<ErasureToDecide>| deciding.as_ref().is_some_and(|it| it.erasure.id == id);
        if desk.deciding.try_with_untracked(same) == Some(true) {
            let _ = open.try_set(false);
        }
        let _ = desk.done.try_set(Some((key, name)));
    });
}

/// Nothing brings the data back: the name is typed again.
#[component]
pub(super) fn Confirm(desk: Desk, request: ErasureToDecide) -> impl IntoView {
    let i18n = use_i18n();
    let name = RwSignal::new(String::new());
    let form = Form::new(&[("household_name", NAME)]);
    let wanted = request.household_name.clone();
    let label = Signal::derive(move || i18n.text("erasures.confirm.name", &[("name", wanted.clone())]));
    let send = Callback::new(move |()| {
        let household_name = name.get_untracked();
        let same = household_name.trim().to_lowercase() == request.household_name.to_lowercase();
        if !form.check([(NAME, (!same).then_some(Wrong::Said("erasures.confirm.wrong")))]) {
            return;
        }
        let decision = ErasureDecision { confirmed: true, reason: String::new(), household_name };
        decide(form, desk, &request, decision, desk.confirming);
    });
    let back = Callback::new(move |()| desk.confirming.set(false));
    view! {
        <p>{t("erasures.confirm.consequence")}</p>
        <FormFrame form on_submit=send>
            <TextField id=NAME label value=name error=form.error(NAME) />
            <div class="row">
                <Button submit=true kind=ButtonKind::Danger icon="trash-2" label=t("erasures.confirm.submit") busy=form.busy() />
                <Button kind=ButtonKind::Quiet icon="arrow-left" label=t("erasures.keep") on_press=back />
            </div>
        </FormFrame>
    }
}

/// The family reads why.
#[component]
pub(super) fn Refuse(desk: Desk, request: ErasureToDecide) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let form = Form::new(&[("reason", REASON)]);
    let send = Callback::new(move |()| {
        let reason = reason.get_untracked();
        let empty = reason.trim().is_empty();
        if !form.check([(REASON, empty.then_some(Wrong::Said("erasures.refuse.missing")))]) {
            return;
        }
        let decision = ErasureDecision { confirmed: false, reason, household_name: String::new() };
        decide(form, desk, &request, decision, desk.refusing);
    });
    let back = Callback::new(move |()| desk.refusing.set(false));
    view! {
        <FormFrame form on_submit=send>
            <LongTextField id=REASON label=t("erasures.refuse.reason") value=reason error=form.error(REASON) />
            <div class="row">
                <Button submit=true icon="x" label=t("erasures.refuse.submit") busy=form.busy() />
                <Button kind=ButtonKind::Quiet icon="arrow-left" label=t("erasures.keep") on_press=back />
            </div>
        </FormFrame>
    }
}
