//! The steps, one at a time; the address says which, so that the browser's buttons work.

use leptos::prelude::*;
use shared::wire::{SignUpForm, SignUpUpdate};

use super::confirmed::{Confirmed, is_confirmed};
use super::draft::Draft;
use super::no_mail::NoMail;
use super::start::Start;
use super::steps::Step;
use crate::account::TypedEmail;
use crate::browser::clock::use_clock;
use crate::failure::Failure;
use crate::fields::{Answers, AskedField, FieldEditor, check_fields};
use crate::form::{Form, FormFrame};
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::router::{Link, paths, use_router};
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Icon, Loading, Notice, Page, Tone, steps};

/// The last page, once all steps are sent.
const DONE: &str = "done";

/// Creating an account, where the organisation lets parents do so.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let organisation = use_organisation();
    let (session, clock) = (use_session(), use_clock());
    let retry = Callback::new(move |()| organisation.load(session.client(), clock));
    move || match organisation.answer().get() {
        None => view! { <Page title=t("sign_up.title")><Loading /></Page> }.into_any(),
        Some(Err(error)) => {
            view! { <Page title=t("sign_up.title")><Failure error retry /></Page> }.into_any()
        }
        Some(Ok(facts)) => match facts.sign_up {
            None => view! { <Invited /> }.into_any(),
            Some(form) => view! { <Steps form /> }.into_any(),
        },
    }
}

/// Here the organisation opens accounts.
#[component]
fn Invited() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Page title=t("sign_up.title")>
            <div class="narrow stack">
                <Notice><p>{move || i18n.domain_text("problem.sign_up_closed")}</p></Notice>
                <div class="row">
                    <Link href="/contact" class="button"><Icon name="phone" />{t("sign_in.lost_call")}</Link>
                </div>
            </div>
        </Page>
    }
}

#[component]
fn Steps(form: SignUpForm) -> impl IntoView {
    let i18n = use_i18n();
    let router = use_router();
    let draft = Draft::here();
    let steps = StoredValue::new(Step::all(&form));
    let form = StoredValue::new(form);
    let count = steps.with_value(Vec::len);
    // found while a step was sent: the account is there
    let confirmed = RwSignal::new(false);
    // which step the address names, the first until it is sent
    let at = Memo::new(move |_| {
        let begun = draft.read(|kept| !kept.token.is_empty());
        match router.parameter("step") {
            Some(step) if begun && step == DONE => count,
            Some(step) if begun => step.parse::<usize>().unwrap_or(1).clamp(1, count) - 1,
            _ => 0,
        }
    });
    let next = Callback::new(move |step: Step| {
        let position = steps.with_value(|steps| steps.iter().position(|it| *it == step)).unwrap_or_default();
        let to = if position + 1 < count { (position + 2).to_string() } else { DONE.to_owned() };
        router.go(&[paths::SIGN_UP, "?step=", &to].concat());
    });
    move || {
        let position = at.get();
        let Some(step) = steps.with_value(|steps| steps.get(position).copied()) else {
            return view! { <Done draft /> }.into_any();
        };
        let title = Signal::derive(move || {
            let place = [("n", (position + 1).to_string()), ("count", count.to_string())];
            [i18n.text("sign_up.step", &place), i18n.text(step.key(), &[])].join(" ")
        });
        let asked = form.with_value(|form| step.fields(form));
        let begun = untrack(|| draft.read(|kept| !kept.token.is_empty()));
        let body = if step == Step::Reach && !begun {
            view! { <Start draft asked next /> }.into_any()
        } else {
            view! { <More draft step asked confirmed next /> }.into_any()
        };
        let lead = t(if position == 0 { "sign_up.lead" } else { "sign_up.saved" });
        view! {
            <Page title lead>
                <div class="narrow stack">
                    <Show when=move || { position > 0 && !confirmed.get() }><Sent draft /></Show>
                    {body}
                </div>
            </Page>
        }
        .into_any()
    }
}

/// That a mail is on its way, and to which address.
#[component]
fn Sent(draft: Draft) -> impl IntoView {
    let i18n = use_i18n();
    let sent = move || i18n.text("sign_up.sent", &[("email", draft.read(|kept| kept.email.clone()))]);
    view! { <Notice tone=Tone::Success><p>{sent}</p></Notice> }
}

/// A step after the first, or the first once more.
#[component]
fn More(
    draft: Draft,
    step: Step,
    asked: Vec<AskedField>,
    confirmed: RwSignal<bool>,
    next: Callback<Step>,
) -> impl IntoView {
    let (session, clock, router) = (use_session(), use_clock(), use_router());
    let typed = expect_context::<TypedEmail>();
    let answers = Answers::new(draft.peek(|kept| kept.values.clone()));
    Effect::new(move |_| draft.note(answers.typed()));
    let form = Form::new(&[]);
    let fields = StoredValue::new(asked.clone());
    let send = Callback::new(move |()| {
        let checked = check_fields(form, answers, &fields.get_value(), clock.now().date_naive());
        let Some(values) = checked else { return };
        let update = SignUpUpdate {
            token: draft.peek(|kept| kept.token.clone()),
            values: values.into_iter().filter_map(|(field, value)| Some((field, value?))).collect(),
        };
        let call = async move {
            match session.client().update_sign_up(&update).await {
                Ok(()) => Ok(true),
                // confirmed in the meantime: the rest is told in the file
                Err(error) if is_confirmed(&error) => Ok(false),
                Err(error) => Err(error),
            }
        };
        form.send(call, move |saved| {
            if saved {
                next.run(step);
            } else {
                typed.0.set(draft.peek(|kept| kept.email.clone()));
                draft.end();
                let _ = confirmed.try_set(true);
            }
        });
    });
    let editors = asked.into_iter().map(|asked| view! { <FieldEditor form asked answers /> }).collect_view();
    let another = Callback::new(move |()| {
        draft.another_address();
        router.go(paths::SIGN_UP);
    });
    view! {
        <Show when=move || confirmed.get()><Confirmed /></Show>
        <section class="card" hidden=move || confirmed.get()>
            <FormFrame form on_submit=send>
                {editors}
                <div class="row">
                    <Button submit=true icon="arrow-right" label=t("sign_up.next") busy=form.busy() />
                    <Button kind=ButtonKind::Quiet icon="mail" label=t("sign_up.another") on_press=another />
                </div>
            </FormFrame>
        </section>
    }
}

/// All is told: what is left is the link in the mail.
#[component]
fn Done(draft: Draft) -> impl IntoView {
    let i18n = use_i18n();
    let email = move || [("email", draft.read(|kept| kept.email.clone()))];
    view! {
        <Page title=t("sign_up.done") lead=t("sign_up.done_lead")>
            <div class="narrow stack">
                <Notice tone=Tone::Success><p>{move || i18n.text("sign_up.sent", &email())}</p></Notice>
                <NoMail draft />
                <section class="card stack">
                    <h2>{t("sign_up.then")}</h2>
                    {steps(&["sign_up.then.confirm", "sign_up.then.children", "sign_up.then.checked"])}
                </section>
            </div>
        </Page>
    }
}
