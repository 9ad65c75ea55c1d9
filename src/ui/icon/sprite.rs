//! The drawings: a symbol per [`super::Glyph`], in its order.

use crate::reactive::prelude::*;

/// Parsed by the browser at once: made element by element, the drawings would take longer than the whole first screen.
const DRAWINGS: &str = include_str!("sprite.svg");

/// The sprite itself; mount it once, before anything that shows an icon.
#[component]
pub fn IconSprite() -> impl IntoView {
    view! { <div hidden aria-hidden="true" inner_html=DRAWINGS></div> }
}

#[cfg(test)]
mod tests {
    use super::super::Glyph;
    use super::*;

    #[test]
    fn every_glyph_has_one_drawing_and_every_drawing_a_glyph() {
        let drawn = DRAWINGS
            .lines()
            .filter_map(|line| line.strip_prefix("<symbol id=\"")?.split('"').next());
        let glyphs = Glyph::ALL.iter().map(|glyph| &glyph.href()[1..]);
        assert_eq!(drawn.collect::<Vec<_>>(), glyphs.collect::<Vec<_>>());
    }

    #[test]
    fn drawings_are_shapes_and_nothing_else() {
        for tag in DRAWINGS.split('<').skip(1) {
            let name = tag.split([' ', '>', '/']).find(|name| !name.is_empty()).unwrap_or_default();
            assert!(["svg", "symbol", "circle", "path", "rect"].contains(&name), "<{tag}");
        }
        assert!(
            !DRAWINGS.contains(" on") && !DRAWINGS.contains("href"),
            "nothing runs and nothing is fetched"
        );
    }
}
