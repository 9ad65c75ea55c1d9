//! Inserting into what is being typed: where the caret stands, or in the place of what is marked.

use web_sys::HtmlTextAreaElement;

/// What is typed with another text in it, and where the caret stands then, in UTF-16 units as browsers count.
#[must_use]
pub fn insert_at_caret(area: &HtmlTextAreaElement, typed: &str, new: &str) -> (String, u32) {
    let start = area.selection_start().ok().flatten();
    let end = area.selection_end().ok().flatten();
    inserted(typed, start.zip(end), new)
}

/// A text with another one in the place of what is marked; without a mark, at its end.
fn inserted(typed: &str, marked: Option<(u32, u32)>, new: &str) -> (String, u32) {
    let units = typed.encode_utf16().collect::<Vec<_>>();
    let most = units.len();
    let (start, end) = marked.map_or((most, most), |(start, end)| ((start as usize).min(most), (end as usize).min(most)));
    let part = |range: &[u16]| String::from_utf16_lossy(range);
    let before = part(&units[..start.min(end)]);
    let after = part(&units[end.max(start)..]);
    let caret = before.encode_utf16().count() + new.encode_utf16().count();
    (format!("{before}{new}{after}"), caret as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_comes_where_the_caret_stands_and_takes_the_place_of_what_is_marked() {
        let check = |typed: &str, marked, text: &str, caret| assert_eq!(inserted(typed, marked, "XY"), (text.to_owned(), caret));
        check("", None, "XY", 2);
        check("ab", None, "abXY", 4);
        check("ab", Some((1, 1)), "aXYb", 3);
        check("abcd", Some((1, 3)), "aXYd", 3);
        // A sign beyond the first plane is two units.
        check("😀b", Some((2, 2)), "😀XYb", 4);
        check("ab", Some((9, 9)), "abXY", 4);
    }
}
