//! The page “invite families”.

use leptos::prelude::*;
use shared::limits::MAX_INVITED;
use shared::staff::Permission;
use shared::wire::{InvitationReport, InvitationRequest};

use super::addresses::addresses;
use super::report::Report;
use crate::form::{Form, FormFrame, OnceKey, Wrong};
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::session::use_session;
use crate::ui::{Button, LongTextField, Notice, Page};

const EMAILS: &str = "emails";

/// Addresses, then what became of each.
#[component]
pub fn InvitationsPage() -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let may = Memo::new(move |_| session.may(Permission::InviteFamilies));
    let text = RwSignal::new(String::new());
    let report = RwSignal::new(None::<InvitationReport>);
    let again = Callback::new(move |()| {
        text.set(String::new());
        report.set(None);
    });
    let organisation = use_organisation();
    let closed =
        move || organisation.answer().with(|answer| matches!(answer, Some(Ok(facts)) if !facts.invites));
    let body = move || match report.get() {
        None if closed() => {
            let said = move || i18n.domain_text("problem.invitations_closed");
            view! { <Notice><p>{said}</p></Notice> }.into_any()
        }
        Some(report) => view! { <Report report again /> }.into_any(),
        None => view! { <InvitationForm text report /> }.into_any(),
    };
    view! {
        <Page title=t("desk.nav.invitations") lead=t("invite.lead")>
            <Show
                when=move || may.get()
                fallback=|| view! { <Notice><p>{t("invite.not_permitted")}</p></Notice> }
            >
                <div class="invite">{body}</div>
            </Show>
        </Page>
    }
}

#[component]
fn InvitationForm(text: RwSignal<String>, report: RwSignal<Option<InvitationReport>>) -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let form = Form::new(&[("emails", EMAILS)]);
    // the same key while the same is sent: an answer lost on its way invites nobody twice
    let sent = OnceKey::<Vec<String>>::new();
    let found = Memo::new(move |_| text.with(|text| addresses(text).len()));
    let counted = move || match i64::try_from(found.get()).unwrap_or(i64::MAX) {
        0 => String::new(),
        n => i18n.count("invite.found", n, &[]),
    };
    let send = Callback::new(move |()| {
        let emails = text.with_untracked(|text| addresses(text));
        let wrong = match emails.len() {
            0 => Some(Wrong::Said("invite.missing")),
            n if n > MAX_INVITED => Some(Wrong::Said("invite.too_many")),
            _ => None,
        };
        if !form.check([(EMAILS, wrong)]) {
            return;
        }
        let key = sent.key_for(&emails);
        let request = InvitationRequest { emails };
        let call = async move {
            session
                .call(async |client: &client::Client| client.create_invitations(&key, &request).await)
                .await
        };
        form.send(call, move |answer| {
            let _ = report.try_set(Some(answer));
        });
    });
    view! {
        <FormFrame form on_submit=send>
            <LongTextField id=EMAILS label=t("invite.emails") hint=t("invite.emails_hint") value=text error=form.error(EMAILS) />
            <p class="muted" role="status">{counted}</p>
            <div><Button submit=true icon="send" label=t("invite.submit") busy=form.busy() /></div>
        </FormFrame>
    }
}
