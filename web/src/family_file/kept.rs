//! What was typed and not saved: it survives a reload and an expired session. It may tell of a child's health, so it is
//! kept for this tab alone, and forgotten when its owner leaves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shared::families::{Field, FieldValue};
use shared::ids::AccountId;

use super::desk::FileDesk;
use crate::browser::storage;
use crate::fields::Values;

/// What was typed where it differs from what stands there; nothing: taken out.
pub(super) type Typed = BTreeMap<Field, Option<FieldValue>>;

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

/// What differs.
pub(super) fn difference(stands: &Values, typed: &Values) -> Typed {
    let changed = typed.iter().filter(|(field, value)| stands.get(field) != Some(value));
    let changed = changed.map(|(field, value)| (*field, Some(value.clone())));
    let gone = stands.keys().filter(|field| !typed.contains_key(field)).map(|field| (*field, None));
    changed.chain(gone).collect()
}

/// What stands there, with what was typed over it.
pub(super) fn overlaid(mut stands: Values, typed: &Typed) -> Values {
    for (field, value) in typed {
        match value {
            Some(value) => {
                stands.insert(*field, value.clone());
            }
            None => {
                stands.remove(field);
            }
        }
    }
    stands
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> FieldValue {
        FieldValue::Text(text.to_owned())
    }

    #[test]
    fn what_was_typed_comes_back_over_what_stands_there_now() {
        let (line, city, extra) = (Field::AddressLine, Field::AddressCity, Field::AddressExtra);
        let stood: Values = [(line, text("4 rue du Pont")), (extra, text("Bât. A"))].into();
        let typed: Values = [(line, text("4 rue du Pont")), (city, text("Void"))].into();
        let kept = difference(&stood, &typed);
        assert_eq!(kept, [(city, Some(text("Void"))), (extra, None)].into());
        let stands: Values = [(line, text("9 rue Neuve")), (extra, text("Bât. B"))].into();
        let shown = overlaid(stands, &kept);
        assert_eq!(shown, [(line, text("9 rue Neuve")), (city, text("Void"))].into());
        assert_eq!(difference(&shown, &shown), Typed::new());
    }
}
