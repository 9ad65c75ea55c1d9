//! What the values of a column are compared by: a number per row, and for texts and sets what decides between equal numbers.

use std::cmp::Ordering;
use std::rc::Rc;

use model::FieldDef;
use model::block::{NONE_I64, NONE_U32};
use model::kind::Storage;
use model::validate::fold;

use super::ranks::Ranks;
use crate::columns::{Column, SetColumn, TextColumn, Words};
use crate::query::cells::stage_rank;
use crate::query::folded::Folded;
use crate::query::indexes::Indexes;
use crate::reader::Reader;
use crate::table::Table;

/// The order of a column's values.
pub(super) enum Keys<'a> {
    /// Whole numbers, days, instants, yes and no.
    Int(&'a [i64]),
    /// Numbers.
    Float(&'a [f64]),
    /// Amounts, by their worth in the base currency.
    Money(&'a crate::columns::MoneyColumn, Vec<f64>),
    /// Text by its folded form, then as it is written.
    Text(&'a TextColumn, Rc<Folded>),
    /// Words and references, by the place of each code.
    Code(&'a [u32], Vec<u32>),
    /// Sets of words and references: the smallest element first, then the next.
    Set(&'a SetColumn, Vec<u32>),
}

impl<'a> Keys<'a> {
    /// The keys of a column.
    pub(super) fn new(reader: Reader<'a>, indexes: &Indexes, table: &'a Table, field: u16) -> Self {
        let definition = reader.field(table, field);
        match reader.column(table, field) {
            Column::Int(values) => Keys::Int(values),
            Column::Float(values) => Keys::Float(values),
            Column::Money(column) => {
                let rates = indexes.rates(reader);
                // Amounts without a rate are put among the others as they are written: one foreign currency alone sorts well that way.
                let factor = |&currency| {
                    rates
                        .factor(currency)
                        .unwrap_or(1.0 / model::Currency::minor_per_major(currency) as f64)
                };
                Keys::Money(column, column.currencies.iter().map(factor).collect())
            }
            Column::Text(column) => match indexes.folded(reader, table, field) {
                Some(folded) => Keys::Text(column, folded),
                None => Keys::Int(&[]),
            },
            Column::Word(column) => Keys::Code(&column.codes, word_places(&column.words, definition)),
            Column::WordSet(words, sets) => Keys::Set(sets, word_places(words, definition)),
            Column::Ref(handles) => Keys::Code(handles, handle_places(reader, indexes, definition)),
            Column::RefSet(sets) => Keys::Set(sets, handle_places(reader, indexes, definition)),
        }
    }

    /// Number of rows that may have a value.
    pub(super) fn len(&self) -> usize {
        match self {
            Keys::Int(values) => values.len(),
            Keys::Float(values) => values.len(),
            Keys::Money(column, _) => column.len(),
            Keys::Text(column, _) => column.len(),
            Keys::Code(codes, _) => codes.len(),
            Keys::Set(sets, _) => sets.len(),
        }
    }

    /// The number a row is compared by first; `None` for a row without a value.
    pub(super) fn key(&self, row: u32) -> Option<u64> {
        let index = row as usize;
        match self {
            Keys::Int(values) => values
                .get(index)
                .filter(|&&value| value != NONE_I64)
                .map(|&value| (value as u64) ^ 1 << 63),
            Keys::Float(values) => values.get(index).filter(|value| !value.is_nan()).map(|&value| float_key(value)),
            Keys::Money(column, factors) => {
                let minor = *column.minor.get(index)?;
                let factor = *factors.get(usize::from(column.currency[index]))?;
                (minor != NONE_I64).then(|| float_key(minor as f64 * factor))
            }
            Keys::Text(column, folded) => column.get(row).map(|_| prefix(folded.get(row))),
            Keys::Code(codes, places) => {
                let code = *codes.get(index)?;
                (code != NONE_U32).then(|| places.get(code as usize).map_or(u64::MAX, |&place| u64::from(place)))
            }
            Keys::Set(sets, places) => sets.get(row).iter().map(|&code| place_of(places, code)).min().map(u64::from),
        }
    }

    /// Decides between two rows whose numbers are equal.
    pub(super) fn tie(&self, a: u32, b: u32) -> Ordering {
        match self {
            Keys::Text(column, folded) => folded.get(a).cmp(folded.get(b)).then_with(|| column.get(a).cmp(&column.get(b))),
            Keys::Set(sets, places) => {
                let sorted = |row: u32| {
                    let mut elements = sets.get(row).iter().map(|&code| place_of(places, code)).collect::<Vec<_>>();
                    elements.sort_unstable();
                    elements
                };
                sorted(a).cmp(&sorted(b))
            }
            _ => Ordering::Equal,
        }
    }

    /// Whether equal numbers are equal values.
    pub(super) fn is_exact(&self) -> bool {
        !matches!(self, Keys::Text(..) | Keys::Set(..))
    }

    /// Order of two rows that both have a value.
    pub(super) fn compare(&self, a: u32, b: u32) -> Ordering {
        self.key(a).cmp(&self.key(b)).then_with(|| self.tie(a, b))
    }
}

fn place_of(places: &[u32], code: u32) -> u32 {
    places.get(code as usize).copied().unwrap_or(u32::MAX)
}

/// The first eight bytes as a number.
fn prefix(text: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let length = text.len().min(8);
    bytes[..length].copy_from_slice(&text[..length]);
    u64::from_be_bytes(bytes)
}

/// A number whose order is that of the float (IEEE 754 total order, both zeros alike).
fn float_key(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

/// Place of every word: options as the schema lists them, then other words by their text.
fn word_places(words: &Words, definition: Option<&FieldDef>) -> Vec<u32> {
    let options = definition.map_or(&[][..], |definition| &definition.options);
    let mut order = words
        .list()
        .iter()
        .enumerate()
        .map(|(code, word)| {
            let option = options.iter().position(|option| option.key == *word);
            (
                option.unwrap_or(usize::MAX),
                if option.is_some() { String::new() } else { fold(word) },
                word,
                code,
            )
        })
        .collect::<Vec<_>>();
    order.sort_unstable();
    let mut places = vec![0; order.len()];
    for (place, (.., code)) in order.into_iter().enumerate() {
        places[code] = place as u32;
    }
    places
}

/// Place of every handle: targets by their names, then those without a name or without a record. Stages come as deals go through
/// them.
fn handle_places(reader: Reader<'_>, indexes: &Indexes, definition: Option<&FieldDef>) -> Vec<u32> {
    let mut places = vec![u32::MAX; reader.workspace.handles().len()];
    let target = definition.and_then(|definition| definition.target.as_deref());
    let Some(table) = target.and_then(|target| reader.table(target)) else {
        return places;
    };
    let Some(ranks) = target_names(reader, indexes, table) else {
        return places;
    };
    if table.object == *"stage" {
        for (place, row) in stages_in_order(reader, table, &ranks).into_iter().enumerate() {
            places[table.handle(row) as usize] = place as u32;
        }
        return places;
    }
    for row in 0..table.len() as u32 {
        if let (Some(rank), Some(place)) = (ranks.rank(row), places.get_mut(table.handle(row) as usize)) {
            *place = rank;
        }
    }
    places
}

/// Stages by their pipelines and in the order of each; where that says nothing, by name.
fn stages_in_order(reader: Reader<'_>, stages: &Table, names: &Ranks) -> Vec<u32> {
    let pipeline = stages.field("pipeline");
    let key = |row: u32| {
        let pipeline = pipeline
            .and_then(|field| stages.reference(row, field))
            .and_then(|handle| reader.place(handle));
        let of = pipeline.map_or(f64::MAX, |(table, row)| stage_rank(reader, table, row));
        (of, stage_rank(reader, stages, row), names.rank(row).unwrap_or(u32::MAX), row)
    };
    let mut rows = (0..stages.len() as u32).map(key).collect::<Vec<_>>();
    rows.sort_unstable_by(|one, other| {
        let places = one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1));
        places.then((one.2, one.3).cmp(&(other.2, other.3)))
    });
    rows.into_iter().map(|(.., row)| row).collect()
}

/// Ranks of the names of a table's records. Names are texts: a primary field that is a reference itself is not followed.
fn target_names(reader: Reader<'_>, indexes: &Indexes, table: &Table) -> Option<Rc<Ranks>> {
    let primary = primary(reader, table)?;
    Some(indexes.ranks(reader, table, primary))
}

/// The field that names a table's records, if it is a text.
pub(super) fn primary(reader: Reader<'_>, table: &Table) -> Option<u16> {
    let field = table.field(&reader.object(table)?.primary)?;
    (table.fields()[usize::from(field)].kind.storage() == Storage::Text).then_some(field)
}
