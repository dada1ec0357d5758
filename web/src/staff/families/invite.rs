//! Inviting the guardians of a family who have no account, or never came, at its line of a list.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::staff::Permission;
use shared::wire::{FamilyFileSummary, InvitationOutcome, InvitationRequest};

use crate::browser::random;
use crate::failure::sentence;
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Icon};

/// A button, then what came of it; nothing where nobody is to be invited, or one may not.
#[component]
pub(super) fn Invite(
    /// The family.
    file: FamilyFileSummary,
    /// Whether they were invited before.
    again: bool,
) -> impl IntoView {
    let (session, organisation, i18n) = (use_session(), use_organisation(), use_i18n());
    let may = Memo::new(move |_| {
        session.may(Permission::InviteFamilies)
            && organisation.answer().with(|answer| matches!(answer, Some(Ok(facts)) if facts.invites))
    });
    if file.not_come.is_empty() {
        return view! { <span class="muted">{t("accounts.no_address")}</span> }.into_any();
    }
    let busy = RwSignal::new(false);
    let came = RwSignal::new(None::<Result<bool, Arc<Error>>>);
    let addresses = file.not_come.join(", ");
    // the same key while it is not answered: an answer lost on its way invites nobody twice
    let key = StoredValue::new(random::uuid().to_string());
    let emails = StoredValue::new(file.not_come);
    let press = Callback::new(move |()| {
        busy.set(true);
        let request = InvitationRequest { emails: emails.get_value() };
        spawn_local(async move {
            let key = key.get_value();
            let invite = async |client: &Client| client.create_invitations(&key, &request).await;
            let answer = session.call(invite).await;
            let _ = busy.try_set(false);
            let invited = answer
                .map(|report| report.items.iter().any(|item| item.outcome == InvitationOutcome::Invited));
            let _ = came.try_set(Some(invited.map_err(Arc::new)));
        });
    });
    let told = move || {
        came.get().map(|came| {
            let (icon, waits) = if matches!(came, Ok(true)) { ("circle-check", false) } else { ("circle-alert", true) };
            let words = move || match &came {
                Ok(true) => i18n.text("accounts.invited", &[]),
                Ok(false) => i18n.text("accounts.come_since", &[]),
                Err(error) => sentence(i18n, error),
            };
            view! { <span class="state" class:state--waits=waits><Icon name=icon /><span>{words}</span></span> }
        })
    };
    let about = Signal::stored(file.name);
    let is_done = move || came.with(|came| matches!(came, Some(Ok(_))));
    view! {
        <span class="whom small muted">{addresses}</span>
        <Show when=move || may.get() && !is_done()>
            <Button kind=ButtonKind::Plain icon="send" label=t(if again { "accounts.invite_again" } else { "accounts.invite" }) about busy on_press=press />
        </Show>
        <span role="status">{told}</span>
    }
    .into_any()
}
