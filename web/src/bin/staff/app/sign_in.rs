//! The sign-in page of staff.

use leptos::prelude::*;
use web::account::SignInForm;
use web::i18n::t;
use web::router::{Link, paths};
use web::session::{Absence, Stage, use_session};
use web::ui::{Icon, Notice, Page};

/// Sign-in, and the way for families who came to the wrong door.
#[component]
pub(super) fn SignInPage() -> impl IntoView {
    let session = use_session();
    let notice = move || match session.stage() {
        Stage::Absent(Absence::Ended) => Some("sign_in.expired"),
        Stage::Absent(Absence::Left) => Some("sign_in.left"),
        _ => None,
    };
    view! {
        <div class="desk-door">
            <Page title=t("sign_in.title") lead=t("desk.sign_in.lead")>
                <div class="stack">
                    {move || notice().map(|key| view! { <Notice><p>{t(key)}</p></Notice> })}
                    <section class="card">
                        <SignInForm email_hint="desk.sign_in.email_hint" />
                    </section>
                    <div class="desk-ways">
                        <Link href=paths::FORGOTTEN class="tel"><Icon name="key-round" />{t("sign_in.forgotten")}</Link>
                        <Link href=paths::FAMILY class="tel"><Icon name="house" />{t("desk.to_family")}</Link>
                    </div>
                </div>
            </Page>
        </div>
    }
}
