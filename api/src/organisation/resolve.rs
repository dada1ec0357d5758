//! From a configuration file to a snapshot: codes become ids, local times instants, contradictions findings.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;
use shared::activities::{
    Activity, Capacity, CapacityGroup, Eligibility, Facility, RegistrationWindow, Slot,
};
use shared::calendar::official::{Rows, embedded, import, zone_of};
use shared::calendar::{Calendar, SchoolYear};
use shared::deadline::{DeadlineRule, RuleError};
use shared::families::School;
use shared::ids::{ActivityId, FacilityId, SchoolId, SlotId};
use shared::organisation::Organisation;
use uuid::Uuid;

use super::documents;
use super::file::{
    About, ActivityEntry, CapacityEntry, EligibilityEntry, OrganisationFile, SlotEntry, WindowEntry,
    is_reversed,
};
use super::identities::Identities;
use crate::toml_file::{self, Findings, Source};

/// Reads a configuration file into a snapshot of version 0, giving ids to codes that have none.
///
/// # Errors
/// Everything that is wrong in the file, with its line and field.
pub fn load(
    path: &Path,
    identities: &mut Identities,
    new_id: &dyn Fn() -> Uuid,
) -> Result<Organisation, Findings> {
    let (file, mut source) = toml_file::read::<OrganisationFile>(path)?;
    give_ids(&file, identities, new_id, &mut source);
    let Some(calendar) = calendar(&file.organisation, &mut source) else {
        return Err(source.finish().err().unwrap_or(Findings(Vec::new())));
    };
    let (sessions_from, sessions_until) =
        planned(&file.organisation.school_years, &calendar, &mut source).unwrap_or_default();
    let mut resolver = Resolver { identities, source: &mut source, calendar: &calendar };
    let schools = file.schools.iter().map(|school| School {
        id: SchoolId(resolver.identities.school(&school.code).unwrap_or_default()),
        name: school.name.clone(),
        weekdays: school.weekdays.clone(),
        cycles: school.cycles.clone(),
        referent: school.referent.clone(),
    });
    let schools = schools.collect();
    let facilities = resolver.facilities(&file);
    let activities =
        file.activities.iter().enumerate().map(|(index, entry)| resolver.activity(index, entry)).collect();
    let windows =
        file.windows.iter().enumerate().map(|(index, entry)| resolver.window(index, entry)).collect();
    let planned = &file.organisation.school_years;
    let policy = file.file.policy(planned, resolver.source);
    let documents = file.documents.iter().enumerate();
    let documents = documents
        .map(|(index, entry)| {
            documents::resolve(index, entry, resolver.identities, (&policy, planned), resolver.source)
        })
        .collect();
    source.finish()?;
    Ok(Organisation {
        version: 0,
        name: file.organisation.name,
        contacts: file.organisation.contacts,
        calendar,
        sessions_from,
        sessions_until,
        schools,
        facilities,
        activities,
        windows,
        documents,
        file: policy,
    })
}

fn give_ids(file: &OrganisationFile, ids: &mut Identities, new_id: &dyn Fn() -> Uuid, source: &mut Source) {
    let mut seen = BTreeSet::new();
    let mut once = |field: String, code: String, source: &mut Source| {
        if code.ends_with('/') || code.contains(char::is_whitespace) {
            source.find(&field, "a code is a word without spaces");
        }
        if !seen.insert((field.split('[').next().map(str::to_owned), code.clone())) {
            source.find(&field, format!("`{}` stands twice", code.rsplit('/').next().unwrap_or(&code)));
        }
    };
    for (index, school) in file.schools.iter().enumerate() {
        once(format!("schools[{index}].code"), school.code.clone(), source);
        ids.schools.id_of(&school.code, new_id);
    }
    for (index, facility) in file.facilities.iter().enumerate() {
        once(format!("facilities[{index}].code"), facility.code.clone(), source);
        ids.facilities.id_of(&facility.code, new_id);
    }
    for (index, activity) in file.activities.iter().enumerate() {
        once(format!("activities[{index}].code"), activity.code.clone(), source);
        ids.activities.id_of(&activity.code, new_id);
        for (position, slot) in activity.slots.iter().enumerate() {
            let code = format!("{}/{}", activity.code, slot.code);
            once(format!("activities[{index}].slots[{position}].code"), code.clone(), source);
            ids.slots.id_of(&code, new_id);
        }
    }
    for (index, document) in file.documents.iter().enumerate() {
        once(format!("documents[{index}].code"), document.code.clone(), source);
        ids.documents.id_of(&document.code, new_id);
    }
}

fn calendar(about: &About, source: &mut Source) -> Option<Calendar> {
    let zone = zone_of(&about.academie);
    if zone.is_none() {
        source.find("organisation.academie", format!("no académie of the name `{}`", about.academie));
    }
    let read = match &about.calendar {
        None => embedded(zone?, about.holidays, about.time_zone).map_err(|error| error.to_string()),
        Some(path) => std::fs::read_to_string(source.folder().join(path))
            .map_err(|error| error.to_string())
            .and_then(|text| {
                import(&text, &Rows::Academie(&about.academie), about.holidays, about.time_zone)
                    .map_err(|error| error.to_string())
            }),
    };
    read.map_err(|message| source.find("organisation.calendar", message)).ok()
}

fn planned(years: &[SchoolYear], calendar: &Calendar, source: &mut Source) -> Option<(NaiveDate, NaiveDate)> {
    let field = "organisation.school_years";
    let in_a_row = years.windows(2).all(|pair| pair[0].next() == pair[1]);
    if years.is_empty() || !in_a_row {
        source.find(field, "name one school year, or several in a row");
    }
    let bounds: Option<Vec<_>> = years.iter().map(|year| calendar.bounds(*year)).collect();
    match bounds.as_deref() {
        Some([(from, until)] | [(from, _), .., (_, until)]) => Some((*from, *until)),
        Some([]) => None,
        None => {
            source.find(field, "the school calendar of one of these years is not known");
            None
        }
    }
}

struct Resolver<'a> {
    identities: &'a Identities,
    source: &'a mut Source,
    calendar: &'a Calendar,
}

impl Resolver<'_> {
    fn facilities(&mut self, file: &OrganisationFile) -> Vec<Facility> {
        for (index, facility) in file.facilities.iter().enumerate() {
            for (position, closure) in facility.closures.iter().enumerate() {
                if is_reversed(Some(closure.from), Some(closure.to)) {
                    let field = format!("facilities[{index}].closures[{position}].to");
                    self.source.find(&field, "ends before it begins");
                }
            }
        }
        let facilities = file.facilities.iter().map(|facility| Facility {
            id: FacilityId(self.identities.facilities.get(&facility.code).unwrap_or_default()),
            name: facility.name.clone(),
            address: facility.address.clone(),
            referent: facility.referent.clone(),
            closures: facility.closures.clone(),
        });
        facilities.collect()
    }

    fn activity(&mut self, index: usize, entry: &ActivityEntry) -> Activity {
        let at = format!("activities[{index}]");
        let facility = self.identities.facilities.get(&entry.facility);
        if facility.is_none() {
            self.source.find(&format!("{at}.facility"), format!("no facility `{}`", entry.facility));
        }
        if entry.openings.is_empty() {
            self.source.find(&format!("{at}.openings"), "an activity that never opens");
        }
        for (position, opening) in entry.openings.iter().enumerate() {
            if is_reversed(opening.from, opening.to) {
                self.source.find(&format!("{at}.openings[{position}].to"), "ends before it begins");
            }
        }
        if entry.slots.is_empty() {
            self.source.find(&format!("{at}.slots"), "an activity without slots cannot be booked");
        }
        let activity = Activity {
            id: ActivityId(self.identities.activities.get(&entry.code).unwrap_or_default()),
            facility_id: FacilityId(facility.unwrap_or_default()),
            kind: entry.kind,
            name: entry.name.clone(),
            openings: entry.openings.clone(),
            eligibility: self.eligibility(&format!("{at}.eligibility"), &entry.eligibility),
            requires_validated_file: entry.requires_validated_file,
            booking_deadline: entry.booking_deadline.clone(),
            modification_deadline: entry.modification_deadline.clone(),
            cancellation_deadline: entry.cancellation_deadline.clone(),
            slots: entry
                .slots
                .iter()
                .enumerate()
                .map(|(position, slot)| self.slot(&format!("{at}.slots[{position}]"), &entry.code, slot))
                .collect(),
        };
        for (name, rule) in [
            ("booking_deadline", &activity.booking_deadline),
            ("modification_deadline", &activity.modification_deadline),
            ("cancellation_deadline", &activity.cancellation_deadline),
        ] {
            if let Some(rule) = rule {
                self.rule(&format!("{at}.{name}"), rule, &activity);
            }
        }
        activity
    }

    fn rule(&mut self, field: &str, rule: &DeadlineRule, activity: &Activity) {
        if let Err(error) = rule.validate() {
            self.source.find(field, error.to_string());
        } else if rule.needs_period() && !activity.only_in_vacations() {
            self.source.find(field, RuleError::NoPeriod.to_string());
        }
    }

    fn slot(&mut self, at: &str, activity: &str, entry: &SlotEntry) -> Slot {
        if entry.end <= entry.start {
            self.source.find(&format!("{at}.end"), "ends before it begins");
        }
        Slot {
            id: SlotId(self.identities.slot(&format!("{activity}/{}", entry.code)).unwrap_or_default()),
            name: entry.name.clone(),
            start: entry.start,
            end: entry.end,
            eligibility: self.eligibility(&format!("{at}.eligibility"), &entry.eligibility),
            capacities: capacities(&entry.capacity),
            exclusive_with: self.slots(&format!("{at}.exclusive_with"), activity, &entry.exclusive_with),
            requires: self.slots(&format!("{at}.requires"), activity, &entry.requires),
        }
    }

    fn slots(&mut self, field: &str, activity: &str, codes: &[String]) -> Vec<SlotId> {
        let mut found = Vec::new();
        for code in codes {
            let whole = if code.contains('/') { code.clone() } else { format!("{activity}/{code}") };
            match self.identities.slot(&whole) {
                Some(id) => found.push(SlotId(id)),
                None => self.source.find(field, format!("no slot `{code}`")),
            }
        }
        found
    }

    fn eligibility(&mut self, field: &str, entry: &EligibilityEntry) -> Eligibility {
        let mut schools = Vec::new();
        for code in &entry.schools {
            match self.identities.school(code) {
                Some(id) => schools.push(SchoolId(id)),
                None => self.source.find(&format!("{field}.schools"), format!("no school `{code}`")),
            }
        }
        if matches!((entry.min_age, entry.max_age), (Some(min), Some(max)) if max < min) {
            self.source.find(&format!("{field}.max_age"), "less than min_age");
        }
        Eligibility {
            cycles: entry.cycles.clone(),
            grades: entry.grades.clone(),
            schools,
            min_age: entry.min_age,
            max_age: entry.max_age,
            residents_only: entry.residents_only,
        }
    }

    fn window(&mut self, index: usize, entry: &WindowEntry) -> RegistrationWindow {
        let at = format!("windows[{index}]");
        let zone = self.calendar.time_zone;
        let (opens_at, closes_at) = (entry.opens.in_zone(zone), entry.closes.in_zone(zone));
        if closes_at <= opens_at {
            self.source.find(&format!("{at}.closes"), "closes before it opens");
        }
        if entry.takes.is_empty() {
            self.source.find(&format!("{at}.takes"), "a window that takes nothing");
        }
        let mut activities = Vec::new();
        for code in &entry.activities {
            match self.identities.activities.get(code) {
                Some(id) => activities.push(ActivityId(id)),
                None => self.source.find(&format!("{at}.activities"), format!("no activity `{code}`")),
            }
        }
        RegistrationWindow {
            name: entry.name.clone(),
            opens_at,
            closes_at,
            school_year: entry.school_year,
            activities,
            cycles: entry.cycles.clone(),
            grades: entry.grades.clone(),
            residents_only: entry.residents_only,
            validated_file_only: entry.validated_file_only,
            takes: entry.takes.clone(),
            answer: entry.answer,
        }
    }
}

fn capacities(entry: &CapacityEntry) -> Vec<Capacity> {
    [
        (CapacityGroup::Total, entry.total),
        (CapacityGroup::Maternelle, entry.maternelle),
        (CapacityGroup::Elementaire, entry.elementaire),
    ]
    .into_iter()
    .filter_map(|(group, seats)| Some(Capacity { group, seats: seats? }))
    .collect()
}
