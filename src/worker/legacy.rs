//! Encodings that the engine has no tables for, read by the browser's own decoder.

use interchange::decode::{LegacyDecoder, UnknownEncoding};
use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = TextDecoder)]
    type Decoder;

    #[wasm_bindgen(constructor, js_class = "TextDecoder", catch)]
    fn new(label: &str) -> Result<Decoder, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn decode(this: &Decoder, bytes: &Uint8Array, options: &JsValue) -> Result<String, JsValue>;
}

/// The browser's decoder for one text; made when the encoding is known.
#[derive(Default)]
pub(super) struct BrowserDecoder(Option<Decoder>);

impl LegacyDecoder for BrowserDecoder {
    fn decode(&mut self, label: &str, bytes: &[u8], last: bool, text: &mut String) -> Result<(), UnknownEncoding> {
        let refused = |_| UnknownEncoding;
        let decoder = match &self.0 {
            Some(decoder) => decoder,
            None => self.0.insert(Decoder::new(label).map_err(refused)?),
        };
        let options = Object::new();
        Reflect::set(&options, &"stream".into(), &(!last).into()).map_err(refused)?;
        text.push_str(&decoder.decode(&Uint8Array::from(bytes), &options).map_err(refused)?);
        if last {
            self.0 = None;
        }
        Ok(())
    }
}
