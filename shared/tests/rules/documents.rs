//! Supporting documents: their states over time, what is asked of whom, what is missing.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use shared::catalogue::{Language, domain, problem_sentence, refusal_sentence};
use shared::documents::{
    AskedDocument, CalledFor, Concerned, DocumentFault, DocumentFormat, DocumentOwner, DocumentState,
    DocumentType, DocumentValidity, SentDocument, Verdict, asked_documents, missing_documents,
};
use shared::families::{Field, FileSubject};
use shared::ids::{DocumentTypeId, GuardianId};
use shared::organisation::Organisation;
use shared::problem::{Problem, ProblemCode};
use uuid::Uuid;

use super::world::{
    ADAM, CANTEEN, LINA, MIDI, MILA, TILLEULS, WEDNESDAY, World, at, book, cancel, codes, day, decision,
    text, year,
};

const ID: DocumentTypeId = DocumentTypeId(Uuid::from_u128(71));
const CLAIRE: GuardianId = GuardianId(Uuid::from_u128(81));
const KARIM: GuardianId = GuardianId(Uuid::from_u128(82));

fn kind(owner: DocumentOwner, validity: DocumentValidity) -> DocumentType {
    DocumentType {
        id: ID,
        name: text("Attestation"),
        hint: None,
        owner,
        activities: Vec::new(),
        when: BTreeMap::new(),
        health: false,
        required: true,
        validity,
        formats: DocumentFormat::ALL.to_vec(),
        needs_acceptance: false,
        reminder_days: 30,
    }
}

fn sent(on: &str, verdict: Option<Verdict>) -> SentDocument {
    SentDocument {
        type_id: ID,
        subject: FileSubject::Child(LINA),
        school_year: None,
        received_on: day(on),
        corrected_end: None,
        verdict,
    }
}

fn refused() -> Verdict {
    Verdict::Refused { reason: "illisible".to_owned() }
}

fn asking(kind: DocumentType) -> World {
    World::new().with(|world| world.organisation.documents = vec![kind])
}

#[test]
fn states_follow_the_days() {
    let calendar = World::new().organisation.calendar;
    let months = DocumentValidity::Months { months: 12 };
    let yearly = SentDocument { school_year: Some(year(2026)), ..sent("2026-09-07", None) };
    let accepted = || sent("2026-09-07", Some(Verdict::Accepted));
    for (validity, needs_acceptance, document, on, expected) in [
        (months, false, sent("2026-09-07", None), "2026-09-07", "received"),
        (months, false, sent("2026-09-07", None), "2027-08-07", "received"),
        (months, false, sent("2026-09-07", None), "2027-08-08", "expiring"),
        (months, false, sent("2026-09-07", None), "2027-09-06", "expiring"),
        (months, false, sent("2026-09-07", None), "2027-09-07", "expired"),
        (months, true, sent("2026-09-07", None), "2027-08-20", "received"),
        (months, true, sent("2026-09-07", None), "2027-09-07", "expired"),
        (months, true, accepted(), "2026-09-08", "accepted"),
        (months, true, accepted(), "2027-08-08", "expiring"),
        (months, false, sent("2026-09-07", Some(refused())), "2030-01-01", "refused"),
        (DocumentValidity::Forever, false, accepted(), "2030-01-01", "accepted"),
        (DocumentValidity::SchoolYear, false, yearly.clone(), "2027-07-01", "received"),
        (DocumentValidity::SchoolYear, false, yearly.clone(), "2027-08-31", "expiring"),
        (DocumentValidity::SchoolYear, false, yearly, "2027-09-02", "expired"),
    ] {
        let kind = DocumentType { needs_acceptance, ..kind(DocumentOwner::Child, validity) };
        let state = document.state(&kind, &calendar, day(on));
        assert_eq!(state.code(), expected, "{validity:?} {document:?} on {on}");
        assert_eq!(
            document.satisfies(&kind, &calendar, day(on)),
            matches!(expected, "accepted" | "expiring") || (expected == "received" && !needs_acceptance),
            "{validity:?} {document:?} on {on}"
        );
    }
}

fn concerned(world: &World) -> Concerned<'_> {
    Concerned { guardians: &[CLAIRE, KARIM], children: &world.children, called_for: &world.called_for }
}

fn missing(world: &World, documents: &[SentDocument], activity: Option<shared::ids::ActivityId>) -> usize {
    let (organisation, on) = (&world.organisation, day("2026-09-10"));
    let of = Concerned { children: &world.children[..1], ..concerned(world) };
    missing_documents(organisation, of, documents, year(2026), activity, on).len()
}

#[test]
fn what_is_required_is_missing_until_it_counts() {
    let world = asking(kind(DocumentOwner::Child, DocumentValidity::Forever));
    assert_eq!(missing(&world, &[], None), 1);
    assert_eq!(missing(&world, &[sent("2026-09-07", None)], None), 0);
    assert_eq!(missing(&world, &[sent("2026-09-07", Some(refused()))], None), 1);
    let other = SentDocument { subject: FileSubject::Child(ADAM), ..sent("2026-09-07", None) };
    assert_eq!(missing(&world, &[other], None), 1, "of another child");
    let checked =
        DocumentType { needs_acceptance: true, ..kind(DocumentOwner::Child, DocumentValidity::Forever) };
    let world = asking(checked);
    assert_eq!(missing(&world, &[sent("2026-09-07", None)], None), 1);
    let (accepted, newer) = (sent("2026-09-07", Some(Verdict::Accepted)), sent("2026-09-08", None));
    assert_eq!(missing(&world, &[accepted, newer], None), 0, "the accepted one goes on counting");
    let optional = DocumentType { required: false, ..kind(DocumentOwner::Child, DocumentValidity::Forever) };
    assert_eq!(missing(&asking(optional), &[], None), 0);
}

#[test]
fn only_what_an_activity_asks_is_missing_for_it() {
    let of_wednesday = DocumentType {
        activities: vec![WEDNESDAY],
        ..kind(DocumentOwner::Child, DocumentValidity::SchoolYear)
    };
    let world = asking(of_wednesday);
    assert_eq!(missing(&world, &[], Some(WEDNESDAY)), 1);
    assert_eq!(missing(&world, &[], Some(CANTEEN)), 0);
    let of_another_year = SentDocument { school_year: Some(year(2025)), ..sent("2026-09-07", None) };
    assert_eq!(missing(&world, &[of_another_year], Some(WEDNESDAY)), 1);
}

fn asked(world: &World, first: u16) -> Vec<AskedDocument> {
    asked_documents(&world.organisation, concerned(world), year(first))
}

#[test]
fn nothing_is_booked_without_what_is_required() {
    use shared::bookings::{Cause, RefusalCode};
    let world = asking(DocumentType {
        activities: vec![CANTEEN],
        ..kind(DocumentOwner::Child, DocumentValidity::Months { months: 12 })
    });
    let asked = AskedDocument { type_id: ID, subject: FileSubject::Child(LINA), school_year: None };
    let lunch = book(LINA, MIDI, "2026-09-15");
    let refused = |world: &World, now: &str| decision(world, &lunch, at(now)).refusals;
    let found = refused(&world, "2026-09-10T10:00");
    let first = found.first().map(|refusal| (refusal.code, refusal.cause.clone()));
    assert_eq!(first, Some((RefusalCode::FileIncomplete, Some(Cause::MissingDocuments(vec![asked])))));
    let said = refusal_sentence(Language::Fr, &found[0], &world.organisation, at("2026-09-10T10:00"));
    assert_eq!(said, "Il manque un document\u{a0}: Attestation.");
    assert_eq!(
        refused(&asking(kind(DocumentOwner::Guardian, DocumentValidity::Forever)), "2026-09-10T10:00"),
        []
    );
    let world = world.with(|world| world.documents = vec![sent("2025-09-11", None)]);
    assert_eq!(refused(&world, "2026-09-10T10:00"), [], "it still counts");
    assert_eq!(refused(&world, "2026-09-11T10:00")[0].code, RefusalCode::FileIncomplete, "it no longer does");
    // what is booked can be given back
    let world =
        asking(kind(DocumentOwner::Child, DocumentValidity::Forever)).booked(LINA, MIDI, "2026-09-15");
    assert_eq!(codes(&world, &cancel(LINA, MIDI, "2026-09-15"), "2026-09-10T10:00"), []);
}

#[test]
fn documents_answers_and_validation_are_refused_for_at_once() {
    use shared::bookings::{Cause, RefusalCode};
    use shared::families::{Field, FileState, Missing};
    let lacks = Missing { subject: FileSubject::Household, field: Field::AddressCity };
    let world = |state, missing: &[Missing], documents: &[SentDocument]| {
        asking(kind(DocumentOwner::Child, DocumentValidity::Forever)).with(|world| {
            world.activity(CANTEEN).requires_validated_file = true;
            world.files[0].state = state;
            world.files[0].missing = missing.to_vec();
            world.documents = documents.to_vec();
        })
    };
    let lunch = book(LINA, MIDI, "2026-09-15");
    let found = |state, missing: &[Missing], documents: &[SentDocument]| {
        let refusals = decision(&world(state, missing, documents), &lunch, at("2026-09-10T10:00")).refusals;
        refusals.into_iter().map(|refusal| (refusal.code, refusal.cause)).collect::<Vec<_>>()
    };
    let asked = AskedDocument { type_id: ID, subject: FileSubject::Child(LINA), school_year: None };
    let document = (RefusalCode::FileIncomplete, Some(Cause::MissingDocuments(vec![asked])));
    let answer = (RefusalCode::FileIncomplete, Some(Cause::Missing(vec![lacks])));
    let (in_words, unchecked) = ((RefusalCode::FileIncomplete, None), (RefusalCode::FileNotValidated, None));
    let there = [sent("2026-09-07", None)];
    for state in [FileState::Incomplete, FileState::Received] {
        let all = [document.clone(), answer.clone(), unchecked.clone()];
        assert_eq!(found(state, &[lacks], &[]), all, "{state:?}");
        assert_eq!(found(state, &[lacks], &there), [answer.clone(), unchecked.clone()], "{state:?}");
        assert_eq!(found(state, &[], &[]), [document.clone(), unchecked.clone()], "{state:?}");
    }
    assert_eq!(found(FileState::Incomplete, &[], &there), [in_words, unchecked.clone()]);
    assert_eq!(found(FileState::Received, &[], &there), [unchecked]);
    assert_eq!(found(FileState::Validated, &[lacks], &[]), [document, answer]);
    assert_eq!(found(FileState::Validated, &[], &there), []);
}

#[test]
fn each_is_asked_of_those_it_is_about() {
    use FileSubject::{Child, Guardian, Household};
    let subjects = |owner| {
        let asked = asked(&asking(kind(owner, DocumentValidity::Forever)), 2026);
        asked.into_iter().map(|asked| asked.subject).collect::<Vec<_>>()
    };
    assert_eq!(subjects(DocumentOwner::Household), [Household]);
    assert_eq!(subjects(DocumentOwner::Guardian), [Guardian(CLAIRE), Guardian(KARIM)]);
    assert_eq!(subjects(DocumentOwner::Child), [Child(LINA), Child(ADAM), Child(MILA)]);
    let next = asked(&asking(kind(DocumentOwner::Child, DocumentValidity::SchoolYear)), 2027);
    let of_next: Vec<_> = next.iter().map(|asked| (asked.subject, asked.school_year)).collect();
    // nobody knows yet where Mila will go to school
    assert_eq!(of_next, [(Child(LINA), Some(year(2027))), (Child(ADAM), Some(year(2027)))]);
    let world = asking(DocumentType {
        activities: vec![CANTEEN],
        ..kind(DocumentOwner::Child, DocumentValidity::Forever)
    });
    let world = world.with(|world| world.activity(CANTEEN).eligibility.schools = vec![TILLEULS]);
    let of_school: Vec<_> = asked(&world, 2026).iter().map(|asked| asked.subject).collect();
    assert_eq!(of_school, [Child(LINA), Child(MILA)], "only those whom the activity may take");
}

#[test]
fn a_condition_concerns_the_children_who_meet_it() {
    use FileSubject::{Child, Household};
    let when = BTreeMap::from([(Field::ChildPai, true)]);
    for (answer, expected) in [(Some(true), true), (Some(false), false), (None, false)] {
        let kind =
            DocumentType { when: when.clone(), ..kind(DocumentOwner::Child, DocumentValidity::SchoolYear) };
        assert_eq!(kind.is_called_for(|_| answer), expected, "{answer:?}");
    }
    assert!(
        kind(DocumentOwner::Child, DocumentValidity::Forever).is_called_for(|_| None),
        "without a condition"
    );
    for (owner, subject) in [(DocumentOwner::Child, Child(ADAM)), (DocumentOwner::Household, Household)] {
        let world = asking(DocumentType { when: when.clone(), ..kind(owner, DocumentValidity::Forever) });
        assert_eq!(asked(&world, 2026), [], "of nobody who does not meet it");
        let world = world.with(|world| world.called_for = vec![CalledFor { child_id: ADAM, type_id: ID }]);
        let subjects: Vec<_> = asked(&world, 2026).iter().map(|asked| asked.subject).collect();
        assert_eq!(subjects, [subject]);
        assert_eq!(missing(&world, &[], None), 0, "it keeps no other child from being booked");
    }
}

#[test]
fn old_snapshots_ask_for_nothing() {
    let organisation = World::new().organisation;
    let json = serde_json::to_value(&organisation).unwrap();
    assert!(json.get("documents").is_none());
    assert_eq!(serde_json::from_value::<Organisation>(json).unwrap(), organisation);
}

#[test]
fn every_fault_and_state_has_its_words() {
    for language in Language::ALL {
        for fault in DocumentFault::ALL {
            assert_eq!(serde_json::to_value(fault).unwrap(), fault.code());
            let problem = Problem {
                kind: String::new(),
                title: String::new(),
                status: 422,
                code: ProblemCode::DocumentUnusable,
                params: [
                    ("reason".to_owned(), fault.code().into()),
                    ("formats".to_owned(), "PDF, JPEG".into()),
                    ("max_megapixels".to_owned(), 50.into()),
                ]
                .into(),
                errors: Vec::new(),
                request_id: String::new(),
            };
            let sentence = problem_sentence(language, &problem);
            let general = domain(language).text("problem.document_unusable", &[]);
            assert!(sentence.ends_with('.') && !sentence.contains('{') && sentence != general, "{sentence}");
        }
        for code in DocumentState::CODES {
            assert!(domain(language).has(&format!("document_state.{code}")), "{code}");
        }
    }
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..700).prop_map(|days| day("2026-09-01").checked_add_days(Days::new(days)).unwrap())
}

proptest! {
    /// What has stopped counting never counts again by waiting.
    #[test]
    fn time_alone_makes_nothing_count_again(
        on in some_day(),
        later in 0_u64..800,
        months in 1_u32..24,
        reminder_days in 0_u32..90,
        needs_acceptance: bool,
        accepted: bool,
    ) {
        let calendar = World::new().organisation.calendar;
        let kind = DocumentType {
            needs_acceptance,
            reminder_days,
            ..kind(DocumentOwner::Child, DocumentValidity::Months { months })
        };
        let document = SentDocument { received_on: on, ..sent("2026-09-01", accepted.then_some(Verdict::Accepted)) };
        let then = on.checked_add_days(Days::new(later)).unwrap();
        let (now, after) = (document.satisfies(&kind, &calendar, then), document.satisfies(&kind, &calendar, then + Days::new(1)));
        prop_assert!(now || !after);
        // expiring is a state of what counts
        if matches!(document.state(&kind, &calendar, then), DocumentState::Expiring { .. }) {
            prop_assert!(now);
        }
    }
}
