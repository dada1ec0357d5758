//! The rules as a browser runs them, alone in a WebAssembly module.
//!
//! `cells` takes the facts that the server answered and questions about them, as JSON, and answers one cell a question.
//! A question that cannot be read or answered gives an object with `error`, so that it equals no cell of the server.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::{Value, json};
use shared::bookings::{Facts, Ledger, cell};
use shared::ids::{ChildId, SlotId};
use wasm_bindgen::prelude::wasm_bindgen;

#[derive(Deserialize)]
struct Questions {
    facts: Facts,
    asks: Vec<Question>,
}

#[derive(Clone, Copy, Deserialize)]
struct Question {
    child_id: ChildId,
    slot_id: SlotId,
    day: NaiveDate,
    now: DateTime<Utc>,
}

/// Answers `{"facts": …, "asks": [{"child_id", "slot_id", "day", "now"}]}` with a list of cells, as JSON.
#[wasm_bindgen]
#[must_use]
pub fn cells(questions: &str) -> String {
    match serde_json::from_str::<Questions>(questions) {
        Ok(questions) => answer(&questions).to_string(),
        Err(error) => json!({ "error": error.to_string() }).to_string(),
    }
}

fn answer(Questions { facts, asks }: &Questions) -> Value {
    let ledger = Ledger::of(facts);
    let one = |ask: &Question| {
        cell(facts, &ledger, ask.child_id, ask.slot_id, ask.day, ask.now)
            .map_err(|unknown| unknown.to_string())
            .and_then(|cell| serde_json::to_value(cell).map_err(|error| error.to_string()))
            .unwrap_or_else(|error| json!({ "error": error }))
    };
    asks.iter().map(one).collect()
}
