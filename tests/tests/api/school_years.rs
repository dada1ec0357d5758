//! The year turns: 300 families in preview and for real, nothing lost, nothing asked twice.

use client::{FilesRequest, PageRequest};
use sea_orm::EntityTrait;
use shared::calendar::SchoolYear;
use shared::families::{FileState, Grade, Promotion, Schooling};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{ChildDeparture, PromotionCorrection, PromotionLine, SchoolYearOpening};
use tests::{App, CLAIRE, MAI, new_key, on_both_databases, pdf};

use super::account_steps::{field, problem};
use super::documents_steps::{ASSURANCE, DOMICILE, send};
use super::family_file_steps::{REQUIRED, YEAR, ask_fields, change_configuration, complete, sheet};
use super::school_year_steps::{
    FAMILIES, NEXT, households, nothing_is_asked_twice, open, preview, register, seen, tell, told,
};
use super::staff_steps::colleague;

on_both_databases!(
    three_hundred_families_go_one_grade_higher,
    what_is_validated_and_answered_is_not_asked_again,
    wrong_corrections_are_named_and_nothing_is_written,
    what_changes_after_the_preview_is_not_opened_unseen,
);

fn is_proposed_one_grade_higher(line: &PromotionLine) {
    match line.proposed {
        Promotion::GoesTo { school_id, grade } => {
            assert_eq!((school_id, Some(grade)), (line.from.school_id, line.from.grade.next()));
        }
        Promotion::Leaves => assert_eq!(line.from.grade, Grade::Cm2),
        Promotion::ChooseSchool { .. } => panic!("the school has both cycles"),
    }
}

async fn three_hundred_families_go_one_grade_higher(app: &App) {
    register(app).await;
    ask_fields(app, REQUIRED).await;
    let administrator = colleague(app, "admin", Role::Administrator).await;
    let all = households(&administrator.client).await;
    assert!(all.len() > FAMILIES, "{}", all.len());
    // one in ten has told of health and where it lives, and one family has sent documents
    for household in all.iter().step_by(10).copied() {
        tell(&administrator.client, household).await;
    }
    let claire = app.family(CLAIRE).await;
    send(&claire, DOMICILE, pdf()).await;
    send(&claire, ASSURANCE, pdf()).await;
    let of_before = told(&administrator.client, &all, YEAR).await;
    assert!(of_before.values().filter(|told| !told.health.is_empty()).count() >= FAMILIES / 10);
    assert_eq!(of_before[&claire.household].documents.len(), 2);
    let before = preview(&administrator.client).await;
    assert!(before.len() > 2 * FAMILIES, "{}", before.len());
    let leaving =
        before.iter().filter(|line| line.known.is_none() && line.proposed == Promotion::Leaves).count();
    let known = before.iter().filter(|line| line.known.is_some()).count();
    let of_tour: Vec<_> = before.iter().filter(|line| line.last_name.starts_with("Tour")).collect();
    assert_eq!(of_tour.len(), 2 * FAMILIES);
    for line in &of_tour {
        is_proposed_one_grade_higher(line);
    }
    // one stays down, one leaves early
    let (again, gone) = (of_tour[0], of_tour[1]);
    let down = again;
    let corrections = vec![
        PromotionCorrection {
            child_id: again.child_id,
            school_id: Some(again.from.school_id),
            grade: Some(again.from.grade),
            class_name: Some(" CM2 B ".to_owned()),
        },
        PromotionCorrection { child_id: gone.child_id, school_id: None, grade: None, class_name: None },
    ];
    let (_, etag) = seen(&administrator.client, &PageRequest::default()).await;
    let (opened, statements) = app
        .statements(administrator.client.open_school_year(
            NEXT,
            &new_key(),
            &etag,
            &SchoolYearOpening { corrections },
        ))
        .await;
    let opened = opened.unwrap();
    println!("statements: {statements} for {} children", before.len());
    assert!(statements <= 20, "{statements}");
    let left = leaving + usize::from(gone.proposed != Promotion::Leaves)
        - usize::from(again.proposed == Promotion::Leaves);
    assert_eq!((opened.leaving as usize, opened.known as usize, opened.undecided), (left, known, 0));
    assert_eq!(opened.promoted as usize, before.len() - known - left);
    // nothing lost: the year before is as it was, and the new one is told for all who stay
    let after = preview(&administrator.client).await;
    for (old, new) in before.iter().zip(&after) {
        assert_eq!((&old.from, &old.class_name), (&new.from, &new.class_name));
        let expected = match (old.known.clone(), old.proposed) {
            (Some(known), _) => Some(known),
            _ if old.child_id == again.child_id => {
                Some(Schooling { school_year: NEXT, ..again.from.clone() })
            }
            _ if old.child_id == gone.child_id => None,
            (None, Promotion::GoesTo { school_id, grade }) => {
                Some(Schooling { school_year: NEXT, school_id, grade })
            }
            (None, _) => None,
        };
        assert_eq!(new.known, expected, "{} {}", old.first_name, old.last_name);
    }
    // of no family anything is lost, nor asked again
    assert_eq!(told(&administrator.client, &all, YEAR).await, of_before);
    for (household, of_next) in told(&administrator.client, &all, NEXT).await {
        nothing_is_asked_twice(&of_before[&household], &of_next);
    }
    // again, nothing is left to do
    let again = open(&administrator.client, Vec::new()).await.unwrap();
    assert_eq!((again.promoted, again.leaving, again.files), (0, 0, 0));
    // whoever left comes back when staff say so
    let back = PromotionCorrection {
        child_id: gone.child_id,
        school_id: Some(gone.from.school_id),
        grade: Some(gone.from.grade),
        class_name: None,
    };
    let again = open(&administrator.client, vec![back]).await.unwrap();
    assert_eq!(again.promoted, 1);
    // the class that staff knew is kept; what comes too late is named
    let rows = api::entities::child_grades::Entity::find_by_id((down.child_id.0, NEXT.to_string()));
    let class = rows.one(app.db().reader()).await.unwrap().unwrap().class_name;
    assert_eq!(class.as_deref(), Some("CM2 B"));
    let late = PromotionCorrection {
        child_id: down.child_id,
        school_id: Some(down.from.school_id),
        grade: down.from.grade.next().or(Some(Grade::Ps)),
        class_name: None,
    };
    let again = open(&administrator.client, vec![late]).await.unwrap();
    assert_eq!((again.promoted, again.overtaken), (0, vec![down.child_id]));
    let years = administrator.client.list_school_years().await.unwrap().items;
    let [year] = years.as_slice() else { panic!("{years:?}") };
    assert_eq!((year.school_year, year.opened_at), (NEXT, Some(app.clock.now())));
    assert_eq!(year.opened_by.as_deref(), Some("Nadia Roux"));
    assert!(!year.documents.is_empty(), "one insurance a year");
}

async fn what_is_validated_and_answered_is_not_asked_again(app: &App) {
    change_configuration(app, |text| {
        let cycles = text
            .replacen(
                "name = \"École des Tilleuls\"",
                "name = \"École des Tilleuls\"\ncycles = [\"elementaire\"]",
                1,
            )
            .replacen("name = \"École du Port\"", "name = \"École du Port\"\ncycles = [\"maternelle\"]", 1);
        [cycles.as_str(), REQUIRED].concat()
    })
    .await;
    let family = app.family(CLAIRE).await;
    complete(&family).await;
    let administrator = colleague(app, "admin", Role::Administrator).await;
    let mai = app.family(MAI).await;
    let opened = open(&administrator.client, Vec::new()).await.unwrap();
    assert!(opened.files > 0, "{opened:?}");
    let file = family.client.get_family_file(family.household, Some(NEXT)).await.unwrap();
    assert_eq!((file.file.state, file.file.missing.as_slice()), (FileState::Validated, &[][..]));
    let before = sheet(&family).await;
    for (old, new) in before.parts.iter().zip(&file.parts) {
        for (field, value) in &old.values {
            if field.section() != shared::families::Section::Schooling {
                assert_eq!(new.values.get(field), Some(value), "{field:?}");
            }
        }
    }
    let all = FilesRequest { only: Some("all"), school_year: Some(NEXT), ..FilesRequest::default() };
    let files = administrator.client.list_family_files(&all).await.unwrap().items;
    let nguyen = files.iter().find(|file| file.household_id == mai.household).unwrap();
    assert_eq!(nguyen.state, FileState::Incomplete, "what was not validated is not either");
    assert_eq!(YEAR.next(), NEXT);
}

async fn wrong_corrections_are_named_and_nothing_is_written(app: &App) {
    let administrator = colleague(app, "admin", Role::Administrator).await;
    let line = preview(&administrator.client).await.into_iter().find(|line| line.known.is_none()).unwrap();
    let right = PromotionCorrection {
        child_id: line.child_id,
        school_id: Some(line.from.school_id),
        grade: Some(Grade::Ce2),
        class_name: None,
    };
    let nobody = uuid::Uuid::nil();
    let (_, etag) = seen(&administrator.client, &PageRequest::default()).await;
    let open = async |year, corrections: Vec<PromotionCorrection>| {
        let opening = SchoolYearOpening { corrections };
        administrator.client.open_school_year(year, &new_key(), &etag, &opening).await
    };
    let at = |field: &str, code: &str| (field.to_owned(), code.to_owned());
    assert_eq!(field(open(NEXT, vec![right.clone(), right.clone()]).await), at("corrections[1]", "twice"));
    let school = PromotionCorrection { school_id: Some(nobody.into()), ..right.clone() };
    assert_eq!(field(open(NEXT, vec![school]).await), at("corrections[0].school_id", "unknown"));
    let half = PromotionCorrection { grade: None, ..right.clone() };
    assert_eq!(field(open(NEXT, vec![half]).await), at("corrections[0]", "incomplete"));
    let long = PromotionCorrection { class_name: Some("A".repeat(51)), ..right.clone() };
    assert_eq!(field(open(NEXT, vec![long]).await), at("corrections[0].class_name", "too_long"));
    let alone = PromotionCorrection {
        school_id: None,
        grade: None,
        class_name: Some("A".to_owned()),
        ..right.clone()
    };
    assert_eq!(field(open(NEXT, vec![alone]).await), at("corrections[0]", "incomplete"));
    let stranger = PromotionCorrection { child_id: nobody.into(), ..right };
    let refused = problem(open(NEXT, vec![stranger]).await);
    assert_eq!(
        (refused.code, refused.errors[0].field.as_str()),
        (ProblemCode::NotFound, "corrections[0].child_id")
    );
    let unplanned = open(SchoolYear::starting_in(2026), Vec::new()).await.unwrap_err();
    assert_eq!(unplanned.code(), Some(ProblemCode::NotFound));
    let after = preview(&administrator.client).await;
    assert!(after.iter().any(|line| line.known.is_none()), "nothing was written");
    let agent = colleague(app, "agent", Role::Agent).await;
    let error = agent.client.list_promotions(NEXT, &PageRequest::default()).await.unwrap_err();
    assert_eq!(error.code(), Some(ProblemCode::RoleNotPermitted));
}

async fn what_changes_after_the_preview_is_not_opened_unseen(app: &App) {
    let administrator = colleague(app, "admin", Role::Administrator).await;
    let client = &administrator.client;
    let (_, etag) = seen(client, &PageRequest::default()).await;
    let mai = app.family(MAI).await;
    let departure = ChildDeparture { school_year: NEXT, gone: true };
    client.update_child_departure(mai.household, mai.child("Zoé"), 1, &departure).await.unwrap();
    let opening = SchoolYearOpening { corrections: Vec::new() };
    let refused = client.open_school_year(NEXT, &new_key(), &etag, &opening).await.unwrap_err();
    assert_eq!(refused.code(), Some(ProblemCode::ChangedMeanwhile));
    assert!(client.list_school_years().await.unwrap().items[0].opened_at.is_none());
    // a retry of what was opened is answered as before, whatever has changed by it
    let (_, etag) = seen(client, &PageRequest::default()).await;
    let key = new_key();
    let opened = client.open_school_year(NEXT, &key, &etag, &opening).await.unwrap();
    assert_eq!(client.open_school_year(NEXT, &key, &etag, &opening).await.unwrap(), opened);
}
