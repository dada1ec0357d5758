//! All that a file tells: how far it is, what is missing, every part with its answers, notes, history.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::calendar::SchoolYear;
use shared::catalogue::format_instant;
use shared::families::{FamilyFile, FileState};
use shared::ids::HouseholdId;
use shared::problem::ProblemCode;
use shared::staff::Permission;
use shared::wire::FamilyFileSheet;

use super::decision::is_told_to_nobody;
use super::guardians::Guardians;
use super::missing::lines;
use super::parts::Parts;
use super::pieces::Pieces;
use super::record::Record;
use super::residence;
use super::year::YearField;
use crate::failure::Failure;
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::router::Link;
use crate::session::use_session;
use crate::staff::households::{Adding, HouseholdDesk, PerhapsTheSame, use_household_desk};
use crate::staff::paths;
use crate::ui::{Icon, Loading, Notice, PersonName, Tone};

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
    /// Becomes true once there is something to tell: not of a household that was made one with another.
    #[prop(optional)]
    told: Option<RwSignal<bool>>,
    /// What is decided beside it, once it is read; follows it when it is read again.
    #[prop(optional)]
    decide: Option<Callback<(RwSignal<Option<FamilyFileSheet>>,), AnyView>>,
) -> impl IntoView {
    let session = use_session();
    let year = RwSignal::new(school_year);
    let sheet = RwSignal::new(None::<FamilyFileSheet>);
    let failed = RwSignal::new(None::<Arc<Error>>);
    let desk = use_household_desk();
    let ask = Callback::new(move |()| {
        let asked = year.get_untracked();
        spawn_local(async move {
            let get = async |client: &Client| client.get_family_file_of_household(household, asked).await;
            let answer = session.call(get).await;
            // what comes for an earlier question is left aside
            if year.try_get_untracked() != Some(asked) {
                return;
            }
            match answer {
                Ok(read) => {
                    if let Some(told) = told {
                        let _ = told.try_set(true);
                    }
                    let _ = failed.try_set(None);
                    let _ = sheet.try_set(Some(read));
                }
                // what is shown, and written into it, stays
                Err(error) => {
                    if merged_into(&error).is_some() {
                        let _ = sheet.try_set(None);
                    }
                    let _ = failed.try_set(Some(Arc::new(error)));
                }
            }
            if let Some(desk) = desk {
                desk.read();
            }
        });
    });
    // read again when something was done on the page
    Effect::new(move |_| {
        let _ = desk.map(HouseholdDesk::readings);
        ask.run(());
    });
    let choose = Callback::new(move |chosen| {
        year.set(Some(chosen));
        ask.run(());
    });
    let is_here = Memo::new(move |_| sheet.with(Option::is_some));
    let trouble = move || match failed.get() {
        Some(error) => match merged_into(&error) {
            Some(into) => view! { <Merged into /> }.into_any(),
            None => view! { <Failure error retry=ask /> }.into_any(),
        },
        None if is_here.get() => ().into_any(),
        None => view! { <Loading /> }.into_any(),
    };
    let body = move || {
        is_here.get().then(|| {
            view! { <Body household sheet named choose decide ask /> }
        })
    };
    view! { {trouble} {body} }
}

/// What is told, once it is read: each part is made anew only when what it tells is another, so that nothing that is being
/// written there is lost.
#[component]
fn Body(
    household: HouseholdId,
    sheet: RwSignal<Option<FamilyFileSheet>>,
    named: bool,
    choose: Callback<SchoolYear>,
    decide: Option<Callback<(RwSignal<Option<FamilyFileSheet>>,), AnyView>>,
    /// Reads the file again.
    ask: Callback<()>,
) -> impl IntoView {
    let (session, desk) = (use_session(), use_household_desk());
    let may_read = untrack(|| session.may(Permission::ReadDocuments));
    let told = Memo::new(move |_| sheet.get().map(answers));
    let head = move || {
        let sheet = sheet.get()?;
        let others = sheet.perhaps_same.clone();
        let head = named.then(|| view! { <Head sheet=sheet.clone() choose /> });
        Some(view! {
            {head}
            <Summary sheet />
            <PerhapsTheSame household others />
        })
    };
    let correct = desk.is_none().then(|| {
        let href = format!("{}/{household}", paths::FILES);
        view! {
            <p><Link href class="link-line"><Icon name="pencil" /><span>{t("household.correct")}</span></Link></p>
        }
    });
    let nobody = Signal::derive(move || sheet.with(|sheet| sheet.as_ref().is_some_and(is_told_to_nobody)));
    // who may do what, and what was done, follow what is done on the page
    let rest = move || {
        let _ = desk.map(HouseholdDesk::readings);
        view! {
            <Guardians household />
            <Record household />
        }
    };
    view! {
        {head}
        {correct}
        {decide.map(|decide| decide.run((sheet,)))}
        {move || told.get().map(|sheet| view! { <Parts sheet=sheet.clone() /> <Adder sheet /> })}
        {may_read.then(|| view! { <Pieces household nobody changed=ask /> })}
        {rest}
    }
}

/// A file with nothing but its answers, and what is asked: what may have changed beside them is left out.
fn answers(sheet: FamilyFileSheet) -> FamilyFileSheet {
    FamilyFileSheet {
        server_time_ms: 0,
        resident: None,
        file: FamilyFile { state: FileState::Incomplete, unchecked: Vec::new(), ..sheet.file },
        missing_documents: Vec::new(),
        version: 0,
        submitted_at: None,
        waits: false,
        message: None,
        perhaps_same: Vec::new(),
        ..sheet
    }
}

/// Whose it is, where they live, and of which year.
#[component]
fn Head(sheet: FamilyFileSheet, choose: Callback<SchoolYear>) -> impl IntoView {
    let shown = sheet.file.school_year;
    let several = sheet.school_years.len() > 1;
    let untold = sheet.resident.is_none();
    let residence = residence::told(sheet.resident);
    view! {
        <div class="file-head">
            <div>
                <h2><PersonName name=sheet.name /></h2>
                <p class="muted" class:lacks=untold>{t(residence)}</p>
            </div>
            {several.then(|| view! { <YearField years=sheet.school_years shown choose /> })}
        </div>
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
    let message = sheet.message.clone();
    let count = sheet.file.missing.len() + sheet.missing_documents.len();
    let lacks = (count > 0).then(|| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let said = move || i18n.count("files.missing", count, &[]);
        let list =
            move || lines(i18n, &sheet).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <Notice tone=Tone::Warning><p>{said}</p><ul class="bullets">{list}</ul></Notice> }
    });
    let message = message.map(|message| {
        view! { <Notice><p><strong>{t("files.message")}</strong> " " {message}</p></Notice> }
    });
    view! {
        <p>{stands}</p>
        {submitted}
        {lacks}
        {message}
    }
}
