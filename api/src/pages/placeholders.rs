//! Periods of the settings in a text: `{retention.documents_days}` is filled in whenever the page is read, so that what
//! families read is what is done.

use std::collections::BTreeMap;

use anyhow::Context;

use crate::config::RetentionConfig;
use crate::error::Error;

/// How a placeholder begins.
const BEGIN: &str = "{retention.";
/// How it ends.
const END: char = '}';

/// The placeholder of a setting of `[retention]`.
pub(super) fn placeholder(setting: &str) -> String {
    format!("{BEGIN}{setting}{END}")
}

/// A text with the periods of the settings; what no setting has the name of stays as it is.
///
/// # Errors
///
/// When the settings are not numbers.
pub(super) fn fill(text: &str, settings: &RetentionConfig) -> Result<String, Error> {
    let mut filled = text.to_owned();
    for (name, period) in periods(settings)? {
        filled = filled.replace(&placeholder(&name), &period.to_string());
    }
    Ok(filled)
}

/// Makes sure that every placeholder of a text is that of a setting.
///
/// # Errors
///
/// [`Error::InvalidValue`] naming `field`: `unknown_placeholder`.
pub(super) fn check(field: &str, text: &str, settings: &RetentionConfig) -> Result<(), Error> {
    let known = periods(settings)?;
    for rest in text.split(BEGIN).skip(1) {
        let name = rest.split_once(END).map(|(name, _)| name);
        if !name.is_some_and(|name| known.contains_key(name)) {
            let known: Vec<&str> = known.keys().map(String::as_str).collect();
            return Err(Error::invalid(field, "unknown_placeholder", format!("one of {}", known.join(", "))));
        }
    }
    Ok(())
}

fn periods(settings: &RetentionConfig) -> Result<BTreeMap<String, u32>, Error> {
    let written = serde_json::to_value(settings).context("writing the settings")?;
    Ok(serde_json::from_value(written).context("periods that are no numbers")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_filled_in_and_others_named() {
        let settings = RetentionConfig { documents_days: 30, ..RetentionConfig::default() };
        let text = "{retention.documents_days} jours, {autre}, {{ x }}";
        assert_eq!(fill(text, &settings).unwrap(), "30 jours, {autre}, {{ x }}");
        assert!(check("fr", text, &settings).is_ok());
        for wrong in ["{retention.nothing}", "{retention.documents_days", "{retention.}"] {
            assert!(check("fr", wrong, &settings).is_err(), "{wrong}");
        }
    }
}
