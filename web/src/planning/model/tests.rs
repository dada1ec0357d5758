//! The desk, strokes and row gestures, over the same rules as the server.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Duration;
use shared::activities::{Answer, ClosureCause, RegistrationKind, RegistrationWindow};
use shared::bookings::{Action, Cause, CellState, Facts, LineResult, RefusalCode};
use shared::calendar::{PublicHoliday, SchoolYear};
use shared::documents::{DocumentFormat, DocumentOwner, DocumentType, DocumentValidity};
use shared::families::{Field, FileState, FileSubject, Missing};
use shared::ids::DocumentTypeId;
use shared::text::Text;
use uuid::Uuid;

use super::desk::Outcomes;
use super::samples::{adam, ailleurs, day, etude, facts, journee, lina, matin, midi, now, place, soir};
use super::{Basket, Counts, Desk, Filter, Grid, Range, Stroke, rows};

fn desk() -> Desk {
    Desk::new(facts(), Basket::default(), now(), true)
}

fn state(desk: &Desk, place: super::Place) -> (CellState, Option<Action>, bool) {
    let shown = desk.shown(place).unwrap();
    (shown.state, shown.unsent, shown.checked)
}

#[test]
fn a_tap_adds_marks_to_cancel_and_takes_back() {
    let mut desk = desk();
    let (free, booked) = (place(lina(), soir(), "2026-11-24"), place(lina(), midi(), "2026-11-30"));
    assert_eq!(state(&desk, free), (CellState::Bookable, None, false));
    assert!(desk.want(free, true).is_some());
    assert_eq!(state(&desk, free), (CellState::Bookable, Some(Action::Book), true));
    assert!(desk.want(free, true).is_none(), "it is wanted already");
    assert_eq!(state(&desk, booked), (CellState::Booked, None, true));
    assert!(desk.want(booked, false).is_some());
    assert_eq!(state(&desk, booked), (CellState::Booked, Some(Action::Cancel), false));
    assert_eq!(desk.basket().counts(), Counts { additions: 1, cancellations: 1 });
    assert!(desk.want(free, false).is_some());
    assert!(desk.want(booked, true).is_some());
    assert_eq!(desk.basket().counts().total(), 0);
}

#[test]
fn all_that_a_file_lacks_is_told_at_once() {
    let lacking = |validated: bool| {
        let mut facts = Facts::clone(&facts());
        let organisation = Arc::make_mut(&mut facts.organisation);
        organisation.documents = vec![DocumentType {
            when: BTreeMap::new(),
            health: false,
            id: DocumentTypeId(Uuid::from_u128(51)),
            name: Text { fr: "Attestation".to_owned(), en: None },
            hint: None,
            owner: DocumentOwner::Child,
            activities: Vec::new(),
            required: true,
            validity: DocumentValidity::Forever,
            formats: DocumentFormat::ALL.to_vec(),
            needs_acceptance: false,
            reminder_days: 30,
        }];
        organisation.activities[1].requires_validated_file = true;
        facts.files[0].state = if validated { FileState::Validated } else { FileState::Incomplete };
        facts.files[0].missing = vec![Missing { subject: FileSubject::Household, field: Field::AddressCity }];
        Desk::new(Arc::new(facts), Basket::default(), now(), true)
    };
    let (tuesday, sunday) = (place(lina(), soir(), "2026-11-24"), place(lina(), soir(), "2026-11-29"));
    let causes = |desk: &Desk| {
        let told = desk.against_file(tuesday).into_iter();
        told.map(|refusal| (refusal.code, matches!(refusal.cause, Some(Cause::MissingDocuments(_)))))
            .collect::<Vec<_>>()
    };
    let (incomplete, unchecked) = (RefusalCode::FileIncomplete, RefusalCode::FileNotValidated);
    assert_eq!(causes(&lacking(true)), [(incomplete, true), (incomplete, false)]);
    assert_eq!(causes(&lacking(false)), [(incomplete, true), (incomplete, false), (unchecked, false)]);
    assert_eq!(causes(&desk()), [], "nothing of the file speaks against it");
    // where something else speaks against a place first, the file is not what is to be mended
    let desk = lacking(false);
    assert_eq!(desk.against_file(sunday), []);
}

#[test]
fn choices_not_sent_count_for_the_cells_beside_them() {
    let mut desk = desk();
    let (day_out, morning) = (place(lina(), journee(), "2026-11-25"), place(lina(), matin(), "2026-11-25"));
    desk.want(day_out, true);
    assert_eq!(state(&desk, morning).0, CellState::Conflict);
    desk.want(day_out, false);
    assert_eq!(state(&desk, morning).0, CellState::Bookable);

    let (evening, study) = (place(lina(), soir(), "2026-11-24"), place(lina(), etude(), "2026-11-24"));
    assert_eq!(state(&desk, study).0, CellState::Conflict);
    desk.want(evening, true);
    assert_eq!(state(&desk, study).0, CellState::Bookable);

    // one seat for two children
    let (first, second) = (place(lina(), midi(), "2026-12-01"), place(adam(), midi(), "2026-12-01"));
    desk.want(first, true);
    assert_eq!(state(&desk, second).0, CellState::Full);
}

#[test]
fn a_choice_whose_companion_is_taken_back_says_so_and_is_not_sent() {
    let mut desk = desk();
    let (evening, study) = (place(lina(), soir(), "2026-11-24"), place(lina(), etude(), "2026-11-24"));
    assert!(desk.want_all(&[(evening, true), (study, true)]).is_some());
    desk.want(evening, false);
    let shown = desk.shown(study).unwrap();
    assert_eq!((shown.state, shown.unsent, shown.checked), (CellState::Conflict, Some(Action::Book), false));
    let Outcomes { possible, refused, .. } = desk.sorted_outcomes();
    assert_eq!((possible.len(), refused.len()), (0, 1));
    assert_eq!(refused[0].result, LineResult::Refused);
    assert_eq!(desk.toggled(study), Some(false), "a tap takes it back");
}

#[test]
fn what_is_needed_is_sent_first_whatever_the_order_of_the_slots() {
    let mut desk = desk();
    let (evening, study) = (place(lina(), soir(), "2026-11-24"), place(lina(), etude(), "2026-11-24"));
    desk.want(evening, true);
    desk.want(study, true);
    let order: Vec<_> = desk.sorted_outcomes().possible.iter().map(|line| line.slot_id).collect();
    assert_eq!(order, [soir(), etude()]);
    assert!(desk.want_all(&[(place(adam(), etude(), "2026-11-24"), true)]).is_none(), "alone it may not be");
    assert_eq!(desk.basket().counts().additions, 2, "and nothing of it stays");
}

#[test]
fn a_deadline_that_passes_while_one_looks() {
    let mut desk = desk();
    let monday = place(adam(), midi(), "2026-11-30");
    desk.want(monday, true);
    assert_eq!(desk.earliest_limit().map(|(_, line)| line.day), Some(day("2026-11-30")));
    // the limit: Monday 23 November 00:00 in Paris
    desk.set_now("2026-11-22T22:59:59Z".parse().unwrap());
    assert_eq!(desk.sorted_outcomes().refused.len(), 0);
    desk.set_now("2026-11-22T23:00:00Z".parse().unwrap());
    assert_eq!(state(&desk, monday), (CellState::DeadlinePassed, Some(Action::Book), false));
    assert_eq!(desk.sorted_outcomes().refused.len(), 1);
}

#[test]
fn newer_facts_settle_choices_that_came_true() {
    let mut desk = desk();
    let (mine, other) = (place(adam(), midi(), "2026-12-04"), place(lina(), soir(), "2026-11-24"));
    desk.want(mine, true);
    desk.want(other, true);
    let mut newer = (*facts()).clone();
    newer.bookings.push(shared::bookings::SlotBookings {
        child_id: adam(),
        slot_id: midi(),
        days: vec![day("2026-12-04")],
    });
    desk.refresh(newer.into(), now() + Duration::minutes(1));
    assert_eq!(desk.basket().choice(mine), None);
    assert_eq!(desk.basket().choice(other), Some(Action::Book));
    assert_eq!(state(&desk, mine), (CellState::Booked, None, true));
}

#[test]
fn an_account_that_only_looks_changes_nothing() {
    let mut desk = Desk::new(facts(), Basket::default(), now(), false);
    assert!(desk.want(place(lina(), soir(), "2026-11-24"), true).is_none());
    assert!(desk.want(place(lina(), midi(), "2026-11-30"), false).is_none());
}

fn grid(from: &str, to: &str) -> Grid {
    let facts = facts();
    let rows = rows(&facts, Filter::default(), Some(SchoolYear::starting_in(2026)), day(from));
    Grid::new(&facts.organisation, &rows, Range { from: day(from), to: day(to) })
}

#[test]
fn rows_and_columns_are_those_that_open() {
    let week = grid("2026-11-23", "2026-11-29");
    assert_eq!(week.days.len(), 5, "neither Saturday nor Sunday");
    assert!(week.rows.iter().all(|row| row.slot_id != ailleurs()), "another school's canteen is left out");
    assert_eq!(week.rows.len(), 10);
    assert_eq!(week.dormant.len(), 1);
    assert_eq!(week.dormant[0].next, Some(day("2026-12-21")));
    let vacation = grid("2026-12-21", "2026-12-27");
    assert_eq!(vacation.rows.len(), 2);
    assert_eq!(vacation.days.len(), 4, "Christmas is a public holiday");
    let christmas = ClosureCause::PublicHoliday { holiday: PublicHoliday::Christmas };
    assert_eq!(vacation.left_out, [(day("2026-12-25"), christmas)], "and is said to be one");
    assert!(week.left_out.is_empty());
    let weekend = grid("2026-11-28", "2026-11-29");
    assert!(weekend.days.is_empty() && weekend.rows.is_empty());
    assert_eq!(weekend.dormant.len(), 4);
}

#[test]
fn a_stroke_paints_compatible_cells_and_is_one_step() {
    let mut desk = desk();
    let grid = grid("2026-11-30", "2026-12-06");
    let row = grid.rows.iter().position(|row| row.child_id == adam() && row.slot_id == midi()).unwrap();
    let mut stroke = Stroke::begin(&desk, (row, 0), grid.place((row, 0)).unwrap()).unwrap();
    stroke.reach(&mut desk, (row, 4), |at| grid.place(at));
    // Monday, Tuesday, Friday: Wednesday is closed, Thursday is full
    assert_eq!(stroke.changed(), 3);
    let days = stroke.reach(&mut desk, (row, 1), |at| grid.place(at));
    assert_eq!(stroke.changed(), 2, "going back gives back");
    assert_eq!(days, [day("2026-11-30"), day("2026-12-01"), day("2026-12-04")]);
    assert_eq!(stroke.commit(&mut desk), 2);
    assert_eq!(desk.basket().counts().additions, 2);
    desk.undo();
    assert_eq!(desk.basket().counts().total(), 0);
    assert_eq!(state(&desk, grid.place((row, 0)).unwrap()), (CellState::Bookable, None, false));
}

#[test]
fn a_stroke_given_up_leaves_nothing_and_none_begins_where_nothing_may_change() {
    let mut desk = desk();
    let grid = grid("2026-11-30", "2026-12-06");
    let row = grid.rows.iter().position(|row| row.child_id == lina() && row.slot_id == midi()).unwrap();
    let full = grid.place((row, 3)).unwrap();
    assert!(Stroke::begin(&desk, (row, 3), full).is_none());
    let mut stroke = Stroke::begin(&desk, (row, 0), grid.place((row, 0)).unwrap()).unwrap();
    assert!(!stroke.wanted(), "the first cell is booked: the stroke gives back");
    stroke.reach(&mut desk, (row, 4), |at| grid.place(at));
    assert_eq!(stroke.changed(), 1);
    stroke.abandon(&mut desk);
    assert_eq!(desk.basket().counts().total(), 0);
    assert!(!desk.basket().can_undo());
}

#[test]
fn a_row_gesture_fills_what_is_possible_and_counts_what_is_not() {
    let mut desk = desk();
    let days: Vec<_> = Range { from: day("2026-11-23"), to: day("2026-12-06") }.days().collect();
    let filled = desk.fill(lina(), midi(), days.clone(), true);
    // too late: the four days of the first week; full: 3 December; booked already: 30 November
    assert_eq!(filled.changed, 2);
    assert_eq!(
        filled.impossible.into_iter().collect::<Vec<_>>(),
        [(CellState::DeadlinePassed, 4), (CellState::Full, 1)]
    );
    assert_eq!(desk.forget_row(lina(), midi()), 2);
    assert!(desk.undo().is_some(), "forgetting is a step too");
    assert_eq!(desk.basket().counts().additions, 2);
    let cleared = desk.fill(lina(), midi(), days, false);
    assert_eq!(cleared.changed, 3, "two choices taken back, one booking to cancel");
    assert_eq!(desk.basket().counts(), Counts { additions: 0, cancellations: 1 });
}

#[test]
fn choices_are_prepared_before_their_window_opens_and_sent_after() {
    let mut facts = Arc::unwrap_or_clone(facts());
    let mut organisation = Arc::unwrap_or_clone(facts.organisation);
    let opens_at = now() + Duration::hours(1);
    organisation.windows.push(RegistrationWindow {
        name: Text { fr: "Rentrée".to_owned(), en: None },
        opens_at,
        closes_at: now() + Duration::days(60),
        school_year: None,
        activities: Vec::new(),
        cycles: Vec::new(),
        grades: Vec::new(),
        residents_only: false,
        validated_file_only: false,
        takes: vec![RegistrationKind::Occasional, RegistrationKind::Cancellation],
        answer: Answer::AtOnce,
    });
    facts.organisation = Arc::new(organisation);
    let mut desk = Desk::new(Arc::new(facts), Basket::default(), now(), true);
    let (first, second) = (place(lina(), soir(), "2026-12-08"), place(lina(), soir(), "2026-12-10"));
    let (full, closed) = (place(lina(), midi(), "2026-12-03"), place(lina(), soir(), "2026-12-25"));

    assert!(desk.want(first, true).is_none(), "a tap says from when, and offers to prepare");
    assert!(
        !desk.may_prepare(full) && !desk.may_prepare(closed),
        "what is impossible anyhow is not prepared"
    );
    assert!(desk.prepare(first).is_some());
    assert!(desk.want(second, true).is_some(), "the next ones are prepared by a tap");
    assert_eq!(state(&desk, first), (CellState::OpensLater, Some(Action::Book), true));
    assert!(desk.shown(first).unwrap().prepared);
    let outcomes = desk.sorted_outcomes();
    assert_eq!((outcomes.possible.len(), outcomes.prepared.len(), outcomes.refused.len()), (0, 2, 0));

    desk.set_now(opens_at);
    assert_eq!(state(&desk, first), (CellState::Bookable, Some(Action::Book), true));
    let outcomes = desk.sorted_outcomes();
    assert_eq!((outcomes.possible.len(), outcomes.prepared.len(), outcomes.refused.len()), (2, 0, 0));

    let looks_only = Desk::new(Arc::clone(desk.facts()), Basket::default(), now(), false);
    assert!(!looks_only.may_prepare(first));
}
