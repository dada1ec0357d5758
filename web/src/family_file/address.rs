//! Where one is in the file, as the address says it: every part, and every field that is missing, can be linked to.

use shared::calendar::SchoolYear;
use shared::families::{Field, FieldOwner, FileSubject, Missing, Section};

use crate::router::paths::FILE;

/// What of the file is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// All parts.
    Overview,
    /// A part, read or changed.
    Part {
        section: Section,
        subject: FileSubject,
        edit: bool,
        /// Where the focus goes.
        field: Option<Field>,
    },
    /// A child, or another guardian, who comes into the household.
    Add(FieldOwner),
}

/// An address of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// Of which school year; none: the one that matters.
    pub(super) year: Option<SchoolYear>,
    pub(super) view: View,
}

impl Address {
    /// Reads the parameters of the query; what makes no sense leads to the overview.
    pub(super) fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let year = parameter("year").and_then(|year| year.parse().ok());
        let add = match parameter("add").as_deref() {
            Some("child") => Some(View::Add(FieldOwner::Child)),
            Some("guardian") => Some(View::Add(FieldOwner::Guardian)),
            _ => None,
        };
        let view = add.or_else(|| part(&parameter)).unwrap_or(View::Overview);
        Self { year, view }
    }

    /// The path with its query.
    pub(super) fn path(self) -> String {
        let mut query = Vec::new();
        if let Some(year) = self.year {
            query.push(["year=", &year.to_string()].concat());
        }
        match self.view {
            View::Overview => {}
            View::Add(owner) => {
                let whom = if owner == FieldOwner::Child { "child" } else { "guardian" };
                query.push(["add=", whom].concat());
            }
            View::Part { section, subject, edit, field } => {
                query.push(["section=", section.code()].concat());
                match subject {
                    FileSubject::Household => {}
                    FileSubject::Guardian(id) => query.push(["of=", &id.to_string()].concat()),
                    FileSubject::Child(id) => query.push(["of=", &id.to_string()].concat()),
                }
                if edit {
                    query.push("edit=1".to_owned());
                }
                if let Some(field) = field {
                    query.push(["field=", field.code()].concat());
                }
            }
        }
        if query.is_empty() { FILE.to_owned() } else { [FILE, "?", &query.join("&")].concat() }
    }
}

fn part(parameter: &impl Fn(&str) -> Option<String>) -> Option<View> {
    let code = parameter("section")?;
    let section = Section::ALL.into_iter().find(|section| section.code() == code)?;
    let of = || parameter("of");
    let subject = match section.owner() {
        FieldOwner::Household => FileSubject::Household,
        FieldOwner::Guardian => FileSubject::Guardian(of()?.parse().ok()?),
        FieldOwner::Child => FileSubject::Child(of()?.parse().ok()?),
    };
    let field = parameter("field").and_then(|code| Field::from_code(&code));
    let field = field.filter(|field| field.section() == section);
    Some(View::Part { section, subject, edit: parameter("edit").is_some(), field })
}

/// Where something that is missing is filled in.
#[must_use]
pub fn missing_path(missing: Missing, year: SchoolYear) -> String {
    let Missing { subject, field } = missing;
    let view = View::Part { section: field.section(), subject, edit: true, field: Some(field) };
    Address { year: Some(year), view }.path()
}

/// Where a child is added of whom school and grade are told in a school year.
#[must_use]
pub fn add_child_path(year: SchoolYear) -> String {
    Address { year: Some(year), view: View::Add(FieldOwner::Child) }.path()
}

/// Where the file of a school year begins.
#[must_use]
pub fn year_path(year: SchoolYear) -> String {
    Address { year: Some(year), view: View::Overview }.path()
}

#[cfg(test)]
mod tests {
    use shared::ids::ChildId;

    use super::*;

    fn read(path: &str) -> Address {
        let query = path.split_once('?').map_or("", |(_, query)| query);
        Address::read(|name| {
            let pair = query.split('&').filter_map(|pair| pair.split_once('='));
            pair.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
        })
    }

    #[test]
    fn what_is_written_is_read() {
        let child = FileSubject::Child(ChildId(uuid::Uuid::from_u128(7)));
        let year = Some(SchoolYear::starting_in(2026));
        let part = |edit, field| View::Part { section: Section::Health, subject: child, edit, field };
        for view in [
            View::Overview,
            View::Add(FieldOwner::Child),
            View::Add(FieldOwner::Guardian),
            part(false, None),
            part(true, Some(Field::ChildAllergies)),
            View::Part {
                section: Section::Address,
                subject: FileSubject::Household,
                edit: true,
                field: None,
            },
        ] {
            assert_eq!(read(&Address { year, view }.path()), Address { year, view });
            assert_eq!(read(&Address { year: None, view }.path()), Address { year: None, view });
        }
        let missing = Missing { subject: child, field: Field::ChildAllergies };
        let path = missing_path(missing, SchoolYear::starting_in(2026));
        assert_eq!(read(&path).view, part(true, Some(Field::ChildAllergies)));
    }

    #[test]
    fn what_makes_no_sense_leads_to_the_overview() {
        for path in
            ["/file?section=health", "/file?section=health&of=7", "/file?section=money", "/file?add=cat"]
        {
            assert_eq!(read(path).view, View::Overview, "{path}");
        }
        // a field of another part takes no focus there
        let path = "/file?section=address&edit=1&field=child_diet";
        assert!(matches!(read(path).view, View::Part { field: None, edit: true, .. }));
    }
}
