//! Registration windows: their bounds, whom they concern, which of several wins.

use chrono::{DateTime, TimeDelta, Utc};
use shared::activities::{Answer, RegistrationKind, RegistrationWindow};
use shared::bookings::{Ask, Decision, RefusalCode, decide};
use shared::families::{Cycle, FileState, Grade};

use super::world::{ADAM, LINA, MIDI, MILA, WEDNESDAY, WHOLE_DAY, World, at, book, cancel, open, year};

const MICROSECOND: TimeDelta = TimeDelta::microseconds(1);

fn decision(windows: &[RegistrationWindow], ask: &Ask, now: DateTime<Utc>) -> Decision {
    let mut world = World::new().booked(LINA, WHOLE_DAY, "2026-11-18");
    world.organisation.windows = windows.to_vec();
    decide(&world.facts(), &world.ledger(), ask, now).unwrap()
}

/// The first refusal with its instant; none when the family gets through.
fn judged(windows: &[RegistrationWindow], now: &str) -> Option<(RefusalCode, Option<DateTime<Utc>>)> {
    let decision = decision(windows, &book(LINA, MIDI, "2026-11-17"), at(now));
    decision.refusals.first().map(|refusal| (refusal.code, refusal.at))
}

fn by_staff(from: &str, to: &str) -> RegistrationWindow {
    RegistrationWindow { answer: Answer::ByStaff, ..open(from, to) }
}

#[test]
fn open_from_its_first_instant_to_before_its_last() {
    let windows = [open("2026-10-03T19:00", "2026-10-10T12:00")];
    let (opens, closes) = (at("2026-10-03T19:00"), at("2026-10-10T12:00"));
    let first = |now| {
        let decision = decision(&windows, &book(LINA, MIDI, "2026-11-17"), now);
        decision.refusals.first().map(|refusal| (refusal.code, refusal.at))
    };
    assert_eq!(first(opens - MICROSECOND), Some((RefusalCode::WindowNotOpen, Some(opens))));
    assert_eq!(first(opens), None);
    assert_eq!(first(closes - MICROSECOND), None);
    assert_eq!(first(closes), Some((RefusalCode::WindowClosed, Some(closes))));
}

#[test]
fn an_activity_without_a_window_is_open() {
    assert_eq!(judged(&[], "2026-09-01T08:00"), None);
    let of_wednesdays =
        RegistrationWindow { activities: vec![WEDNESDAY], ..open("2027-01-01T00:00", "2027-02-01T00:00") };
    assert_eq!(judged(&[of_wednesdays], "2026-09-01T08:00"), None);
}

#[test]
fn any_open_window_suffices_and_at_once_beats_by_staff() {
    let now = "2026-09-15T08:00";
    let (from, to) = ("2026-09-01T09:00", "2026-12-01T00:00");
    let ended = open("2026-08-01T09:00", "2026-08-02T09:00");
    let later = open("2026-10-01T09:00", "2026-10-02T09:00");
    assert_eq!(judged(&[ended.clone(), open(from, to), later.clone()], now), None);
    assert_eq!(judged(&[by_staff(from, to), open(from, to)], now), None);
    assert_eq!(judged(&[open(from, to), by_staff(from, to)], now), None);
    let requests = Some((RefusalCode::NeedsRequest, Some(at(from))));
    assert_eq!(judged(&[by_staff(from, to), ended.clone()], now), requests);
    assert_eq!(
        judged(&[by_staff(from, to), later.clone()], now),
        requests,
        "asking staff is the earlier way"
    );
    let opens = Some((RefusalCode::WindowNotOpen, Some(at("2026-10-01T09:00"))));
    assert_eq!(judged(&[later.clone(), ended.clone()], now), opens);
    assert_eq!(judged(&[by_staff("2026-10-05T09:00", to), later, ended], now), opens);
}

#[test]
fn a_request_to_staff_says_when_it_opens() {
    let windows = [by_staff("2026-10-01T19:00", "2026-11-01T00:00")];
    let opens = at("2026-10-01T19:00");
    assert_eq!(judged(&windows, "2026-09-15T08:00"), Some((RefusalCode::NeedsRequest, Some(opens))));
    assert_eq!(judged(&windows, "2026-10-15T08:00"), Some((RefusalCode::NeedsRequest, Some(opens))));
    let closed = Some((RefusalCode::WindowClosed, Some(at("2026-11-01T00:00"))));
    assert_eq!(judged(&windows, "2026-11-02T08:00"), closed);
}

#[test]
fn the_next_opening_and_the_last_closing_are_named() {
    let windows = [
        open("2026-10-08T19:00", "2026-10-09T00:00"),
        open("2026-10-01T19:00", "2026-10-02T00:00"),
        open("2026-10-03T19:00", "2026-10-04T00:00"),
    ];
    let not_open = |instant| Some((RefusalCode::WindowNotOpen, Some(at(instant))));
    assert_eq!(judged(&windows, "2026-09-01T08:00"), not_open("2026-10-01T19:00"));
    assert_eq!(judged(&windows, "2026-10-02T08:00"), not_open("2026-10-03T19:00"));
    assert_eq!(
        judged(&windows, "2026-10-20T08:00"),
        Some((RefusalCode::WindowClosed, Some(at("2026-10-09T00:00"))))
    );
}

#[test]
fn the_grade_is_that_of_the_session() {
    let of = |cycle, from: &str| RegistrationWindow {
        cycles: vec![cycle],
        school_year: Some(year(2027)),
        ..open(from, "2027-08-31T00:00")
    };
    let windows = [of(Cycle::Maternelle, "2027-04-03T19:00"), of(Cycle::Elementaire, "2027-04-10T19:00")];
    let opens = |child, on| {
        let refusals = decision(&windows, &book(child, MIDI, on), at("2027-04-01T08:00")).refusals;
        refusals.first().map(|refusal| (refusal.code, refusal.at))
    };
    // Adam is in nursery school today; at that session he will be in elementary school
    assert_eq!(opens(ADAM, "2027-09-14"), Some((RefusalCode::WindowNotOpen, Some(at("2027-04-10T19:00")))));
    assert_eq!(opens(ADAM, "2027-06-15"), Some((RefusalCode::WindowClosed, None)), "no window for 2026-2027");
    assert_eq!(opens(MILA, "2027-09-14"), Some((RefusalCode::WindowClosed, None)), "her grade is not known");
    let cp = RegistrationWindow { grades: vec![Grade::Cp], ..open("2026-09-01T00:00", "2028-01-01T00:00") };
    let of_lina = |on| decision(std::slice::from_ref(&cp), &book(LINA, MIDI, on), at("2026-09-02T08:00"));
    assert!(of_lina("2026-11-17").is_allowed());
    assert_eq!(of_lina("2027-09-14").refusals[0].code, RefusalCode::WindowClosed);
}

#[test]
fn residents_may_open_earlier() {
    let (from, to) = ("2026-09-01T09:00", "2026-12-01T00:00");
    let windows =
        [RegistrationWindow { residents_only: true, ..open(from, to) }, open("2026-10-01T09:00", to)];
    let mut world = World::new();
    world.organisation.windows = windows.to_vec();
    world.children[1].resident = false;
    let of = |child| {
        decide(&world.facts(), &world.ledger(), &book(child, MIDI, "2026-11-17"), at("2026-09-15T08:00"))
            .unwrap()
    };
    assert!(of(LINA).is_allowed());
    assert_eq!(of(ADAM).refusals[0].at, Some(at("2026-10-01T09:00")));
}

#[test]
fn some_windows_ask_for_a_validated_file() {
    let (from, to) = ("2026-09-01T09:00", "2026-11-01T00:00");
    let validated = RegistrationWindow { validated_file_only: true, ..open(from, to) };
    let judge = |windows: Vec<RegistrationWindow>, file, now: &str| {
        let mut world = World::new();
        world.organisation.windows = windows;
        world.files[0].state = file;
        let ask = book(LINA, MIDI, "2026-11-17");
        let refusals = decide(&world.facts(), &world.ledger(), &ask, at(now)).unwrap().refusals;
        refusals.first().map(|refusal| (refusal.code, refusal.at))
    };
    let now = "2026-09-15T08:00";
    assert_eq!(judge(vec![validated.clone()], FileState::Validated, now), None);
    let refused = Some((RefusalCode::FileNotValidated, None));
    assert_eq!(judge(vec![validated.clone()], FileState::Received, now), refused);
    assert_eq!(judge(vec![validated.clone(), open(from, to)], FileState::Received, now), None);
    let before = judge(vec![validated.clone()], FileState::Received, "2026-08-15T08:00");
    assert_eq!(before, Some((RefusalCode::WindowNotOpen, Some(at(from)))));
    let after = judge(vec![validated], FileState::Received, "2026-11-05T08:00");
    assert_eq!(after.map(|refusal| refusal.0), Some(RefusalCode::WindowClosed));
}

#[test]
fn each_kind_has_its_windows() {
    let (from, to) = ("2026-09-01T09:00", "2026-12-01T00:00");
    let taking = |kind| RegistrationWindow { takes: vec![kind], ..open(from, to) };
    let first = |window: &RegistrationWindow, ask: &Ask| {
        let refusals = decision(std::slice::from_ref(window), ask, at("2026-09-15T08:00")).refusals;
        refusals.first().map(|refusal| refusal.code)
    };
    let (add, give_back) = (book(LINA, MIDI, "2026-11-17"), cancel(LINA, WHOLE_DAY, "2026-11-18"));
    let wrong = Some(RefusalCode::WindowWrongKind);
    assert_eq!(first(&taking(RegistrationKind::Occasional), &add), None);
    assert_eq!(first(&taking(RegistrationKind::Occasional), &give_back), wrong);
    assert_eq!(first(&taking(RegistrationKind::Cancellation), &give_back), None);
    assert_eq!(first(&taking(RegistrationKind::Cancellation), &add), wrong);
    assert_eq!(first(&taking(RegistrationKind::Regular), &add), wrong);
}

#[test]
fn deadlines_hold_inside_windows_too() {
    let refusals = decision(
        &[by_staff("2026-09-01T09:00", "2026-12-01T00:00")],
        &book(LINA, MIDI, "2026-09-15"),
        at("2026-09-14T10:00"),
    )
    .refusals;
    let codes: Vec<_> = refusals.iter().map(|refusal| refusal.code).collect();
    assert_eq!(codes, [RefusalCode::NeedsRequest, RefusalCode::DeadlinePassed]);
}
