//! All that a file tells: how far it is, what is missing, every part with its answers, notes, history.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::calendar::SchoolYear;
use shared::catalogue::format_instant;
use shared::families::FileState;
use shared::ids::HouseholdId;
use shared::staff::Permission;
use shared::wire::FamilyFileSheet;

use super::guardians::Guardians;
use super::missing::lines;
use super::parts::Parts;
use super::pieces::Pieces;
use super::record::Record;
use super::year::YearField;
use crate::failure::Failure;
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::router::Link;
use crate::session::use_session;
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
    /// What is decided beside it, once it is read.
    #[prop(optional)]
    decide: Option<Callback<(FamilyFileSheet,), AnyView>>,
) -> impl IntoView {
    let session = use_session();
    let year = RwSignal::new(school_year);
    let answer = RwSignal::new(None::<Result<FamilyFileSheet, Arc<Error>>>);
    let ask = Callback::new(move |()| {
        answer.set(None);
        let year = year.get_untracked();
        spawn_local(async move {
            let get = async |client: &Client| client.get_family_file_of_household(household, year).await;
            let sheet = session.call(get).await.map_err(Arc::new);
            let _ = answer.try_set(Some(sheet));
        });
    });
    ask.run(());
    let choose = Callback::new(move |chosen| {
        year.set(Some(chosen));
        ask.run(());
    });
    let may_read = Memo::new(move |_| {
        let staff = session.account().and_then(|account| account.staff);
        staff.is_some_and(|staff| staff.role.may(Permission::ReadDocuments))
    });
    move || match answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry=ask /> }.into_any(),
        Some(Ok(sheet)) => {
            let head = named.then(|| view! { <Head sheet=sheet.clone() choose /> });
            let decide = decide.map(|decide| decide.run((sheet.clone(),)));
            view! {
                {head}
                <Summary sheet=sheet.clone() />
                {decide}
                <Parts sheet />
                {may_read.get_untracked().then(|| view! { <Pieces household /> })}
                <Guardians household />
                <Record household />
            }
            .into_any()
        }
    }
}

/// Whose it is, of which year, and the way to the decision where one waits.
#[component]
fn Head(sheet: FamilyFileSheet, choose: Callback<SchoolYear>) -> impl IntoView {
    let shown = sheet.file.school_year;
    let several = sheet.school_years.len() > 1;
    let open = sheet.household_id.to_string();
    let to_check = [paths::FILES, "?open=", &open, "&among=", &shown.to_string()].concat();
    let residence = if sheet.resident { "files.resident_yes" } else { "files.resident_no" };
    view! {
        <div class="file-head">
            <div>
                <h2>{sheet.name}</h2>
                <p class="muted">{t(residence)}</p>
            </div>
            {several.then(|| view! { <YearField years=sheet.school_years shown choose /> })}
        </div>
        {sheet.waits.then(|| view! {
            <div><Link href=to_check class="button"><Icon name="check" />{t("files.to_decide")}</Link></div>
        })}
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
