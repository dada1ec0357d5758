//! Somebody is signed in who does not work for the organisation.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web::i18n::{t, use_i18n};
use web::router::{Link, paths};
use web::session::use_session;
use web::ui::{Button, ButtonKind, Icon, Page};

/// Says so, with the way to the families' app and the way to another account.
#[component]
pub(super) fn NotStaffPage() -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let email = move || session.account().map(|account| account.email).unwrap_or_default();
    let another = Callback::new(move |()| spawn_local(session.sign_out_for_another()));
    view! {
        <div class="desk-door">
            <Page title=t("desk.not_staff")>
                <div class="stack">
                    <p>{move || i18n.text("desk.not_staff.who", &[("email", email())])}</p>
                    <p>{t("desk.not_staff.what")}</p>
                    <div class="row">
                        <Link href=paths::FAMILY class="button"><Icon name="house" />{t("desk.to_family")}</Link>
                        <Button kind=ButtonKind::Quiet icon="log-in" label=t("desk.another") on_press=another />
                    </div>
                </div>
            </Page>
        </div>
    }
}
