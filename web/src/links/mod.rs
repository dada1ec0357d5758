//! Where the links of mails lead, and how one asks for one: a forgotten password, a new password, a new mail address.

mod address;
mod forgotten;
mod household;
mod inspect;
mod password;
mod sign_up;
mod then_sign_in;
mod token;

use leptos::prelude::*;

use crate::router::{paths, use_router};
use address::ConfirmAddressPage;
use forgotten::ForgottenPage;
use household::JoinHouseholdPage;
use password::NewPasswordPage;
use sign_up::ConfirmSignUpPage;

/// The page of the path one is at.
#[component]
pub fn LinksPage() -> impl IntoView {
    let path = untrack(|| use_router().path());
    match path.as_str() {
        paths::FORGOTTEN => view! { <ForgottenPage /> }.into_any(),
        paths::CONFIRM_SIGN_UP => view! { <ConfirmSignUpPage /> }.into_any(),
        paths::JOIN => view! { <JoinHouseholdPage /> }.into_any(),
        paths::NEW_PASSWORD => view! { <NewPasswordPage /> }.into_any(),
        _ => view! { <ConfirmAddressPage /> }.into_any(),
    }
}
