//! What a file comes to: who is made, what changes, what is wrong, line by line.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use shared::calendar::SchoolYear;
use shared::families::{Field, FieldFault, FieldOwner, FieldValue, folded};
use shared::guardianships::{MOST_HOUSEHOLDS, may_live_in_one_more};
use shared::wire::{ImportCounts, ImportFault, ImportFaultCode, ImportLine, ImportOutcome, ImportReport};
use uuid::Uuid;

use super::changes::{PersonPlan, of_child, of_guardian};
use super::columns::Column;
use super::known::{Known, under};
use super::matching;
use super::people::{Household, Lines, Person, Told};
use crate::error::Error;
use crate::family_files::{Answers, MOST, details};
use crate::vault::Vault;

/// What becomes of a household.
pub(super) struct HouseholdPlan {
    /// The one that is known.
    pub(super) known: Option<Uuid>,
    pub(super) number: String,
    pub(super) name: Option<String>,
    pub(super) resident: Option<bool>,
    /// Answers of the household after it.
    pub(super) details: Answers,
    /// Answers that change, with what stood there.
    pub(super) changed: BTreeMap<Field, Option<FieldValue>>,
    /// Whether its row is written.
    pub(super) is_written: bool,
    pub(super) guardians: Vec<PersonPlan>,
    pub(super) children: Vec<PersonPlan>,
}

/// A whole file.
pub(super) struct Plan {
    pub(super) households: Vec<HouseholdPlan>,
    pub(super) report: ImportReport,
}

/// Collects outcomes by line.
#[derive(Default)]
pub(super) struct Outcomes {
    lines: BTreeMap<u32, (Option<ImportOutcome>, BTreeSet<&'static str>)>,
    faults: Vec<(u32, ImportFault)>,
}

impl Outcomes {
    pub(super) fn made(&mut self, line: u32) {
        let entry = self.lines.entry(line).or_default();
        entry.0 = entry.0.max(Some(ImportOutcome::Made));
    }

    pub(super) fn changed(&mut self, line: u32, column: &'static str) {
        let entry = self.lines.entry(line).or_default();
        entry.0 = entry.0.max(Some(ImportOutcome::Changed));
        entry.1.insert(column);
    }

    pub(super) fn fault(&mut self, line: u32, fault: ImportFault) {
        self.faults.push((line, fault));
    }
}

/// Judges a file against what is known.
///
/// # Errors
///
/// When the database holds what nobody wrote.
pub(super) fn plan(known: &Known, vault: &Vault, year: SchoolYear, lines: Lines) -> Result<Plan, Error> {
    let mut outcomes = Outcomes { faults: lines.faults, ..Outcomes::default() };
    let mut planned = Vec::new();
    let mut households = ImportCounts::default();
    let (mut guardians, mut children) = (ImportCounts::default(), ImportCounts::default());
    let mut seen = Seen::default();
    for told in &lines.households {
        let id = match matching::household(known, told) {
            Ok(id) => id,
            Err(fault) => {
                outcomes.fault(told.line, fault);
                continue;
            }
        };
        seen.household(known, told, id, &mut outcomes);
        let plan = household(known, vault, told, id, &mut outcomes)?;
        count(&mut households, plan.known.is_none(), plan.is_written);
        for person in &plan.guardians {
            count(&mut guardians, person.known.is_none(), person.is_changed());
        }
        for person in &plan.children {
            count(&mut children, person.known.is_none(), person.is_changed());
        }
        seen.homes(known, told, &plan, &mut outcomes);
        planned.push(plan);
    }
    let mut faults: HashMap<u32, Vec<ImportFault>> = HashMap::new();
    for (line, fault) in outcomes.faults {
        faults.entry(line).or_default().push(fault);
    }
    let mut told: Vec<ImportLine> = Vec::new();
    for (number, household, people) in lines.told {
        let faults = faults.remove(&number).unwrap_or_default();
        let (outcome, changed) = outcomes.lines.remove(&number).unwrap_or_default();
        let outcome = if faults.is_empty() {
            outcome.unwrap_or(ImportOutcome::Unchanged)
        } else {
            ImportOutcome::Faulty
        };
        let changed = changed.into_iter().map(str::to_owned).collect();
        told.push(ImportLine { line: number, outcome, household, people, changed, faults });
    }
    let told_of = planned.iter().flat_map(|plan| &plan.guardians);
    let invited = told_of.filter_map(|person| person.invite_to.as_ref()).collect::<BTreeSet<_>>().len();
    let report = ImportReport {
        school_year: year,
        imported: false,
        households,
        guardians,
        children,
        faulty: size(told.iter().filter(|line| line.outcome == ImportOutcome::Faulty).count()),
        invited: size(invited),
        lines: told,
    };
    Ok(Plan { households: planned, report })
}

/// What may stand once in a file, across its households.
#[derive(Default)]
struct Seen {
    /// Households of the portal, by the number that the file gave them.
    households: HashMap<Uuid, String>,
    emails: HashMap<String, (String, u32)>,
    /// By name and day of birth: their number, and the household that told of them first.
    children: HashMap<[String; 3], (Option<String>, String)>,
    /// How many households of the file a child comes into, by its number.
    homes: HashMap<String, usize>,
}

impl Seen {
    /// In how many households the children of one live, the households of the file among them.
    fn homes(&mut self, known: &Known, told: &Household, plan: &HouseholdPlan, outcomes: &mut Outcomes) {
        for person in &told.children {
            // without a number nobody says that it is a child of another household
            let Some(number) = &person.number else { continue };
            let child = known.child_numbers.get(number);
            let lives = child.map_or(&[][..], |id| under(&known.homes_of_child, id));
            if plan.known.is_some_and(|id| lives.contains(&id)) {
                continue;
            }
            let comes = self.homes.entry(number.clone()).or_default();
            if !may_live_in_one_more(lives.len() + *comes) {
                let fault = ImportFault::at(Column::Child.name(), ImportFaultCode::TooManyHouseholds);
                outcomes.fault(person.line, fault.with("most", MOST_HOUSEHOLDS.to_string()));
            }
            *comes += 1;
        }
    }

    fn household(&mut self, known: &Known, told: &Household, id: Option<Uuid>, outcomes: &mut Outcomes) {
        if let Some(id) = id
            && let Some(before) = self.households.insert(id, told.number.clone())
        {
            let fault = ImportFault::at(Column::Household.name(), ImportFaultCode::Ambiguous);
            outcomes.fault(told.line, fault.with("households", format!("{}, {before}", known.called(id))));
        }
        for person in &told.guardians {
            let Some(email) = &person.email else { continue };
            let name = folded(&person.name());
            match self.emails.get(&email.value) {
                Some((before, _)) if *before != name && !name.is_empty() && !before.is_empty() => {
                    let fault = ImportFault::at(Column::GuardianEmail.name(), ImportFaultCode::EmailTaken);
                    outcomes.fault(email.line, fault.with("name", before.clone()));
                }
                _ => {
                    self.emails.insert(email.value.clone(), (name, email.line));
                }
            }
        }
        for person in &told.children {
            let (first, last) = person.names();
            let key = [folded(first), folded(last), person.text(Field::ChildBirthDate).to_owned()];
            if key[0].is_empty() {
                continue;
            }
            match self.children.get(&key) {
                Some((number, home)) if number.is_none() || *number != person.number => {
                    let fault = ImportFault::of(ImportFaultCode::ChildElsewhere);
                    outcomes.fault(person.line, fault.with("household", home.clone()));
                }
                _ => {
                    self.children.insert(key, (person.number.clone(), told.number.clone()));
                }
            }
        }
    }
}

fn household(
    known: &Known,
    vault: &Vault,
    told: &Household,
    id: Option<Uuid>,
    outcomes: &mut Outcomes,
) -> Result<HouseholdPlan, Error> {
    let row = id.and_then(|id| known.households.get(&id));
    let mut kept = row.map(|row| details(&row.details)).transpose()?.unwrap_or_default();
    let mut changed = BTreeMap::new();
    for (field, Told { value, line }) in &told.answers {
        if kept.get(field) != Some(value) {
            changed.insert(*field, kept.insert(*field, value.clone()));
            if row.is_some() {
                outcomes.changed(*line, field.code());
            }
        }
    }
    let mut is_written = row.is_none() || !changed.is_empty();
    if let Some(row) = row {
        if let Some(name) = told.name.as_ref().filter(|name| name.value != row.name) {
            outcomes.changed(name.line, Column::HouseholdName.name());
            is_written = true;
        }
        if let Some(resident) = told.resident.as_ref().filter(|told| Some(told.value) != row.resident) {
            outcomes.changed(resident.line, Column::Resident.name());
            is_written = true;
        }
        if row.external_id.is_none() {
            outcomes.changed(told.line, Column::Household.name());
            is_written = true;
        }
    } else {
        outcomes.made(told.line);
        if told.guardians.is_empty() {
            outcomes.fault(told.line, ImportFault::of(ImportFaultCode::NoGuardian));
        }
    }
    let mut guardians = Vec::new();
    for person in &told.guardians {
        match matching::guardian(known, id, person) {
            Ok(found) => {
                let plan = of_guardian(known, id, found, person, outcomes)?;
                essentials(person, plan.known.is_none(), FieldOwner::Guardian, outcomes);
                guardians.push(plan);
            }
            Err(fault) => outcomes.fault(person.line, fault),
        }
    }
    let mut children = Vec::new();
    for person in &told.children {
        match matching::child(known, id, person) {
            Ok(found) => {
                let plan = of_child(known, vault, id, found, person, outcomes)?;
                essentials(person, plan.known.is_none(), FieldOwner::Child, outcomes);
                children.push(plan);
            }
            Err(fault) => outcomes.fault(person.line, fault),
        }
    }
    let most = |people: &[PersonPlan], known: usize| {
        known + people.iter().filter(|person| person.joins).count() > MOST
    };
    let there = |map: &HashMap<Uuid, Vec<Uuid>>| id.and_then(|id| map.get(&id)).map_or(0, Vec::len);
    if most(&guardians, there(&known.guardians_of)) || most(&children, there(&known.children_of)) {
        let fault = ImportFault::of(ImportFaultCode::TooManyPeople);
        outcomes.fault(told.line, fault.with("most", MOST.to_string()));
    }
    Ok(HouseholdPlan {
        known: id,
        number: told.number.clone(),
        name: told.name.as_ref().map(|name| name.value.clone()),
        resident: told.resident.as_ref().map(|told| told.value),
        details: kept,
        changed,
        is_written,
        guardians,
        children,
    })
}

/// Nobody new without what everybody is registered with.
fn essentials(person: &Person, is_new: bool, owner: FieldOwner, outcomes: &mut Outcomes) {
    if !is_new {
        return;
    }
    for field in Field::ALL.into_iter().filter(|field| field.is_essential() && field.owner() == owner) {
        if !person.answers.contains_key(&field) {
            outcomes.fault(person.line, ImportFault::value(field.code(), FieldFault::Empty));
        }
    }
}

fn count(counts: &mut ImportCounts, is_new: bool, is_changed: bool) {
    let which = match (is_new, is_changed) {
        (true, _) => &mut counts.made,
        (false, true) => &mut counts.changed,
        (false, false) => &mut counts.unchanged,
    };
    *which += 1;
}

fn size(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
