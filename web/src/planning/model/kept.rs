//! What survives a reload: the choices, and the attempt whose answer is not known.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shared::bookings::{Action, Line};
use shared::ids::{ChildId, SlotId};

use super::{Attempt, Basket};

/// What is kept on this device for one account and household.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The choices.
    #[serde(default)]
    rows: Vec<KeptRow>,
    /// The attempt under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<Attempt>,
}

/// Choices that differ by their days only: a year of a canteen is one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct KeptRow {
    child_id: ChildId,
    slot_id: SlotId,
    action: Action,
    days: Vec<NaiveDate>,
}

impl Kept {
    /// What is to be kept.
    #[must_use]
    pub fn of(basket: &Basket, attempt: Option<Attempt>) -> Self {
        let mut rows: Vec<KeptRow> = Vec::new();
        for (place, action) in basket.choices() {
            let same = |row: &&mut KeptRow| {
                row.child_id == place.child_id && row.slot_id == place.slot_id && row.action == action
            };
            match rows.iter_mut().find(same) {
                Some(row) => row.days.push(place.day),
                None => rows.push(KeptRow {
                    child_id: place.child_id,
                    slot_id: place.slot_id,
                    action,
                    days: vec![place.day],
                }),
            }
        }
        Self { rows, attempt }
    }

    /// Reads what was kept; nothing, where it cannot be read.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// As it is kept; none, when there is nothing to keep.
    #[must_use]
    pub fn to_text(&self) -> Option<String> {
        if self.rows.is_empty() && self.attempt.is_none() {
            return None;
        }
        serde_json::to_string(self).ok()
    }

    /// The choices as a basket.
    #[must_use]
    pub fn basket(&self) -> Basket {
        Basket::of(self.rows.iter().flat_map(|row| {
            let KeptRow { child_id, slot_id, action, .. } = *row;
            row.days.iter().map(move |day| Line { child_id, slot_id, day: *day, action })
        }))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::samples::{lina, midi, place, soir};
    use super::*;

    #[test]
    fn choices_and_attempt_come_back() {
        let mut basket = Basket::default();
        basket.put(place(lina(), midi(), "2026-11-23"), Some(Action::Book));
        basket.put(place(lina(), midi(), "2026-11-24"), Some(Action::Book));
        basket.put(place(lina(), soir(), "2026-11-24"), Some(Action::Cancel));
        let line = place(lina(), midi(), "2026-11-23").ask(Action::Book);
        let attempt = Attempt::new(Uuid::from_u128(7), vec![line]);
        let text = Kept::of(&basket, Some(attempt.clone())).to_text().unwrap();
        let kept = Kept::parse(&text);
        assert_eq!(kept.basket(), basket);
        assert_eq!(kept.attempt, Some(attempt));
    }

    #[test]
    fn nothing_is_kept_of_nothing_and_damage_is_nothing() {
        assert_eq!(Kept::of(&Basket::default(), None).to_text(), None);
        assert_eq!(Kept::parse("{\"rows\": 3}"), Kept::default());
    }
}
