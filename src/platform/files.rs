//! Files from the person and for the person: picked, dropped, saved.
//!
//! Where the browser has no picker for saving, or no longer allows one because the click is too long ago, the file is
//! downloaded: it always arrives somewhere.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::tachys::html::element::ElementType;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, ClipboardEvent, DomException, DragEvent, Element, File, FileList, FilePropertyBag, HtmlAnchorElement,
    HtmlInputElement, Url,
};

use crate::reactive::prelude::*;
use crate::ui::dom::listen;

/// What can be picked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pick {
    /// As the attribute `accept` of an input: `.csv,text/csv`; empty for everything.
    pub accept: String,
    /// Several files at once.
    pub many: bool,
}

/// What is offered to be imported; what a file is, is found out from what is in it.
pub const IMPORTED: &str = ".csv,.tsv,.tab,.txt,.xlsx,.xlsm,.vcf,.vcard,.ics,.eml,.mbox,text/csv,text/tab-separated-values,text/plain,\
    application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/vcard,text/x-vcard,text/calendar,message/rfc822,application/mbox";

/// A file to be saved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileToSave {
    /// Proposed name.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Contents.
    pub bytes: Vec<u8>,
}

/// Where a saved file went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Saved {
    /// To the place that the person chose.
    Chosen,
    /// Among the downloads; the browser may ask where, and does not tell.
    Downloaded,
    /// Nowhere: the person changed their mind.
    Cancelled,
}

/// Why a file was not saved.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the file could not be written: {message}")]
pub struct SaveError {
    /// What the browser says.
    pub message: String,
}

/// Why a file could not be read: it was moved or changed meanwhile, or may not be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{name} could not be read: {message}")]
pub struct ReadError {
    /// Its name.
    pub name: String,
    /// What the browser says.
    pub message: String,
}

/// Lets the person pick files; none if they changed their mind. To be called from a click or key press.
pub async fn pick(pick: Pick) -> Vec<File> {
    choose_files(pick, false).await
}

/// Lets the person take a photo with the camera of a phone; elsewhere pick a picture.
pub async fn take_photo() -> Vec<File> {
    let pick = Pick {
        accept: "image/*".to_owned(),
        many: false,
    };
    choose_files(pick, true).await
}

async fn choose_files(pick: Pick, camera: bool) -> Vec<File> {
    let Some(input) = document()
        .create_element("input")
        .ok()
        .and_then(|input| input.dyn_into::<HtmlInputElement>().ok())
    else {
        return Vec::new();
    };
    input.set_type("file");
    input.set_accept(&pick.accept);
    input.set_multiple(pick.many);
    if camera {
        // The attribute is known or ignored.
        let _ = input.set_attribute("capture", "environment");
    }
    let decided = Promise::new(&mut |resolve, _| {
        for name in ["change", "cancel"] {
            // Adding a listener to a fresh element cannot fail.
            let _ = input.add_event_listener_with_callback(name, &resolve);
        }
    });
    input.click();
    let _ = JsFuture::from(decided).await;
    input.files().map(|files| all(&files)).unwrap_or_default()
}

/// Takes files that are dropped on an element; the signal says whether some hover over it. Ends with its owner.
pub fn use_drop<E>(target: NodeRef<E>, on_files: impl Fn(Vec<File>) + Clone + 'static) -> Signal<bool>
where
    E: ElementType + 'static,
    E::Output: AsRef<Element> + JsCast + Clone + 'static,
{
    let hovering = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(element) = target.get() {
            take_drops(AsRef::<Element>::as_ref(&element), hovering, on_files.clone());
        }
    });
    hovering.into()
}

/// Takes files that are dropped on an element until the current owner goes; the signal says whether some hover over it.
pub fn take_drops(element: &Element, hovering: RwSignal<bool>, on_files: impl Fn(Vec<File>) + 'static) {
    // Entering a child comes before leaving its parent: only the difference says whether the pointer is inside.
    let inside = StoredValue::new(0_i32);
    let moved = move |by: i32| {
        let count = inside.try_update_value(|count| {
            *count = (*count + by).max(0);
            *count
        });
        hovering.try_set(count.unwrap_or_default() > 0);
    };
    listen(element, "dragenter", false, move |event| {
        if has_files(&event) {
            event.prevent_default();
            moved(1);
        }
    });
    listen(element, "dragover", false, |event| {
        if has_files(&event) {
            event.prevent_default();
        }
    });
    listen(element, "dragleave", false, move |event| {
        if has_files(&event) {
            moved(-1);
        }
    });
    listen(element, "drop", false, move |event| {
        inside.try_set_value(0);
        hovering.try_set(false);
        let dropped = event
            .dyn_ref::<DragEvent>()
            .and_then(DragEvent::data_transfer)
            .and_then(|data| data.files());
        let files = dropped.map(|files| all(&files)).unwrap_or_default();
        if !files.is_empty() {
            event.prevent_default();
            on_files(files);
        }
    });
}

/// Pictures that are pasted while the current owner lives, without text beside them: text goes where it is pasted.
pub fn on_pasted_pictures(on_files: impl Fn(Vec<File>) + 'static) {
    listen(&document(), "paste", false, move |event| {
        let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
        let Some(data) = data.filter(|data| !data.types().includes(&"text/plain".into(), 0)) else {
            return;
        };
        let mut files = data.files().map(|files| all(&files)).unwrap_or_default();
        files.retain(|file| file.type_().starts_with("image/"));
        if !files.is_empty() {
            event.prevent_default();
            on_files(files);
        }
    });
}

/// Saves a file: where the person chooses, if the browser can ask, otherwise among the downloads.
///
/// # Errors
/// [`SaveError`] when the chosen place cannot be written, or there is no memory for the file.
pub async fn save(file: FileToSave) -> Result<Saved, SaveError> {
    let options = BlobPropertyBag::new();
    options.set_type(&file.media_type);
    let parts = Array::of1(&Uint8Array::from(file.bytes.as_slice()));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).map_err(save_error)?;
    let picker = Reflect::get(&window(), &"showSaveFilePicker".into())
        .ok()
        .and_then(|picker| picker.dyn_into::<Function>().ok());
    if let Some(picker) = picker {
        match choose(&picker, &file.name).await {
            Ok(handle) => return write(&handle, &blob).await.map(|()| Saved::Chosen),
            Err(error) if is_named(&error, "AbortError") => return Ok(Saved::Cancelled),
            // The click is too long ago, or the browser does not ask here.
            Err(_) => {}
        }
    }
    download(&blob, &file.name).map_err(save_error)?;
    Ok(Saved::Downloaded)
}

/// The same contents under another name; none where the browser makes no files.
#[must_use]
pub fn named(file: &File, name: &str) -> Option<File> {
    let options = FilePropertyBag::new();
    options.set_type(&file.type_());
    File::new_with_blob_sequence_and_options(&Array::of1(file), name, &options).ok()
}

/// The text of a file, read as UTF-8.
///
/// # Errors
/// [`ReadError`].
pub async fn read_text(file: &File) -> Result<String, ReadError> {
    let text = JsFuture::from(file.text()).await.map_err(|error| read_error(file, &error))?;
    Ok(text.as_string().unwrap_or_default())
}

/// The bytes of a file.
///
/// # Errors
/// [`ReadError`].
pub async fn read_bytes(file: &File) -> Result<Vec<u8>, ReadError> {
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(|error| read_error(file, &error))?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn all(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|index| files.item(index)).collect()
}

fn has_files(event: &web_sys::Event) -> bool {
    let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
    data.is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

async fn choose(picker: &Function, name: &str) -> Result<JsValue, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"suggestedName".into(), &name.into())?;
    JsFuture::from(picker.call1(&window(), &options)?.unchecked_into::<Promise>()).await
}

async fn write(handle: &JsValue, blob: &Blob) -> Result<(), SaveError> {
    let call = async |target: &JsValue, method: &str, argument: &JsValue| {
        let method = Reflect::get(target, &method.into())?.dyn_into::<Function>()?;
        JsFuture::from(method.call1(target, argument)?.unchecked_into::<Promise>()).await
    };
    let written = async {
        let stream = call(handle, "createWritable", &JsValue::UNDEFINED).await?;
        call(&stream, "write", blob).await?;
        // Only closing puts the file in its place; before, the old one is untouched.
        call(&stream, "close", &JsValue::UNDEFINED).await
    };
    written.await.map(drop).map_err(save_error)
}

fn download(blob: &Blob, name: &str) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let link = document().create_element("a")?.unchecked_into::<HtmlAnchorElement>();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser starts to read after this task; a minute is enough for it to have opened the blob.
    set_timeout(
        move || {
            let _ = Url::revoke_object_url(&address);
        },
        std::time::Duration::from_secs(60),
    );
    Ok(())
}

fn is_named(error: &JsValue, name: &str) -> bool {
    error.dyn_ref::<DomException>().is_some_and(|error| error.name() == name)
}

fn message(error: &JsValue) -> String {
    error
        .dyn_ref::<DomException>()
        .map_or_else(|| format!("{error:?}"), DomException::message)
}

fn save_error(error: JsValue) -> SaveError {
    SaveError { message: message(&error) }
}

fn read_error(file: &File, error: &JsValue) -> ReadError {
    ReadError {
        name: file.name(),
        message: message(error),
    }
}
