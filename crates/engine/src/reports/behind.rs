//! The records behind a mark, as filters: what a person gets who presses it is what was counted.

use bridge::report::Records;
use insight::classify::CalibrationBin;
use model::{Aggregate, Filter, Operator, RecordId, Related, Value};

use crate::reader::Reader;
use crate::table::Table;

/// A field that holds one of these values.
pub(super) fn any_of<T: Into<Value>>(field: &str, values: impl IntoIterator<Item = T>) -> Filter {
    Filter::field(field, Operator::AnyOf, values.into_iter().map(Into::into).collect())
}

/// A day from the first to the last one.
pub(super) fn between(field: &str, first: i32, last: i32) -> Filter {
    Filter::field(field, Operator::Between, vec![Value::Date(first), Value::Date(last)])
}

pub(super) fn not(filter: Filter) -> Filter {
    Filter::Not(Box::new(filter))
}

/// For each group of a calibration the records whose field, a share in percent to a tenth, is about what was said of the group: every
/// share is that of one group, and the border lies half way between two.
pub(crate) fn about_as_said(field: &str, bins: &[CalibrationBin]) -> Vec<Filter> {
    let border = |pair: &[CalibrationBin]| Value::Number(((pair[0].predicted + pair[1].predicted) * 500.0).round() / 10.0);
    let borders = bins.windows(2).map(border).collect::<Vec<_>>();
    let side = |operator: Operator, border: Option<&Value>| border.map(|border| Filter::field(field, operator, vec![border.clone()]));
    let group = |at: usize| {
        let above = side(Operator::Greater, at.checked_sub(1).and_then(|before| borders.get(before)));
        let below = side(Operator::AtMost, borders.get(at));
        let sides = above.into_iter().chain(below).reduce(Filter::and);
        sides.unwrap_or_else(|| Filter::field(field, Operator::Filled, Vec::new()))
    };
    (0..bins.len()).map(group).collect()
}

/// At least one record of an object points here and passes.
pub(super) fn has(object: &str, link: &str, filter: Filter) -> Filter {
    Filter::Related(Related {
        object: object.into(),
        link: link.into(),
        filter: Box::new(filter),
        aggregate: Aggregate::Count,
        operator: Operator::AtLeast,
        values: vec![1.0],
    })
}

/// Deals of a pipeline, or of all.
pub(super) fn of_pipeline(pipeline: Option<RecordId>) -> Filter {
    pipeline.map_or_else(Filter::everything, |pipeline| any_of("pipeline", [pipeline]))
}

/// Deals of a pipeline that are so: `open`, `won` or `lost`.
pub(super) fn deals_that_are(status: &str, pipeline: Option<RecordId>) -> Filter {
    any_of("status", [status]).and(of_pipeline(pipeline))
}

/// Deals of a pipeline that were won or lost.
pub(super) fn deals_decided(pipeline: Option<RecordId>) -> Filter {
    any_of("status", ["won", "lost"]).and(of_pipeline(pipeline))
}

/// Deals that were ever in one of these stages, or are.
pub(super) fn deals_in(stages: &[RecordId]) -> Filter {
    let stage = || any_of("stage", stages.iter().copied());
    Filter::Any(vec![stage(), has("stage_entry", "deal", stage())])
}

/// Orders that count as sales.
pub(super) fn orders_sold() -> Filter {
    not(any_of("status", ["draft", "cancelled", "refunded"]))
}

/// Who buys: contacts, or companies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Buyers {
    /// `contact` or `company`.
    pub(super) object: &'static str,
    /// Whether a company buys only what names no contact.
    pub(super) alone: bool,
    /// Whether they bought by orders.
    pub(super) orders: bool,
    /// Whether they bought by deals that no order stands for.
    pub(super) deals: bool,
}

impl Buyers {
    /// Those of a table, with all of their sales.
    pub(crate) fn of(reader: Reader<'_>, table: &Table) -> Self {
        let orders = reader.table("order").map(|table| table.number);
        let sales = reader.computed.purchases(reader.workspace, reader.moment);
        let place = |record: &u32| reader.workspace.handles().place(*record).map(|place| place.table);
        Self {
            object: if table.object == "company" { "company" } else { "contact" },
            alone: false,
            orders: sales.record.iter().any(|record| place(record) == orders),
            deals: sales.record.iter().any(|record| place(record) != orders),
        }
    }

    /// Those with a sale from the first day on, up to the last one; without a first day from the beginning on.
    pub(crate) fn bought(self, first: Option<i32>, last: i32) -> Filter {
        let days = |field: &str| match first {
            Some(first) => between(field, first, last),
            None => Filter::field(field, Operator::AtMost, vec![Value::Date(last)]),
        };
        let own = || match self.alone {
            true => Filter::field("contact", Operator::Empty, Vec::new()),
            false => Filter::everything(),
        };
        let mut ways = Vec::new();
        if self.orders {
            ways.push(has("order", self.object, orders_sold().and(days("date")).and(own())));
        }
        if self.deals {
            let ordered = has("order", "deal", not(any_of("status", ["draft"])));
            let sold = any_of("status", ["won"]).and(days("closed_on")).and(own()).and(not(ordered));
            ways.push(has("deal", self.object, sold));
        }
        match ways.len() {
            1 => ways.remove(0),
            _ => Filter::Any(ways),
        }
    }

    /// Those whose first sale lies in a time, with one in another.
    pub(super) fn began_and_bought(self, began: (i32, i32), bought: (i32, i32)) -> Records {
        let mut filter = self.bought(Some(began.0), began.1).and(not(self.bought(None, began.0 - 1)));
        if bought != began {
            filter = filter.and(self.bought(Some(bought.0), bought.1));
        }
        (self.object.into(), filter)
    }
}
