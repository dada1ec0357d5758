//! All that is known of all families, to compare it before and after a school year is opened.

use std::collections::{BTreeMap, BTreeSet};

use client::{Client, FilesRequest, PageRequest};
use shared::calendar::SchoolYear;
use shared::families::{Field, FieldValue, FileSubject, Section};
use shared::ids::{ChildId, HouseholdId};
use shared::wire::{Document, FamilyFileSheet, MissingDocument};

/// Of one family, in one school year.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Told {
    pub(crate) sheet: FamilyFileSheet,
    pub(crate) documents: Vec<Document>,
    pub(crate) health: BTreeMap<ChildId, BTreeMap<Field, FieldValue>>,
}

/// All households that staff know.
pub(crate) async fn households(client: &Client) -> Vec<HouseholdId> {
    let (mut found, mut cursor) = (Vec::new(), None);
    loop {
        let page = PageRequest { cursor, limit: Some(200) };
        let request = FilesRequest { only: Some("all"), page, ..FilesRequest::default() };
        let files = client.list_family_files(&request).await.unwrap();
        found.extend(files.items.iter().map(|file| file.household_id));
        cursor = files.next_cursor;
        if cursor.is_none() {
            return found;
        }
    }
}

/// What is told of each of them in a school year; of health what is sealed, opened.
pub(crate) async fn told(
    client: &Client,
    households: &[HouseholdId],
    year: SchoolYear,
) -> BTreeMap<HouseholdId, Told> {
    let mut found = BTreeMap::new();
    for household in households.iter().copied() {
        let mut sheet = client.get_family_file_of_household(household, Some(year)).await.unwrap();
        // what opening a year may change: that there is one more, and who is gone from then on
        sheet.server_time_ms = 0;
        sheet.school_years.clear();
        let mut health = BTreeMap::new();
        for part in &mut sheet.parts {
            part.gone_from = None;
            if let (FileSubject::Child(child), false) = (part.subject, part.sealed.is_empty()) {
                health.insert(child, client.get_child_health(household, child).await.unwrap().values);
            }
        }
        let documents = client.list_documents_of_household(household).await.unwrap().items;
        let documents = documents.into_iter().filter_map(|item| item.document).collect();
        found.insert(household, Told { sheet, documents, health });
    }
    found
}

/// Makes sure that the next year tells what the one before does, and asks for nothing that was not asked for.
pub(crate) fn nothing_is_asked_twice(before: &Told, after: &Told) {
    let name = &before.sheet.name;
    assert_eq!(after.sheet.file.state, before.sheet.file.state, "{name}");
    assert_eq!(after.sheet.message, before.sheet.message, "{name}");
    assert_eq!((&after.health, &after.documents), (&before.health, &before.documents), "{name}");
    assert_eq!(after.sheet.parts.len(), before.sheet.parts.len(), "{name}");
    for (old, new) in before.sheet.parts.iter().zip(&after.sheet.parts) {
        let kept = |values: &BTreeMap<Field, FieldValue>| -> BTreeMap<Field, FieldValue> {
            let kept = values.iter().filter(|(field, _)| field.section() != Section::Schooling);
            kept.map(|(field, value)| (*field, value.clone())).collect()
        };
        assert_eq!((new.subject, &new.sealed), (old.subject, &old.sealed), "{name}");
        assert_eq!(kept(&new.values), kept(&old.values), "{name}");
    }
    for missing in &after.sheet.file.missing {
        assert!(before.sheet.file.missing.contains(missing), "{name}: {missing:?}");
    }
    assert!(after.sheet.file.unchecked.iter().all(|child| before.sheet.file.unchecked.contains(child)));
    // what is asked each year is asked each year; everything else once
    let once = |documents: &[MissingDocument]| -> BTreeSet<String> {
        let once = documents.iter().filter(|one| one.asked.school_year.is_none());
        once.map(|one| format!("{:?} {:?}", one.asked.type_id, one.asked.subject)).collect()
    };
    let (asked, known) = (once(&after.sheet.missing_documents), once(&before.sheet.missing_documents));
    assert!(asked.is_subset(&known), "{name}: {asked:?} {known:?}");
}
