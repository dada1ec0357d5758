//! What a geocoder answers, judged as if somebody had typed it.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;
use shared::families::{Field, FieldValue};
use shared::wire::{AddressSuggestion, AddressSuggestions};

use super::geocoder::MOST_SUGGESTIONS;

/// `GeoJSON`'s collection of what was found. Only the properties matter to us.
#[derive(Deserialize)]
struct Found {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    #[serde(default)]
    properties: Value,
}

/// Those of Addok.
#[derive(Deserialize)]
struct Properties {
    name: String,
    postcode: String,
    city: String,
    #[serde(rename = "type")]
    kind: Option<String>,
}

/// The addresses of an answer, the best first. What lacks a part, or has one that the file of a family would refuse, is
/// left out: half an address is none.
///
/// # Errors
///
/// When it is no answer of a geocoder.
pub(super) fn suggestions(answer: &[u8], today: NaiveDate) -> Result<AddressSuggestions, serde_json::Error> {
    let found: Found = serde_json::from_slice(answer)?;
    let mut items: Vec<AddressSuggestion> = Vec::new();
    for feature in found.features {
        let Ok(properties) = serde_json::from_value(feature.properties) else { continue };
        match suggestion(&properties, today) {
            Some(suggestion) if !items.contains(&suggestion) => items.push(suggestion),
            _ => {}
        }
    }
    items.truncate(MOST_SUGGESTIONS);
    Ok(AddressSuggestions { items })
}

fn suggestion(properties: &Properties, today: NaiveDate) -> Option<AddressSuggestion> {
    // nobody lives at a commune as such
    if properties.kind.as_deref() == Some("municipality") {
        return None;
    }
    let accepted = |field: Field, text: &str| match field.check(&FieldValue::Text(text.to_owned()), today) {
        Ok(FieldValue::Text(kept)) => Some(kept),
        _ => None,
    };
    let line = accepted(Field::AddressLine, &properties.name)?;
    let postal_code = accepted(Field::AddressPostalCode, &properties.postcode)?;
    let city = accepted(Field::AddressCity, &properties.city)?;
    Some(AddressSuggestion { label: format!("{line}, {postal_code} {city}"), line, postal_code, city })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(properties: &[Value]) -> Vec<String> {
        let features: Vec<Value> =
            properties.iter().map(|it| json!({ "type": "Feature", "properties": it })).collect();
        let answer = json!({ "type": "FeatureCollection", "features": features }).to_string();
        let today = NaiveDate::from_ymd_opt(2026, 9, 14).unwrap();
        let read = suggestions(answer.as_bytes(), today).unwrap();
        read.items.into_iter().map(|it| it.label).collect()
    }

    #[test]
    fn what_nobody_could_type_is_left_out() {
        let whole = json!({ "name": "3 Rue des Vignes", "postcode": "67250", "city": "Obersoultz" });
        let with = |name: &str, value: Value| {
            let mut properties = whole.clone();
            properties[name] = value;
            properties
        };
        let label = "3 Rue des Vignes, 67250 Obersoultz";
        assert_eq!(read(std::slice::from_ref(&whole)), [label]);
        assert_eq!(read(&[whole.clone(), whole.clone()]), [label], "told once");
        assert_eq!(read(&[with("type", json!("street"))]), [label]);
        assert_eq!(read(&[with("name", json!("3 Rue\u{202e} des Vignes\u{200b}"))]), [label]);
        for wrong in [
            with("type", json!("municipality")),
            with("name", json!("3 Rue\0des Vignes")),
            with("name", json!("3 Rue\ndes Vignes")),
            with("name", json!("a".repeat(101))),
            with("name", json!("\u{200b}")),
            with("name", json!(null)),
            with("name", json!(3)),
            with("postcode", json!("6725")),
            with("postcode", json!(67_250)),
            with("city", json!(null)),
            json!(null),
            json!([]),
        ] {
            assert_eq!(read(&[wrong.clone(), whole.clone()]), [label], "{wrong}");
        }
        let many: Vec<Value> = (0..9).map(|number| with("name", json!(format!("{number} Rue")))).collect();
        assert_eq!(read(&many).len(), MOST_SUGGESTIONS);
    }
}
