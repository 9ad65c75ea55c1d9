//! What is looked at: the records of an object in the bin, those deleted last first.

use bridge::status::DELETED;
use model::view::Scope;
use model::{Direction, FieldDef, FieldKind, Filter, ObjectDef, Sort, View};

use crate::words;

/// Most columns beside the name and the time.
const MOST: usize = 4;

/// The columns: name, when it was deleted, and a few of the object's own that were written by hand.
pub(super) fn columns(def: &ObjectDef) -> Vec<FieldDef> {
    let own = def
        .columns
        .iter()
        .filter_map(|key| def.field(key))
        .filter(|field| field.key != def.primary && field.computed.is_none() && !field.hidden && field.kind != FieldKind::LongText);
    let name = def.field(&def.primary).cloned();
    let deleted = def.field(DELETED).cloned().map(|mut field| {
        words::bin::deleted().clone_into(&mut field.label);
        field
    });
    name.into_iter().chain(deleted).chain(own.take(MOST).cloned()).collect()
}

/// The order at first: deleted last, first.
pub(super) fn newest_first() -> Vec<Sort> {
    vec![Sort {
        field: DELETED.into(),
        direction: Direction::Descending,
    }]
}

/// The view of an object's records in the bin.
pub(super) fn bin_view(def: &ObjectDef, search: &str, sort: Vec<Sort>) -> View {
    View {
        filter: Filter::everything(),
        search: search.trim().to_owned(),
        sort,
        columns: columns(def).into_iter().map(|field| field.key).collect(),
        scope: Scope::Bin,
        ..View::table(&def.key)
    }
}

/// The order after the head of a column was pressed: down, up, and back to the order at first.
pub(super) fn cycled(sort: &[Sort], key: &str) -> Vec<Sort> {
    let by = |direction: Direction| {
        vec![Sort {
            field: key.into(),
            direction,
        }]
    };
    match sort.iter().find(|sort| sort.field == *key).map(|sort| sort.direction) {
        None => by(Direction::Ascending),
        Some(Direction::Ascending) => by(Direction::Descending),
        Some(Direction::Descending) if key == DELETED => by(Direction::Ascending),
        Some(Direction::Descending) => newest_first(),
    }
}

#[cfg(test)]
mod tests {
    use model::Schema;

    use super::*;

    #[test]
    fn every_object_can_be_shown_by_what_was_written_into_it() {
        let schema = Schema::built_in();
        for def in schema.objects() {
            let columns = columns(def);
            assert_eq!(columns[0].key, def.primary, "{}", def.key);
            assert_eq!(columns[1].label, "Deleted", "{}", def.key);
            assert!(columns.iter().skip(2).all(|field| field.computed.is_none()), "{}", def.key);
            let view = bin_view(def, " berg ", newest_first());
            assert_eq!((view.scope, view.search.as_str()), (Scope::Bin, "berg"));
            assert_eq!(view.columns.len(), columns.len());
        }
    }

    #[test]
    fn pressing_a_head_turns_the_order_and_comes_back() {
        let first = newest_first();
        let up = cycled(&first, "name");
        assert_eq!(up[0].direction, Direction::Ascending);
        let down = cycled(&up, "name");
        assert_eq!(down[0].direction, Direction::Descending);
        assert_eq!(cycled(&down, "name"), first);
        assert_eq!(cycled(&first, DELETED)[0].direction, Direction::Ascending);
        assert_eq!(cycled(&cycled(&first, DELETED), DELETED), first);
    }
}
