//! Which column goes where.

mod synonyms;

pub(crate) use synonyms::{Concept, concept, is_known_header};
