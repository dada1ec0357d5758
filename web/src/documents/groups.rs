//! What is asked, by whom it is about: the household, its children, its guardians; this school year's before the next.

use shared::calendar::SchoolYear;
use shared::families::FileSubject;
use shared::wire::{HouseholdDocument, HouseholdDocuments};

/// What is asked about one person, or about the household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// First name; none of the household.
    pub(super) person: Option<String>,
    /// The place of a child among those of the household.
    pub(super) place: Option<usize>,
    pub(super) items: Vec<HouseholdDocument>,
}

/// Whether something is asked for a school year that families are not awaited for yet.
pub(super) fn is_later(item: &HouseholdDocument, awaited: Option<SchoolYear>) -> bool {
    item.asked.school_year.is_some_and(|year| Some(year) > awaited)
}

/// Groups of what is asked now, up to the school year that families come for, and of what is asked for a later one.
pub(super) fn grouped(
    documents: &HouseholdDocuments,
    awaited: Option<SchoolYear>,
) -> (Vec<Group>, Vec<Group>) {
    let is_later = |item: &HouseholdDocument| is_later(item, awaited);
    let (later, now) = documents.items.iter().cloned().partition(is_later);
    (by_subject(documents, now), by_subject(documents, later))
}

fn by_subject(documents: &HouseholdDocuments, items: Vec<HouseholdDocument>) -> Vec<Group> {
    let children = documents.children.iter().enumerate();
    let children = children
        .map(|(place, child)| (FileSubject::Child(child.id), Some(child.first_name.clone()), Some(place)));
    let guardians = documents.guardians.iter();
    let guardians = guardians
        .map(|guardian| (FileSubject::Guardian(guardian.id), Some(guardian.first_name.clone()), None));
    [(FileSubject::Household, None, None)]
        .into_iter()
        .chain(children)
        .chain(guardians)
        .filter_map(|(subject, person, place)| {
            let items: Vec<_> = items.iter().filter(|item| item.asked.subject == subject).cloned().collect();
            (!items.is_empty()).then_some(Group { person, place, items })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use shared::documents::{AskedDocument, DocumentState};
    use shared::ids::ChildId;
    use shared::wire::DocumentPerson;

    use super::*;

    #[test]
    fn the_household_comes_first_and_the_next_year_apart() {
        let child = ChildId(uuid::Uuid::from_u128(1));
        let item = |subject, year: Option<u16>| HouseholdDocument {
            asked: AskedDocument {
                type_id: uuid::Uuid::nil().into(),
                subject,
                school_year: year.map(SchoolYear::starting_in),
            },
            required: true,
            satisfied: false,
            state: DocumentState::Missing,
            document: None,
            in_force: None,
            elsewhere: false,
        };
        let documents = HouseholdDocuments {
            server_time_ms: 0,
            school_year: Some(SchoolYear::starting_in(2026)),
            limit_bytes: 0,
            types: Vec::new(),
            activities: Vec::new(),
            guardians: Vec::new(),
            children: vec![DocumentPerson { id: child, first_name: "Lina".into(), last_name: String::new() }],
            items: vec![
                item(FileSubject::Child(child), Some(2026)),
                item(FileSubject::Child(child), Some(2027)),
                item(FileSubject::Household, None),
            ],
        };
        let year = |first| Some(SchoolYear::starting_in(first));
        let (now, later) = grouped(&documents, year(2026));
        let people = |groups: &[Group]| groups.iter().map(|group| group.person.clone()).collect::<Vec<_>>();
        assert_eq!(people(&now), [None, Some("Lina".to_owned())]);
        assert_eq!(people(&later), [Some("Lina".to_owned())]);
        // in spring nothing of September is put aside
        let (now, later) = grouped(&documents, year(2027));
        assert_eq!((now.len(), now[1].items.len(), later.len()), (2, 2, 0));
    }
}
