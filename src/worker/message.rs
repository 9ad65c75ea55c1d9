//! Messages in and out: postcard bytes in transferred buffers, files beside them.

use bridge::host::{FromEngine, ToEngine};
use bridge::{Event, Said};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, MessageEvent};

use super::browser::scope;
use engine::service::Attachment;

/// A message from the page with its files. `None` for what is not of this version or not for us.
pub(super) fn read(event: &MessageEvent) -> Option<(ToEngine, Vec<File>)> {
    let parts = event.data().dyn_into::<Array>().ok()?;
    let buffer = parts.get(0).dyn_into::<ArrayBuffer>().ok()?;
    let message = bridge::unpack(&Uint8Array::new(&buffer).to_vec()).ok()?;
    let files = parts.iter().skip(1).filter_map(|part| part.dyn_into::<File>().ok()).collect();
    Some((message, files))
}

/// Sends a message to the page.
pub(super) fn post(message: &FromEngine) {
    let buffer = Uint8Array::from(bridge::pack(message).as_slice()).buffer();
    // A page that is gone has nobody left to tell.
    let _ = scope().post_message_with_transfer(&buffer, &Array::of1(&buffer));
}

/// Tells the page an event.
pub(super) fn tell(event: Event) {
    post(&FromEngine::Said(Said::Event(event)));
}

/// The contents of files. A file that cannot be read any more (moved, taken away) is an error of the request.
///
/// # Errors
/// Name of the file.
pub(super) async fn contents(files: Vec<File>) -> Result<Vec<Attachment>, String> {
    let mut attachments = Vec::with_capacity(files.len());
    for file in files {
        let name = file.name();
        let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| name.clone())?;
        attachments.push(Attachment {
            name,
            bytes: Uint8Array::new(&buffer).to_vec(),
        });
    }
    Ok(attachments)
}
