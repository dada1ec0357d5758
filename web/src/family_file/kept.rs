//! What was typed and not saved: it survives a reload and an expired session. It may tell of a child's health, so it is
//! kept for this tab alone, and forgotten when its owner leaves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shared::ids::AccountId;

use super::desk::FileDesk;
use crate::browser::storage;

pub(super) use crate::fields::{Typed, difference, overlaid};

#[derive(Default, Serialize, Deserialize)]
struct Kept {
    account: Option<AccountId>,
    /// By form.
    forms: BTreeMap<String, Typed>,
}

fn read(account: AccountId) -> Kept {
    let kept = storage::of_tab(storage::FILE).and_then(|text| serde_json::from_str::<Kept>(&text).ok());
    let kept = kept.filter(|kept| kept.account == Some(account));
    kept.unwrap_or_else(|| Kept { account: Some(account), ..Kept::default() })
}

fn write(kept: &Kept) {
    match serde_json::to_string(kept) {
        Ok(text) if !kept.forms.is_empty() => storage::set_of_tab(storage::FILE, &text),
        _ => storage::remove_of_tab(storage::FILE),
    }
}

/// What was typed into a form.
pub(super) fn kept(desk: FileDesk, form: &str) -> Option<Typed> {
    read(desk.whose.account).forms.remove(&key(desk, form))
}

/// Keeps what is typed into a form; nothing is as good as forgotten.
pub(super) fn keep(desk: FileDesk, form: &str, typed: Typed) {
    let mut kept = read(desk.whose.account);
    if typed.is_empty() {
        kept.forms.remove(&key(desk, form));
    } else {
        kept.forms.insert(key(desk, form), typed);
    }
    write(&kept);
}

/// Forgets what was typed into a form.
pub(super) fn forget(desk: FileDesk, form: &str) {
    keep(desk, form, Typed::new());
}

/// One household's forms are not another's.
fn key(desk: FileDesk, form: &str) -> String {
    [&desk.whose.household.to_string(), form].join(" ")
}
