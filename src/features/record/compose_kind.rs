//! Kinds of entries that can be added to a record's timeline.

use model::{FieldKey, Schema};

use crate::ui::icon::Glyph;
use crate::words;

/// A kind of entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ComposeKind {
    Note,
    Call,
    Email,
    Task,
    Meeting,
}

impl ComposeKind {
    pub const ALL: [Self; 5] = [Self::Note, Self::Call, Self::Email, Self::Task, Self::Meeting];

    /// Stable name: the type of the activity, and what tells the choices apart.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Call => "call",
            Self::Email => "email",
            Self::Task => "task",
            Self::Meeting => "meeting",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Note => words::record::note(),
            Self::Call => words::record::call(),
            Self::Email => words::record::write_email(),
            Self::Task => words::record::task(),
            Self::Meeting => words::record::meeting(),
        }
    }

    pub const fn glyph(self) -> Glyph {
        match self {
            Self::Note => Glyph::Note,
            Self::Call => Glyph::Phone,
            Self::Email => Glyph::Mail,
            Self::Task => Glyph::Task,
            Self::Meeting => Glyph::Meeting,
        }
    }

    /// What the text is for.
    pub fn prompt(self) -> &'static str {
        match self {
            Self::Note => words::record::compose_note(),
            Self::Call => words::record::compose_call(),
            Self::Email => words::record::compose_email(),
            Self::Task => words::record::compose_task(),
            Self::Meeting => words::record::compose_meeting(),
        }
    }

    /// The button that adds it.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Note => words::record::add_note(),
            Self::Call => words::record::log_call(),
            Self::Email => words::record::log_email(),
            Self::Task => words::record::add_task(),
            Self::Meeting => words::record::log_meeting(),
        }
    }

    /// The object that is made of it.
    pub const fn object(self) -> &'static str {
        match self {
            Self::Task => "task",
            _ => "activity",
        }
    }

    /// The field that says what it is about.
    pub fn link(self, schema: &Schema, about: &str) -> Option<FieldKey> {
        schema
            .object(self.object())?
            .references_to(about)
            .find(|field| field.is_editable())
            .map(|field| field.key.clone())
    }

    /// Whether such an entry can be about a record of the object.
    pub fn fits(self, schema: &Schema, about: &str) -> bool {
        self.link(schema, about).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_about_people_companies_deals_and_tickets() {
        let schema = Schema::built_in();
        for kind in ComposeKind::ALL {
            for about in ["contact", "company", "deal", "ticket"] {
                assert!(kind.fits(&schema, about), "{kind:?} about {about}");
            }
            assert!(!kind.fits(&schema, "product"));
        }
    }
}
