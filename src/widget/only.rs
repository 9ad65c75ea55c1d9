//! Filters of the moment: what was pressed on one widget holds for all others of the same object. They are in the address.

use model::{Filter, ObjectKey};
use serde::{Deserialize, Serialize};

use crate::routes::{PageParameter, Query};

/// One filter of the moment.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Only {
    /// Whose records.
    pub object: ObjectKey,
    /// What was pressed.
    pub label: String,
    /// Its filter.
    pub filter: Filter,
}

impl Only {
    /// The filters with this one; without it when it is there already: pressing a mark again takes it back.
    pub fn added_to(self, only: &[Only]) -> Vec<Only> {
        let mut next = only.to_vec();
        match next.iter().position(|other| *other == self) {
            Some(at) => drop(next.remove(at)),
            None => next.push(self),
        }
        next
    }
}

/// The filters of an address; what cannot be read is none.
pub fn only_of(query: &Query) -> Vec<Only> {
    let text = query.get(PageParameter::Only.name()).unwrap_or_default();
    let only: Vec<Only> = serde_json::from_str(text).unwrap_or_default();
    only.into_iter()
        .filter(|only| only.filter.depth() <= model::filter::MAX_DEPTH)
        .collect()
}

/// An address with filters.
pub fn with_only(query: Query, only: &[Only]) -> Query {
    let text = (!only.is_empty()).then(|| serde_json::to_string(only).ok()).flatten();
    query.with(PageParameter::Only.name(), text)
}

/// The chart's own filter with those of the moment that are about its records.
pub fn narrowed(filter: &Filter, object: &ObjectKey, only: &[Only]) -> Filter {
    let own = only.iter().filter(|only| only.object == *object);
    own.fold(filter.clone(), |all, only| all.and(only.filter.clone()))
}

#[cfg(test)]
mod tests {
    use model::Operator;

    use super::*;

    fn only(label: &str) -> Only {
        Only {
            object: "deal".into(),
            label: label.to_owned(),
            filter: Filter::field("stage", Operator::Filled, Vec::new()),
        }
    }

    #[test]
    fn a_mark_pressed_twice_is_as_if_never_pressed() {
        let one = only("Won").added_to(&[]);
        let two = only("Lost").added_to(&one);
        assert_eq!(two.len(), 2);
        assert_eq!(only("Won").added_to(&two), [only("Lost")]);
    }

    #[test]
    fn filters_find_back_from_the_address_and_hold_for_their_object() {
        let query = with_only(Query::default(), &[only("Won")]);
        assert_eq!(only_of(&query), [only("Won")]);
        assert_eq!(
            narrowed(&Filter::everything(), &"contact".into(), &only_of(&query)),
            Filter::everything()
        );
        assert!(matches!(narrowed(&only("x").filter, &"deal".into(), &only_of(&query)), Filter::All(parts) if parts.len() == 2));
        assert!(only_of(&Query::default().with(PageParameter::Only.name(), Some("{".to_owned()))).is_empty());
    }
}
