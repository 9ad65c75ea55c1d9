//! What an answer follows: when the engine is asked again without a signal having changed.

use std::rc::Rc;

use bridge::Event;
use model::RecordId;

use crate::reactive::prelude::*;

/// What an answer follows.
#[derive(Clone)]
pub enum Follow {
    /// Nothing: asked again only when a signal changes that the question reads.
    Nothing,
    /// Every change of a record, by whatever tab.
    Anything,
    /// The state of the import.
    Import,
    /// Changes of these records.
    Records(Rc<dyn Fn() -> Vec<RecordId>>),
}

impl Follow {
    /// Follows one record. The closure may read signals; it is not tracked.
    pub fn record(record: impl Fn() -> RecordId + 'static) -> Self {
        Follow::Records(Rc::new(move || vec![record()]))
    }

    /// Follows several records. The closure may read signals; it is not tracked.
    pub fn records(records: impl Fn() -> Vec<RecordId> + 'static) -> Self {
        Follow::Records(Rc::new(records))
    }

    /// Whether an event is a reason to ask again.
    pub(super) fn is_touched_by(&self, event: &Event) -> bool {
        match (self, event) {
            (Follow::Anything, Event::RecordsChanged(_) | Event::SchemaChanged) | (Follow::Import, Event::ImportChanged) => true,
            // An empty list says that there were too many to name.
            (Follow::Records(records), Event::RecordsChanged(changed)) => {
                changed.is_empty() || untrack(|| records()).iter().any(|record| changed.contains(record))
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_touched_by_what_it_follows_and_by_nothing_else() {
        let (one, two) = (RecordId(1), RecordId(2));
        let changed = |records: &[RecordId]| Event::RecordsChanged(records.to_vec());
        let follow = Follow::record(move || one);
        assert!(follow.is_touched_by(&changed(&[two, one])));
        assert!(!follow.is_touched_by(&changed(&[two])));
        assert!(follow.is_touched_by(&changed(&[])), "too many to name");
        assert!(!follow.is_touched_by(&Event::ImportChanged));
        assert!(Follow::Anything.is_touched_by(&changed(&[two])));
        assert!(Follow::Import.is_touched_by(&Event::ImportChanged));
        assert!(!Follow::Nothing.is_touched_by(&changed(&[])));
    }
}
