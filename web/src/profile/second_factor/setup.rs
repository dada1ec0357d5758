//! Telling the secret to the application on the phone, and seeing that it has it.

use leptos::prelude::*;
use shared::wire::{SecondFactorCode, SecondFactorSetup};

use super::{Step, note};
use crate::form::{Form, FormFrame, Wrong};
use crate::i18n::t;
use crate::profile::devices::DeviceList;
use crate::profile::editing::focus_first;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Icon, TextField};

const CODE: &str = "second-factor-code";

/// The picture to scan, the same as a link and as letters, then a code of the application.
#[component]
pub(super) fn Setup(setup: SecondFactorSetup, step: RwSignal<Step>, list: DeviceList) -> impl IntoView {
    let session = use_session();
    let code = RwSignal::new(String::new());
    let form = Form::new(&[("code", CODE)]);
    let send = Callback::new(move |()| {
        let typed = SecondFactorCode { code: code.get_untracked().trim().to_owned() };
        let missing = typed.code.is_empty().then_some(Wrong::Said("sign_in.code_missing"));
        if !form.check([(CODE, missing)]) {
            return;
        }
        let call = async move {
            session.call(async |client: &client::Client| client.confirm_second_factor(&typed).await).await
        };
        form.send(call, move |codes| {
            note(session, true);
            // the others are signed out
            list.load();
            let _ = step.try_set(Step::Codes(codes));
        });
    });
    let keep = Callback::new(move |()| step.set(Step::Rest { removed: false }));
    // in groups of four, to be typed from the screen
    let letters: Vec<char> = setup.secret.chars().collect();
    let groups =
        letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ");
    let frame = NodeRef::<leptos::html::Div>::new();
    focus_first(frame, "h3");
    view! {
        <div class="stack" node_ref=frame>
            <h3 tabindex="-1">{t("second_factor.scan")}</h3>
            <p>{t("second_factor.scan_how")}</p>
            <img class="qr" src=setup.qr_code alt=t("second_factor.qr") width="240" height="240" />
            <div>
                <a class="link-line" href=setup.url rel="external">
                    <Icon name="smartphone" />
                    <span>{t("second_factor.open")}</span>
                </a>
            </div>
            <p>{t("second_factor.by_hand")} " " <span class="secret" translate="no">{groups}</span></p>
            <FormFrame form on_submit=send>
                <TextField
                    id=CODE
                    autocomplete="one-time-code"
                    label=t("second_factor.code")
                    hint=t("second_factor.code_hint")
                    value=code
                    error=form.error(CODE)
                />
                <div class="row">
                    <Button submit=true icon="check" label=t("second_factor.confirm") busy=form.busy() />
                    <Button kind=ButtonKind::Quiet icon="x" label=t("profile.keep") on_press=keep />
                </div>
            </FormFrame>
        </div>
    }
}
