//! Every refusal by the front door: on lines, on cells, in simulations, and in nobody's database.

use std::collections::BTreeSet;

use super::refusal_cases::{Case, cases};
use serde_json::json;
use shared::bookings::{CellState, LineResult, RefusalCode};
use shared::catalogue::{Language, refusal_sentence};
use tests::{App, CLAIRE, Family, KARIM, at, on_both_databases, outcome_codes};

on_both_databases!(
    every_refusal_is_answered_with_its_cause,
    a_deadline_ends_at_its_very_instant,
    a_refused_line_refuses_no_other,
    one_instant_decides_a_whole_request,
);

async fn every_refusal_is_answered_with_its_cause(app: &App) {
    let mut met = BTreeSet::new();
    for case in cases() {
        app.set(case.now);
        let family = app.family(case.who).await;
        check(&family, &case).await;
        met.insert(case.code);
    }
    // those that need a booking first
    app.set(tests::START);
    let family = app.family(CLAIRE).await;
    family.send(&[family.book("Lina", "Journée", "2026-09-16")]).await;
    family.send(&["Soir", "Tard"].map(|slot| family.book("Lina", slot, "2026-09-15"))).await;
    let case = |slot, day, cancel, code, other: &str, state| Case {
        who: CLAIRE,
        child: "Lina",
        slot,
        day,
        cancel,
        now: tests::START,
        code,
        why: json!({ "slot": other }),
        state,
    };
    check(
        &family,
        &case("Matinée", "2026-09-16", false, RefusalCode::ExclusiveSlot, "Journée", CellState::Conflict),
    )
    .await;
    check(
        &family,
        &case("Soir", "2026-09-15", true, RefusalCode::NeededBySlot, "Tard", CellState::BookedFixed),
    )
    .await;
    let karim = app.family(KARIM).await;
    karim.send(&[karim.book("Lina", "Midi", "2026-09-22")]).await;
    let elsewhere = Case {
        why: json!({}),
        ..case("Midi", "2026-09-22", true, RefusalCode::BookedElsewhere, "", CellState::BookedFixed)
    };
    check(&family, &elsewhere).await;
    met.extend([RefusalCode::ExclusiveSlot, RefusalCode::NeededBySlot, RefusalCode::BookedElsewhere]);
    let missing: Vec<_> = RefusalCode::ALL.iter().filter(|code| !met.contains(code)).collect();
    assert!(missing.is_empty(), "never provoked: {missing:?}");
}

/// The line is refused for its reason first, the cell shows it, the sentence says it, and nothing has changed.
async fn check(family: &Family, case: &Case) {
    let what = format!("{} {} {} {}", case.child, case.slot, case.day, case.code.as_str());
    let before = family.planning(case.day, case.day).await.facts;
    let line = if case.cancel {
        family.cancel(case.child, case.slot, case.day)
    } else {
        family.book(case.child, case.slot, case.day)
    };
    let result = family.send(&[line]).await;
    assert!(result.request.is_some(), "what is refused is recorded too: {what}");
    assert_eq!(outcome_codes(&result.outcomes), [(LineResult::Refused, Some(case.code))], "{what}");
    let refusal = &result.outcomes[0].refusals[0];
    let found = refusal.cause.as_ref().map(|cause| serde_json::to_value(cause).unwrap());
    let mut why = case.why.clone();
    if let Some(name) = why.get("slot").and_then(serde_json::Value::as_str) {
        why = json!({ "slot": family.slot(name) });
    }
    if let Some(instant) = why.get("at") {
        assert_eq!(serde_json::to_value(refusal.at).unwrap(), *instant, "{what}");
    } else {
        assert_eq!(found.unwrap_or_else(|| json!({})), why, "{what}");
    }
    assert!(refusal.contact.is_some(), "{what}: whom to ask");
    for language in Language::ALL {
        let now = chrono::DateTime::from_timestamp_millis(result.server_time_ms).unwrap();
        let sentence = refusal_sentence(language, refusal, &family.facts.organisation, now);
        assert!(sentence.ends_with('.') && !sentence.contains(['{', '_']), "{sentence}");
    }
    let cell = family.cell(case.child, case.slot, case.day).await;
    assert_eq!(cell.state, case.state, "{what}");
    let after = family.planning(case.day, case.day).await.facts;
    assert_eq!(
        (before.bookings, before.sessions),
        (after.bookings, after.sessions),
        "{what}: nothing has changed"
    );
}

async fn a_deadline_ends_at_its_very_instant(app: &App) {
    app.set("2026-09-14T09:59:59.999999");
    let family = app.family(CLAIRE).await;
    let line = [family.book("Adam", "Midi", "2026-09-15")];
    assert_eq!(outcome_codes(&family.send(&line).await.outcomes), [(LineResult::Booked, None)]);
    let give_back = [family.cancel("Adam", "Midi", "2026-09-15")];
    assert_eq!(outcome_codes(&family.send(&give_back).await.outcomes), [(LineResult::Cancelled, None)]);
    app.set("2026-09-14T10:00");
    let late = [(LineResult::Refused, Some(RefusalCode::DeadlinePassed))];
    assert_eq!(outcome_codes(&family.send(&line).await.outcomes), late);
    let cell = family.cell("Adam", "Midi", "2026-09-15").await;
    assert_eq!(cell.bookable_until, Some(at("2026-09-14T10:00")));
}

async fn a_refused_line_refuses_no_other(app: &App) {
    let family = app.family(CLAIRE).await;
    let lines = [
        family.book("Adam", "Midi", "2026-09-15"),
        family.book("Adam", "Midi", "2026-09-16"),
        family.cancel("Lina", "Midi", "2026-09-17"),
        family.book("Mila", "Midi", "2026-09-15"),
    ];
    let result = family.send(&lines).await;
    assert_eq!(result.outcomes.iter().map(|outcome| outcome.line).collect::<Vec<_>>(), lines);
    assert_eq!(
        outcome_codes(&result.outcomes),
        [
            (LineResult::Booked, None),
            (LineResult::Refused, Some(RefusalCode::ClosedDay)),
            (LineResult::Cancelled, None),
            (LineResult::Booked, None),
        ]
    );
    assert!(family.has("Adam", "Midi", "2026-09-15").await && family.has("Mila", "Midi", "2026-09-15").await);
    assert!(!family.has("Lina", "Midi", "2026-09-17").await);
}

async fn one_instant_decides_a_whole_request(app: &App) {
    app.set("2026-09-14T09:59:59");
    let family = app.family(CLAIRE).await;
    let result = family.send(&[family.book("Adam", "Midi", "2026-09-15")]).await;
    assert_eq!(result.server_time_ms, at("2026-09-14T09:59:59").timestamp_millis());
    assert_eq!(result.request.unwrap().submitted_at, at("2026-09-14T09:59:59"));
}
