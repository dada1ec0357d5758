//! The file that is on screen: asked, asked again after each change, and who may change what.

use std::sync::Arc;

use chrono::NaiveDate;
use chrono_tz::Tz;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::calendar::{SchoolYear, local};
use shared::families::{FieldOwner, FileSubject, Missing, Need, Section};
use shared::ids::{AccountId, HouseholdId};
use shared::wire::{FamilyFileSheet, FilePart};

use super::address::{Address, View};
use super::{late, matters};
use crate::browser::clock::{Clock, use_clock};
use crate::fields::AskedField;
use crate::i18n::{I18n, use_i18n};
use crate::organisation::{OrganisationFacts, use_organisation};
use crate::router::{Router, use_router};
use crate::session::{Session, use_session};

/// Whose file, and who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Whose {
    pub(super) account: AccountId,
    pub(super) household: HouseholdId,
    /// Whether everything may be changed; else only what the file tells of whoever reads it.
    pub(super) may_edit: bool,
}

/// The file; a context of its page.
#[derive(Clone, Copy)]
pub(super) struct FileDesk {
    pub(super) whose: Whose,
    pub(super) session: Session,
    pub(super) i18n: I18n,
    pub(super) router: Router,
    clock: Clock,
    organisation: OrganisationFacts,
    pub(super) sheet: RwSignal<Option<Arc<FamilyFileSheet>>>,
    pub(super) failure: RwSignal<Option<Arc<client::Error>>>,
}

impl FileDesk {
    /// Nothing known yet.
    pub(super) fn new(whose: Whose) -> Self {
        Self {
            whose,
            session: use_session(),
            i18n: use_i18n(),
            router: use_router(),
            clock: use_clock(),
            organisation: use_organisation(),
            sheet: RwSignal::new(None),
            failure: RwSignal::new(None),
        }
    }

    /// Asks for the file of a school year; without one, for the one that asks the family for something, else the first of
    /// which it has told something.
    pub(super) fn load(self, year: Option<SchoolYear>) {
        self.failure.set(None);
        spawn_local(async move {
            let answer = match year {
                Some(_) => self.ask(year).await,
                None => self.ask_what_matters().await,
            };
            self.take(answer);
        });
    }

    /// Asks again for what is shown.
    pub(super) async fn reload(self) {
        let year = self.sheet.try_with_untracked(|sheet| sheet.as_ref().map(|sheet| sheet.file.school_year));
        self.show(year.flatten()).await;
    }

    /// Asks for the file of a school year and shows it.
    pub(super) async fn show(self, year: Option<SchoolYear>) {
        let answer = self.ask(year).await;
        self.take(answer);
    }

    fn take(self, answer: Result<FamilyFileSheet, client::Error>) {
        match answer {
            Ok(sheet) => {
                self.clock.correct(sheet.server_time_ms);
                late::offer(self, &sheet);
                let _ = self.sheet.try_set(Some(Arc::new(sheet)));
            }
            Err(error) => {
                let _ = self.failure.try_set(Some(Arc::new(error)));
            }
        }
    }

    async fn ask(self, year: Option<SchoolYear>) -> Result<FamilyFileSheet, client::Error> {
        let household = self.whose.household;
        self.session.call(async |client| client.get_family_file(household, year).await).await
    }

    async fn ask_what_matters(self) -> Result<FamilyFileSheet, client::Error> {
        let present = self.ask(None).await?;
        let known = matters::at_work(&present);
        if known.told && known.asks {
            return Ok(present);
        }
        let years = present.beginning.school_years.clone();
        let mut sheets = vec![present];
        for year in years.into_iter().filter(|year| *year > known.year) {
            sheets.push(self.ask(Some(year)).await?);
        }
        let files: Vec<_> = sheets.iter().map(matters::at_work).collect();
        let shown = matters::to_show(&files);
        let place = files.iter().position(|file| Some(file.year) == shown).unwrap_or_default();
        Ok(sheets.swap_remove(place))
    }

    /// The file; a view that asks follows it.
    pub(super) fn sheet(self) -> Option<Arc<FamilyFileSheet>> {
        self.sheet.get()
    }

    /// The address of a view in the school year that is shown.
    pub(super) fn path(self, view: View) -> String {
        let year = self.sheet.with(|sheet| sheet.as_ref().map(|sheet| sheet.file.school_year));
        Address { year, view }.path()
    }

    /// Whether whoever reads may change what the file tells of a subject.
    pub(super) fn may_edit(self, part: &FilePart) -> bool {
        self.whose.may_edit || part.is_me
    }

    /// The day it is where the organisation is.
    pub(super) fn today(self) -> NaiveDate {
        local(self.zone(), untrack(|| self.clock.now())).date()
    }

    /// The organisation's time zone; that of most of France until it is known.
    pub(super) fn zone(self) -> Tz {
        self.organisation.answer().with(|answer| match answer {
            Some(Ok(facts)) => facts.time_zone.parse().unwrap_or(chrono_tz::Europe::Paris),
            _ => chrono_tz::Europe::Paris,
        })
    }
}

/// The file, inside any component of its page.
pub(super) fn use_desk() -> FileDesk {
    expect_context()
}

/// What the file tells of a subject, if it is of this file.
pub(super) fn part(sheet: &FamilyFileSheet, subject: FileSubject) -> Option<&FilePart> {
    sheet.parts.iter().find(|part| part.subject == subject)
}

/// The fields of a section that the organisation asks.
pub(super) fn asked(sheet: &FamilyFileSheet, section: Section, own: bool) -> Vec<AskedField> {
    let fields = section.fields().filter_map(|field| {
        let rule = sheet.rules.get(&field).filter(|rule| rule.need != Need::Hidden)?;
        Some(AskedField { field, need: rule.need, own: own || field.owner() == FieldOwner::Household })
    });
    fields.collect()
}

/// What is missing in a section of a subject.
pub(super) fn missing_in(sheet: &FamilyFileSheet, section: Section, subject: FileSubject) -> Vec<Missing> {
    let here = |missing: &&Missing| missing.subject == subject && missing.field.section() == section;
    sheet.file.missing.iter().filter(here).copied().collect()
}
