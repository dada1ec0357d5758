//! Steps that tests of opening a school year share: 300 families, the preview, all that is known of everybody.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use client::{Cached, Client, FilesRequest, PageRequest};
use shared::calendar::SchoolYear;
use shared::families::{Field, FieldValue, FileSubject, Grade, Section};
use shared::ids::{ChildId, HouseholdId};
use shared::wire::{
    Document, FamilyFileSheet, FileEdit, MissingDocument, Page, PromotionCorrection, PromotionLine,
    SchoolYearOpened, SchoolYearOpening,
};
use tests::{App, new_key};

use super::family_file_steps::{YEAR, text};

pub(crate) const NEXT: SchoolYear = SchoolYear::starting_in(2027);
pub(crate) const FAMILIES: usize = 300;

/// Registers families with two children each, of all grades, at a school that has both cycles.
pub(crate) async fn register(app: &App) {
    let folder = tempfile::tempdir().unwrap();
    let mut files = tests::files(folder.path());
    let mut families = String::new();
    for number in 0..FAMILIES {
        write!(
            families,
            r#"
[[households]]
external_id = "T-{number}"
name = "Famille Tour {number}"
files = {{ "2026-2027" = "validated" }}
guardians = [{{ email = "tour{number}@example.org", first_name = "Parent", last_name = "Tour" }}]
"#
        )
        .unwrap();
        for child in 0..2 {
            let grade = Grade::ALL[(number + child * 3) % 8];
            write!(
                families,
                r#"
[[households.children]]
external_id = "T-{number}-{child}"
first_name = "Enfant {child}"
last_name = "Tour {number}"
birth_date = 2019-05-05
schoolings = [{{ school_year = "2026-2027", school = "tilleuls", grade = "{}", class = "A" }}]
"#,
                grade.code()
            )
            .unwrap();
        }
    }
    let path = folder.path().join("tour.toml");
    std::fs::write(&path, families).unwrap();
    files.families = Some(path);
    api::imports::run(app.db(), &app.clock, &files).await.unwrap();
}

/// A page of the preview and the `ETag` of all of it.
pub(crate) async fn seen(client: &Client, request: &PageRequest) -> (Page<PromotionLine>, String) {
    match client.list_promotions(NEXT, request).await.unwrap() {
        Cached::Fresh { value, etag } => (value, etag.expect("an ETag")),
        Cached::Unchanged => panic!("nothing was known before"),
    }
}

/// Opens the year as it is previewed now.
pub(crate) async fn open(
    client: &Client,
    corrections: Vec<PromotionCorrection>,
) -> Result<SchoolYearOpened, client::Error> {
    let (_, etag) = seen(client, &PageRequest::default()).await;
    client.open_school_year(NEXT, &new_key(), &etag, &SchoolYearOpening { corrections }).await
}

/// Writes down where a family lives, and what its first child must not eat.
pub(crate) async fn tell(client: &Client, household: HouseholdId) {
    let sheet = client.get_family_file_of_household(household, Some(YEAR)).await.unwrap();
    let child = sheet.parts.iter().find(|part| matches!(part.subject, FileSubject::Child(_)));
    let of_household = sheet.parts.iter().find(|part| part.subject == FileSubject::Household);
    let told =
        [(child, Field::ChildAllergies, "Arachides"), (of_household, Field::AddressCity, "Void-Vacon")];
    for (part, field, value) in told {
        let part = part.expect("a part");
        let values = [(field, Some(text(value)))].into();
        let edit = FileEdit { subject: part.subject, school_year: YEAR, values };
        client.update_family_file_of_household(household, part.version, &edit).await.unwrap();
    }
}

pub(crate) async fn preview(client: &Client) -> Vec<PromotionLine> {
    let mut lines = Vec::new();
    let mut cursor = None;
    let (_, whole) = seen(client, &PageRequest::default()).await;
    loop {
        let request = PageRequest { cursor, limit: Some(200) };
        let (page, etag) = seen(client, &request).await;
        assert_eq!(etag, whole, "one of all pages");
        lines.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return lines;
        }
    }
}

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
                health.insert(child, client.get_child_health(household, child, None).await.unwrap().values);
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
