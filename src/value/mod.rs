//! Values of records, shown and edited by the kind of their field. Used wherever a record appears.

mod draft;
mod editor;
mod input;
mod kept;
mod picker;
mod several;
mod show;
mod stage;
mod when;

pub use draft::{Draft, DraftError, days_of};
pub use editor::{InlineEditor, InlineEnd};
pub use input::FieldInput;
pub use picker::{record_option, use_choices, use_suggestions};
pub use show::{CellView, breakable, detail_words, exact, face_of, grid_cell, name_of, plain, sum_words};
pub use stage::{stage_of_choice, stage_of_link};
pub use when::{day_inside, day_words, moment_exact, moment_words, span_words};

use crate::ui::{icon::Glyph, tone};

/// The icon of an object, by the name that its definition gives.
#[must_use]
pub fn object_glyph(icon: &str) -> Glyph {
    let href = format!("#i-{icon}");
    Glyph::ALL.iter().copied().find(|glyph| glyph.href() == href).unwrap_or(match icon {
        "product" => Glyph::Box,
        "order" => Glyph::Money,
        _ => Glyph::File,
    })
}

/// The colour of an option's state.
#[must_use]
pub fn tone_of(tone: model::Tone) -> tone::Tone {
    match tone {
        model::Tone::Neutral => tone::Tone::Neutral,
        model::Tone::Info => tone::Tone::Info,
        model::Tone::Success => tone::Tone::Success,
        model::Tone::Warning => tone::Tone::Warning,
        model::Tone::Danger => tone::Tone::Danger,
    }
}

/// The icon that says the same as a state's colour.
#[must_use]
pub fn tone_glyph(tone: model::Tone) -> Option<Glyph> {
    match tone {
        model::Tone::Neutral => None,
        model::Tone::Info => Some(Glyph::Clock),
        model::Tone::Success => Some(Glyph::Check),
        model::Tone::Warning => Some(Glyph::Alert),
        model::Tone::Danger => Some(Glyph::ErrorCircle),
    }
}
