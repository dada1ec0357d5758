//! A message that is being written survives a reload, a lost network, an expired session.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shared::ids::{ChildId, SlotId};
use uuid::Uuid;

use crate::browser::storage;
use crate::planning::model::Place;
use crate::planning::planner::Planner;

/// A message not sent yet, with the key that makes sending it twice one message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Draft {
    child_id: ChildId,
    slot_id: SlotId,
    day: NaiveDate,
    /// What the guardian wrote.
    pub(super) body: String,
    /// The idempotency key of a try whose answer is not known.
    #[serde(default)]
    pub(super) key: Option<Uuid>,
}

fn storage_key(planner: Planner) -> String {
    [storage::MESSAGE, ".", &planner.whose.account.to_string()].concat()
}

/// The draft about a place, if that is the one kept.
pub(super) fn kept(planner: Planner, place: Place) -> Option<Draft> {
    let draft: Draft = serde_json::from_str(&storage::get(&storage_key(planner))?).ok()?;
    let about = Place { day: draft.day, child_id: draft.child_id, slot_id: draft.slot_id };
    (about == place).then_some(draft)
}

/// Whether there is one.
pub(super) fn is_kept(planner: Planner, place: Place) -> bool {
    kept(planner, place).is_some()
}

/// Keeps a draft; the one before is forgotten.
pub(super) fn keep(planner: Planner, place: Place, body: String, key: Option<Uuid>) {
    let draft = Draft { child_id: place.child_id, slot_id: place.slot_id, day: place.day, body, key };
    if let Ok(text) = serde_json::to_string(&draft) {
        storage::set(&storage_key(planner), &text);
    }
}

/// Forgets the draft.
pub(super) fn forget(planner: Planner) {
    storage::remove(&storage_key(planner));
}
