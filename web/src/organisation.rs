//! Whose portal this is: name and contacts, asked once, for head, contact page and titles.

use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use client::Client;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::calendar::SchoolYear;
use shared::families::Beginning;
use shared::ids::{FacilityId, SchoolId};
use shared::wire::PublicOrganisation;

use crate::browser::clock::Clock;

/// What the server tells everybody about the organisation; a context of the whole app.
#[derive(Clone, Copy)]
pub struct OrganisationFacts {
    name: RwSignal<String>,
    answer: RwSignal<Option<Result<PublicOrganisation, Arc<client::Error>>>>,
}

impl OrganisationFacts {
    /// Unknown yet.
    #[must_use]
    pub fn new() -> Self {
        Self { name: RwSignal::new(String::new()), answer: RwSignal::new(None) }
    }

    /// Its name; empty until known.
    #[must_use]
    pub const fn name(self) -> RwSignal<String> {
        self.name
    }

    /// The answer, or the failure; none while it is awaited.
    #[must_use]
    pub const fn answer(self) -> RwSignal<Option<Result<PublicOrganisation, Arc<client::Error>>>> {
        self.answer
    }

    /// Its time zone; Paris until known. A view that asks follows it.
    #[must_use]
    pub fn time_zone(self) -> Tz {
        let zone = self.answer.with(|answer| match answer {
            Some(Ok(known)) => known.time_zone.parse().ok(),
            _ => None,
        });
        zone.unwrap_or(Tz::Europe__Paris)
    }

    /// The day of an instant there. A view that asks follows it.
    #[must_use]
    pub fn day_of(self, instant: DateTime<Utc>) -> NaiveDate {
        instant.with_timezone(&self.time_zone()).date_naive()
    }

    /// The name of a school. A view that asks follows it.
    #[must_use]
    pub fn school_name(self, id: SchoolId) -> Option<String> {
        self.answer.with(|answer| match answer {
            Some(Ok(known)) => known.schools.iter().find(|school| school.id == id).map(|it| it.name.clone()),
            _ => None,
        })
    }

    /// The schools and their names; none until known. A view that asks follows it.
    #[must_use]
    pub fn schools(self) -> Vec<(SchoolId, String)> {
        self.answer.with(|answer| match answer {
            Some(Ok(known)) => known.schools.iter().map(|it| (it.id, it.name.clone())).collect(),
            _ => Vec::new(),
        })
    }

    /// Whether the server completes addresses while they are typed; not until known. A view that asks follows it.
    #[must_use]
    pub fn completes_addresses(self) -> bool {
        self.answer.with(|answer| matches!(answer, Some(Ok(known)) if known.completes_addresses))
    }

    /// The school years planned, in order; none until known. A view that asks follows it.
    #[must_use]
    pub fn school_years(self) -> Vec<SchoolYear> {
        self.answer.with(|answer| match answer {
            Some(Ok(known)) => known.school_years.clone(),
            _ => Vec::new(),
        })
    }

    /// The present school year, as far as known. A view that asks follows it.
    #[must_use]
    pub fn school_year(self) -> Option<SchoolYear> {
        self.answer.with(|answer| match answer {
            Some(Ok(known)) => known.school_year,
            _ => None,
        })
    }

    /// Of which school years school and grade of a child who comes are told, once known. A view that asks follows it.
    #[must_use]
    pub fn beginning(self) -> Option<Beginning> {
        self.answer.with(|answer| match answer {
            Some(Ok(known)) => known.beginning.clone(),
            _ => None,
        })
    }

    /// The facilities and their names; none until known. A view that asks follows it.
    #[must_use]
    pub fn facilities(self) -> Vec<(FacilityId, String)> {
        self.answer.with(|answer| match answer {
            Some(Ok(known)) => known.facilities.iter().map(|it| (it.id, it.name.clone())).collect(),
            _ => Vec::new(),
        })
    }

    /// The names of these facilities, as far as known. A view that asks follows it.
    #[must_use]
    pub fn facility_names(self, ids: &[FacilityId]) -> Vec<String> {
        let known = self.facilities().into_iter();
        known.filter(|(id, _)| ids.contains(id)).map(|(_, name)| name).collect()
    }

    /// Asks the server.
    pub fn load(self, client: Rc<Client>, clock: Clock) {
        self.answer.set(None);
        spawn_local(async move {
            let answer = client.get_organisation().await.map_err(Arc::new);
            if let Ok(organisation) = &answer {
                clock.correct(organisation.server_time_ms);
                self.name.set(organisation.name.clone());
            }
            self.answer.set(Some(answer));
        });
    }
}

impl Default for OrganisationFacts {
    fn default() -> Self {
        Self::new()
    }
}

/// The organisation, inside any component.
#[must_use]
pub fn use_organisation() -> OrganisationFacts {
    expect_context()
}
