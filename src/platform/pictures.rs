//! Pictures: which files are shown as such, and photos made smaller before they are kept.
//!
//! Only raster formats are shown, under the type that is asked for: nothing of a file is ever run or laid out. A canvas writes
//! pixels and nothing else, so a photo that was made smaller has lost where it was taken.

use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, File, FilePropertyBag, Url};

use super::untyped::{call, get, wait};
use crate::reactive::prelude::window;

/// Formats that every browser shows and that hold nothing but pixels.
const SHOWN: [&str; 6] = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"];
/// Longest side of a photo that was made smaller.
const LONGEST: f64 = 2048.0;
/// Quality of what a canvas writes, from 0 to 1.
const QUALITY: f64 = 0.85;

/// Whether files of a media type are shown as pictures.
#[must_use]
pub fn is_shown(media_type: &str) -> bool {
    SHOWN.contains(&media_type)
}

/// An address of a picture for an `img`, until it is forgotten; none for what is not shown.
#[must_use]
pub fn address(bytes: &[u8], media_type: &str) -> Option<String> {
    if !is_shown(media_type) {
        return None;
    }
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// Gives the memory of a picture back.
pub fn forget(address: &str) {
    // An address that was made here is valid.
    let _ = Url::revoke_object_url(address);
}

/// A large photo made smaller; any other file as it is, and the photo too where the browser cannot, or nothing would be gained.
pub async fn smaller(file: File) -> File {
    match redrawn(&file).await {
        Some(smaller) => smaller,
        None => file,
    }
}

async fn redrawn(file: &File) -> Option<File> {
    // What may be transparent stays so: JPEG would make it black.
    let (media_type, ending) = match file.type_().as_str() {
        "image/jpeg" => ("image/jpeg", "jpg"),
        "image/png" | "image/webp" => ("image/webp", "webp"),
        _ => return None,
    };
    let bitmap = wait(&window(), "createImageBitmap", &[file.into()]).await?;
    let drawn = drawn(&bitmap, media_type).await;
    // The pixels go at once and not with the next collection.
    let _ = call(&bitmap, "close", &[]);
    let blob = drawn.filter(|blob| blob.type_() == media_type && blob.size() < file.size())?;
    let name = file.name();
    let stem = name.rfind('.').map_or(name.as_str(), |dot| &name[..dot]);
    let options = FilePropertyBag::new();
    options.set_type(media_type);
    File::new_with_blob_sequence_and_options(&Array::of1(&blob), &format!("{stem}.{ending}"), &options).ok()
}

async fn drawn(bitmap: &JsValue, media_type: &str) -> Option<Blob> {
    let side = |name: &str| get(bitmap, name)?.as_f64();
    let (width, height) = (side("width")?, side("height")?);
    let share = LONGEST / width.max(height);
    if share >= 1.0 {
        return None;
    }
    let (width, height) = ((width * share).round().max(1.0), (height * share).round().max(1.0));
    let canvas = get(&window(), "OffscreenCanvas")?.dyn_into::<Function>().ok()?;
    let canvas = Reflect::construct(&canvas, &Array::of2(&width.into(), &height.into())).ok()?;
    let context = call(&canvas, "getContext", &["2d".into()])?;
    call(
        &context,
        "drawImage",
        &[bitmap.clone(), 0.into(), 0.into(), width.into(), height.into()],
    )?;
    let options = js_sys::Object::new();
    Reflect::set(&options, &"type".into(), &media_type.into()).ok()?;
    Reflect::set(&options, &"quality".into(), &QUALITY.into()).ok()?;
    wait(&canvas, "convertToBlob", &[options.into()]).await?.dyn_into().ok()
}
