//! From lines to households: what lines tell of the same household, guardian or child is put together.

use std::collections::BTreeMap;

use shared::calendar::SchoolYear;
use shared::families::values::{self, MAX_NAME};
use shared::families::{Field, FieldOwner, FieldValue, FilePolicy, Need, folded};
use shared::wire::{ImportFault, ImportFaultCode};

use super::cells::{Reading, yes_no};
use super::columns::Column;
use super::text::{FileFault, Line};
use crate::mail::{is_address, normalised};

/// A value, and the line that told it first.
#[derive(Clone, Debug)]
pub(super) struct Told<T> {
    pub(super) value: T,
    pub(super) line: u32,
}

/// What a file tells of a guardian or child.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    /// The line that tells of it first.
    pub(super) line: u32,
    pub(super) number: Option<String>,
    pub(super) email: Option<Told<String>>,
    pub(super) answers: BTreeMap<Field, Told<FieldValue>>,
}

/// What a file tells of a household.
#[derive(Clone, Debug, Default)]
pub(super) struct Household {
    pub(super) line: u32,
    pub(super) number: String,
    pub(super) name: Option<Told<String>>,
    pub(super) resident: Option<Told<bool>>,
    pub(super) answers: BTreeMap<Field, Told<FieldValue>>,
    pub(super) guardians: Vec<Person>,
    pub(super) children: Vec<Person>,
}

impl Person {
    /// A text that was told.
    pub(super) fn text(&self, field: Field) -> &str {
        match self.answers.get(&field).map(|told| &told.value) {
            Some(FieldValue::Text(text)) => text,
            _ => "",
        }
    }

    /// First and last name, as far as they are told.
    pub(super) fn names(&self) -> (&str, &str) {
        if self.answers.keys().next().is_some_and(|field| field.owner() == FieldOwner::Child) {
            (self.text(Field::ChildFirstName), self.text(Field::ChildLastName))
        } else {
            (self.text(Field::GuardianFirstName), self.text(Field::GuardianLastName))
        }
    }

    /// First and last name, as shown.
    pub(super) fn name(&self) -> String {
        let (first, last) = self.names();
        [first, last].join(" ").trim().to_owned()
    }

    /// Whether both are the same person of a household: by number, else by address, else by name and, of a child, its day of
    /// birth.
    fn is(&self, other: &Self) -> bool {
        if let (Some(one), Some(two)) = (&self.number, &other.number) {
            return one == two;
        }
        if let (Some(one), Some(two)) = (&self.email, &other.email) {
            return one.value == two.value;
        }
        let (one, two) = (self.names(), other.names());
        let named = folded(one.0) == folded(two.0) && folded(one.1) == folded(two.1);
        named
            && !folded(one.0).is_empty()
            && self.text(Field::ChildBirthDate) == other.text(Field::ChildBirthDate)
    }
}

/// What a line tells, and what is wrong with it.
pub(super) struct Lines {
    /// In the order of the file.
    pub(super) households: Vec<Household>,
    pub(super) faults: Vec<FileFault>,
    /// Of each line: the household it names, the people it tells of.
    pub(super) told: Vec<(u32, String, Vec<String>)>,
}

/// Puts together what lines tell.
pub(super) fn together(
    reading: &Reading<'_>,
    policy: &FilePolicy,
    year: SchoolYear,
    columns: &[Option<Column>],
    lines: &[Line],
) -> Lines {
    let mut all = Lines { households: Vec::new(), faults: Vec::new(), told: Vec::new() };
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines {
        let mut faults = Vec::new();
        let read = read(reading, policy, year, columns, line, &mut faults);
        let people = [&read.guardian, &read.child].into_iter().flatten().map(Person::name);
        let people = people.filter(|name| !name.is_empty()).collect();
        all.told.push((line.number, read.number.clone(), people));
        if read.number.is_empty() {
            faults.push(ImportFault::value(Column::Household.name(), shared::families::FieldFault::Empty));
        } else {
            let place = *places.entry(read.number.clone()).or_insert_with(|| {
                let number = read.number.clone();
                all.households.push(Household { line: line.number, number, ..Household::default() });
                all.households.len() - 1
            });
            if let Some(household) = all.households.get_mut(place) {
                add(household, read, &mut faults);
            }
        }
        all.faults.extend(faults.into_iter().map(|fault| (line.number, fault)));
    }
    all
}

/// What one line tells.
#[derive(Default)]
struct Read {
    number: String,
    name: Option<Told<String>>,
    resident: Option<Told<bool>>,
    answers: BTreeMap<Field, Told<FieldValue>>,
    guardian: Option<Person>,
    child: Option<Person>,
}

fn read(
    reading: &Reading<'_>,
    policy: &FilePolicy,
    year: SchoolYear,
    columns: &[Option<Column>],
    line: &Line,
    faults: &mut Vec<ImportFault>,
) -> Read {
    let number = line.number;
    let mut read = Read::default();
    let mut told_of_somebody = false;
    for (index, cell) in line.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let Some(column) = columns.get(index).copied().flatten() else {
            faults.push(ImportFault::of(ImportFaultCode::TooManyValues));
            continue;
        };
        let person = match column.owner() {
            FieldOwner::Household => None,
            FieldOwner::Guardian => Some(&mut read.guardian),
            FieldOwner::Child => Some(&mut read.child),
        };
        told_of_somebody |= person.is_some();
        let person =
            person.map(|slot| slot.get_or_insert_with(|| Person { line: number, ..Person::default() }));
        match (column, person) {
            (Column::Household, _) => read.number.clone_from(cell),
            (Column::HouseholdName, _) => match values::line(cell, MAX_NAME) {
                Ok(value) => read.name = Some(Told { value, line: number }),
                Err(fault) => faults.push(ImportFault::value(column.name(), fault)),
            },
            (Column::Resident, _) => match yes_no(cell) {
                Some(value) => read.resident = Some(Told { value, line: number }),
                None => faults.push(ImportFault::at(column.name(), ImportFaultCode::YesNo)),
            },
            (Column::Guardian | Column::Child, Some(person)) => person.number = Some(cell.clone()),
            (Column::GuardianEmail, Some(person)) => {
                let value = normalised(cell);
                if is_address(&value) {
                    person.email = Some(Told { value, line: number });
                } else {
                    faults.push(ImportFault::at(column.name(), ImportFaultCode::Email));
                }
            }
            (Column::Answer(field), person) => {
                if policy.rule(field, year).need == Need::Hidden {
                    faults.push(ImportFault::at(field.code(), ImportFaultCode::NotAsked));
                    continue;
                }
                match reading.answer(field, cell) {
                    Ok(value) => {
                        let answers = person.map_or(&mut read.answers, |person| &mut person.answers);
                        answers.insert(field, Told { value, line: number });
                    }
                    Err(fault) => faults.push(fault),
                }
            }
            (Column::Guardian | Column::Child | Column::GuardianEmail, None) => {}
        }
    }
    if !told_of_somebody {
        faults.push(ImportFault::of(ImportFaultCode::Nobody));
    }
    read
}

fn add(household: &mut Household, read: Read, faults: &mut Vec<ImportFault>) {
    told_again(&mut household.name, read.name, Column::HouseholdName.name(), faults);
    told_again(&mut household.resident, read.resident, Column::Resident.name(), faults);
    answers(&mut household.answers, read.answers, faults);
    for (people, person) in [(&mut household.guardians, read.guardian), (&mut household.children, read.child)]
    {
        let Some(person) = person else { continue };
        match people.iter_mut().find(|known| known.is(&person)) {
            None => people.push(person),
            Some(known) => {
                known.number = known.number.take().or(person.number);
                told_again(&mut known.email, person.email, Column::GuardianEmail.name(), faults);
                answers(&mut known.answers, person.answers, faults);
            }
        }
    }
}

fn answers(
    known: &mut BTreeMap<Field, Told<FieldValue>>,
    told: BTreeMap<Field, Told<FieldValue>>,
    faults: &mut Vec<ImportFault>,
) {
    for (field, told) in told {
        match known.get(&field) {
            Some(before) if before.value != told.value => faults.push(contradicts(field.code(), before.line)),
            Some(_) => {}
            None => {
                known.insert(field, told);
            }
        }
    }
}

fn told_again<T: PartialEq>(
    known: &mut Option<Told<T>>,
    told: Option<Told<T>>,
    column: &str,
    faults: &mut Vec<ImportFault>,
) {
    match (known.as_ref(), told) {
        (Some(before), Some(told)) if before.value != told.value => {
            faults.push(contradicts(column, before.line));
        }
        (None, Some(told)) => *known = Some(told),
        _ => {}
    }
}

fn contradicts(column: &str, line: u32) -> ImportFault {
    ImportFault::at(column, ImportFaultCode::Contradicts).with("line", line.to_string())
}
