//! A code besides the password: setting it up, its recovery codes, doing without.

mod codes;
mod setup;

use leptos::prelude::*;
use shared::wire::{PasswordProof, RecoveryCodes, SecondFactorSetup};

use super::devices::DeviceList;
use super::page::Section;
use crate::form::{Form, FormFrame, password_wrong};
use crate::i18n::t;
use crate::password::Username;
use crate::session::{Session, use_session};
use crate::ui::{Button, ButtonKind, Notice, PasswordField, Tone};

use codes::Codes;
use setup::Setup;

const PASSWORD: &str = "second-factor-password";

/// What the password is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Begin,
    NewCodes,
    Remove,
}

/// Where one is.
#[derive(Clone, PartialEq, Eq)]
enum Step {
    /// Nothing is under way; whether something was just switched off.
    Rest {
        removed: bool,
    },
    Password(Purpose),
    Setup(SecondFactorSetup),
    Codes(RecoveryCodes),
}

/// What the server answers to the password.
enum Answer {
    Setup(SecondFactorSetup),
    Codes(RecoveryCodes),
    Removed,
}

/// Whether a code is asked for, and all one may do about it.
#[component]
pub fn SecondFactorCard(
    /// The mail address one signs in with.
    email: Memo<String>,
    /// Where one is signed in, which changes with it.
    list: DeviceList,
    /// Called once the recovery codes are kept.
    #[prop(optional)]
    on_kept: Option<Callback<()>>,
) -> impl IntoView {
    let session = use_session();
    let on = Memo::new(move |_| session.account().is_some_and(|account| account.second_factor));
    let staff = Memo::new(move |_| session.account().is_some_and(|account| account.staff.is_some()));
    let step = RwSignal::new(Step::Rest { removed: false });
    let go = move |purpose| Callback::new(move |()| step.set(Step::Password(purpose)));
    let body = move || {
        match step.get() {
        Step::Rest { removed } => view! {
            <State on removed />
            <Show
                when=move || on.get()
                fallback=move || view! {
                    <div>
                        <Button kind=ButtonKind::Plain icon="shield-plus" label=t("second_factor.begin") on_press=go(Purpose::Begin) />
                    </div>
                }
            >
                <div class="row">
                    <Button kind=ButtonKind::Plain icon="list-restart" label=t("second_factor.new_codes") on_press=go(Purpose::NewCodes) />
                    <Show when=move || !staff.get()>
                        <Button kind=ButtonKind::Quiet icon="shield-off" label=t("second_factor.remove") on_press=go(Purpose::Remove) />
                    </Show>
                </div>
            </Show>
        }
        .into_any(),
        Step::Password(purpose) => view! { <ByPassword purpose step email=email.get_untracked() /> }.into_any(),
        Step::Setup(setup) => view! { <Setup setup step list /> }.into_any(),
        Step::Codes(codes) => view! { <Codes codes step on_kept /> }.into_any(),
    }
    };
    view! { <Section title=t("second_factor.title") icon="shield-check">{body}</Section> }
}

/// What is so at present.
#[component]
fn State(on: Memo<bool>, removed: bool) -> impl IntoView {
    let off = move || {
        removed.then(|| view! { <Notice tone=Tone::Success><p>{t("second_factor.removed")}</p></Notice> })
    };
    view! {
        <Show
            when=move || on.get()
            fallback=move || view! { <p class="muted">{t("second_factor.off")}</p> {off} }
        >
            <p>{t("second_factor.on")}</p>
        </Show>
    }
}

/// The password first: an open screen is not enough.
#[component]
fn ByPassword(purpose: Purpose, step: RwSignal<Step>, email: String) -> impl IntoView {
    let session = use_session();
    let password = RwSignal::new(String::new());
    let form = Form::new(&[("password", PASSWORD)]);
    let send = Callback::new(move |()| {
        let proof = PasswordProof { password: password.get_untracked() };
        if !form.check([(PASSWORD, password_wrong(&proof.password))]) {
            return;
        }
        form.send(ask(session, purpose, proof), move |answer| {
            let next = match answer {
                Answer::Setup(setup) => Step::Setup(setup),
                Answer::Codes(codes) => Step::Codes(codes),
                Answer::Removed => {
                    note(session, false);
                    Step::Rest { removed: true }
                }
            };
            let _ = step.try_set(next);
        });
    });
    let (why, label, icon) = match purpose {
        Purpose::Begin => ("second_factor.why_begin", "second_factor.next", "arrow-right"),
        Purpose::NewCodes => ("second_factor.why_new_codes", "second_factor.new_codes", "list-restart"),
        Purpose::Remove => ("second_factor.why_remove", "second_factor.remove", "shield-off"),
    };
    let keep = Callback::new(move |()| step.set(Step::Rest { removed: false }));
    let frame = NodeRef::<leptos::html::Div>::new();
    super::editing::focus_first(frame, "input:not([tabindex])");
    view! {
        <div class="stack" node_ref=frame>
            <p>{t(why)}</p>
            <FormFrame form on_submit=send>
                <Username email />
                <PasswordField
                    id=PASSWORD
                    label=t("profile.current_password")
                    value=password
                    error=form.error(PASSWORD)
                />
                <div class="row">
                    <Button submit=true icon label=t(label) busy=form.busy() />
                    <Button kind=ButtonKind::Quiet icon="x" label=t("profile.keep") on_press=keep />
                </div>
            </FormFrame>
        </div>
    }
}

async fn ask(session: Session, purpose: Purpose, proof: PasswordProof) -> Result<Answer, client::Error> {
    session
        .call(async |client: &client::Client| match purpose {
            Purpose::Begin => client.create_second_factor(&proof).await.map(Answer::Setup),
            Purpose::NewCodes => client.create_recovery_codes(&proof).await.map(Answer::Codes),
            Purpose::Remove => client.remove_second_factor(&proof).await.map(|()| Answer::Removed),
        })
        .await
}

/// Notes whether signing in takes a code from now on.
fn note(session: Session, second_factor: bool) {
    if let Some(account) = untrack(|| session.account()) {
        session.update_account(shared::wire::Account { second_factor, ..account });
    }
}
