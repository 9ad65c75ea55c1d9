//! First purchases: what those in a segment bought first, against everybody's first purchases.

use bridge::Cell;
use bridge::report::{Fact, Form, Head, Label, Line, Part, Reason, ReportQuery, Topic};
use insight::first_purchase::first_in_group;
use model::{Filter, ObjectKey, RecordId};

use super::products::Sold;
use super::{count, line, part, sheet};
use crate::bitmap::Bitmap;
use crate::reader::Reader;

/// Products that are told of each segment.
const TOLD: usize = 3;
/// Segments that are told.
const SEGMENTS: usize = 20;

/// A segment and who is in it.
pub struct Members {
    /// Its record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// Its object: `contact` or `company`.
    pub object: ObjectKey,
    /// Rows that are in.
    pub rows: Bitmap,
}

/// The part about first purchases by segment.
#[must_use]
pub fn first_purchases(reader: Reader<'_>, query: &ReportQuery, segments: &[Members]) -> Part {
    let Some(sold) = Sold::read(reader) else {
        return part(Topic::FirstPurchases, Vec::new(), Err(Reason::Nothing));
    };
    let first = sold.first_purchases();
    let mut buyers: Vec<u32> = first.iter().map(|(buyer, _)| *buyer).collect();
    buyers.dedup();
    let facts = vec![Fact::Customers(buyers.len() as u32)];
    if segments.is_empty() || first.is_empty() {
        return part(Topic::FirstPurchases, facts, Err(Reason::Nothing));
    }
    let mut lines: Vec<Line> = Vec::new();
    for segment in segments.iter().take(SEGMENTS) {
        let found = first_in_group(&first, sold.customers(), |buyer| sold.is_in(buyer, segment), query.least);
        let on_sale = found.into_iter().filter(|first| sold.is_available(first.item)).take(TOLD);
        lines.extend(on_sale.map(|first| {
            let name = Cell::Text(segment.name.clone());
            let cells = vec![
                count(first.count as usize),
                count(first.of as usize),
                Cell::Percent((1_000.0 * f64::from(first.count) / f64::from(first.of)).round() / 10.0),
                Cell::Number((first.lift * 10.0).round() / 10.0),
            ];
            let records = (segment.object.clone(), Filter::Segment(segment.id));
            line(Label::Rule(vec![name], sold.product(first.item)), cells, Some(records))
        }));
    }
    let said = if lines.is_empty() {
        Err(Reason::NothingStandsOut)
    } else {
        let heads = [Head::Times, Head::Customers, Head::Share, Head::Lift];
        Ok(sheet(Form::Table, 0, &heads, lines))
    };
    part(Topic::FirstPurchases, facts, said)
}
