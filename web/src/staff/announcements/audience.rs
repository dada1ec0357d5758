//! Choosing whom an announcement is for, with how many households each choice has.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::announcements::SchoolClass;
use shared::wire::Audiences;

use super::desk::Desk;
use super::draft::{AUDIENCE, CLASSES, Draft, EVERYONE, FACILITIES, class_code, class_of};
use super::words::class_name;
use crate::failure::Failure;
use crate::form::Form;
use crate::i18n::{I18n, t, use_i18n};
use crate::organisation::use_organisation;
use crate::ui::{CheckField, Choice, Frame, Loading, RadioField};

const KIND: &str = "audience-kind";
const YEAR: &str = "audience-year";

/// The choice, once the server has told what there is in the school year.
#[component]
pub(super) fn AudienceFields(desk: Desk, draft: Draft, form: Form) -> impl IntoView {
    let answer = RwSignal::new(None::<Result<Arc<Audiences>, Arc<Error>>>);
    let ask = move || {
        let year = draft.school_year.get().parse().ok();
        spawn_local(async move {
            let read = async |client: &Client| client.list_audiences(year).await;
            let offered = desk.session.call(read).await.map(Arc::new).map_err(Arc::new);
            let _ = answer.try_set(Some(offered));
        });
    };
    Effect::new(move |_| ask());
    let retry = Callback::new(move |()| untrack(ask));
    let fields = move || match answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry /> }.into_any(),
        Some(Ok(offered)) => view! { <Offered offered draft form /> }.into_any(),
    };
    view! { <Year draft /> {fields} }
}

/// The school year, where there are several.
#[component]
fn Year(draft: Draft) -> impl IntoView {
    let organisation = use_organisation();
    let line = move |year: String| {
        let (known, code) = (year.clone(), year.clone());
        let chosen = move || {
            let written = draft.school_year.get();
            let present = || organisation.school_year().map(|year| year.to_string()).unwrap_or_default();
            known == if written.is_empty() { present() } else { written }
        };
        view! { <option value=code selected=chosen>{year}</option> }
    };
    let years =
        move || organisation.school_years().into_iter().map(|year| line(year.to_string())).collect_view();
    view! {
        <Show when=move || organisation.school_years().len().gt(&1)>
            <Frame id=YEAR label=t("announcing.year") hint=None error=Signal::stored(None)>
                <select
                    class="input"
                    id=YEAR
                    on:change=move |event| draft.school_year.set(event_target_value(&event))
                >
                    {years}
                </select>
            </Frame>
        </Show>
    }
}

#[component]
fn Offered(offered: Arc<Audiences>, draft: Draft, form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let kind = move |code: &str, label, says| Choice { code: code.to_owned(), label: t(label), says };
    let everyone =
        offered.everyone.map(|count| kind(EVERYONE, "announcing.everyone", Some(households(i18n, count))));
    let facilities =
        (!offered.facilities.is_empty()).then(|| kind(FACILITIES, "announcing.of_facilities", None));
    let classes = (!offered.classes.is_empty()).then(|| kind(CLASSES, "announcing.of_classes", None));
    let kinds: Vec<Choice> = everyone.into_iter().chain(facilities).chain(classes).collect();
    let lists = move || match draft.kind.get().as_str() {
        FACILITIES => {
            let choices = offered.facilities.iter().map(|facility| Choice {
                code: facility.facility_id.to_string(),
                label: Signal::stored(facility.name.clone()),
                says: Some(households(i18n, facility.households)),
            });
            let (choices, value) = (choices.collect(), draft.facilities);
            view! { <CheckField id=AUDIENCE legend=t("announcing.which_facilities") choices value error=form.error(AUDIENCE) /> }
                .into_any()
        }
        CLASSES => {
            let choices = classes_of(i18n, &offered, draft);
            let value = draft.classes;
            view! { <CheckField id=AUDIENCE legend=t("announcing.which_classes") choices value error=form.error(AUDIENCE) /> }
                .into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <div class="stack audience">
            <RadioField id=KIND legend=t("announcing.audience") choices=kinds value=draft.kind />
            {lists}
        </div>
    }
}

/// The classes that there are; of those chosen before, also the ones that nobody is in any more.
fn classes_of(i18n: I18n, offered: &Audiences, draft: Draft) -> Vec<Choice> {
    let organisation = use_organisation();
    let choice = move |class: SchoolClass, count| Choice {
        code: class_code(&class),
        label: Signal::derive(move || class_name(i18n, organisation, &class)),
        says: Some(households(i18n, count)),
    };
    let mut choices: Vec<Choice> = offered
        .classes
        .iter()
        .map(|class| {
            let known = SchoolClass { school_id: class.school_id, class_name: class.class_name.clone() };
            choice(known, class.households)
        })
        .collect();
    let chosen = draft.classes.get_untracked();
    let gone = chosen.iter().filter(|code| !choices.iter().any(|choice| choice.code == **code));
    let gone: Vec<Choice> = gone.filter_map(|code| Some(choice(class_of(code)?, 0))).collect();
    choices.extend(gone);
    choices
}

fn households(i18n: I18n, count: u32) -> Signal<String> {
    Signal::derive(move || i18n.count("announcing.households", count.into(), &[]))
}
