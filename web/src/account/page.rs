//! The sign-in page.

use leptos::prelude::*;

use super::form::SignInForm;
use crate::i18n::t;
use crate::organisation::use_organisation;
use crate::router::Link;
use crate::router::paths::{FORGOTTEN, SIGN_UP};
use crate::session::{Absence, Stage, use_session};
use crate::ui::{Icon, Notice, Page};

/// Sign-in, with what the portal is for and where help is.
#[component]
pub fn SignInPage() -> impl IntoView {
    let session = use_session();
    let notice = move || match session.stage() {
        Stage::Absent(Absence::Ended) => Some("sign_in.expired"),
        Stage::Absent(Absence::Left) => Some("sign_in.left"),
        _ => None,
    };
    let organisation = use_organisation();
    let open = Memo::new(move |_| {
        organisation.answer().with(|answer| matches!(answer, Some(Ok(facts)) if facts.sign_up.is_some()))
    });
    let invited = Memo::new(move |_| {
        organisation.answer().with(|answer| matches!(answer, Some(Ok(facts)) if facts.sign_up.is_none()))
    });
    let sign_up = move || {
        if invited.get() {
            return Some(view! { <p class="muted">{t("sign_in.invited")}</p> }.into_any());
        }
        open.get().then(|| {
            view! {
                <p class="row">
                    <span class="muted">{t("sign_in.new_here")}</span>
                    <Link href=SIGN_UP class="tel"><Icon name="user-plus" />{t("sign_in.sign_up")}</Link>
                </p>
            }
            .into_any()
        })
    };
    view! {
        <div class="sign-in">
            <div class="sign-in-panel">
                <p class="tagline">{t("sign_in.tagline")}</p>
                <ul class="promises">
                    <li><Icon name="calendar-check" /><span>{t("sign_in.promise.book")}</span></li>
                    <li><Icon name="calendar-clock" /><span>{t("sign_in.promise.limit")}</span></li>
                    <li><Icon name="mail" /><span>{t("sign_in.promise.mail")}</span></li>
                </ul>
                <img class="sign-in-art" src="/ribambelle.svg" alt="" width="336" height="72" />
            </div>
            <div class="sign-in-form">
                <Page title=t("sign_in.title")>
                    {move || notice().map(|key| view! { <Notice><p>{t(key)}</p></Notice> })}
                    <SignInForm />
                    <div>
                        <Link href=FORGOTTEN class="tel"><Icon name="key-round" />{t("sign_in.forgotten")}</Link>
                    </div>
                    {sign_up}
                    <p class="row">
                        <span class="muted">{t("sign_in.lost")}</span>
                        <Link href="/contact" class="tel"><Icon name="phone" />{t("sign_in.lost_call")}</Link>
                    </p>
                </Page>
            </div>
        </div>
    }
}
