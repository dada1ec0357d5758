//! The recovery codes: told once.

use leptos::prelude::*;
use shared::wire::RecoveryCodes;

use super::Step;
use crate::browser::files;
use crate::i18n::{t, use_i18n};
use crate::profile::editing::focus_first;
use crate::ui::{Button, ButtonKind, Notice, Tone};

/// The codes, until one says that they are kept.
#[component]
pub(super) fn Codes(
    codes: RecoveryCodes,
    step: RwSignal<Step>,
    on_kept: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let done = Callback::new(move |()| {
        step.set(Step::Rest { removed: false });
        if let Some(on_kept) = on_kept {
            on_kept.run(());
        }
    });
    let frame = NodeRef::<leptos::html::Div>::new();
    focus_first(frame, "h3");
    let text = codes.codes.join("\r\n");
    let save = Callback::new(move |()| {
        let name = [untrack(|| i18n.text("second_factor.codes_file", &[])).as_str(), ".txt"].concat();
        files::save(&name, "text/plain;charset=utf-8", text.as_bytes());
    });
    let listed = codes.codes.into_iter().map(|code| view! { <li translate="no">{code}</li> }).collect_view();
    view! {
        <div class="stack" node_ref=frame>
            <h3 tabindex="-1">{t("second_factor.codes")}</h3>
            <Notice tone=Tone::Warning><p>{t("second_factor.codes_once")}</p></Notice>
            <p>{t("second_factor.codes_how")}</p>
            <ul class="recovery-codes">{listed}</ul>
            <div class="row">
                <Button icon="check" label=t("second_factor.codes_kept") on_press=done />
                <Button kind=ButtonKind::Plain icon="download" label=t("second_factor.codes_save") on_press=save />
            </div>
        </div>
    }
}
