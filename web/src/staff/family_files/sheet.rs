//! All that a file tells: how far it is, what is missing, every part with its answers, notes, history.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::calendar::SchoolYear;
use shared::catalogue::{field_name, format_instant};
use shared::families::FileState;
use shared::ids::HouseholdId;
use shared::problem::ProblemCode;
use shared::staff::Permission;
use shared::wire::FamilyFileSheet;

use super::parts::Parts;
use super::record::Record;
use crate::failure::Failure;
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::router::Link;
use crate::session::use_session;
use crate::staff::households::{Adding, HouseholdDesk, PerhapsTheSame, use_household_desk};
use crate::staff::paths;
use crate::ui::{Icon, Loading, Notice, Tone};

/// The file of a household in a school year, the present one without.
#[component]
pub(super) fn Sheet(
    /// Whose.
    household: HouseholdId,
    /// Of which school year.
    school_year: Option<SchoolYear>,
    /// Whether it says whose it is.
    #[prop(optional)]
    named: bool,
) -> impl IntoView {
    let session = use_session();
    let answer = RwSignal::new(None::<Result<FamilyFileSheet, Arc<Error>>>);
    let ask = Callback::new(move |()| {
        if answer.with_untracked(|answer| !matches!(answer, Some(Ok(_)))) {
            answer.set(None);
        }
        spawn_local(async move {
            let get =
                async |client: &Client| client.get_family_file_of_household(household, school_year).await;
            let sheet = session.call(get).await.map_err(Arc::new);
            let _ = answer.try_set(Some(sheet));
        });
    });
    let desk = use_household_desk();
    // read again when something was done on the page; what is shown stays meanwhile
    Effect::new(move |_| {
        let _ = desk.map(HouseholdDesk::readings);
        ask.run(());
    });
    move || match answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => match merged_into(&error) {
            Some(into) => view! { <Merged into /> }.into_any(),
            None => view! { <Failure error retry=ask /> }.into_any(),
        },
        Some(Ok(sheet)) => {
            let name = named.then(|| view! { <h2>{sheet.name.clone()}</h2> });
            let others = sheet.perhaps_same.clone();
            let correct = desk.is_none().then(|| {
                let href = format!("{}/{household}", paths::FILES);
                view! {
                    <p><Link href class="link-line"><Icon name="pencil" /><span>{t("household.correct")}</span></Link></p>
                }
            });
            view! {
                {name}
                <Summary sheet=sheet.clone() />
                <PerhapsTheSame household others />
                {correct}
                <Parts sheet=sheet.clone() />
                <Adder sheet />
                <Record household />
            }
            .into_any()
        }
    }
}

/// Ways to add somebody, for those who may.
#[component]
fn Adder(sheet: FamilyFileSheet) -> impl IntoView {
    let desk = use_household_desk()?;
    let sheet = StoredValue::new(sheet);
    Some(view! {
        <Show when=move || desk.may(Permission::EditFamilies)><Adding sheet=sheet.get_value() /></Show>
    })
}

/// The household that a household was made one with, when that is why it is not told.
fn merged_into(error: &Error) -> Option<String> {
    match error {
        Error::Problem(problem) if problem.code == ProblemCode::HouseholdMerged => {
            problem.params.get("merged_into")?.as_str().map(str::to_owned)
        }
        _ => None,
    }
}

/// That it was, and where it went.
#[component]
fn Merged(into: String) -> impl IntoView {
    let href = [paths::FILES, "/", &into].concat();
    view! {
        <Notice><p>{t("household.merged")} " " <Link href>{t("household.merged_into")}</Link></p></Notice>
    }
}

/// How far it is, and what is missing.
#[component]
fn Summary(sheet: FamilyFileSheet) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let state = match sheet.file.state {
        FileState::Incomplete => "files.state.incomplete",
        FileState::Received => "files.state.received",
        FileState::Validated => "files.state.validated",
    };
    let year = sheet.file.school_year.to_string();
    let stands =
        move || [i18n.text("files.year", &[("year", year.clone())]), i18n.text(state, &[])].join(" ");
    let submitted = sheet.submitted_at.map(|at| {
        let text = move || {
            let at = format_instant(i18n.language(), at, organisation.time_zone());
            i18n.text("files.submitted", &[("at", at)])
        };
        view! { <p class="muted">{text}</p> }
    });
    let missing = sheet.file.missing;
    let lacks = (!missing.is_empty()).then(|| {
        let text = move || {
            let mut names: Vec<_> =
                missing.iter().map(|missing| field_name(i18n.language(), missing.field)).collect();
            names.dedup();
            let count = i64::try_from(missing.len()).unwrap_or(i64::MAX);
            i18n.count("files.missing", count, &[("fields", names.join(", "))])
        };
        view! { <Notice tone=Tone::Warning><p>{text}</p></Notice> }
    });
    let message = sheet.message.map(|message| {
        view! { <Notice><p><strong>{t("files.message")}</strong> " " {message}</p></Notice> }
    });
    view! {
        <p>{stands}</p>
        {submitted}
        {lacks}
        {message}
    }
}
