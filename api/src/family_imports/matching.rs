//! Who in a file is whom in the portal: by number, else by mail address or name. What could be several is told, never
//! guessed.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use shared::families::{Field, same_name};
use shared::wire::{ImportFault, ImportFaultCode};
use uuid::Uuid;

use super::columns::Column;
use super::known::{Known, child_name, under};
use super::people::{Household, Person};

/// Whom somebody is, if known; or why that cannot be said.
pub(super) type Found = Result<Option<Uuid>, ImportFault>;

/// The household that is meant.
pub(super) fn household(known: &Known, told: &Household) -> Found {
    if let Some(id) = known.household_numbers.get(&told.number) {
        return Ok(Some(*id));
    }
    let homes = |id: &Uuid| under(&known.homes_of_guardian, id).iter().copied();
    let by_email: BTreeSet<Uuid> = told
        .guardians
        .iter()
        .filter_map(|person| Some(known.guardians_at(&person.email.as_ref()?.value, person.names())))
        .flatten()
        .flat_map(|id| homes(&id).collect::<Vec<_>>())
        .collect();
    let of_child = |id: &Uuid| under(&known.homes_of_child, id).iter().copied();
    let by_child: BTreeSet<Uuid> =
        told.children.iter().flat_map(|person| alike(known, person)).flat_map(|id| of_child(&id)).collect();
    // of several households of a guardian, the one that has the children too
    let both: BTreeSet<Uuid> = by_email.intersection(&by_child).copied().collect();
    let candidates = match (by_email.len(), by_child.len(), both.len()) {
        (0, 0, _) => return Ok(None),
        (_, _, 1) if by_child.len() == 1 || by_email.len() == 1 => both,
        _ => by_email.union(&by_child).copied().collect(),
    };
    let mut each = candidates.iter();
    if let (Some(id), None) = (each.next(), each.next()) {
        return match known.households.get(id).and_then(|row| row.external_id.clone()) {
            Some(number) => Err(ImportFault::at(Column::Household.name(), ImportFaultCode::OtherNumber)
                .with("number", number)),
            None => Ok(Some(*id)),
        };
    }
    let named: Vec<String> = candidates.iter().map(|id| known.called(*id)).collect();
    Err(ImportFault::at(Column::Household.name(), ImportFaultCode::Ambiguous)
        .with("households", named.join(", ")))
}

/// The guardian of a household that is meant; somebody of another household who has the same address and name is the same
/// person.
pub(super) fn guardian(known: &Known, household: Option<Uuid>, told: &Person) -> Found {
    if let Some(id) = told.number.as_ref().and_then(|number| known.guardian_numbers.get(number)) {
        return Ok(Some(*id));
    }
    let of_household = household.map_or(&[][..], |id| under(&known.guardians_of, &id));
    let is_named = |id: &&Uuid| {
        known
            .guardians
            .get(*id)
            .is_some_and(|row| same_name(told.names(), (row.first_name.as_str(), row.last_name.as_str())))
    };
    if let Some(email) = &told.email {
        let owners = known.guardians_at(&email.value, told.names());
        let here: Vec<&Uuid> = owners.iter().filter(|id| of_household.contains(id)).collect();
        let is_nameless = told.names() == ("", "");
        match here.as_slice() {
            [id] if is_nameless || is_named(id) => return Ok(Some(**id)),
            [] => {}
            _ => {
                let same: Vec<_> = here.iter().copied().filter(is_named).collect();
                if let [id] = same.as_slice() {
                    return Ok(Some(**id));
                }
                return Err(taken(known, *here[0]));
            }
        }
        let mut elsewhere = owners.iter().filter(|id| !of_household.contains(id));
        if let Some(id) = elsewhere.next() {
            return if is_named(&id) { Ok(Some(*id)) } else { Err(taken(known, *id)) };
        }
    }
    let named: Vec<&Uuid> = of_household
        .iter()
        .filter(is_named)
        // of two of one name, the one who has no other address
        .filter(|id| told.email.is_none() || known.guardians.get(*id).is_some_and(|row| row.email.is_none()))
        .collect();
    one_of(&named)
}

fn taken(known: &Known, id: Uuid) -> ImportFault {
    let name = known.guardians.get(&id).map(|row| format!("{} {}", row.first_name, row.last_name));
    ImportFault::at(Column::GuardianEmail.name(), ImportFaultCode::EmailTaken)
        .with("name", name.unwrap_or_default())
}

/// The child that is meant. A child of the same name and day of birth in another household is told: only its number says
/// that it is the same.
pub(super) fn child(known: &Known, household: Option<Uuid>, told: &Person) -> Found {
    if let Some(id) = told.number.as_ref().and_then(|number| known.child_numbers.get(number)) {
        return Ok(Some(*id));
    }
    let alike = alike(known, told);
    let of_household = household.map_or(&[][..], |id| under(&known.children_of, &id));
    let here: Vec<&Uuid> = alike.iter().filter(|id| of_household.contains(id)).collect();
    if !here.is_empty() {
        return one_of(&here);
    }
    let elsewhere = alike.iter().flat_map(|id| under(&known.homes_of_child, id)).next();
    match elsewhere {
        Some(home) => {
            Err(ImportFault::of(ImportFaultCode::ChildElsewhere).with("household", known.called(*home)))
        }
        None => Ok(None),
    }
}

/// Children of the same name and day of birth.
fn alike(known: &Known, told: &Person) -> Vec<Uuid> {
    let Ok(day) = told.text(Field::ChildBirthDate).parse::<NaiveDate>() else { return Vec::new() };
    under(&known.children_by_name, &child_name(told.names(), day)).to_vec()
}

fn one_of(found: &[&Uuid]) -> Found {
    match found {
        [] => Ok(None),
        [id] => Ok(Some(**id)),
        _ => Err(ImportFault::of(ImportFaultCode::AmbiguousPerson)),
    }
}
