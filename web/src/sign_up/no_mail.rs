//! When no mail comes.

use leptos::prelude::*;
use shared::wire::LinkToken;

use super::confirmed::{Confirmed, is_confirmed};
use super::draft::Draft;
use crate::account::TypedEmail;
use crate::form::{Form, FormFrame};
use crate::i18n::t;
use crate::router::{paths, use_router};
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Icon};

/// For whom no mail comes: where it may be, the same once more, or to another address.
#[component]
pub(super) fn NoMail(draft: Draft) -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let form = Form::new(&[]);
    let typed = expect_context::<TypedEmail>();
    let (on_its_way, confirmed) = (RwSignal::new(false), RwSignal::new(false));
    let send = Callback::new(move |()| {
        let _ = on_its_way.try_set(false);
        let of_sign_up = LinkToken { token: draft.peek(|kept| kept.token.clone()) };
        let call = async move {
            match session.client().send_sign_up_again(&of_sign_up).await {
                Ok(()) => Ok(true),
                // by the mail that came after all, on another device or in another tab
                Err(error) if is_confirmed(&error) => Ok(false),
                Err(error) => Err(error),
            }
        };
        form.send(call, move |sent| {
            if sent {
                let _ = on_its_way.try_set(true);
            } else {
                typed.0.set(draft.peek(|kept| kept.email.clone()));
                draft.end();
                let _ = confirmed.try_set(true);
            }
        });
    });
    let another = Callback::new(move |()| {
        draft.another_address();
        router.go(paths::SIGN_UP);
    });
    view! {
        <Show when=move || confirmed.get()><Confirmed /></Show>
        <section class="card stack" hidden=move || confirmed.get()>
            <h2>{t("sign_up.no_mail")}</h2>
            <p>{t("sign_up.no_mail_where")}</p>
            <FormFrame form on_submit=send>
                <div class="row">
                    <Button submit=true kind=ButtonKind::Plain icon="send" label=t("sign_up.again") busy=form.busy() />
                    <Button kind=ButtonKind::Quiet icon="mail" label=t("sign_up.another") on_press=another />
                </div>
            </FormFrame>
            <div role="status">
                <Show when=move || on_its_way.get()><p class="mark mark--done"><Icon name="check" />{t("sign_up.sent_again")}</p></Show>
            </div>
        </section>
    }
}
