//! A file on its way, and how far it is.

use reqwest::RequestBuilder;
use serde::de::DeserializeOwned;

use crate::Error;

/// A file to send, and whoever wants to be told how far it is.
pub struct Upload {
    content: Vec<u8>,
    told: Box<dyn Fn(u8) + Send>,
}

impl From<Vec<u8>> for Upload {
    fn from(content: Vec<u8>) -> Self {
        Self { content, told: Box::new(|_| ()) }
    }
}

impl Upload {
    /// Tells in percent, 0 to 100, what has left, as often as the browser notices; outside of a browser, at the end.
    #[must_use]
    pub fn telling(self, told: impl Fn(u8) + Send + 'static) -> Self {
        Self { told: Box::new(told), ..self }
    }
}

/// Sends a file and reads the body of the answer.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) async fn upload<T: DeserializeOwned>(request: RequestBuilder, file: Upload) -> Result<T, Error> {
    let answer = crate::http::read(request.body(file.content)).await;
    (file.told)(100);
    answer
}

/// Sends a file and reads the body of the answer. `fetch` does not tell how far it is, so it goes by
/// `XMLHttpRequest`.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn upload<T: DeserializeOwned>(request: RequestBuilder, file: Upload) -> Result<T, Error> {
    let request = request.build().map_err(|error| Error::network(&error))?;
    let (status, text) = browser::send(&request, file).await.map_err(|error| browser::failure(&error))?;
    crate::http::answered(status, &text)
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{Function, Promise};
    use reqwest::{Request, StatusCode};
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{ProgressEvent, XmlHttpRequest};

    use super::Upload;
    use crate::Error;

    /// The status and the text of the answer.
    pub(super) async fn send(request: &Request, file: Upload) -> Result<(StatusCode, String), JsValue> {
        let sending = XmlHttpRequest::new()?;
        sending.open(request.method().as_str(), request.url().as_str())?;
        for (name, value) in request.headers() {
            sending.set_request_header(name.as_str(), value.to_str().unwrap_or_default())?;
        }
        let told = file.told;
        let progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            if event.length_computable() && event.total() > 0.0 {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a part of a whole is 0 to 100"
                )]
                told((event.loaded() / event.total() * 100.0) as u8);
            }
        });
        sending.upload()?.set_onprogress(Some(progress.as_ref().unchecked_ref::<Function>()));
        let ended = Promise::new(&mut |done, _| sending.set_onloadend(Some(&done)));
        sending.send_with_opt_u8_array(Some(&file.content))?;
        JsFuture::from(ended).await?;
        match StatusCode::from_u16(sending.status()?) {
            Ok(status) => Ok((status, sending.response_text()?.unwrap_or_default())),
            // 0: there was no answer
            Err(_) => Err(JsValue::from_str("the connection broke off")),
        }
    }

    pub(super) fn failure(error: &JsValue) -> Error {
        Error::Network(error.as_string().unwrap_or_else(|| format!("{error:?}")))
    }
}
