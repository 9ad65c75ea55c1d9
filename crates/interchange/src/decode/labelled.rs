//! Texts whose encoding is said beside them, as in the parts of a mail, rightly or wrongly.

use super::{Decoder, Encoding, LegacyDecoder};

/// Labels that are on texts of any encoding: what is UTF-8 in spite of one of them is hardly anything else.
const CARELESS: [&str; 5] = ["us-ascii", "ascii", "iso-8859-1", "windows-1252", "8bit"];

/// The text of bytes in the encoding of a label of the WHATWG Encoding Standard, and whether the label was one that is known.
pub(crate) fn labelled(label: Option<&str>, bytes: &[u8], legacy: &mut Option<Box<dyn LegacyDecoder>>) -> (String, bool) {
    let label = label.unwrap_or_default().trim().to_ascii_lowercase();
    let is_careless = label.is_empty() || CARELESS.contains(&&*label);
    let unicode = std::str::from_utf8(bytes).ok();
    if let Some(text) = unicode.filter(|_| is_careless || label == "utf-8") {
        return (text.to_owned(), true);
    }
    let known = match Encoding::from_label(&label) {
        _ if is_careless => Some(Encoding::Windows1252),
        None if matches!(&*label, "utf8" | "unicode-1-1-utf-8") => Some(Encoding::Utf8),
        known => known,
    };
    // Those with tables here first; the others come from outside.
    if let Some(encoding) = known {
        let mut decoder = Decoder::new(Some(encoding), bytes.len());
        if let Ok(decoded) = decoder.push(bytes).and_then(|()| decoder.finish()) {
            return (decoded.text, true);
        }
    }
    let mut text = String::new();
    if let Some(legacy) = legacy
        && legacy.decode(&label, bytes, true, &mut text).is_ok()
    {
        return (text, true);
    }
    let text = unicode.map_or_else(|| String::from_utf8_lossy(bytes).into_owned(), str::to_owned);
    (text, false)
}
