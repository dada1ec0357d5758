//! The sign-in form: checked here first, answered by the server, every failure in words.

use leptos::prelude::*;
use shared::wire::SignInRequest;

use super::typed::TypedEmail;
use crate::form::{Form, FormFrame, email_wrong, password_wrong};
use crate::i18n::t;
use crate::session::use_session;
use crate::ui::{Button, PasswordField, TextField};

/// Mail address and password.
#[component]
pub(super) fn SignInForm(
    /// Sets the fields' ids apart where two forms are on one page.
    #[prop(default = "email")]
    email_id: &'static str,
    /// Likewise.
    #[prop(default = "password")]
    password_id: &'static str,
    /// Known already: only the password is missing.
    #[prop(optional)]
    known_email: Option<String>,
) -> impl IntoView {
    let session = use_session();
    let typed = expect_context::<TypedEmail>();
    let email = known_email.map_or(typed.0, RwSignal::new);
    let password = RwSignal::new(String::new());
    let form = Form::new(&[]);
    let send = Callback::new(move |()| {
        let request = SignInRequest {
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
        };
        let wrong =
            [(email_id, email_wrong(&request.email)), (password_id, password_wrong(&request.password))];
        if form.check(wrong) {
            form.send(async move { session.sign_in(&request).await }, move |()| typed.forget());
        }
    });
    view! {
        <FormFrame form on_submit=send>
            <TextField
                id=email_id
                kind="email"
                autocomplete="username"
                label=t("sign_in.email")
                hint=t("sign_in.email_hint")
                value=email
                error=form.error(email_id)
            />
            <PasswordField
                id=password_id
                label=t("sign_in.password")
                value=password
                error=form.error(password_id)
            />
            <div><Button submit=true icon="log-in" label=t("sign_in.submit") busy=form.busy() /></div>
        </FormFrame>
    }
}
