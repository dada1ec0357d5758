//! The page “files”.

use std::sync::Arc;

use leptos::prelude::*;
use shared::calendar::SchoolYear;
use shared::staff::Permission;
use shared::wire::{FamilyFileSheet, FamilyFileSummary, OnlookerSubject};

use super::elsewhere::OtherYears;
use super::residence::Residence;
use super::sheet::Sheet;
use super::year::YearField;
use crate::i18n::t;
use crate::organisation::use_organisation;
use crate::session::use_session;
use crate::staff::onlookers::Onlookers;
use crate::staff::paths;
use crate::staff::queue::{Queue, QueueView, Queued};
use crate::ui::{Icon, Notice, Page};

/// The files that families have sent and nobody has checked.
#[component]
pub fn FamilyFilesPage() -> impl IntoView {
    let (session, organisation) = (use_session(), use_organisation());
    let may_decide = Memo::new(move |_| session.may(Permission::CheckFamilies));
    let queue = Queue::<FamilyFileSummary>::at(paths::FILES);
    let choose = Callback::new(move |year: SchoolYear| queue.list_among(&year.to_string()));
    let detail = Callback::new(move |(file,): (FamilyFileSummary,)| {
        let (household, year) = (file.household_id, file.school_year);
        let key = StoredValue::new(file.key());
        let decide = Callback::new(move |(sheet,): (RwSignal<Option<FamilyFileSheet>>,)| {
            let residence = move || {
                let sheet = sheet.get()?;
                let (key, known, deciding) = (key.get_value(), sheet.resident, queue.deciding);
                deciding.note(&key, |checked| checked.sheet = Some(Arc::new(sheet)));
                let untold = known.is_none().then(|| {
                    view! {
                        <p class="state state--waits">
                            <Icon name="circle-alert" />
                            <span>{t("files.resident_untold")}</span>
                        </p>
                    }
                });
                let said = may_decide.get().then(|| view! { <Residence deciding key known /> });
                Some(view! { {untold} {said} })
            };
            view! { {residence} }.into_any()
        });
        view! {
            <Onlookers subject=OnlookerSubject::FamilyFile id=household.0 />
            <Sheet household school_year=Some(year) decide />
        }
        .into_any()
    });
    view! {
        <Page title=t("desk.nav.files") lead=t("files.lead")>
            <Show when=move || !may_decide.get()><Notice><p>{t("queue.only_look")}</p></Notice></Show>
            {move || {
                let years = organisation.school_years();
                let asked = queue.among().and_then(|year| year.parse().ok());
                let shown = asked.or_else(|| organisation.school_year())?;
                (years.len() > 1).then(|| view! {
                    <div class="row">
                        <YearField years=years.clone() shown choose />
                        <OtherYears years shown choose />
                    </div>
                })
            }}
            <QueueView queue detail may_decide />
        </Page>
    }
}
