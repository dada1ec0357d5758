//! From JSON to Rust.
//!
//! In a browser its own parser reads the text: it is there already, and serde_json's code for each type would have to be
//! downloaded.

use serde::de::DeserializeOwned;

/// The value that a JSON text holds.
///
/// # Errors
///
/// What does not fit.
#[cfg(not(target_arch = "wasm32"))]
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// The value that a JSON text holds.
///
/// # Errors
///
/// What does not fit.
#[cfg(target_arch = "wasm32")]
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let parsed = js_sys::JSON::parse(text).map_err(|error| format!("{error:?}"))?;
    serde_wasm_bindgen::from_value(parsed).map_err(|error| error.to_string())
}
