//! The first step: address and password besides the fields.

use leptos::prelude::*;
use shared::wire::NewSignUp;

use super::draft::Draft;
use super::steps::Step;
use crate::account::TypedEmail;
use crate::browser::clock::use_clock;
use crate::fields::{Answers, AskedField, FieldEditor, check_fields};
use crate::form::{Form, FormFrame, email_wrong, new_password_wrong};
use crate::i18n::{t, use_i18n};
use crate::password::NewPasswordField;
use crate::router::Link;
use crate::session::use_session;
use crate::ui::{Button, Icon, TextField};

const EMAIL: &str = "email";
const PASSWORD: &str = "new-password";

/// Begins the account.
#[component]
pub(super) fn Start(
    draft: Draft,
    asked: Vec<AskedField>,
    /// Called once it is begun.
    next: Callback<Step>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (session, clock) = (use_session(), use_clock());
    let typed = expect_context::<TypedEmail>();
    let email = typed.0;
    if email.with_untracked(String::is_empty) {
        email.set(draft.peek(|kept| kept.email.clone()));
    }
    let password = RwSignal::new(String::new());
    let answers = Answers::new(draft.peek(|kept| kept.values.clone()));
    Effect::new(move |_| draft.note(answers.typed()));
    let form = Form::new(&[("email", EMAIL), ("password", PASSWORD)]);
    let fields = StoredValue::new(asked.clone());
    let send = Callback::new(move |()| {
        let address = email.get_untracked().trim().to_owned();
        let checked = check_fields(form, answers, &fields.get_value(), clock.now().date_naive());
        let wrong =
            [(EMAIL, email_wrong(&address)), (PASSWORD, new_password_wrong(&password.get_untracked()))];
        if !form.check_also(wrong) {
            return;
        }
        let Some(values) = checked else { return };
        let sign_up = NewSignUp {
            email: address.clone(),
            password: password.get_untracked(),
            language: i18n.language(),
            values: values.into_iter().filter_map(|(field, value)| Some((field, value?))).collect(),
        };
        form.send(async move { session.client().create_sign_up(&sign_up).await }, move |begun| {
            draft.begun(address, begun.token);
            next.run(Step::Reach);
        });
    });
    let editors = asked.into_iter().map(|asked| view! { <FieldEditor form asked answers /> }).collect_view();
    view! {
        <section class="card">
            <FormFrame form on_submit=send>
                <TextField
                    id=EMAIL
                    kind="email"
                    autocomplete="username"
                    label=t("sign_in.email")
                    hint=t("sign_up.email_hint")
                    value=email
                    error=form.error(EMAIL)
                />
                <NewPasswordField id=PASSWORD form value=password email />
                {editors}
                <div class="row">
                    <Button submit=true icon="arrow-right" label=t("sign_up.next") busy=form.busy() />
                    <Link href="/" class="button button--plain"><Icon name="arrow-left" />{t("forgotten.back")}</Link>
                </div>
            </FormFrame>
        </section>
    }
}
