//! The mail address one signs in with, and asking for another.

use leptos::prelude::*;
use shared::wire::AddressChangeRequest;

use super::editing::{Editing, EditingFoot};
use super::page::Section;
use crate::form::{Form, FormFrame, email_wrong, password_wrong};
use crate::i18n::{t, use_i18n};
use crate::session::use_session;
use crate::ui::{Notice, PasswordField, TextField, Tone};

const EMAIL: &str = "new-email";
const PASSWORD: &str = "address-password";

/// The address, with a pencil.
#[component]
pub(super) fn AddressCard(email: Memo<String>) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let asked = RwSignal::new(None::<String>);
    let sent = move || {
        asked.get().map(|email| {
            let said = move || i18n.text("profile.address.sent", &[("email", email.clone())]);
            view! { <Notice tone=Tone::Success><p>{said}</p></Notice> }
        })
    };
    view! {
        <Section title=t("profile.address") icon="mail">
            <p class="whom">{email}</p>
            {sent}
            <Editing open label=t("profile.address.edit")>
                <AddressForm open asked />
            </Editing>
        </Section>
    }
}

#[component]
fn AddressForm(open: RwSignal<bool>, asked: RwSignal<Option<String>>) -> impl IntoView {
    let session = use_session();
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let form = Form::new(&[("email", EMAIL), ("password", PASSWORD)]);
    let send = Callback::new(move |()| {
        let request = AddressChangeRequest {
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
        };
        let wrong = [(EMAIL, email_wrong(&request.email)), (PASSWORD, password_wrong(&request.password))];
        if !form.check(wrong) {
            return;
        }
        let to = request.email.clone();
        let call = async move {
            session.call(async |client: &client::Client| client.create_address_change(&request).await).await
        };
        form.send(call, move |()| {
            let _ = asked.try_set(Some(to));
            let _ = open.try_set(false);
        });
    });
    view! {
        <FormFrame form on_submit=send>
            <TextField
                id=EMAIL
                kind="email"
                autocomplete="email"
                label=t("profile.address.new")
                value=email
                error=form.error(EMAIL)
            />
            <PasswordField
                id=PASSWORD
                label=t("profile.current_password")
                value=password
                error=form.error(PASSWORD)
            />
            <EditingFoot open label=t("profile.address.submit") icon="mail" busy=form.busy() />
        </FormFrame>
    }
}
