//! What waits for an answer: of the other household, to accept or refuse; of one's own, to take back.

use std::sync::Arc;

use leptos::prelude::*;
use shared::wire::{ChildCustodySheet, CustodyDecision, CustodyProposal};

use super::calendar::{CalendarView, Names};
use super::desk::Desk;
use crate::form::{Form, FormFrame};
use crate::i18n::t;
use crate::ui::{Button, ButtonKind, Icon};

/// The proposal, with its answers.
#[component]
pub(super) fn Proposal(
    desk: Desk,
    sheet: Arc<ChildCustodySheet>,
    proposal: CustodyProposal,
    names: Names,
) -> impl IntoView {
    let form = Form::new(&[]);
    let version = sheet.version;
    let decide = move |accepted: bool| {
        let call = async move {
            let decision = CustodyDecision { accepted };
            let (household, child) = (desk.household, desk.child);
            desk.session
                .call(async |client: &client::Client| {
                    client.decide_custody_proposal(household, child, version, decision).await
                })
                .await
        };
        let done = if accepted { "custody.accepted" } else { "custody.refused" };
        form.send(call, move |sheet| desk.changed(sheet, done));
    };
    let withdraw = move || {
        let call = async move {
            let (household, child) = (desk.household, desk.child);
            let delete =
                async |client: &client::Client| client.delete_custody_proposal(household, child).await;
            desk.session.call(delete).await?;
            desk.load().await;
            Ok(())
        };
        form.send(call, move |()| desk.done.set(Some("custody.withdrawn")));
    };
    let ours = proposal.ours;
    let submit = Callback::new(move |()| if ours { withdraw() } else { decide(true) });
    let refuse = Callback::new(move |()| decide(false));
    let buttons = if !desk.may_book {
        ().into_any()
    } else if ours {
        view! { <Button submit=true kind=ButtonKind::Plain icon="undo-2" label=t("custody.withdraw") busy=form.busy() /> }
            .into_any()
    } else {
        view! {
            <Button submit=true icon="check" label=t("custody.accept") busy=form.busy() />
            <Button kind=ButtonKind::Plain icon="x" label=t("custody.refuse") busy=form.busy() on_press=refuse />
        }
        .into_any()
    };
    let (title, lead) = if ours {
        ("custody.proposal.ours", "custody.proposal.ours_lead")
    } else {
        ("custody.proposal.theirs", "custody.proposal.theirs_lead")
    };
    view! {
        <section class="card">
            <div class="card-head"><Icon name="hourglass" /><h2>{t(title)}</h2></div>
            <p>{t(lead)}</p>
            <CalendarView calendar=Some(proposal.calendar) from=sheet.today names />
            <FormFrame form on_submit=submit><div class="row">{buttons}</div></FormFrame>
        </section>
    }
}
