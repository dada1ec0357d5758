//! The field for a new password.

use leptos::prelude::*;
use shared::passwords::MIN_LENGTH;

use super::estimate::follow;
use super::strength::StrengthMeter;
use crate::form::Form;
use crate::i18n::{t, use_i18n};
use crate::session::use_session;
use crate::ui::PasswordField;

/// A new password that its owner may look at and paste, with its rule above and its strength below.
#[component]
pub fn NewPasswordField(
    /// Unique on the page; an error summary links to it.
    id: &'static str,
    /// The form around it, which knows what is wrong with it.
    form: Form,
    /// The password.
    value: RwSignal<String>,
    /// The mail address it protects: a password made of it is soon guessed.
    #[prop(into)]
    email: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rule = Signal::derive(move || i18n.text("new_password.rule", &[("length", MIN_LENGTH.to_string())]));
    let error = form.error(id);
    let estimate = follow(use_session(), value, email);
    view! {
        <div>
            <PasswordField id label=t("new_password.label") hint=rule error value autocomplete="new-password" />
            <StrengthMeter estimate />
        </div>
    }
}
