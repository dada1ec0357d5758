//! The sign-in form: checked here first, answered by the server, every failure in words. The field for a code appears
//! where the account asks for one.

use leptos::prelude::*;
use shared::problem::ProblemCode;
use shared::wire::SignInRequest;

use super::typed::TypedEmail;
use crate::form::{Form, FormFrame, Wrong, email_wrong, password_wrong};
use crate::i18n::{t, use_i18n};
use crate::session::use_session;
use crate::ui::{Button, PasswordField, TextField, focus};

/// Mail address and password.
#[component]
pub fn SignInForm(
    /// Sets the fields' ids apart where two forms are on one page.
    #[prop(default = "email")]
    email_id: &'static str,
    /// Likewise.
    #[prop(default = "password")]
    password_id: &'static str,
    /// Likewise.
    #[prop(default = "code")]
    code_id: &'static str,
    /// Known already: only the password is missing.
    #[prop(optional)]
    known_email: Option<String>,
    /// Key of what is said about the address.
    #[prop(default = "sign_in.email_hint")]
    email_hint: &'static str,
) -> impl IntoView {
    let session = use_session();
    let typed = expect_context::<TypedEmail>();
    let email = known_email.map_or(typed.0, RwSignal::new);
    let password = RwSignal::new(String::new());
    let (code, asks_code) = (RwSignal::new(String::new()), RwSignal::new(false));
    let form = Form::new(&[]);
    let send = Callback::new(move |()| {
        let request = SignInRequest {
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
            code: asks_code.get_untracked().then(|| code.get_untracked().trim().to_owned()),
        };
        let wrong = [
            (email_id, email_wrong(&request.email)),
            (password_id, password_wrong(&request.password)),
            (code_id, request.code.as_ref().and_then(|code| code_wrong(code))),
        ];
        if !form.check(wrong) {
            return;
        }
        let call = async move {
            match session.sign_in(&request).await {
                Err(error) if error.code() == Some(ProblemCode::SecondFactorRequired) => Ok(false),
                answer => answer.map(|()| true),
            }
        };
        form.send(call, move |signed_in| {
            if signed_in {
                typed.forget();
            } else {
                let _ = asks_code.try_set(true);
            }
        });
    });
    view! {
        <FormFrame form on_submit=send>
            <TextField
                id=email_id
                kind="email"
                autocomplete="username"
                label=t("sign_in.email")
                hint=t(email_hint)
                value=email
                error=form.error(email_id)
            />
            <PasswordField
                id=password_id
                label=t("sign_in.password")
                value=password
                error=form.error(password_id)
            />
            <Show when=move || asks_code.get()>
                <CodeField id=code_id code error=form.error(code_id) />
            </Show>
            <div><Button submit=true icon="log-in" label=t("sign_in.submit") busy=form.busy() /></div>
        </FormFrame>
    }
}

/// Key of what is wrong with a code, if anything.
fn code_wrong(code: &str) -> Option<Wrong> {
    code.is_empty().then_some(Wrong::Said("sign_in.code_missing"))
}

/// The code besides the password; takes the focus when it appears.
#[component]
fn CodeField(id: &'static str, code: RwSignal<String>, error: Signal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let hint = Signal::derive(move || {
        [i18n.domain_text("problem.second_factor_required"), i18n.text("sign_in.code_lost", &[])].join(" ")
    });
    let node = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if node.get().is_some()
            && let Some(input) = document().get_element_by_id(id)
        {
            focus(&input);
        }
    });
    view! {
        <div node_ref=node>
            <TextField id autocomplete="one-time-code" label=t("sign_in.code") hint value=code error />
        </div>
    }
}
