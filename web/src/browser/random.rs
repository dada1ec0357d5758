//! Numbers nobody can guess, from the browser's own source.

use leptos::prelude::window;
use uuid::Uuid;

/// A random UUID, for idempotency keys.
#[must_use]
pub fn uuid() -> Uuid {
    let mut bytes = [0; 16];
    // every browser that runs WebAssembly has this
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
