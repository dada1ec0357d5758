//! The columns of a file, by the names on its first line.

use shared::families::{Field, FieldOwner};
use shared::wire::{ImportFault, ImportFaultCode};

use super::text::{FileFault, Line};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// The number of the household, the same on each of its lines.
    Household,
    /// What the household is called.
    HouseholdName,
    /// Whether it lives on the territory.
    Resident,
    /// The number of the guardian.
    Guardian,
    /// The mail address of the guardian.
    GuardianEmail,
    /// The number of the child.
    Child,
    /// An answer.
    Answer(Field),
}

/// Those that are no answers.
const OWN: [(Column, &str); 6] = [
    (Column::Household, "household"),
    (Column::HouseholdName, "household_name"),
    (Column::Resident, "resident"),
    (Column::Guardian, "guardian"),
    (Column::GuardianEmail, "guardian_email"),
    (Column::Child, "child"),
];

impl Column {
    /// As the first line names it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Answer(field) => field.code(),
            own => OWN.iter().find(|(column, _)| *column == own).map_or("", |(_, name)| name),
        }
    }

    /// The column of a name, in any case, blanks for `_`.
    fn named(name: &str) -> Option<Self> {
        let name = name.to_lowercase().replace([' ', '\u{a0}', '-'], "_");
        let own = OWN.iter().find(|(_, known)| *known == name).map(|(column, _)| *column);
        own.or_else(|| Field::from_code(&name).map(Self::Answer))
    }

    /// Whom it tells of.
    pub(super) fn owner(self) -> FieldOwner {
        match self {
            Self::Household | Self::HouseholdName | Self::Resident => FieldOwner::Household,
            Self::Guardian | Self::GuardianEmail => FieldOwner::Guardian,
            Self::Child => FieldOwner::Child,
            Self::Answer(field) => field.owner(),
        }
    }
}

/// The columns of the first line, in their order; none for one without a name.
///
/// # Errors
///
/// Every name that is unknown or stands twice, and the one that must be there.
pub(super) fn columns(first: &Line) -> Result<Vec<Option<Column>>, Vec<FileFault>> {
    let mut found: Vec<Option<Column>> = Vec::new();
    let mut faults = Vec::new();
    for name in &first.cells {
        let column = Column::named(name);
        if column.is_none() && !name.is_empty() {
            faults.push(ImportFault::at(name, ImportFaultCode::UnknownColumn));
        } else if column.is_some() && found.contains(&column) {
            faults.push(ImportFault::at(name, ImportFaultCode::DuplicateColumn));
        }
        found.push(column);
    }
    if !found.contains(&Some(Column::Household)) {
        faults.push(ImportFault::at(Column::Household.name(), ImportFaultCode::MissingColumn));
    }
    let faults: Vec<_> = faults.into_iter().map(|fault| (first.number, fault)).collect();
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

/// The columns of a template: what is no answer, and the answers that are asked.
pub(super) fn template(asked: impl Fn(Field) -> bool) -> Vec<Column> {
    let answers = Field::ALL.into_iter().filter(|field| asked(*field)).map(Column::Answer);
    let mut all: Vec<Column> = OWN.iter().map(|(column, _)| *column).chain(answers).collect();
    let place = |column: &Column| match column.owner() {
        FieldOwner::Household => u8::from(matches!(column, Column::Answer(_))),
        FieldOwner::Guardian => 2,
        FieldOwner::Child => 3,
    };
    all.sort_by_key(place);
    all
}
