//! Waiting, without keeping anything else waiting.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Resolves after so many milliseconds; later while the page is hidden, when browsers save power.
pub async fn sleep(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(promise).await;
}
