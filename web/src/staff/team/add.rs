//! Letting a colleague in.

use leptos::prelude::*;
use shared::wire::{NewStaffMember, StaffMemberUpdate};

use super::draft::{Draft, DraftFields, FACILITIES, FIRST_NAME, LAST_NAME, ROLE, wrong};
use super::members::{Members, whole_name};
use crate::form::{Form, FormFrame, OnceKey, email_wrong};
use crate::i18n::t;
use crate::ui::{Button, ButtonKind, TextField};

const EMAIL: &str = "colleague-email";

/// Address, names, role; a mail brings the link to a password.
#[component]
pub(super) fn AddForm(open: RwSignal<bool>) -> impl IntoView {
    let members: Members = expect_context();
    let email = RwSignal::new(String::new());
    let draft = Draft::new();
    let form = Form::new(&[
        ("email", EMAIL),
        ("first_name", FIRST_NAME),
        ("last_name", LAST_NAME),
        ("role", ROLE),
        ("facilities", FACILITIES),
    ]);
    // the same key while the same is sent: an answer lost on its way lets nobody in twice
    let before = OnceKey::<NewStaffMember>::new();
    let send = Callback::new(move |()| {
        let update = draft.update();
        let address = email.get_untracked().trim().to_owned();
        let [first, last, places] = wrong(&update);
        if !form.check([(EMAIL, email_wrong(&address)), first, last, places]) {
            return;
        }
        let StaffMemberUpdate { first_name, last_name, role, facilities } = update;
        let member = NewStaffMember { email: address, first_name, last_name, role, facilities };
        let key = before.key_for(&member);
        let call = async move {
            let add = async |client: &client::Client| client.create_staff_member(&key, &member).await;
            members.session.call(add).await
        };
        form.send(call, move |member| {
            let key = if member.has_password { "team.added" } else { "team.added_mail" };
            members.note(key, member.id, whole_name(&member));
            let _ = open.try_set(false);
        });
    });
    let close = Callback::new(move |()| open.set(false));
    view! {
        <p class="muted">{t("team.add.lead")}</p>
        <FormFrame form on_submit=send>
            <TextField
                id=EMAIL
                kind="email"
                label=t("sign_in.email")
                hint=t("team.email_hint")
                value=email
                error=form.error(EMAIL)
            />
            <DraftFields draft form />
            <div class="row">
                <Button submit=true icon="user-round-plus" label=t("team.add.submit") busy=form.busy() />
                <Button kind=ButtonKind::Quiet icon="x" label=t("desk.cancel") on_press=close />
            </div>
        </FormFrame>
    }
}
