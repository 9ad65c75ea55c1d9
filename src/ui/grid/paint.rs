//! Drawing a cell onto its element. Elements are built once per kind of content and then only written to.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    cell::{GridCell, GridRow},
    column::{CardPlace, ColumnAlign, GridColumn},
};
use crate::reactive::prelude::document;
use crate::ui::{avatar::Face, dom::set_property, icon::Glyph};

const SVG: &str = "http://www.w3.org/2000/svg";

/// Creates an element; names are constants of this module, so creation cannot fail.
pub(super) fn element(name: &str, class: &str) -> HtmlElement {
    let element: HtmlElement = document().create_element(name).expect("a valid element name").unchecked_into();
    element.set_class_name(class);
    element
}

/// Sets an attribute; names are constants of this module, so it cannot fail.
pub(super) fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Sets or removes an attribute.
pub(super) fn set_or_remove(element: &Element, name: &str, value: Option<&str>) {
    match value {
        Some(value) => set(element, name, value),
        None => {
            let _ = element.remove_attribute(name);
        }
    }
}

/// Writes text into the element's text node, which it keeps.
pub(super) fn set_text(element: &Element, text: &str) {
    match element.first_child() {
        Some(node) => node.set_node_value(Some(text)),
        None => element.set_text_content(Some(text)),
    }
}

fn append(parent: &Element, child: &Element) {
    let _ = parent.append_child(child);
}

fn icon() -> Element {
    let svg = document().create_element_ns(Some(SVG), "svg").expect("a valid element name");
    set(&svg, "class", "icon");
    set(&svg, "aria-hidden", "true");
    let usage = document().create_element_ns(Some(SVG), "use").expect("a valid element name");
    append(&svg, &usage);
    svg
}

/// An icon element that shows `glyph`.
pub(super) fn icon_of(glyph: Glyph) -> Element {
    let svg = icon();
    set_icon(&svg, glyph);
    svg
}

fn set_icon(svg: &Element, glyph: Glyph) {
    if let Some(usage) = svg.first_element_child() {
        set(&usage, "href", glyph.href());
    }
}

fn set_face(avatar: &Element, face: &Face) {
    let avatar: &HtmlElement = avatar.unchecked_ref();
    avatar.set_class_name(if face.company { "avatar avatar--company" } else { "avatar" });
    set_property(avatar, "--hue", &face.hue.to_string());
    set_text(avatar, &face.initials);
}

/// The elements a kind of content needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Words,
    Link,
    Name,
    Face,
    Badge,
    Tags,
    Stage,
    Meter,
    Tick,
}

fn shape(cell: &GridCell, linked: bool) -> Shape {
    match cell {
        GridCell::Text(_) if linked => Shape::Link,
        GridCell::Empty | GridCell::Text(_) | GridCell::Muted { .. } | GridCell::Number(_) | GridCell::Invalid { .. } => Shape::Words,
        GridCell::Link { .. } => Shape::Link,
        GridCell::Name { .. } => Shape::Name,
        GridCell::Face { .. } => Shape::Face,
        GridCell::Badge { .. } => Shape::Badge,
        GridCell::Tags(_) => Shape::Tags,
        GridCell::Stage { .. } => Shape::Stage,
        GridCell::Meter { .. } => Shape::Meter,
        GridCell::Check(_) => Shape::Tick,
    }
}

/// A cell's element and what it is built for.
pub(super) struct CellNode {
    pub element: HtmlElement,
    shape: Option<Shape>,
    base: String,
    class: &'static str,
    titled: bool,
}

impl CellNode {
    /// An empty cell of a column. `position` counts from 1 and includes the column of checkboxes.
    pub fn new(column: &GridColumn, position: usize, frozen: bool, read_only: bool) -> Self {
        let mut base = String::from("grid__cell");
        match column.align {
            ColumnAlign::Start => {}
            ColumnAlign::End => base.push_str(" grid__cell--number"),
            ColumnAlign::Centre => base.push_str(" grid__cell--centre"),
        }
        if column.title {
            base.push_str(" grid__cell--title");
        }
        if frozen {
            base.push_str(" grid__cell--frozen");
        }
        base.push_str(match column.place {
            CardPlace::Hidden => "",
            CardPlace::Title => " grid__cell--at-title",
            CardPlace::Subtitle => " grid__cell--at-subtitle",
            CardPlace::Value => " grid__cell--at-value",
            CardPlace::Note => " grid__cell--at-note",
        });
        let element = element("div", &base);
        set(&element, "role", if column.title { "rowheader" } else { "gridcell" });
        set(&element, "aria-colindex", &position.to_string());
        set(&element, "tabindex", "-1");
        if read_only {
            set(&element, "aria-readonly", "true");
        }
        Self {
            element,
            shape: None,
            base,
            class: "",
            titled: column.title,
        }
    }

    /// Draws `cell` of `row`, which differs from what is drawn.
    pub fn draw(&mut self, cell: &GridCell, row: &GridRow) {
        let linked = self.titled && !row.href.is_empty();
        let shape = shape(cell, linked);
        if self.shape != Some(shape) {
            self.element.set_text_content(None);
            build(&self.element, shape, linked);
            self.shape = Some(shape);
        }
        let class = match cell {
            GridCell::Muted { .. } => " grid__cell--muted",
            GridCell::Empty => " grid__cell--none",
            _ => "",
        };
        if class != self.class {
            self.element.set_class_name(&format!("{}{class}", self.base));
            self.class = class;
        }
        let problem = match cell {
            GridCell::Invalid { problem, .. } => Some(problem.as_str()),
            _ => None,
        };
        if problem.is_some() || self.element.has_attribute("aria-invalid") {
            set_or_remove(&self.element, "aria-invalid", problem.map(|_| "true"));
            set_or_remove(&self.element, "data-tip", problem);
        }
        write(&self.element, cell, row);
    }
}

fn build(cell: &HtmlElement, shape: Shape, linked: bool) {
    let child = |name: &str, class: &str| {
        let child = element(name, class);
        append(cell, &child);
        child
    };
    match shape {
        Shape::Words => {
            child("span", "grid__text");
        }
        Shape::Link => {
            set(&child("a", "grid__text"), "tabindex", "-1");
        }
        Shape::Name => {
            set(&child("span", "avatar"), "aria-hidden", "true");
            let name = child(if linked { "a" } else { "span" }, "grid__text");
            if linked {
                set(&name, "tabindex", "-1");
            }
        }
        Shape::Face => {
            set(&child("span", "avatar"), "role", "img");
        }
        Shape::Badge => {
            let badge = child("span", "badge");
            append(&badge, &icon());
            append(&badge, &element("span", ""));
        }
        Shape::Stage => {
            let stage = child("span", "stage");
            append(&stage, &icon());
            append(&stage, &element("span", "grid__text"));
        }
        Shape::Meter => {
            let meter = child("span", "meter");
            let track = element("span", "meter__track");
            set(&track, "aria-hidden", "true");
            append(&track, &element("span", "meter__fill"));
            append(&meter, &track);
            append(&meter, &element("span", "meter__value"));
        }
        Shape::Tags => {}
        Shape::Tick => {
            let tick = icon();
            set(&tick, "class", "icon grid__tick");
            append(cell, &tick);
            append(cell, &element("span", "visually-hidden"));
        }
    }
}

/// First child, then its first and last: the parts of every shape.
fn parts(cell: &HtmlElement) -> Option<(Element, Option<Element>, Option<Element>)> {
    let first = cell.first_element_child()?;
    let (inner, last) = (first.first_element_child(), first.last_element_child());
    Some((first, inner, last))
}

fn write(cell_element: &HtmlElement, cell: &GridCell, row: &GridRow) {
    if let GridCell::Tags(tags) = cell {
        cell_element.set_text_content(None);
        for tag in tags {
            let element = element("span", "tag");
            element.set_text_content(Some(tag));
            append(cell_element, &element);
        }
        return;
    }
    let Some((first, inner, last)) = parts(cell_element) else { return };
    match cell {
        GridCell::Tags(_) => {}
        GridCell::Empty => set_text(&first, "–"),
        GridCell::Text(text) => {
            set_text(&first, text);
            if first.tag_name() == "A" {
                set(&first, "href", &row.href);
            }
        }
        GridCell::Number(text) | GridCell::Invalid { text, .. } => set_text(&first, text),
        GridCell::Muted { text, exact } => {
            set_text(&first, text);
            set_or_remove(&first, "data-tip", Some(exact.as_str()).filter(|exact| !exact.is_empty()));
        }
        GridCell::Link { text, href } => {
            set_text(&first, text);
            set(&first, "href", href);
            set(&first, "rel", "noopener noreferrer");
        }
        GridCell::Name { face, name } => {
            set_face(&first, face);
            if let Some(words) = cell_element.last_element_child() {
                set_text(&words, name);
                if words.tag_name() == "A" {
                    set(&words, "href", &row.href);
                }
            }
        }
        GridCell::Face { face, name } => {
            set_face(&first, face);
            set(&first, "aria-label", name);
            set(&first, "data-tip", name);
        }
        GridCell::Badge { tone, icon, text } => {
            first.set_class_name(&tone.class("badge"));
            if let Some(svg) = &inner {
                set_or_remove(svg, "hidden", icon.is_none().then_some(""));
                if let Some(glyph) = icon {
                    set_icon(svg, *glyph);
                }
            }
            if let Some(words) = &last {
                set_text(words, text);
            }
        }
        GridCell::Stage { kind, text } => {
            let (class, glyph) = kind.looks();
            first.set_class_name(class);
            if let Some(svg) = &inner {
                set_icon(svg, glyph);
            }
            if let Some(words) = &last {
                set_text(words, text);
            }
        }
        GridCell::Meter { value, level, text } => {
            first.set_class_name(level.class());
            if let Some(fill) = inner.as_ref().and_then(Element::first_element_child) {
                set_property(fill.unchecked_ref(), "--value", &format!("{:.1}", value.clamp(0.0, 100.0)));
            }
            if let Some(words) = &last {
                set_text(words, text);
            }
        }
        GridCell::Check(on) => {
            set_icon(&first, if *on { Glyph::Check } else { Glyph::Minus });
            if let Some(words) = cell_element.last_element_child() {
                set_text(&words, if *on { "✓" } else { "–" });
            }
        }
    }
}
