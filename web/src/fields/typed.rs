//! What was typed, apart from what stands there: it comes back over what others have written meanwhile.

use std::collections::BTreeMap;

use shared::families::{Field, FieldValue};

use super::Values;

/// What was typed where it differs from what stands there; nothing: taken out.
pub type Typed = BTreeMap<Field, Option<FieldValue>>;

/// What differs.
#[must_use]
pub fn difference(stands: &Values, typed: &Values) -> Typed {
    let changed = typed.iter().filter(|(field, value)| stands.get(field) != Some(value));
    let changed = changed.map(|(field, value)| (*field, Some(value.clone())));
    let gone = stands.keys().filter(|field| !typed.contains_key(field)).map(|field| (*field, None));
    changed.chain(gone).collect()
}

/// What stands there, with what was typed over it.
#[must_use]
pub fn overlaid(mut stands: Values, typed: &Typed) -> Values {
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
