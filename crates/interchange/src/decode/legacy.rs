//! Encodings whose tables live outside: the trait, and its native implementation.

/// The decoder from outside does not know the encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the encoding is not known")]
pub struct UnknownEncoding;

/// Decodes what this crate has no tables for. The browser's `TextDecoder` in stream mode is one.
/// Behind the last bytes of a text another one may follow, in another encoding.
pub trait LegacyDecoder {
    /// Appends the text of the next bytes of one text to `text`. Bytes that cannot be read become U+FFFD.
    /// The encoding is told by a label of the WHATWG Encoding Standard.
    /// A sequence that is cut by the end of `bytes` is kept for the next call, unless this is the `last` one.
    ///
    /// # Errors
    /// When the encoding is not known to it.
    fn decode(&mut self, label: &str, bytes: &[u8], last: bool, text: &mut String) -> Result<(), UnknownEncoding>;
}

/// All encodings of the WHATWG Encoding Standard, for the command line and tests.
#[cfg(any(test, feature = "native-encodings"))]
#[derive(Default)]
pub struct NativeDecoder(Option<encoding_rs::Decoder>);

#[cfg(any(test, feature = "native-encodings"))]
impl LegacyDecoder for NativeDecoder {
    fn decode(&mut self, label: &str, bytes: &[u8], last: bool, text: &mut String) -> Result<(), UnknownEncoding> {
        let decoder = match &mut self.0 {
            Some(decoder) => decoder,
            none => {
                let known = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes());
                let known = known.ok_or(UnknownEncoding)?;
                none.insert(known.new_decoder_without_bom_handling())
            }
        };
        // Bytes in memory are far fewer than what an address can count.
        let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(usize::MAX);
        text.reserve(room);
        let (_, read, _) = decoder.decode_to_string(bytes, text, last);
        debug_assert_eq!(read, bytes.len(), "the room was reserved for all of it");
        if last {
            self.0 = None;
        }
        Ok(())
    }
}
