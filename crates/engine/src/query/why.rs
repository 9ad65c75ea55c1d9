//! Why a record is in a filter or out of it: every part of the filter with what the record has, for the interface to put into words.

use bridge::Cell;
use bridge::query::{Has, Named, Why, WhyLine, WhyPart};
use model::{Aggregate, Condition, FieldKind, Filter, Money, RecordId, Related, Value};

use super::cells::{cell, link, shorten};
use super::filter::{Compiled, segment_filter};
use super::indexes::Indexes;
use crate::reader::Reader;
use crate::table::Table;

/// Most lines of an explanation.
const MOST_LINES: usize = 200;
/// Most values of a record that are told.
const MOST_VALUES: usize = 5;
/// Most characters of a text that is told.
const MOST_LETTERS: usize = 200;

/// Why a record is in a filter or out of it: a line per condition with what the record has.
#[must_use]
pub fn why(reader: Reader<'_>, indexes: &Indexes, compiled: &Compiled, filter: &Filter, row: u32) -> Why {
    let mut asked = Asked {
        reader,
        indexes,
        table: &reader.workspace.tables()[usize::from(compiled.table())],
        row,
        lines: Vec::new(),
        named: Vec::new(),
    };
    asked.explain(filter, 0);
    Why {
        inside: compiled.matches(reader, indexes, row),
        named: linked(reader, &asked.named),
        lines: asked.lines,
    }
}

/// What a filter names.
#[must_use]
pub fn named(reader: Reader<'_>, filter: &Filter) -> Named {
    let mut ids = Vec::new();
    all_names(filter, &mut ids);
    linked(reader, &ids)
}

fn linked(reader: Reader<'_>, ids: &[RecordId]) -> Named {
    let handles = super::find::handles(reader.workspace.handles(), None, ids);
    Named {
        links: handles.into_iter().flatten().map(|handle| link(reader, handle)).collect(),
        base: reader.moment.base,
    }
}

struct Asked<'a> {
    reader: Reader<'a>,
    indexes: &'a Indexes,
    table: &'a Table,
    row: u32,
    lines: Vec<WhyLine>,
    /// Records and segments that the filter names.
    named: Vec<RecordId>,
}

impl Asked<'_> {
    fn explain(&mut self, filter: &Filter, depth: u8) {
        if self.lines.len() >= MOST_LINES {
            return;
        }
        // Every part was compiled as part of the whole before.
        let Ok(compiled) = Compiled::new(filter, &self.table.object, self.reader.workspace) else {
            return;
        };
        let holds = compiled.matches(self.reader, self.indexes, self.row);
        let inside = depth.saturating_add(1);
        let (part, has) = match filter {
            Filter::All(parts) | Filter::Any(parts) if parts.len() == 1 => return self.explain(&parts[0], depth),
            Filter::All(parts) if depth == 0 => return parts.iter().for_each(|part| self.explain(part, depth)),
            Filter::All(_) => (WhyPart::All, None),
            Filter::Any(_) => (WhyPart::Any, None),
            Filter::Not(_) => (WhyPart::Not, None),
            Filter::Field(condition) => (
                WhyPart::Rule(filter.clone()),
                Some(found(self.reader, self.table, self.row, condition)),
            ),
            Filter::Related(related) => {
                let result = compiled.ready(self.reader, self.indexes).aggregate(self.row);
                let cells = result.map(|value| aggregated(self.reader, related, value)).into_iter().collect();
                (WhyPart::Rule(filter.clone()), Some(Has { cells, more: 0 }))
            }
            Filter::Segment(_) => (WhyPart::Rule(filter.clone()), None),
        };
        names(filter, &mut self.named);
        // A segment that was explained above is not explained again.
        let known = self.lines.iter().any(|line| line.part == part);
        self.lines.push(WhyLine { depth, holds, part, has });
        match filter {
            Filter::All(parts) | Filter::Any(parts) => parts.iter().for_each(|part| self.explain(part, inside)),
            Filter::Not(part) => self.explain(part, inside),
            Filter::Segment(segment) if !known => match segment_filter(self.reader.workspace, *segment) {
                // The parts of a segment's rule, without a line for the rule as a whole.
                Ok(Filter::All(parts)) => parts.iter().for_each(|part| self.explain(part, inside)),
                Ok(rule) => self.explain(&rule, inside),
                Err(_) => {}
            },
            _ => {}
        }
    }
}

/// Adds the records and segments that one line about a part names.
fn names(filter: &Filter, named: &mut Vec<RecordId>) {
    match filter {
        Filter::Field(condition) => named.extend(condition.values.iter().flat_map(Value::elements).filter_map(Value::as_ref)),
        Filter::Related(related) => all_names(&related.filter, named),
        Filter::Segment(segment) => named.push(*segment),
        // Their parts have lines of their own.
        Filter::All(_) | Filter::Any(_) | Filter::Not(_) => {}
    }
}

fn all_names(filter: &Filter, named: &mut Vec<RecordId>) {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().for_each(|part| all_names(part, named)),
        Filter::Not(part) => all_names(part, named),
        part => names(part, named),
    }
}

/// The result of an aggregate as it is read.
fn aggregated(reader: Reader<'_>, related: &Related, value: f64) -> Cell {
    let field = related
        .aggregate
        .field()
        .and_then(|key| reader.workspace.schema().field(&related.object, key));
    match (&related.aggregate, field.map(|field| field.kind)) {
        (Aggregate::EmptyShare(_), _) => Cell::Percent(value),
        (Aggregate::Min(_) | Aggregate::Max(_), Some(FieldKind::Date | FieldKind::DateTime)) => Cell::Date(value as i32),
        (Aggregate::Count, _) => Cell::Number(value),
        (_, Some(FieldKind::Money)) => {
            let base = reader.moment.base;
            Cell::Money(Money::new((value * base.minor_per_major() as f64).round() as i64, base))
        }
        (_, Some(FieldKind::Percent)) => Cell::Percent(value),
        (_, Some(FieldKind::Duration)) => Cell::Duration(value as i64),
        _ => Cell::Number(value),
    }
}

/// What the record has where a condition looks.
fn found(reader: Reader<'_>, table: &Table, row: u32, condition: &Condition) -> Has {
    let mut places = vec![(table, row)];
    let Some((last, before)) = condition.path.split_last() else {
        return Has::default();
    };
    for key in before {
        let mut next = Vec::new();
        for (table, row) in places {
            let Some(field) = table.field(key) else { continue };
            let targets = singles(cell(reader, table, row, field)).into_iter().filter_map(|cell| {
                let Cell::Record(link) = cell else { return None };
                let table = reader.table(&link.object).filter(|_| !link.gone)?;
                super::find::row(reader.workspace.handles(), table, link.id).map(|row| (table, row))
            });
            next.extend(targets);
        }
        places = next;
    }
    let cells = places
        .into_iter()
        .filter_map(|(table, row)| table.field(last).map(|field| cell(reader, table, row, field)));
    let mut cells: Vec<Cell> = cells.flat_map(singles).collect();
    let more = cells.len().saturating_sub(MOST_VALUES) as u32;
    cells.truncate(MOST_VALUES);
    Has { cells, more }
}

/// Each value of a cell that may have several; none of an empty one.
fn singles(cell: Cell) -> Vec<Cell> {
    let text = |text: String| Cell::Text(shorten(&text, MOST_LETTERS));
    match cell {
        Cell::Empty => Vec::new(),
        Cell::Text(words) => vec![text(words)],
        Cell::Texts(texts) => texts.into_iter().map(text).collect(),
        Cell::Choices(choices) => choices.into_iter().map(Cell::Choice).collect(),
        Cell::Records(links) => links.into_iter().map(Cell::Record).collect(),
        Cell::Addresses(addresses) => addresses.into_iter().map(|address| Cell::Addresses(vec![address])).collect(),
        cell => vec![cell],
    }
}

#[cfg(test)]
mod tests {
    use model::Operator;

    use super::*;
    use crate::query::testkit::{World, id};

    #[test]
    fn an_explanation_says_what_holds_and_what_the_record_has() {
        let mut world = World::of_every_kind();
        world.set("company", id("company", 1), "name", Value::from("Havenlicht"));
        world.set("company", id("company", 1), "industry", Value::from("Software"));
        world.set("contact", id("contact", 1), "company", Value::Ref(id("company", 1)));
        world.set("contact", id("contact", 1), "birthday", Value::Date(20_000));
        let euros = |minor| Money::new(minor, model::Currency::EUR);
        for n in 0..2 {
            world.set("deal", id("deal", n), "contact", Value::Ref(id("contact", 1)));
            world.set("deal", id("deal", n), "value", Value::Money(euros(12_550)));
        }
        let path = |path: &[&str], operator, values: Vec<Value>| {
            Filter::Field(Condition {
                path: path.iter().map(|&key| key.into()).collect(),
                operator,
                values,
                span: None,
            })
        };
        let related = |aggregate, operator, value| {
            Filter::Related(Related {
                object: "deal".into(),
                link: "contact".into(),
                filter: Box::new(Filter::everything()),
                aggregate,
                operator,
                values: vec![value],
            })
        };
        let segment = id("segment", 1);
        let industry = path(&["company", "industry"], Operator::AnyOf, vec!["Software".into()]);
        let inner = Filter::All(vec![
            industry.clone(),
            path(
                &["company"],
                Operator::AnyOf,
                vec![Value::Ref(id("company", 1)), Value::Ref(id("company", 9))],
            ),
        ]);
        world.set("segment", segment, "name", Value::from("Tech"));
        world.set("segment", segment, "object", Value::from("contact"));
        world.set("segment", segment, "filter", Value::Text(serde_json::to_string(&inner).unwrap()));
        let birthday = Filter::field("birthday", Operator::Less, vec![Value::Date(0)]);
        let sum = related(Aggregate::Sum("value".into()), Operator::AtLeast, 500.0);
        let count = related(Aggregate::Count, Operator::Is, 3.0);
        let email = path(&["email"], Operator::Filled, vec![]);
        let filter = Filter::All(vec![
            Filter::Segment(segment),
            Filter::Not(Box::new(birthday.clone())),
            Filter::Any(vec![sum.clone(), count.clone(), email.clone()]),
        ]);
        let compiled = Compiled::new(&filter, "contact", &world.workspace).unwrap();
        let why = why(world.reader(), &world.indexes, &compiled, &filter, 0);
        assert!(!why.inside);
        let mut company = None;
        let lines = why.lines.iter().map(|line| {
            let has = line.has.as_ref().map(|has| {
                if let [Cell::Record(link)] = &has.cells[..] {
                    company = Some(link.label.clone());
                    return vec![];
                }
                has.cells.clone()
            });
            (line.depth, line.holds, line.part.clone(), has)
        });
        let software = Cell::Choice(bridge::ChoiceCell {
            key: "Software".into(),
            label: "Software".into(),
            tone: model::Tone::Neutral,
        });
        let rule = WhyPart::Rule;
        let Filter::All(parts) = inner else { unreachable!() };
        assert_eq!(
            lines.collect::<Vec<_>>(),
            [
                (0, true, rule(Filter::Segment(segment)), None),
                (1, true, rule(industry), Some(vec![software])),
                (1, true, rule(parts[1].clone()), Some(vec![])),
                (0, true, WhyPart::Not, None),
                (1, false, rule(birthday), Some(vec![Cell::Date(20_000)])),
                (0, false, WhyPart::Any, None),
                (1, false, rule(sum), Some(vec![Cell::Money(euros(25_100))])),
                (1, false, rule(count), Some(vec![Cell::Number(2.0)])),
                (1, false, rule(email), Some(vec![])),
            ]
        );
        assert_eq!(company.as_deref(), Some("Havenlicht"));
        let names = why.named.links.iter().map(|link| &*link.label).collect::<Vec<_>>();
        assert_eq!(names, ["Tech", "Havenlicht"], "what is gone has no name");
    }
}
