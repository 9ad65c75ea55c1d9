//! A chart as a file: SVG with the colours of the theme written into it, and PNG painted from that.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

use super::Drawing;
use crate::reactive::prelude::*;

/// Pixels of a PNG per CSS pixel.
const DENSITY: f64 = 2.0;

/// What the style sheet decides of a path, and of a text.
const OF_PATHS: [&str; 5] = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-linejoin"];
const OF_TEXTS: [&str; 4] = ["fill", "font-family", "font-size", "font-weight"];

/// The text of an SVG file, painted as the page is now.
#[must_use]
pub fn svg(drawing: &Drawing, title: &str) -> String {
    drawing.to_svg(title, &painted)
}

/// Declarations of a class, from an element that is put into a chart of the page for a moment.
fn painted(class: &str, is_text: bool) -> String {
    let found = || {
        let place = document().query_selector(".chart__sheet").ok()??;
        let probe = document().create_element_ns(Some("http://www.w3.org/2000/svg"), "path").ok()?;
        probe.set_attribute("class", class).ok()?;
        place.append_child(&probe).ok()?;
        let style = window().get_computed_style(&probe).ok().flatten();
        let names = if is_text { &OF_TEXTS[..] } else { &OF_PATHS[..] };
        let declarations = style.map(|style| {
            let declaration = |name: &&str| {
                let value = style.get_property_value(name).ok().filter(|value| !value.is_empty())?;
                let value = if matches!(*name, "fill" | "stroke") {
                    in_srgb(&value).unwrap_or(value)
                } else {
                    value
                };
                Some(format!("{name}:{value}"))
            };
            names.iter().filter_map(declaration).collect::<Vec<_>>().join(";")
        });
        probe.remove();
        declarations
    };
    found().unwrap_or_default()
}

/// A colour as every program writes it: browsers know more spaces of colour than those that open the file.
fn in_srgb(colour: &str) -> Option<String> {
    if colour == "none" {
        return None;
    }
    let canvas = document().create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
    let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
    context.set_fill_style_str(colour);
    context.fill_rect(0.0, 0.0, 1.0, 1.0);
    match context.get_image_data(0.0, 0.0, 1.0, 1.0).ok()?.data().0[..] {
        [red, green, blue, _] => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
        _ => None,
    }
}

/// The bytes of a PNG file.
///
/// # Errors
/// What the browser says when it cannot paint the picture.
pub async fn png(drawing: &Drawing, title: &str) -> Result<Vec<u8>, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    let source = Blob::new_with_str_sequence_and_options(&Array::of1(&svg(drawing, title).into()), &options)?;
    let address = Url::create_object_url_with_blob(&source)?;
    let painted = paint(drawing, &address).await;
    let _ = Url::revoke_object_url(&address);
    let canvas = painted?;
    let blob = JsFuture::from(Promise::new(&mut |resolve, reject| {
        if let Err(error) = canvas.to_blob(&resolve) {
            // Rejecting a fresh promise cannot fail.
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    }))
    .await?
    .dyn_into::<Blob>()?;
    let bytes = JsFuture::from(blob.array_buffer()).await?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

async fn paint(drawing: &Drawing, address: &str) -> Result<HtmlCanvasElement, JsValue> {
    let image = HtmlImageElement::new()?;
    image.set_src(address);
    JsFuture::from(image.decode()).await?;
    let canvas = document().create_element("canvas")?.dyn_into::<HtmlCanvasElement>()?;
    canvas.set_width((drawing.width * DENSITY) as u32);
    canvas.set_height((drawing.height * DENSITY) as u32);
    let context = canvas
        .get_context("2d")?
        .ok_or_else(|| JsValue::from_str("no canvas"))?
        .dyn_into::<CanvasRenderingContext2d>()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, drawing.width * DENSITY, drawing.height * DENSITY)?;
    Ok(canvas)
}
