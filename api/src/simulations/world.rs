//! The files of an organisation as facts in memory, without a database.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use chrono::NaiveDate;
use shared::activities::CapacityGroup;
use shared::bookings::{Facts, FreeSeats, SessionSeats, SlotBookings, SlotSessions};
use shared::calendar::{SchoolYear, Weekday};
use shared::families::{Child, FamilyFile, Schooling};
use shared::ids::{ChildId, SchoolId, SlotId};
use shared::organisation::Organisation;

use crate::clock::Clock;
use crate::families::{ChildEntry, FamiliesFile, HouseholdEntry};
use crate::organisation::Identities;

/// A configuration that was read, with the ids it got.
pub(super) struct World {
    pub(super) organisation: Arc<Organisation>,
    pub(super) identities: Identities,
    clock: Clock,
}

impl World {
    /// Reads a configuration file.
    ///
    /// # Errors
    ///
    /// Everything that is wrong in it.
    pub(super) fn read(config: &Path, clock: &Clock) -> anyhow::Result<Self> {
        let mut identities = Identities::default();
        let mut organisation =
            crate::organisation::load(config, &mut identities, &|| clock.new_id(clock.now()))?;
        // files of families hold no documents: a simulation takes them as sent
        organisation.documents.clear();
        Ok(Self { organisation: Arc::new(organisation), identities, clock: clock.clone() })
    }

    /// The slot of `activity/slot`, or of `facility/activity/slot`.
    pub(super) fn slot(&self, code: &str) -> anyhow::Result<SlotId> {
        let (facility, in_facility) = match code.matches('/').count() {
            2 => code.split_once('/').map_or((None, code), |(facility, rest)| (Some(facility), rest)),
            _ => (None, code),
        };
        let found = self.identities.slot(in_facility).map(SlotId).filter(|id| {
            let of = self.organisation.slot(*id).map(|(activity, _)| activity.facility_id.0);
            facility.is_none_or(|facility| of.is_some() && self.identities.facility(facility) == of)
        });
        found.with_context(|| {
            let known: Vec<&str> = self.identities.slot_codes().collect();
            format!("--slot: no slot `{code}`; there are {}", known.join(", "))
        })
    }

    /// A child of the families' file, by its `external_id`, first name or full name, with the facts of a day.
    pub(super) fn registered(
        &self,
        families: &Path,
        child: &str,
        day: NaiveDate,
    ) -> anyhow::Result<(ChildId, Facts)> {
        let file = crate::families::load(families, &self.identities)?;
        let known = || {
            file.households
                .iter()
                .flat_map(|household| household.children.iter().map(move |child| (household, child)))
        };
        let by_id: Vec<_> = known().filter(|(_, entry)| entry.external_id == child).collect();
        let found = if by_id.is_empty() {
            known().filter(|(_, entry)| is_called(entry, child)).collect()
        } else {
            by_id
        };
        let (household, entry) = match found.as_slice() {
            [one] => *one,
            [] => bail!(
                "--child: nobody called `{child}`; there are {}",
                names(known().map(|(_, entry)| entry))
            ),
            several => bail!("--child: who of {}?", names(several.iter().map(|(_, entry)| *entry))),
        };
        let id = ChildId(self.clock.new_id(self.clock.now()));
        let child = self.child(id, household, entry);
        let files = household
            .files
            .iter()
            .map(|(year, state)| FamilyFile { state: *state, ..FamilyFile::new(*year) });
        let bookings =
            self.booked(entry, day).map(|slot_id| SlotBookings { child_id: id, slot_id, days: vec![day] });
        let facts = Facts {
            organisation: Arc::clone(&self.organisation),
            children: vec![child],
            files: files.collect(),
            guardians: Vec::new(),
            called_for: Vec::new(),
            documents: Vec::new(),
            bookings: bookings.collect(),
            elsewhere: Vec::new(),
            custody: Vec::new(),
            sessions: self.sessions(Some(&file), day),
        };
        Ok((id, facts))
    }

    /// The facts of a day for a child that nobody has registered.
    pub(super) fn invented(
        &self,
        child: Child,
        files: Vec<FamilyFile>,
        families: Option<&Path>,
        day: NaiveDate,
    ) -> anyhow::Result<Facts> {
        let file = families.map(|path| crate::families::load(path, &self.identities)).transpose()?;
        Ok(Facts {
            organisation: Arc::clone(&self.organisation),
            children: vec![child],
            files,
            guardians: Vec::new(),
            called_for: Vec::new(),
            documents: Vec::new(),
            bookings: Vec::new(),
            elsewhere: Vec::new(),
            custody: Vec::new(),
            sessions: self.sessions(file.as_ref(), day),
        })
    }

    fn child(&self, id: ChildId, household: &HouseholdEntry, entry: &ChildEntry) -> Child {
        let schoolings = entry.schoolings.iter().map(|schooling| Schooling {
            school_year: schooling.school_year,
            school_id: SchoolId(self.identities.school(&schooling.school).unwrap_or_default()),
            grade: schooling.grade,
        });
        Child {
            id,
            first_name: entry.first_name.clone(),
            last_name: entry.last_name.clone(),
            birth_date: entry.birth_date,
            resident: household.resident,
            schoolings: schoolings.collect(),
        }
    }

    /// The slots a child was granted places in on a day.
    fn booked<'a>(&'a self, entry: &'a ChildEntry, day: NaiveDate) -> impl Iterator<Item = SlotId> + 'a {
        let on_day = entry.bookings.iter().filter(move |booking| {
            (booking.from..=booking.to).contains(&day) && booking.weekdays.contains(&Weekday::of(day))
        });
        let slots = on_day.filter_map(|booking| self.identities.slot(&booking.slot).map(SlotId));
        slots.filter(move |id| {
            let activity = self.organisation.slot(*id).map(|(activity, _)| activity);
            activity.is_some_and(|activity| self.organisation.closed_on(activity, day).is_none())
        })
    }

    /// The free seats of a day, after the places that were granted.
    fn sessions(&self, families: Option<&FamiliesFile>, day: NaiveDate) -> Vec<SlotSessions> {
        let year = self.organisation.calendar.school_year(day).ok();
        let mut taken: BTreeMap<(SlotId, CapacityGroup), u32> = BTreeMap::new();
        for entry in
            families.into_iter().flat_map(|file| &file.households).flat_map(|household| &household.children)
        {
            let cycle = year.and_then(|year| grade_in(entry, year)).map(shared::families::Grade::cycle);
            for slot in self.booked(entry, day) {
                for group in CapacityGroup::ALL.into_iter().filter(|group| group.holds(cycle)) {
                    *taken.entry((slot, group)).or_default() += 1;
                }
            }
        }
        let slots = self.organisation.activities.iter().flat_map(|activity| &activity.slots);
        let limited = slots.filter(|slot| !slot.capacities.is_empty());
        let sessions = limited.map(|slot| {
            let seats = slot.capacities.iter().map(|capacity| {
                let taken = taken.get(&(slot.id, capacity.group)).copied().unwrap_or(0);
                FreeSeats { group: capacity.group, free: capacity.seats.saturating_sub(taken) }
            });
            SlotSessions { slot_id: slot.id, days: vec![SessionSeats { day, seats: seats.collect() }] }
        });
        sessions.collect()
    }
}

fn grade_in(entry: &ChildEntry, year: SchoolYear) -> Option<shared::families::Grade> {
    entry.schoolings.iter().find(|schooling| schooling.school_year == year).map(|schooling| schooling.grade)
}

fn is_called(entry: &ChildEntry, name: &str) -> bool {
    let full = format!("{} {}", entry.first_name, entry.last_name);
    [entry.first_name.as_str(), full.as_str()].iter().any(|own| own.to_lowercase() == name.to_lowercase())
}

fn names<'a>(children: impl Iterator<Item = &'a ChildEntry>) -> String {
    let names =
        children.map(|child| format!("{} ({} {})", child.external_id, child.first_name, child.last_name));
    names.collect::<Vec<_>>().join(", ")
}
