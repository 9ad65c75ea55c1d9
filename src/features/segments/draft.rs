//! What a person writes about a segment, and how it is kept while it is not saved.

use bridge::insight::SegmentSummary;
use model::{Filter, ObjectKey, RecordId};
use serde::{Deserialize, Serialize};

use crate::filter::FilterTree;
use crate::reactive::prelude::untrack;

/// Name, rule and purpose of a segment.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct SegmentDraft {
    pub object: ObjectKey,
    pub name: String,
    pub description: String,
    /// In the shape that the editor gives it, so that drafts can be compared.
    pub filter: Filter,
}

impl SegmentDraft {
    /// A segment that is about to be made.
    pub fn new(object: ObjectKey, filter: &Filter) -> Self {
        Self {
            object,
            name: String::new(),
            description: String::new(),
            filter: shaped(filter),
        }
    }

    /// A saved segment as it is.
    pub fn of(saved: &SegmentSummary) -> Self {
        Self {
            object: saved.object.clone(),
            name: saved.name.clone(),
            description: saved.description.clone(),
            filter: shaped(&saved.filter),
        }
    }

    /// Reads what was kept; `None` for nothing, and for what cannot be read.
    pub fn read(kept: &str) -> Option<Self> {
        serde_json::from_str(kept).ok()
    }

    /// What is kept of it.
    pub fn write(&self) -> String {
        // A filter is data of strings and numbers: JSON takes all of it but numbers that are none, and those are not kept.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Where the draft of a saved segment is kept.
pub(super) fn saved_place(id: RecordId) -> String {
    format!("segment/{id}")
}

/// Where the draft of a new segment is kept, by the object it was started with.
pub(super) fn new_place(object: &ObjectKey) -> String {
    format!("segment/new/{object}")
}

/// A filter in the shape that the editor gives it.
fn shaped(filter: &Filter) -> Filter {
    untrack(|| FilterTree::of(filter).filter())
}

#[cfg(test)]
mod tests {
    use crate::reactive::prelude::Owner;
    use model::Operator;

    use super::*;

    #[test]
    fn a_draft_comes_back_as_it_was() {
        let owner = Owner::new();
        owner.set();
        let filter = Filter::field("email", Operator::Contains, vec!["@".into()]);
        let draft = SegmentDraft {
            name: "With “mail”".to_owned(),
            ..SegmentDraft::new("contact".into(), &filter)
        };
        assert_eq!(SegmentDraft::read(&draft.write()), Some(draft.clone()));
        assert_eq!(SegmentDraft::read(""), None);
        assert_eq!(draft.filter, Filter::All(vec![filter]), "one condition has the shape of several");
    }

    #[test]
    fn drafts_of_different_segments_are_kept_apart() {
        let places = [
            saved_place(RecordId(1)),
            saved_place(RecordId(2)),
            new_place(&"contact".into()),
            new_place(&"company".into()),
        ];
        let different: std::collections::HashSet<_> = places.iter().collect();
        assert_eq!(different.len(), places.len());
    }
}
