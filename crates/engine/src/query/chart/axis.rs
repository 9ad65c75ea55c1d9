//! An axis: a dimension looked up, and the key of the category of every row.
//!
//! A record is in the category of every value that its path reaches, further values included, exactly as a filter on the
//! same path would find it: the number of a mark and the list behind it agree.

use std::cell::RefCell;
use std::rc::Rc;

use model::block::{NONE_I64, NONE_U32};
use model::kind::Storage;
use model::validate::fold;
use model::{Dimension, FieldDef, FieldKind, ObjectKey, Path, Unit};
use rustc_hash::FxHashMap;

use crate::bitmap::Bitmap;
use crate::columns::Column;
use crate::query::QueryError;
use crate::query::calendar;
use crate::query::filter::{Amount, Bound, Bounds, Number, linked};
use crate::query::indexes::Indexes;
use crate::query::rates::Rates;
use crate::query::reads::Reads;
use crate::reader::Reader;
use crate::table::Table;
use crate::workspace::Workspace;

/// Key of rows without a value.
pub(super) const EMPTY: i64 = NONE_I64;
/// Key of rows with a value that has no place on the axis, such as an amount without a rate.
const NOWHERE: i64 = EMPTY + 1;
/// Periods and ranges beside each other; finer ones are made coarser until they are no more.
const MOST_STEPS: i64 = 400;
/// Ranges that numbers are told apart by, about.
const RANGES: f64 = 10.0;

/// A dimension that fits the schema.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    pub(super) path: Path,
    /// References to follow: table and field.
    hops: Vec<(u16, u16)>,
    /// Table and number of the field at the end.
    pub(super) table: u16,
    pub(super) field: u16,
    pub(super) kind: FieldKind,
    unit: Option<Unit>,
}

impl Axis {
    /// Looks a dimension up.
    ///
    /// # Errors
    /// [`QueryError`] when a field is unknown, no reference where one has to be, or of a kind that tells nothing apart.
    pub(super) fn new(dimension: &Dimension, object: &ObjectKey, workspace: &Workspace) -> Result<Self, QueryError> {
        let (last, references) = dimension.path.split_last().ok_or(QueryError::NoField)?;
        let mut hops = Vec::with_capacity(references.len());
        let mut object = object.clone();
        for key in references {
            let (definition, table, field) = look_up(workspace, &object, key)?;
            let target = definition.target.clone().ok_or_else(|| QueryError::NoReference {
                field: definition.label.clone(),
            })?;
            hops.push((table, field));
            object = target;
        }
        let (definition, table, field) = look_up(workspace, &object, last)?;
        if !definition.kind.tells_apart() {
            return Err(QueryError::Dimension {
                field: definition.label.clone(),
            });
        }
        Ok(Self {
            path: dimension.path.clone(),
            hops,
            table,
            field,
            kind: definition.kind,
            unit: dimension.unit,
        })
    }

    /// Adds what it reads.
    pub(super) fn note_reads(&self, workspace: &Workspace, reads: &mut Reads) {
        for &(table, field) in self.hops.iter().chain([&(self.table, self.field)]) {
            reads.members(table);
            reads.field(workspace, table, field);
        }
    }

    /// Whether its categories stand in an order that their size has no say in.
    pub(super) fn is_continuous(&self) -> bool {
        self.is_time() || self.kind.is_numeric() && self.kind != FieldKind::Rating
    }

    fn is_time(&self) -> bool {
        matches!(self.kind, FieldKind::Date | FieldKind::DateTime)
    }
}

fn look_up<'a>(workspace: &'a Workspace, object: &ObjectKey, key: &model::FieldKey) -> Result<(&'a FieldDef, u16, u16), QueryError> {
    let definition = workspace
        .schema()
        .object(object)
        .ok_or_else(|| QueryError::UnknownObject(object.clone()))?;
    let unknown = || QueryError::UnknownField {
        object: definition.plural.clone(),
        field: key.clone(),
    };
    let table = workspace.table(object).ok_or_else(unknown)?;
    let field = table.field(key).ok_or_else(unknown)?;
    Ok((definition.field(key).ok_or_else(unknown)?, table.number, field))
}

/// What makes two values one category.
enum Grain {
    /// They are the same code, handle or number.
    Same,
    /// They read the same without regard to case and accents.
    Text(RefCell<Texts>),
    /// They are days of one unit of the calendar.
    Period(Unit),
    /// They are in one range of this width.
    Range(f64),
}

/// Texts by what they read like.
#[derive(Default)]
struct Texts {
    /// Code of every text as it was written.
    codes: FxHashMap<String, i64>,
    /// Code of every folded text.
    folded: FxHashMap<String, i64>,
    /// The first text of each code.
    shown: Vec<String>,
}

impl Texts {
    fn code(&mut self, text: &str) -> i64 {
        if let Some(&code) = self.codes.get(text) {
            return code;
        }
        let next = self.shown.len() as i64;
        let code = *self.folded.entry(fold(text)).or_insert(next);
        if code == next {
            self.shown.push(text.to_owned());
        }
        self.codes.insert(text.to_owned(), code);
        code
    }
}

/// Keys of categories, row by row.
pub(super) struct Keys<'a> {
    reader: Reader<'a>,
    hops: Vec<Vec<&'a Column>>,
    /// Columns of the field: its own and that of further values.
    columns: Vec<&'a Column>,
    kind: FieldKind,
    grain: Grain,
    /// For amounts.
    rates: Rc<Rates>,
}

impl<'a> Keys<'a> {
    /// Keys on an axis; how fine they are depends on the records measured.
    pub(super) fn new(axis: &Axis, reader: Reader<'a>, indexes: &Indexes, table: &Table, members: &Bitmap) -> Self {
        let tables = reader.workspace.tables();
        let columns = |table: u16, field: u16| {
            let table = &tables[usize::from(table)];
            let further = table.fields()[usize::from(field)].further;
            let mut columns = vec![reader.column(table, field)];
            columns.extend(further.map(|further| table.column(further)));
            columns
        };
        let own = columns(axis.table, axis.field);
        let mut keys = Self {
            reader,
            hops: axis.hops.iter().map(|&(table, field)| columns(table, field)).collect(),
            columns: own,
            kind: axis.kind,
            grain: Grain::Same,
            rates: indexes.rates(reader),
        };
        keys.grain = if axis.is_time() {
            Grain::Period(keys.unit(axis.unit, members))
        } else if axis.is_continuous() {
            Grain::Range(keys.width(members))
        } else if axis.kind.storage() == Storage::Text {
            Grain::Text(RefCell::default())
        } else {
            Grain::Same
        };
        debug_assert!(members.len() >= table.len());
        keys
    }

    /// Keys of a row, each once, least first; [`EMPTY`] alone when there is no value, none when no value has a place.
    pub(super) fn of(&self, row: u32, keys: &mut Vec<i64>) {
        keys.clear();
        self.reach(&self.hops, row, &mut |row| self.leaves(row, keys));
        keys.sort_unstable();
        keys.dedup();
        if keys.is_empty() {
            keys.push(if self.kind == FieldKind::Boolean { 0 } else { EMPTY });
        }
        keys.retain(|&key| key != NOWHERE);
    }

    /// Text of a code.
    pub(super) fn text(&self, key: i64) -> String {
        match &self.grain {
            Grain::Text(texts) => texts.borrow().shown.get(key as usize).cloned().unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// The unit of the calendar, when the keys are first days of it.
    pub(super) fn period(&self) -> Option<Unit> {
        match self.grain {
            Grain::Period(unit) => Some(unit),
            _ => None,
        }
    }

    /// The width of a range, when the keys are numbers of ranges from zero.
    pub(super) fn range(&self) -> Option<f64> {
        match self.grain {
            Grain::Range(width) => Some(width),
            _ => None,
        }
    }

    /// The word of a code of the field's own column.
    pub(super) fn word(&self, key: i64) -> &'a str {
        match self.columns[0] {
            Column::Word(column) => column.words.word(key as u32),
            Column::WordSet(words, _) => words.word(key as u32),
            _ => "",
        }
    }

    /// Rows at the end of the path.
    fn reach(&self, hops: &[Vec<&'a Column>], row: u32, visit: &mut dyn FnMut(u32)) {
        let Some((hop, rest)) = hops.split_first() else {
            visit(row);
            return;
        };
        for &handle in hop.iter().flat_map(|column| linked(column, row)) {
            if let Some((table, row)) = self.reader.place(handle)
                && table.is_alive(row)
            {
                self.reach(rest, row, visit);
            }
        }
    }

    fn leaves(&self, row: u32, keys: &mut Vec<i64>) {
        let index = row as usize;
        for column in &self.columns {
            match column {
                Column::Word(column) => keys.extend(
                    column
                        .codes
                        .get(index)
                        .filter(|&&code| code != NONE_U32)
                        .map(|&code| i64::from(code)),
                ),
                Column::WordSet(words, sets) => match &self.grain {
                    // Further values of a text.
                    Grain::Text(texts) => keys.extend(sets.get(row).iter().map(|&code| texts.borrow_mut().code(words.word(code)))),
                    _ => keys.extend(sets.get(row).iter().map(|&code| i64::from(code))),
                },
                Column::Ref(_) | Column::RefSet(_) => keys.extend(linked(column, row).iter().map(|&handle| i64::from(handle))),
                Column::Text(column) => {
                    if let (Some(text), Grain::Text(texts)) = (column.get(row), &self.grain) {
                        keys.push(texts.borrow_mut().code(text));
                    }
                }
                Column::Int(_) | Column::Float(_) | Column::Money(_) if column.is_none(row) => {}
                Column::Int(_) | Column::Float(_) | Column::Money(_) => {
                    let step = |number: f64| self.step(column, row, number);
                    keys.push(self.number(column, row).and_then(step).unwrap_or(NOWHERE));
                }
            }
        }
    }

    /// Day, number, or major units of the base currency.
    fn number(&self, column: &Column, row: u32) -> Option<f64> {
        let index = row as usize;
        match column {
            Column::Int(values) => {
                let value = values.get(index).copied().filter(|&value| value != NONE_I64)?;
                Some(match self.kind {
                    FieldKind::DateTime => f64::from(self.reader.moment.day_of(value)),
                    _ => value as f64,
                })
            }
            Column::Float(values) => values.get(index).copied().filter(|value| value.is_finite()),
            Column::Money(column) => {
                let money = column.get(row)?;
                Some(money.minor as f64 * self.rates.factor(money.currency)?).filter(|value| value.is_finite())
            }
            _ => None,
        }
    }

    fn step(&self, column: &Column, row: u32, number: f64) -> Option<i64> {
        match self.grain {
            Grain::Period(unit) => Some(i64::from(calendar::start(number as i32, unit, self.reader.moment.week_starts_on))),
            Grain::Range(width) => {
                // A quotient is rounded: what the filter of a range finds decides, also at its ends.
                let range = (number / width).floor();
                let holds = |range: &f64| self.holds(column, row, number, (range * width, (range + 1.0) * width));
                [range, range - 1.0, range + 1.0].into_iter().find(holds).map(|range| range as i64)
            }
            _ => Some(number as i64),
        }
    }

    /// Whether the filter of a range, from the first end up to and not with the second, finds the number of a row.
    fn holds(&self, column: &Column, row: u32, number: f64, (from, to): (f64, f64)) -> bool {
        let inside = |(low, high): (i64, i64), value: i64| low <= value && value <= high;
        match column {
            Column::Int(values) => values
                .get(row as usize)
                .is_some_and(|&value| inside(bounds(from, to, Number::Float).ints(), value)),
            Column::Money(column) => column
                .get(row)
                .is_some_and(|money| inside(bounds(from, to, Amount::Base).minor(money.currency, &self.rates), money.minor)),
            _ => from <= number && number < to,
        }
    }

    /// Least and greatest number that is reached; `None` when there is none.
    fn extent(&self, members: &Bitmap) -> Option<(f64, f64)> {
        let mut extent = None::<(f64, f64)>;
        for row in members.rows() {
            self.reach(&self.hops, row, &mut |row| {
                for number in self.columns.iter().filter_map(|column| self.number(column, row)) {
                    let (least, most) = extent.unwrap_or((number, number));
                    extent = Some((least.min(number), most.max(number)));
                }
            });
        }
        extent
    }

    /// The unit asked for, or the next coarser one that does not give too many periods.
    fn unit(&self, asked: Option<Unit>, members: &Bitmap) -> Unit {
        let units = [
            (Unit::Day, 1.0),
            (Unit::Week, 7.0),
            (Unit::Month, 30.4),
            (Unit::Quarter, 91.3),
            (Unit::Year, 365.25),
        ];
        let asked = asked.unwrap_or(Unit::Month);
        let days = self.extent(members).map_or(0.0, |(first, last)| last - first);
        let finest = units.iter().position(|(unit, _)| *unit == asked).unwrap_or_default();
        let fits = |(_, length): &&(Unit, f64)| days / length < MOST_STEPS as f64;
        units[finest..].iter().find(fits).map_or(Unit::Year, |(unit, _)| *unit)
    }

    /// A round width that makes about [`RANGES`] ranges.
    fn width(&self, members: &Bitmap) -> f64 {
        let Some((least, most)) = self.extent(members) else { return 1.0 };
        let width = round_up((most - least) / RANGES);
        // Neither nothing nor infinite, and so wide that counting ranges from zero stays exact.
        let width = if width.is_normal() { width } else { 1.0 };
        let width = width.max(least.abs().max(most.abs()) * 1e-9);
        match self.kind {
            FieldKind::Integer | FieldKind::Duration => width.max(1.0),
            _ => width,
        }
    }
}

/// From the first end up to, and not with, the second.
fn bounds<T>(from: f64, to: f64, end: impl Fn(f64) -> T) -> Bounds<T> {
    Bounds {
        low: Some(Bound {
            value: end(from),
            open: false,
        }),
        high: Some(Bound {
            value: end(to),
            open: true,
        }),
    }
}

/// The next 1, 2 or 5 times a power of ten.
fn round_up(width: f64) -> f64 {
    if width <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf(width.log10().floor());
    let times = width / power;
    let round = [1.0, 2.0, 5.0].into_iter().find(|&round| times <= round + 1e-9).unwrap_or(10.0);
    round * power
}

#[cfg(test)]
mod tests {
    use super::round_up;

    #[test]
    fn widths_are_round() {
        for (width, round) in [(0.0, 1.0), (0.3, 0.5), (1.0, 1.0), (1.2, 2.0), (4_300.0, 5_000.0), (71.0, 100.0)] {
            assert!((round_up(width) - round).abs() < 1e-9, "{width} gives {}", round_up(width));
        }
    }
}
