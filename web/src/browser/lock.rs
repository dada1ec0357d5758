//! One at a time across all tabs of this browser, by the Web Locks API.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

#[wasm_bindgen]
extern "C" {
    // web-sys has these only behind its unstable switch
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn request(name: &str, callback: &JsValue) -> Result<js_sys::Promise, JsValue>;
}

/// Runs `work` while no other tab runs work under the same name. Where the browser has no locks (a page that is
/// neither HTTPS nor loopback), the work runs at once: the server's grace for a cookie used twice covers it.
pub async fn exclusively<T: 'static>(name: &str, work: impl Future<Output = T> + 'static) -> Option<T> {
    let result = Rc::new(RefCell::new(None));
    let inside = Rc::clone(&result);
    let work = Rc::new(RefCell::new(Some(async move {
        let value = work.await;
        inside.replace(Some(value));
        Ok(JsValue::UNDEFINED)
    })));
    let for_lock = Rc::clone(&work);
    let callback = Closure::once_into_js(move || match for_lock.borrow_mut().take() {
        Some(work) => future_to_promise(work),
        None => js_sys::Promise::resolve(&JsValue::UNDEFINED),
    });
    if let Ok(promise) = request(name, &callback) {
        let _ = JsFuture::from(promise).await;
    } else {
        let work = work.borrow_mut().take();
        if let Some(work) = work {
            let _ = work.await;
        }
    }
    result.take()
}
