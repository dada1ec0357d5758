//! The address was confirmed meanwhile, in another tab or on another device.

use leptos::prelude::*;
use shared::problem::ProblemCode;
use shared::wire::LinkFault;

use crate::i18n::t;
use crate::router::{Link, paths};
use crate::ui::{Icon, Notice};

/// Whether a sign-up can go no further because its account is there.
pub(super) fn is_confirmed(error: &client::Error) -> bool {
    let client::Error::Problem(problem) = error else { return false };
    problem.code == ProblemCode::LinkUnusable
        && problem.params.get("reason").and_then(|reason| reason.as_str()) == Some(LinkFault::Used.code())
}

/// That the account is there, and the way into it.
#[component]
pub(super) fn Confirmed() -> impl IntoView {
    view! {
        <Notice><p>{t("sign_up.confirmed_meanwhile")}</p></Notice>
        <div class="row">
            <Link href=paths::FILE class="button"><Icon name="log-in" />{t("sign_in.submit")}</Link>
        </div>
    }
}
