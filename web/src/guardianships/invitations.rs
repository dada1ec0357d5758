//! Invitations that wait: sent again, taken back.

use std::sync::Arc;

use leptos::prelude::*;
use shared::catalogue::format_instant;
use shared::ids::GuardianInvitationId;
use shared::wire::{GuardianInvitation, HouseholdGuardians, Living};

use super::desk::Desk;
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::ui::{Button, ButtonKind, Icon, PersonName};

/// Those that nobody has followed yet.
#[component]
pub(super) fn Invitations(desk: Desk, found: Arc<HouseholdGuardians>) -> impl IntoView {
    let one = move |invitation: &GuardianInvitation| view! { <Waiting desk invitation=invitation.clone() /> };
    (!found.invitations.is_empty()).then(|| {
        view! {
            <section class="card">
                <div class="card-head"><Icon name="mail" /><h2>{t("guardians.waiting")}</h2></div>
                <ul class="rows">{found.invitations.iter().map(one).collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn Waiting(desk: Desk, invitation: GuardianInvitation) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let (id, expired, at) = (invitation.id, invitation.expired, invitation.expires_at);
    let name = [invitation.first_name.as_str(), " ", invitation.last_name.as_str()].concat();
    let living = match invitation.living {
        Living::Here => "guardians.lives_here",
        Living::Elsewhere => "guardians.lives_elsewhere",
    };
    let until = move || {
        let at = format_instant(i18n.language(), at, organisation.time_zone());
        i18n.text(if expired { "guardians.expired" } else { "guardians.expires" }, &[("at", at)])
    };
    let about = name.clone();
    let about = Signal::derive(move || about.clone());
    let again = Callback::new(move |()| desk.act("guardians.sent_again", send_again(desk, id)));
    let withdraw = Callback::new(move |()| desk.act("guardians.withdrawn", delete(desk, id)));
    let buttons = desk.may_book.then(|| {
        view! {
            <div class="row">
                <Button kind=ButtonKind::Plain icon="send" label=t("guardians.send_again") about on_press=again />
                <Button kind=ButtonKind::Quiet icon="x" label=t("guardians.withdraw") about on_press=withdraw />
            </div>
        }
    });
    view! {
        <li class="guardian">
            <p class="file-row-name"><PersonName name /></p>
            <p class="whom small">{invitation.email} ", " {t(living)}</p>
            <p class="small" class:mark--missing=expired>{until}</p>
            {buttons}
        </li>
    }
}

async fn send_again(desk: Desk, id: GuardianInvitationId) -> Result<(), client::Error> {
    let household = desk.household;
    let send = async |client: &client::Client| client.send_guardian_invitation_again(household, id).await;
    desk.session.call(send).await
}

async fn delete(desk: Desk, id: GuardianInvitationId) -> Result<(), client::Error> {
    let household = desk.household;
    let delete = async |client: &client::Client| client.delete_guardian_invitation(household, id).await;
    desk.session.call(delete).await
}
