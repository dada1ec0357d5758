//! Files: reading the one that was chosen, shrinking photos before they travel, giving one to its owner.

use js_sys::{Array, Promise, Uint8Array};
use leptos::prelude::{document, window};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, File, HtmlAnchorElement, HtmlCanvasElement,
    HtmlInputElement, ImageBitmap, Url,
};

/// The longest side of a photo that is sent, in points: a page of paper stays easy to read.
const LONGEST_SIDE: f64 = 2_400.0;
/// Photos of more bytes than this are drawn smaller.
const LIGHT: f64 = 1_000_000.0;
/// How well photos are drawn, of 1.
const QUALITY: f64 = 0.85;

/// A file as it is sent.
pub struct Chosen {
    /// Its name on this device.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
}

/// The file that was just chosen, which the field forgets: the same one may be chosen again.
pub fn take(input: &HtmlInputElement) -> Option<File> {
    let file = input.files().and_then(|files| files.get(0));
    input.set_value("");
    file
}

/// Reads a file; a photo that is heavy, or of a kind that only this device knows, is drawn as a lighter JPEG. None when
/// the file cannot be read (any more).
pub async fn read(file: File) -> Option<Chosen> {
    let name = file.name();
    let kind = file.type_();
    let common = ["image/jpeg", "image/png", "image/webp"].contains(&kind.as_str());
    let photo = kind.starts_with("image/") || has_photo_name(&name);
    if photo
        && !(common && file.size() <= LIGHT)
        && let Ok(content) = shrunk(&file).await
    {
        return Some(Chosen { name, content });
    }
    // what this browser cannot draw is sent as it is: the server says what to do
    let content = bytes(&file).await.ok()?;
    Some(Chosen { name, content })
}

/// Systems that do not know a photo of an iPhone give it no kind.
fn has_photo_name(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    ["heic", "heif"].contains(&ending.as_str())
}

async fn bytes(blob: &Blob) -> Result<Vec<u8>, JsValue> {
    Ok(Uint8Array::new(&JsFuture::from(blob.array_buffer()).await?).to_vec())
}

/// Browsers turn a photo upright while they draw it.
async fn shrunk(file: &File) -> Result<Vec<u8>, JsValue> {
    let picture = JsFuture::from(window().create_image_bitmap_with_blob(file)?).await?;
    let picture: ImageBitmap = picture.dyn_into()?;
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let scale = (LONGEST_SIDE / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).round().max(1.0), (height * scale).round().max(1.0));
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    canvas.set_attribute("width", &width.to_string())?;
    canvas.set_attribute("height", &height.to_string())?;
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.dyn_into()?;
    // on paper: JPEG knows no transparency
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width, height);
    context.draw_image_with_image_bitmap_and_dw_and_dh(&picture, 0.0, 0.0, width, height)?;
    picture.close();
    let drawn = Promise::new(&mut |resolve, reject| {
        let done = Closure::once_into_js(move |blob: JsValue| {
            let told = if blob.is_null() { &reject } else { &resolve };
            // nobody is left to hear of it when this fails
            let _ = told.call1(&JsValue::NULL, &blob);
        });
        let _ =
            canvas.to_blob_with_type_and_encoder_options(done.unchecked_ref(), "image/jpeg", &QUALITY.into());
    });
    bytes(&JsFuture::from(drawn).await?.dyn_into::<Blob>()?).await
}

/// An address in this page for a content, good until it is let go; none where the browser cannot.
#[must_use]
pub fn address_of(media_type: &str, content: &[u8]) -> Option<String> {
    Url::create_object_url_with_blob(&blob_of(media_type, content).ok()?).ok()
}

/// Lets an address go, and with it what it stands for.
pub fn let_go(address: &str) {
    let _ = Url::revoke_object_url(address);
}

fn blob_of(media_type: &str, content: &[u8]) -> Result<Blob, JsValue> {
    let parts = Array::of1(&Uint8Array::from(content));
    let kind = BlobPropertyBag::new();
    kind.set_type(media_type);
    Blob::new_with_u8_array_sequence_and_options(&parts, &kind)
}

/// Gives a content to the owner of the device, as a file.
pub fn save(name: &str, media_type: &str, content: &[u8]) {
    let give = || -> Result<(), JsValue> {
        let address = Url::create_object_url_with_blob(&blob_of(media_type, content)?)?;
        let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
        link.set_href(&address);
        link.set_download(name);
        link.click();
        Url::revoke_object_url(&address)
    };
    // a browser that cannot says so itself
    let _ = give();
}
