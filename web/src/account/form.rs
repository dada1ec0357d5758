//! The sign-in form: checked here first, answered by the server, every failure in words.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::problem::ProblemCode;
use shared::wire::SignInRequest;

use super::fields::{email_fault, password_fault};
use crate::failure::sentence;
use crate::i18n::{I18n, t, use_i18n};
use crate::session::use_session;
use crate::ui::{Button, ErrorSummary, PasswordField, TextField};

/// Why the last attempt failed; kept as a cause, so that the words follow the language.
#[derive(Clone)]
enum Fault {
    Fields { email: Option<&'static str>, password: Option<&'static str> },
    Refused(Arc<client::Error>),
}

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
    let i18n = use_i18n();
    let session = use_session();
    let email = RwSignal::new(known_email.unwrap_or_default());
    let password = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let fault = RwSignal::new(None::<Fault>);

    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let (wrong_email, wrong_password) = (
            email.with_untracked(|email| email_fault(email)),
            password.with_untracked(|it| password_fault(it)),
        );
        if wrong_email.is_some() || wrong_password.is_some() {
            return fault.set(Some(Fault::Fields { email: wrong_email, password: wrong_password }));
        }
        fault.set(None);
        busy.set(true);
        let request = SignInRequest {
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
        };
        spawn_local(async move {
            let answer = session.sign_in(&request).await;
            // the form is gone once somebody is signed in
            let _ = busy.try_set(false);
            if let Err(error) = answer {
                let _ = fault.try_set(Some(Fault::Refused(Arc::new(error))));
            }
        });
    };
    let error_of = move |which: fn(&Fault) -> Option<&'static str>| {
        Signal::derive(move || {
            fault.with(|fault| fault.as_ref().and_then(which)).map(|key| i18n.text(key, &[]))
        })
    };
    let email_error = error_of(|fault| match fault {
        Fault::Fields { email, .. } => *email,
        Fault::Refused(_) => None,
    });
    let password_error = error_of(|fault| match fault {
        Fault::Fields { password, .. } => *password,
        Fault::Refused(_) => None,
    });
    let summary = Signal::derive(move || {
        fault.with(|fault| match fault {
            None => Vec::new(),
            Some(Fault::Fields { email, password }) => [(email_id, email), (password_id, password)]
                .into_iter()
                .filter_map(|(field, key)| Some((field, i18n.text((*key)?, &[]))))
                .collect(),
            Some(Fault::Refused(error)) => vec![("", refusal(i18n, error))],
        })
    });
    view! {
        <form on:submit=send novalidate method="post" action="/" class="stack">
            <ErrorSummary errors=summary />
            <TextField
                id=email_id
                kind="email"
                autocomplete="username"
                label=t("sign_in.email")
                hint=t("sign_in.email_hint")
                value=email
                error=email_error
            />
            <PasswordField id=password_id label=t("sign_in.password") value=password error=password_error />
            <div><Button submit=true icon="log-in" label=t("sign_in.submit") busy=busy /></div>
        </form>
    }
}

/// Too many attempts are told with the time to wait; everything else as everywhere.
fn refusal(i18n: I18n, error: &client::Error) -> String {
    match (error.code(), error.retry_after_seconds()) {
        (Some(ProblemCode::TooManyAttempts), Some(seconds)) => {
            i18n.text("sign_in.throttled", &[("wait", wait(i18n, seconds))])
        }
        _ => sentence(i18n, error),
    }
}

fn wait(i18n: I18n, seconds: u64) -> String {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    if seconds < 60 {
        i18n.count("duration.seconds", seconds, &[])
    } else {
        i18n.count("duration.minutes", seconds.div_euclid(60) + i64::from(seconds % 60 != 0), &[])
    }
}
