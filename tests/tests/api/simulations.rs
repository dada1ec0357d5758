//! Simulations: the decision at any instant, nothing written; the same as what really happens.

use shared::bookings::{Action, CellState, RefusalCode};
use shared::problem::ProblemCode;
use shared::wire::{Simulation, SimulationRequest};
use tests::{App, CLAIRE, Family, MAI, at, day, on_both_databases};

on_both_databases!(
    a_simulation_tells_every_reason,
    it_looks_into_the_past_and_the_future,
    it_is_about_ones_own_child,
    it_writes_nothing,
);

async fn simulate(family: &Family, child: &str, slot: &str, on: &str, instant: Option<&str>) -> Simulation {
    let request = SimulationRequest {
        child_id: family.child(child),
        slot_id: family.slot(slot),
        day: day(on),
        at: instant.map(at),
    };
    family.client.create_simulation(family.household, &request).await.unwrap()
}

async fn a_simulation_tells_every_reason(app: &App) {
    let family = app.family(CLAIRE).await;
    let found = simulate(&family, "Mila", "Tard", "2026-09-06", None).await;
    assert_eq!((found.at, found.configuration_version), (app.clock.now(), 1));
    let codes: Vec<_> = found.book.refusals.iter().map(|refusal| refusal.code).collect();
    assert_eq!(codes, [RefusalCode::Past, RefusalCode::ClosedDay, RefusalCode::CompanionSlot]);
    assert_eq!(found.cancel.refusals.last().unwrap().code, RefusalCode::NotBooked);
    assert_eq!(found.cell.state, CellState::Past);
    assert!(found.sentence.unwrap().contains("dimanche 6 septembre"));
}

async fn it_looks_into_the_past_and_the_future(app: &App) {
    let family = app.family(CLAIRE).await;
    let before = simulate(&family, "Adam", "Midi", "2026-09-15", Some("2026-09-14T09:59:59.999999")).await;
    assert!(before.book.is_allowed() && before.sentence.is_none());
    let after = simulate(&family, "Adam", "Midi", "2026-09-15", Some("2026-09-14T10:00")).await;
    assert_eq!(after.book.refusals[0].code, RefusalCode::DeadlinePassed);
    assert_eq!(after.cell.state, CellState::DeadlinePassed);
    assert!(after.sentence.unwrap().contains("lundi 14 septembre"));
}

async fn it_is_about_ones_own_child(app: &App) {
    let (family, other) = (app.family(CLAIRE).await, app.family(MAI).await);
    let of = |child_id, slot_id| SimulationRequest { child_id, slot_id, day: day("2026-09-15"), at: None };
    let stranger = of(other.child("Zoé"), other.slot("Midi"));
    for household in [family.household, other.household] {
        let refused = family.client.create_simulation(household, &stranger).await.unwrap_err();
        assert_eq!(refused.code(), Some(ProblemCode::NotFound));
    }
    let nothing = of(family.child("Lina"), "00000000-0000-7000-8000-000000000001".parse().unwrap());
    let refused = family.client.create_simulation(family.household, &nothing).await.unwrap_err();
    assert_eq!(refused.code(), Some(ProblemCode::NotFound));
}

async fn it_writes_nothing(app: &App) {
    let family = app.family(CLAIRE).await;
    let before = family.planning("2026-09-01", "2026-09-30").await.facts;
    assert_eq!(simulate(&family, "Adam", "Midi", "2026-09-15", None).await.book.refusals, []);
    assert_eq!(family.planning("2026-09-01", "2026-09-30").await.facts, before);
    // and what it says is what happens
    let line = family.book("Adam", "Midi", "2026-09-15");
    assert_eq!(line.action, Action::Book);
    assert!(family.send(&[line]).await.outcomes[0].refusals.is_empty());
}
