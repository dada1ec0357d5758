//! Browser, server and what really happens agree.

use chrono::{DateTime, Days, TimeDelta, Utc};
use serde_json::json;
use shared::bookings::{Action, CellState, Line, LineResult};
use shared::wire::SimulationRequest;
use tests::{App, CLAIRE, Family, KARIM, MAI, at, on_both_databases, rules};

const FAMILIES: [&str; 3] = [CLAIRE, KARIM, MAI];

on_both_databases!(the_state_shown_is_what_happens);

/// Numbers that are as good as any, the same in each run.
struct Dice(u64);

impl Dice {
    /// From 0 to `sides` - 1 (`SplitMix64`).
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % sides as u64).unwrap()
    }

    /// An instant of the school year, every other time the very instant of a limit or a microsecond beside it.
    fn instant(&mut self, limits: &[DateTime<Utc>]) -> DateTime<Utc> {
        if self.roll(2) == 0 && !limits.is_empty() {
            let beside = [-1, 0, 1][self.roll(3)];
            return limits[self.roll(limits.len())] + TimeDelta::microseconds(beside);
        }
        at("2026-08-25T00:00") + TimeDelta::seconds(i64::try_from(self.roll(300 * 86_400)).unwrap())
    }
}

/// 10,000 random cells: what the server computed, and the same rules in WebAssembly on the facts it answered.
#[test]
fn browser_and_server_agree_on_ten_thousand_cells() {
    App::run(tests::Backend::Sqlite, async |app| {
        let mut dice = Dice(2_026);
        prepare(app).await;
        let mut compared = 0;
        let mut states = std::collections::BTreeSet::new();
        let mut limits: Vec<DateTime<Utc>> = vec![at("2026-10-03T19:00"), at("2026-09-01T00:00")];
        for _ in 0..25 {
            let now = dice.instant(&limits);
            app.set_to(now);
            let family = app.family(FAMILIES[dice.roll(FAMILIES.len())]).await;
            let from = now.date_naive() - Days::new(10) + Days::new(dice.roll(60) as u64);
            let to = from + Days::new(90);
            let facts = family.planning(&from.to_string(), &to.to_string()).await.facts;
            let server = family.cells(&from.to_string(), &to.to_string()).await;
            // most cells of a year are closed days: every other one is chosen among the rest
            let open: Vec<_> = server.iter().filter(|cell| cell.state != CellState::Closed).collect();
            let chosen: Vec<_> = (0..400)
                .map(|number| match number % 2 {
                    1 if !open.is_empty() => open[dice.roll(open.len())].clone(),
                    _ => server[dice.roll(server.len())].clone(),
                })
                .collect();
            limits.extend(chosen.iter().filter_map(|cell| cell.bookable_until));
            let asks: Vec<_> = chosen
                .iter()
                .map(|cell| json!({ "child_id": cell.child_id, "slot_id": cell.slot_id, "day": cell.day, "now": now }))
                .collect();
            let browser = rules::cells(&json!({ "facts": facts, "asks": asks }));
            assert_eq!(browser.len(), chosen.len());
            for (in_browser, on_server) in browser.iter().zip(&chosen) {
                assert_eq!(*in_browser, serde_json::to_value(on_server).unwrap(), "at {now}");
                states.insert(on_server.state);
                compared += 1;
            }
        }
        println!("{compared} cells agree, in states {states:?}");
        assert!(compared >= 10_000);
        assert_eq!(states.len(), CellState::ALL.len(), "a poor choice of cells: {states:?}");
    });
}

/// Places taken and sessions full, so that every state is met.
async fn prepare(app: &App) {
    let wednesdays = (0..8).map(|week| tests::day("2026-09-16") + Days::new(7 * week));
    let claire = app.family(FAMILIES[0]).await;
    let places = ["Lina", "Adam"].map(|child| claire.child(child));
    let mut lines = Vec::new();
    for day in wednesdays {
        lines.extend(places.map(|child| tests::book(child, claire.slot("Journée"), day)));
        lines.push(tests::book(places[0], claire.slot("Atelier"), day));
    }
    for day in ["2026-09-15", "2026-09-22", "2026-09-29", "2026-10-06", "2027-01-12", "2027-03-16"] {
        lines.extend(["Midi", "Soir", "Tard"].map(|slot| claire.book("Lina", slot, day)));
    }
    claire.send(&lines).await;
}

/// What the cell shows at a random instant is what a request at that instant meets; the simulation says so before.
async fn the_state_shown_is_what_happens(app: &App) {
    let mut dice = Dice(700);
    let mut limits: Vec<DateTime<Utc>> = vec![at("2026-10-03T19:00"), at("2026-09-14T10:00")];
    let mut tried = std::collections::BTreeSet::new();
    for _ in 0..60 {
        let now = dice.instant(&limits);
        app.set_to(now);
        let family: Family = app.family(FAMILIES[dice.roll(FAMILIES.len())]).await;
        let from = now.date_naive() - Days::new(2) + Days::new(dice.roll(30) as u64);
        let cells = family.cells(&from.to_string(), &(from + Days::new(6)).to_string()).await;
        limits.extend(cells.iter().filter_map(|cell| cell.bookable_until));
        for _ in 0..4 {
            let cell = cells[dice.roll(cells.len())].clone();
            // an earlier one of these may have changed it
            let now_shown = family.cells(&cell.day.to_string(), &cell.day.to_string()).await;
            let shown = now_shown
                .into_iter()
                .find(|it| (it.child_id, it.slot_id) == (cell.child_id, cell.slot_id))
                .unwrap();
            let asked = SimulationRequest {
                child_id: cell.child_id,
                slot_id: cell.slot_id,
                day: cell.day,
                at: Some(now),
            };
            let simulated = family.client.create_simulation(family.household, &asked).await.unwrap();
            assert_eq!(simulated.cell, shown);
            let action = if shown.booked { Action::Cancel } else { Action::Book };
            let line = Line { action, ..tests::book(cell.child_id, cell.slot_id, cell.day) };
            let outcome = family.send(&[line]).await.outcomes.remove(0);
            let expected = match shown.state {
                CellState::Bookable => LineResult::Booked,
                CellState::Booked => LineResult::Cancelled,
                _ => LineResult::Refused,
            };
            assert_eq!(outcome.result, expected, "{shown:?} at {now}");
            assert_eq!(outcome.refusals.first(), shown.reason.as_ref(), "{shown:?} at {now}");
            tried.insert(shown.state);
        }
    }
    println!("states tried: {tried:?}");
    assert!(tried.len() >= 6, "{tried:?}");
}
