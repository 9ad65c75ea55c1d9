//! Rows of a table under the heads of their groups: where each head stands, which rows are under it, and which line of the table
//! shows what.
//!
//! Groups are in the order of the field, rows without a value last; inside a group rows stay in the order of the view. Heads are
//! lines like rows, so a window of a table is found by a binary search whatever the number of groups.

use bridge::query::GroupHead;
use bridge::{Cell, Row};
use chrono::Datelike;
use model::block::NONE_I64;
use model::{FieldKind, RecordId, RowGroups};

use super::aggregate::aggregated;
use super::plan::Plan;
use crate::bitmap::Bitmap;
use crate::columns::Column;
use crate::query::calendar;
use crate::query::cells::cell;
use crate::query::indexes::Indexes;
use crate::reader::Reader;
use crate::table::Table;

/// Whether rows can be grouped by values of a kind.
pub(super) fn can_group(kind: FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Choice | FieldKind::Reference | FieldKind::Boolean | FieldKind::Rating | FieldKind::Date | FieldKind::DateTime
    )
}

/// One group.
#[derive(Clone, Copy, Debug)]
struct Group {
    /// Its first row, among the rows of the view.
    first: u32,
    count: u32,
    /// Line of its head.
    line: u32,
    open: bool,
}

/// What a line of a grouped table shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Line {
    /// The head of a group.
    Head(usize),
    /// A row, by its position among the rows of the view.
    Row(usize),
}

/// The groups of a view.
#[derive(Debug)]
pub(crate) struct Groups {
    field: u16,
    groups: Vec<Group>,
    lines: u32,
    /// Rows of every head that was asked for, with its aggregates.
    heads: rustc_hash::FxHashMap<usize, Vec<bridge::Aggregated>>,
}

impl Groups {
    /// Brings `rows`, which are in the order of the view, into groups.
    pub(super) fn divide(rows: &mut Vec<u32>, field: u16, wanted: &RowGroups, plan: &Plan, reader: Reader<'_>, indexes: &Indexes) -> Self {
        let table = &reader.workspace.tables()[usize::from(plan.table)];
        let places = places(rows, field, reader, indexes, table);
        let starts = sort(rows, &places);
        let mut divided = Self {
            field,
            groups: Vec::new(),
            lines: 0,
            heads: rustc_hash::FxHashMap::default(),
        };
        for window in starts.windows(2).filter(|ends| ends[0] < ends[1]) {
            let (first, count) = (window[0], window[1] - window[0]);
            let excepted = !wanted.except.is_empty() && {
                let key = key(reader, table, rows[first as usize], field).0.unwrap_or_default();
                wanted.except.contains(&key)
            };
            let open = wanted.folded == excepted;
            divided.groups.push(Group {
                first,
                count,
                line: divided.lines,
                open,
            });
            divided.lines += 1 + if open { count } else { 0 };
        }
        divided
    }

    /// Heads and rows that are shown.
    pub(super) fn lines(&self) -> u32 {
        self.lines
    }

    /// What a line shows.
    pub(super) fn line(&self, line: u32) -> Line {
        let index = self.groups.partition_point(|group| group.line <= line).saturating_sub(1);
        let group = self.groups[index];
        if group.line == line {
            Line::Head(index)
        } else {
            Line::Row((group.first + line - group.line - 1) as usize)
        }
    }

    /// The line of a row by its position; none when its group is folded.
    pub(super) fn line_of(&self, position: u32) -> Option<u32> {
        let index = self.groups.partition_point(|group| group.first <= position).checked_sub(1)?;
        let group = self.groups[index];
        group.open.then_some(group.line + 1 + position - group.first)
    }

    /// The head of a group as a row.
    pub(super) fn head(&mut self, index: usize, rows: &[u32], plan: &Plan, reader: Reader<'_>, indexes: &Indexes) -> Row {
        let table = &reader.workspace.tables()[usize::from(plan.table)];
        let group = self.groups[index];
        let own = &rows[group.first as usize..(group.first + group.count) as usize];
        let (key, value) = key(reader, table, own[0], self.field);
        let aggregates = self.heads.entry(index).or_insert_with(|| {
            let mut members = Bitmap::default();
            members.resize(table.len());
            own.iter().for_each(|&row| members.set(row as usize, true));
            let rates = indexes.rates(reader);
            let each = plan.aggregates.iter();
            each.map(|(aggregate, field)| aggregated(reader, &rates, table, &members, aggregate, *field))
                .collect()
        });
        Row {
            id: RecordId::v5("group", key.as_deref().unwrap_or_default()),
            cells: Vec::new(),
            colours: Vec::new(),
            group: Some(Box::new(GroupHead {
                key: key.unwrap_or_default(),
                value,
                count: group.count,
                open: group.open,
                aggregates: aggregates.clone(),
            })),
        }
    }
}

/// Place of each row's group, and one more for rows without a value.
fn places(rows: &[u32], field: u16, reader: Reader<'_>, indexes: &Indexes, table: &Table) -> Vec<u32> {
    let months = |kind| match (reader.column(table, field), kind) {
        (Column::Int(values), FieldKind::Date | FieldKind::DateTime) => Some(values),
        _ => None,
    };
    let kind = table.fields()[usize::from(field)].kind;
    let Some(values) = months(kind) else {
        let ranks = indexes.ranks(reader, table, field);
        let last = ranks.len() as u32;
        return rows.iter().map(|&row| ranks.rank(row).unwrap_or(last)).collect();
    };
    let mut month_of_row = rows
        .iter()
        .map(|&row| {
            values
                .get(row as usize)
                .and_then(|&value| month(value, kind, reader))
                .unwrap_or(i32::MAX)
        })
        .collect::<Vec<_>>();
    let mut known = month_of_row.clone();
    known.sort_unstable();
    known.dedup();
    month_of_row
        .iter_mut()
        .map(|month| known.partition_point(|known| known < month) as u32)
        .collect()
}

/// Months since the year 0 of a day or instant.
fn month(value: i64, kind: FieldKind, reader: Reader<'_>) -> Option<i32> {
    if value == NONE_I64 {
        return None;
    }
    let day = if kind == FieldKind::DateTime {
        reader.moment.day_of(value)
    } else {
        i32::try_from(value).ok()?
    };
    calendar::date(day).map(|date| date.year() * 12 + date.month0() as i32)
}

/// A stable counting sort of rows by the places of their groups; where each place begins, and the end.
fn sort(rows: &mut Vec<u32>, places: &[u32]) -> Vec<u32> {
    let groups = places.iter().max().map_or(0, |&last| last as usize + 1);
    let mut starts = vec![0u32; groups + 1];
    for &place in places {
        starts[place as usize + 1] += 1;
    }
    for index in 1..starts.len() {
        starts[index] += starts[index - 1];
    }
    let mut next = starts.clone();
    let mut sorted = vec![0; rows.len()];
    for (&row, &place) in rows.iter().zip(places) {
        let at = &mut next[place as usize];
        sorted[*at as usize] = row;
        *at += 1;
    }
    *rows = sorted;
    starts
}

/// What names the group of a row: a key that lasts, none without a value, and the value as it is shown. Groups of months show
/// their first day.
fn key(reader: Reader<'_>, table: &Table, row: u32, field: u16) -> (Option<String>, Cell) {
    let value = cell(reader, table, row, field);
    let month = |day: i32| {
        let first = calendar::date(day).map_or(day, |date| day - date.day0() as i32);
        let key = calendar::date(first).map(|date| date.format("%Y-%m").to_string());
        (key, Cell::Date(first))
    };
    match value {
        Cell::Empty => (None, Cell::Empty),
        Cell::Date(day) => month(day),
        Cell::Time(millis) => month(reader.moment.day_of(millis)),
        Cell::Choice(ref choice) => (Some(choice.key.clone()), value),
        Cell::Record(ref link) => (Some(link.id.to_string()), value),
        // A reference with further ones stands where its primary one does.
        Cell::Records(mut links) if !links.is_empty() => {
            let link = links.swap_remove(0);
            (Some(link.id.to_string()), Cell::Record(link))
        }
        Cell::Bool(on) => (Some(on.to_string()), value),
        Cell::Rating(stars) => (Some(stars.to_string()), value),
        // No other kind groups: see `can_group`.
        other => (None, other),
    }
}

#[cfg(test)]
mod tests {
    use model::{Aggregate, Direction, Filter, Operator, RecordId, Sort, Value, View};
    use proptest::prelude::*;

    use super::*;
    use crate::query::testkit::{TODAY, World, id};
    use crate::query::views::Views;

    const STATES: [&str; 3] = ["low", "normal", "high"];

    fn by(field: &str) -> View {
        View {
            rows: Some(RowGroups {
                field: field.into(),
                folded: false,
                except: Vec::new(),
            }),
            sort: vec![Sort {
                field: "title".into(),
                direction: Direction::Ascending,
            }],
            columns: vec!["title".into()],
            aggregates: vec![Aggregate::Count, Aggregate::EmptyShare("due".into())],
            ..View::table("task")
        }
    }

    fn task(world: &mut World, n: u8, status: Option<&str>, due: Option<i32>) -> RecordId {
        world.set("task", id("task", n), "title", Value::Text(format!("Task {n:03}")));
        world.set("task", id("task", n), "priority", status.map(Value::from));
        world.set("task", id("task", n), "due", due.map(Value::Date));
        id("task", n)
    }

    fn page(world: &mut World, views: &mut Views, start: u32, end: u32) -> bridge::Page {
        let computed = views.computed(1).unwrap().to_vec();
        world.computed.refresh(&world.workspace, &computed, world.moment);
        views.page(1, start, end, world.reader()).unwrap()
    }

    fn opened(world: &mut World, view: View) -> bridge::Page {
        let mut views = Views::new();
        views.open(1, view, &world.workspace).unwrap();
        page(world, &mut views, 0, 1_000)
    }

    /// Lines as text: `[key count]` for heads, titles for rows.
    fn lines(page: &bridge::Page) -> Vec<String> {
        let line = |row: &Row| match (&row.group, row.cells.first()) {
            (Some(head), _) => format!("[{} {}]", head.key, head.count),
            (None, Some(Cell::Text(title))) => title.clone(),
            other => panic!("{other:?}"),
        };
        page.rows.iter().map(line).collect()
    }

    #[test]
    fn rows_stand_under_heads_in_the_order_of_the_field_and_those_without_a_value_last() {
        let mut world = World::new();
        for (n, status) in [Some("high"), None, Some("low"), Some("high")].into_iter().enumerate() {
            task(&mut world, n as u8, status, (n == 0).then_some(TODAY));
        }
        let page = opened(&mut world, by("priority"));
        assert_eq!(
            lines(&page),
            ["[low 1]", "Task 002", "[high 2]", "Task 000", "Task 003", "[ 1]", "Task 001"]
        );
        assert_eq!((page.total, page.lines), (4, 7));
        let head = page.rows[2].group.as_ref().unwrap();
        let values = head.aggregates.iter().map(|total| total.value.clone()).collect::<Vec<_>>();
        assert_eq!(values, [Cell::Int(2), Cell::Percent(50.0)]);
    }

    #[test]
    fn folded_groups_keep_their_head_and_count() {
        let mut world = World::new();
        let last = (0..3)
            .map(|n| task(&mut world, n, Some(STATES[usize::from(n)]), None))
            .last()
            .unwrap();
        let mut view = by("priority");
        if let Some(rows) = &mut view.rows {
            rows.except.push("normal".into());
        }
        assert_eq!(
            lines(&opened(&mut world, view.clone())),
            ["[low 1]", "Task 000", "[normal 1]", "[high 1]", "Task 002"]
        );
        if let Some(rows) = &mut view.rows {
            rows.folded = true;
        }
        assert_eq!(
            lines(&opened(&mut world, view.clone())),
            ["[low 1]", "[normal 1]", "Task 001", "[high 1]"]
        );
        let mut views = Views::new();
        views.open(1, view, &world.workspace).unwrap();
        assert_eq!(views.position(1, last, world.reader()).unwrap(), None, "it is folded");
        assert_eq!(views.position(1, id("task", 1), world.reader()).unwrap(), Some(2));
    }

    #[test]
    fn days_are_grouped_by_month_and_a_field_that_cannot_group_leaves_the_table_as_it_is() {
        let mut world = World::new();
        for (n, due) in [(0, TODAY), (1, TODAY - 30), (2, TODAY + 8), (3, TODAY + 9)] {
            task(&mut world, n, None, Some(due));
        }
        let page = opened(&mut world, by("due"));
        assert_eq!(
            lines(&page),
            [
                "[2026-10 1]",
                "Task 001",
                "[2026-11 2]",
                "Task 000",
                "Task 002",
                "[2026-12 1]",
                "Task 003"
            ]
        );
        assert_eq!(page.rows[0].group.as_ref().unwrap().value, Cell::Date(TODAY - 52));
        for field in ["title", "gone"] {
            assert_eq!(opened(&mut world, by(field)).lines, 4);
        }
    }

    #[test]
    fn stages_come_as_deals_go_through_them() {
        let mut world = World::new();
        for (n, (name, rank)) in [("Won", 2.0), ("New", 0.0), ("Offer", 1.0)].into_iter().enumerate() {
            world.set("stage", id("stage", n as u8), "name", Value::from(name));
            world.set("stage", id("stage", n as u8), "rank", Value::Number(rank));
            world.set("deal", id("deal", n as u8), "name", Value::from(name));
            world.set("deal", id("deal", n as u8), "stage", Value::Ref(id("stage", n as u8)));
        }
        let mut view = View::table("deal");
        view.rows = Some(RowGroups {
            field: "stage".into(),
            folded: true,
            except: Vec::new(),
        });
        let labels = |world: &mut World| {
            let page = opened(world, view.clone());
            let heads = page.rows.iter().filter_map(|row| row.group.as_ref());
            let label = |value: &Cell| match value {
                Cell::Record(link) => link.label.clone(),
                other => panic!("{other:?}"),
            };
            heads.map(|head| label(&head.value)).collect::<Vec<_>>()
        };
        assert_eq!(labels(&mut world), ["New", "Offer", "Won"]);
        world.set("stage", id("stage", 0), "rank", Value::Number(-1.0));
        assert_eq!(labels(&mut world), ["Won", "New", "Offer"]);
    }

    #[test]
    fn a_group_that_the_filter_hides_has_no_head_and_its_rows_are_not_counted() {
        let mut world = World::new();
        for (n, status) in [Some("low"), Some("high"), None, Some("low")].into_iter().enumerate() {
            task(&mut world, n as u8, status, None);
        }
        let without = |operator: Operator, values: Vec<Value>| View {
            filter: Filter::field("priority", operator, values),
            ..by("priority")
        };
        let named = opened(&mut world, without(Operator::NoneOf, vec![Value::from("low")]));
        assert_eq!(lines(&named), ["[high 1]", "Task 001", "[ 1]", "Task 002"]);
        assert_eq!((named.total, named.lines), (2, 4));
        let unnamed = opened(&mut world, without(Operator::Filled, Vec::new()));
        assert_eq!(lines(&unnamed), ["[low 2]", "Task 000", "Task 003", "[high 1]", "Task 001"]);
    }

    #[test]
    fn heads_follow_changes() {
        let mut world = World::new();
        let one = task(&mut world, 0, Some("low"), None);
        task(&mut world, 1, Some("low"), None);
        let mut views = Views::new();
        views.open(1, by("priority"), &world.workspace).unwrap();
        assert_eq!(lines(&page(&mut world, &mut views, 0, 9)), ["[low 2]", "Task 000", "Task 001"]);
        let effects = world.set("task", one, "priority", Value::from("high"));
        assert_eq!(views.note(&world.workspace, &effects), [1]);
        assert_eq!(
            lines(&page(&mut world, &mut views, 0, 9)),
            ["[low 1]", "Task 001", "[high 1]", "Task 000"]
        );
    }

    proptest! {
        #[test]
        fn any_window_shows_what_the_whole_shows(states in prop::collection::vec(0usize..4, 0..40), folded: bool, except in 0usize..4, window in (0u32..50, 0u32..50)) {
            let mut world = World::new();
            for (n, state) in states.iter().enumerate() {
                task(&mut world, n as u8, STATES.get(*state).copied(), None);
            }
            let key = STATES.get(except).copied().unwrap_or_default();
            let view = View {
                rows: Some(RowGroups { field: "priority".into(), folded, except: vec![key.to_owned()] }),
                ..by("priority")
            };
            // The plain way: sort, walk, and leave out what is folded.
            let mut expected = Vec::new();
            for state in 0..4 {
                let own = states.iter().enumerate().filter(|(_, own)| **own == state).map(|(n, _)| format!("Task {n:03}")).collect::<Vec<_>>();
                let key = STATES.get(state).copied().unwrap_or_default();
                if !own.is_empty() {
                    expected.push(format!("[{key} {}]", own.len()));
                    if folded == (state == except) {
                        expected.extend(own);
                    }
                }
            }
            let mut views = Views::new();
            views.open(1, view, &world.workspace).unwrap();
            let whole = page(&mut world, &mut views, 0, 1_000);
            prop_assert_eq!(lines(&whole), expected.clone());
            let (start, end) = (window.0.min(whole.lines), window.1.clamp(window.0, 60).min(whole.lines));
            let part = page(&mut world, &mut views, start, end);
            prop_assert_eq!(lines(&part), expected[start as usize..(end.max(start)) as usize].to_vec());
        }
    }
}
