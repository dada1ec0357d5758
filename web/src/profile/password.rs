//! Changing one's password.

use leptos::prelude::*;
use shared::wire::PasswordChange;

use super::devices::DeviceList;
use super::editing::{Editing, EditingFoot};
use super::page::Section;
use crate::form::{Form, FormFrame, new_password_wrong, password_wrong};
use crate::i18n::t;
use crate::password::{NewPasswordField, Username};
use crate::session::use_session;
use crate::ui::{Notice, PasswordField, Tone};

const CURRENT: &str = "current-password";
const NEW: &str = "new-password";

/// What a change does, with a pencil.
#[component]
pub(super) fn PasswordCard(email: Memo<String>, list: DeviceList) -> impl IntoView {
    let open = RwSignal::new(false);
    let changed = RwSignal::new(false);
    let said = move || {
        let said = t("profile.password.changed");
        changed.get().then(|| view! { <Notice tone=Tone::Success><p>{said}</p></Notice> })
    };
    view! {
        <Section title=t("profile.password") icon="key-round">
            <p class="muted">{t("profile.password.consequence")}</p>
            {said}
            <Editing open label=t("profile.password.edit")>
                <PasswordForm open changed list email=email.get_untracked() />
            </Editing>
        </Section>
    }
}

#[component]
fn PasswordForm(
    open: RwSignal<bool>,
    changed: RwSignal<bool>,
    list: DeviceList,
    email: String,
) -> impl IntoView {
    let session = use_session();
    changed.set(false);
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let form = Form::new(&[("current_password", CURRENT), ("new_password", NEW)]);
    let send = Callback::new(move |()| {
        let change =
            PasswordChange { current_password: current.get_untracked(), new_password: new.get_untracked() };
        let wrong = [
            (CURRENT, password_wrong(&change.current_password)),
            (NEW, new_password_wrong(&change.new_password)),
        ];
        if !form.check(wrong) {
            return;
        }
        let call = async move {
            session.call(async |client: &client::Client| client.update_password(&change).await).await
        };
        form.send(call, move |()| {
            let _ = changed.try_set(true);
            let _ = open.try_set(false);
            list.load();
        });
    });
    view! {
        <FormFrame form on_submit=send>
            <Username email=email.clone() />
            <PasswordField
                id=CURRENT
                label=t("profile.current_password")
                value=current
                error=form.error(CURRENT)
            />
            <NewPasswordField id=NEW form value=new email />
            <EditingFoot open label=t("new_password.submit") icon="check" busy=form.busy() />
        </FormFrame>
    }
}
