//! The clipboard. Browsers allow it after a click or key press, and may ask the person.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Clipboard};

use crate::reactive::prelude::window;

#[wasm_bindgen]
extern "C" {
    /// Several forms of one thing, by media type.
    #[wasm_bindgen(js_name = ClipboardItem)]
    type Item;
    #[wasm_bindgen(constructor, js_class = "ClipboardItem", catch)]
    fn new(forms: &Object) -> Result<Item, JsValue>;

    #[wasm_bindgen(extends = Clipboard)]
    type Board;
    #[wasm_bindgen(method, catch, js_name = write)]
    fn write_items(this: &Board, items: &Array) -> Result<Promise, JsValue>;
}

/// Copies text; returns whether the browser did.
pub async fn copy_text(text: &str) -> bool {
    let Some(clipboard) = clipboard() else { return false };
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Copies cells in the two forms that spreadsheets and word processors take: tab-separated text and an HTML table.
/// Returns whether the browser did.
pub async fn copy_table(rows: &[Vec<String>]) -> bool {
    let text = tab_separated(rows);
    let written = async {
        let clipboard = clipboard()?.unchecked_into::<Board>();
        let forms = Object::new();
        for (media_type, form) in [("text/plain", text.as_str()), ("text/html", html_table(rows).as_str())] {
            let blob = blob(form, media_type)?;
            Reflect::set(&forms, &media_type.into(), &blob).ok()?;
        }
        let item = Item::new(&forms).ok()?;
        let items = Array::of1(&item);
        JsFuture::from(clipboard.write_items(&items).ok()?).await.ok()
    };
    // Firefox before 127 takes text only.
    written.await.is_some() || copy_text(&text).await
}

/// The clipboard's text, if the person lets the page read it.
pub async fn read_text() -> Option<String> {
    JsFuture::from(clipboard()?.read_text()).await.ok()?.as_string()
}

fn clipboard() -> Option<Clipboard> {
    // Absent outside secure contexts, whatever the type says.
    let clipboard = window().navigator().clipboard();
    (!clipboard.is_undefined()).then_some(clipboard)
}

fn blob(text: &str, media_type: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options).ok()
}

/// Cells between tabs; quoted where they hold tabs, quotes or line ends, as spreadsheets write them.
fn tab_separated(rows: &[Vec<String>]) -> String {
    let cell = |cell: &String| {
        if cell.contains(['\t', '\n', '\r', '"']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    rows.iter()
        .map(|row| row.iter().map(cell).collect::<Vec<_>>().join("\t"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn html_table(rows: &[Vec<String>]) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut html = "<table>".to_owned();
    for row in rows {
        html.push_str("<tr>");
        for cell in row {
            html.push_str("<td>");
            html.push_str(&escape(cell));
            html.push_str("</td>");
        }
        html.push_str("</tr>");
    }
    html.push_str("</table>");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_their_borders_in_both_forms() {
        let rows = [
            vec!["a".to_owned(), "b\t\"c\"".to_owned()],
            vec!["<b>".to_owned(), "1\n2".to_owned()],
        ];
        assert_eq!(tab_separated(&rows), "a\t\"b\t\"\"c\"\"\"\n<b>\t\"1\n2\"");
        assert_eq!(
            html_table(&rows),
            "<table><tr><td>a</td><td>b\t\"c\"</td></tr><tr><td>&lt;b&gt;</td><td>1\n2</td></tr></table>"
        );
    }
}
