//! Asking for a link to a new password. The answer is the same for every address: who asks learns of nobody's account.

use leptos::prelude::*;
use shared::wire::PasswordResetRequest;

use crate::account::TypedEmail;
use crate::form::{Form, FormFrame, email_wrong};
use crate::i18n::{t, use_i18n};
use crate::router::Link;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Icon, Notice, Page, TextField, Tone, focus};

const EMAIL: &str = "email";

/// The address, then what happens now.
#[component]
pub(super) fn ForgottenPage() -> impl IntoView {
    let session = use_session();
    let email = expect_context::<TypedEmail>().0;
    let asked = RwSignal::new(None::<String>);
    let form = Form::new(&[("email", EMAIL)]);
    let send = Callback::new(move |()| {
        let request = PasswordResetRequest { email: email.get_untracked().trim().to_owned() };
        if form.check([(EMAIL, email_wrong(&request.email))]) {
            let of = request.email.clone();
            form.send(async move { session.client().create_password_reset(&request).await }, move |()| {
                let _ = asked.try_set(Some(of));
            });
        }
    });
    view! {
        <Page title=t("forgotten.title") lead=t("forgotten.lead")>
            <div class="narrow stack">
                <Show when=move || asked.with(Option::is_none) fallback=move || view! { <Asked asked /> }>
                    <section class="card">
                        <FormFrame form on_submit=send>
                            <TextField
                                id=EMAIL
                                kind="email"
                                autocomplete="username"
                                label=t("sign_in.email")
                                hint=t("sign_in.email_hint")
                                value=email
                                error=form.error(EMAIL)
                            />
                            <div class="row">
                                <Button submit=true icon="mail" label=t("forgotten.submit") busy=form.busy() />
                                <BackToSignIn />
                            </div>
                        </FormFrame>
                    </section>
                </Show>
            </div>
        </Page>
    }
}

/// What happens now, whether there is such an account or not.
#[component]
fn Asked(asked: RwSignal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            focus(&node);
        }
    });
    // kept while it is shown: asking again empties it before this is gone
    let email = untrack(|| asked.get()).unwrap_or_default();
    let again = Callback::new(move |()| asked.set(None));
    view! {
        <div class="stack" tabindex="-1" node_ref=node>
            <Notice tone=Tone::Success>
                <p>{t("forgotten.sent")}</p>
                <p>{move || i18n.text("forgotten.sent_to", &[("email", email.clone())])}</p>
            </Notice>
        </div>
        <div class="row">
            <BackToSignIn />
            <Button kind=ButtonKind::Quiet icon="refresh-cw" label=t("forgotten.again") on_press=again />
        </div>
    }
}

#[component]
fn BackToSignIn() -> impl IntoView {
    view! { <Link href="/" class="button button--plain"><Icon name="arrow-left" />{t("forgotten.back")}</Link> }
}
