//! How many records a filter matches, kept up to date for the filters that were counted last: the segments of a page, and the rule
//! that somebody is writing.

use model::Filter;

use super::filter::{Compiled, Kept};
use super::indexes::Indexes;
use crate::computed::Links;
use crate::custom::defines_schema;
use crate::reader::Reader;
use crate::table::Effect;
use crate::workspace::Workspace;

/// Filters that are kept: one bit per record each.
const MOST_KEPT: usize = 32;

/// The filters that were counted last.
#[derive(Default)]
pub struct Counts {
    /// By table, the one asked for last at the end.
    kept: Vec<(u16, Filter, Kept)>,
}

impl Counts {
    /// Notes what a change touched, once after every change and before `links` take it in.
    pub fn note(&mut self, workspace: &Workspace, links: &Links, effects: &[Effect]) {
        if effects
            .iter()
            .any(|effect| defines_schema(&workspace.tables()[usize::from(effect.table)].object))
        {
            self.kept.clear();
        }
        self.kept.retain_mut(|(.., kept)| {
            kept.note(workspace, links, effects);
            !kept.is_outdated(workspace)
        });
    }

    /// References whose index would help to count again after a change, by table and field.
    #[must_use]
    pub fn links(&self, compiled: &Compiled, filter: &Filter) -> Vec<(u16, u16)> {
        self.find(compiled, filter)
            .map_or(Vec::new(), |place| self.kept[place].2.links().to_vec())
    }

    /// Number of records in use that a filter matches.
    pub fn count(&mut self, compiled: &Compiled, filter: &Filter, reader: Reader<'_>, indexes: &Indexes) -> u32 {
        let table = compiled.table();
        let known = self.find(compiled, filter).map(|place| self.kept.remove(place).2);
        let known = known.filter(|kept| !kept.is_outdated(reader.workspace));
        let Some(mut kept) = known.or_else(|| Kept::new(compiled)) else {
            return compiled.count(reader, indexes);
        };
        let alive = reader.workspace.tables()[usize::from(table)].alive();
        let count = kept.rows(reader, indexes).count_with(alive);
        if self.kept.len() >= MOST_KEPT {
            self.kept.remove(0);
        }
        self.kept.push((table, filter.clone(), kept));
        count as u32
    }

    fn find(&self, compiled: &Compiled, filter: &Filter) -> Option<usize> {
        self.kept
            .iter()
            .position(|(table, known, _)| *table == compiled.table() && known == filter)
    }
}

#[cfg(test)]
mod tests {
    use model::{Life, Op, Value};
    use serde_json::json;

    use super::*;
    use crate::query::testkit::{World, id};

    /// Commits and notes as the service does: counts before links.
    fn commit(world: &mut World, counts: &mut Counts, ops: Vec<Op>) {
        let committed = world
            .workspace
            .commit(model::Intent::default(), ops, world.moment.now_millis as u64);
        counts.note(&world.workspace, world.computed.links(), &committed.outcome.effects);
        world.indexes.note(&world.workspace, &committed.outcome.effects);
        world.computed.note(&world.workspace, &committed.outcome.effects);
    }

    fn set(object: &str, record: model::RecordId, field: &str, value: impl Into<Option<Value>>) -> Op {
        Op::Set {
            object: object.into(),
            record,
            field: field.into(),
            value: value.into(),
        }
    }

    #[track_caller]
    fn check(world: &World, counts: &mut Counts, filter: &Filter, expected: u32) {
        let compiled = Compiled::new(filter, "contact", &world.workspace).unwrap();
        assert_eq!(compiled.count(world.reader(), &Indexes::new()), expected, "counted anew");
        assert_eq!(counts.count(&compiled, filter, world.reader(), &world.indexes), expected, "kept");
    }

    fn with_deals() -> Filter {
        let rule = json!({"Related": {"object": "deal", "link": "contact", "filter": {"All": []}, "aggregate": "Count", "operator": "AtLeast", "values": [1.0]}});
        serde_json::from_value(rule).unwrap()
    }

    #[test]
    fn links_that_move_and_records_that_go_are_counted_where_they_are() {
        for indexed in [false, true] {
            let (mut world, mut counts, filter) = (World::new(), Counts::default(), with_deals());
            let names = (0..3).map(|n| {
                set(
                    "contact",
                    id("contact", n),
                    "name",
                    Value::Name(model::PersonName::from_full("A B")),
                )
            });
            commit(&mut world, &mut counts, names.collect());
            check(&world, &mut counts, &filter, 0);
            let links = [(world.table("deal").number, world.table("deal").field("contact").unwrap())];
            if indexed {
                world.computed.index_links(&world.workspace, &links);
            }
            let deal = id("deal", 0);
            let pointing = |n| set("deal", deal, "contact", Value::Ref(id("contact", n)));
            commit(&mut world, &mut counts, vec![pointing(0)]);
            check(&world, &mut counts, &filter, 1);
            commit(
                &mut world,
                &mut counts,
                vec![pointing(1), set("deal", id("deal", 1), "contact", Value::Ref(id("contact", 1)))],
            );
            check(&world, &mut counts, &filter, 1);
            commit(&mut world, &mut counts, vec![pointing(2)]);
            check(&world, &mut counts, &filter, 2);
            for (life, expected) in [(Life::Trashed, 1), (Life::Alive, 2)] {
                let (object, records) = ("deal".into(), vec![deal]);
                commit(&mut world, &mut counts, vec![Op::Life { object, life, records }]);
                check(&world, &mut counts, &filter, expected);
            }
            let (object, records) = ("deal".into(), vec![deal]);
            commit(&mut world, &mut counts, vec![Op::Purge { object, records }]);
            check(&world, &mut counts, &filter, 1);
        }
    }

    #[test]
    fn overlaps_add_up_to_everybody_who_is_in_any() {
        let (mut world, mut counts) = (World::new(), Counts::default());
        let mut ops = Vec::new();
        for place in 0..97u8 {
            let contact = id("contact", place);
            ops.push(set(
                "contact",
                contact,
                "job_title",
                place.is_multiple_of(2).then(|| Value::from("Buyer")),
            ));
            ops.push(set(
                "contact",
                contact,
                "language",
                place.is_multiple_of(3).then(|| Value::from("de")),
            ));
            ops.push(set(
                "contact",
                contact,
                "stage",
                place.is_multiple_of(5).then(|| Value::from("lead")),
            ));
        }
        commit(&mut world, &mut counts, ops);
        let filters = ["job_title", "language", "stage"].map(|key| Filter::field(key, model::Operator::Filled, vec![]));
        let mut count = |filter: &Filter| {
            let compiled = Compiled::new(filter, "contact", &world.workspace).unwrap();
            counts.count(&compiled, filter, world.reader(), &world.indexes)
        };
        let overlaps = Filter::overlaps(&filters);
        let each: Vec<u32> = overlaps.iter().map(|(_, filter)| count(filter)).collect();
        assert_eq!(
            each.iter().sum::<u32>(),
            count(&Filter::Any(filters.to_vec())),
            "nobody twice, nobody left out"
        );
        for (place, filter) in filters.iter().enumerate() {
            let with = overlaps.iter().zip(&each).filter(|((mask, _), _)| mask >> place & 1 == 1);
            assert_eq!(with.map(|(_, count)| count).sum::<u32>(), count(filter));
        }
        let all = (0..97u32).filter(|place| place.is_multiple_of(30)).count() as u32;
        assert_eq!(each.last(), Some(&all), "in all three");
    }

    #[test]
    fn a_changed_segment_is_counted_anew() {
        let (mut world, mut counts) = (World::new(), Counts::default());
        let segment = id("segment", 1);
        let rule = |json: serde_json::Value| set("segment", segment, "filter", Value::Text(json.to_string()));
        let contact = set(
            "contact",
            id("contact", 1),
            "name",
            Value::Name(model::PersonName::from_full("A B")),
        );
        let everybody = rule(json!({"All": []}));
        let named = vec![
            set("segment", segment, "name", Value::from("All")),
            set("segment", segment, "object", Value::from("contact")),
        ];
        commit(&mut world, &mut counts, [named, vec![contact, everybody]].concat());
        check(&world, &mut counts, &Filter::Segment(segment), 1);
        commit(&mut world, &mut counts, vec![rule(json!({"Any": []}))]);
        check(&world, &mut counts, &Filter::Segment(segment), 0);
    }
}
