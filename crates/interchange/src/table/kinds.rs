//! Which kind of field a column is, and what the whole file says about dates and numbers.
//!
//! The shapes of the values vote, the header weighs in where values cannot tell (a postal code is no number),
//! and what wins has to prove itself: the model reads the values as that kind, and the share it can read is the confidence.

use model::order;
use model::validate::{DateOrder, DecimalStyle, ParseContext, parse};
use model::{FieldDef, FieldKind, Value};

use super::Sheet;
use super::profile::{ExampleProblem, Seen};
use crate::csv::{Dialect, Overrides};
use crate::mapping::{Concept, concept};

/// Example problems per column.
const EXAMPLES: usize = 5;
/// Most different words of a choice.
const MOST_OPTIONS: u32 = 24;

/// What a column is.
pub(super) struct Verdict {
    pub(super) kind: FieldKind,
    pub(super) confidence: f32,
    pub(super) alternatives: Vec<(FieldKind, f32)>,
    pub(super) min: Option<String>,
    pub(super) max: Option<String>,
    pub(super) date_order: Option<DateOrder>,
    pub(super) decimal: Option<DecimalStyle>,
    pub(super) problems: Vec<ExampleProblem>,
}

/// Sets decimal mark and date order of the file from all of its columns; what a person chose stands.
pub(super) fn settle_dialect(columns: &[Seen], dialect: &mut Dialect, overrides: &Overrides) {
    let sum = |count: fn(&Seen) -> u32| columns.iter().map(count).sum::<u32>();
    let (point, comma) = (sum(|seen| seen.point), sum(|seen| seen.comma));
    // Where the decimal mark is a comma, files are delimited by semicolons.
    let usual = if dialect.syntax.delimiter == b';' {
        DecimalStyle::Comma
    } else {
        DecimalStyle::Point
    };
    let shown = decimal_of(point, comma).unwrap_or(usual);
    dialect.decimal = overrides.decimal.unwrap_or(shown);
    let shown = order_of(
        sum(|seen| seen.day_first),
        sum(|seen| seen.month_first),
        sum(|seen| seen.year_first),
        sum(|seen| seen.either),
    );
    dialect.date_order_certain = overrides.date_order.is_some() || shown.is_some() || sum(|seen| seen.either) == 0;
    dialect.date_order = overrides.date_order.or(shown).unwrap_or(DateOrder::DayFirst);
}

fn decimal_of(point: u32, comma: u32) -> Option<DecimalStyle> {
    match point.cmp(&comma) {
        std::cmp::Ordering::Greater => Some(DecimalStyle::Point),
        std::cmp::Ordering::Less => Some(DecimalStyle::Comma),
        std::cmp::Ordering::Equal => None,
    }
}

fn order_of(day: u32, month: u32, year: u32, either: u32) -> Option<DateOrder> {
    match () {
        () if day > month => Some(DateOrder::DayFirst),
        () if month > day => Some(DateOrder::MonthFirst),
        () if year > 0 && either == 0 => Some(DateOrder::YearFirst),
        () => None,
    }
}

/// Decides on a column.
pub(super) fn decide(header: &str, seen: &Seen, sheet: &Sheet) -> Verdict {
    let concept = concept(header);
    let date_order = order_of(seen.day_first, seen.month_first, seen.year_first, seen.either);
    let decimal = decimal_of(seen.point, seen.comma);
    let context = ParseContext {
        date_order: date_order.unwrap_or(sheet.dialect.date_order),
        decimal: decimal.unwrap_or(sheet.dialect.decimal),
        ..ParseContext::default()
    };
    let mut kind = FieldKind::Text;
    let mut proof = Proof::default();
    for candidate in [by_header(concept, seen), Some(by_shape(seen)), Some(FieldKind::Text)]
        .into_iter()
        .flatten()
    {
        kind = candidate;
        proof = prove(kind, seen, &context, sheet);
        if proof.confidence >= 0.5 || seen.kept.is_empty() {
            break;
        }
    }
    Verdict {
        kind,
        confidence: if seen.filled == 0 { 0.0 } else { proof.confidence },
        alternatives: alternatives(kind, seen),
        min: proof.min.map(|(_, text)| text),
        max: proof.max.map(|(_, text)| text),
        date_order,
        decimal,
        problems: proof.problems,
    }
}

/// What the header decides, as far as the values do not speak against it.
fn by_header(concept: Option<Concept>, seen: &Seen) -> Option<FieldKind> {
    use Concept as C;
    let share = |kinds: &[FieldKind]| kinds.iter().map(|kind| seen.votes(*kind)).sum::<u32>() as f32 / seen.filled.max(1) as f32;
    let numbers = share(&[FieldKind::Integer, FieldKind::Number, FieldKind::Money]);
    let nothing = seen.filled == 0;
    match concept? {
        C::PostalCode | C::ExternalId | C::CustomerId | C::ProductId | C::OrderNumber | C::TicketNumber | C::DealId | C::RecordId => {
            Some(FieldKind::Text)
        }
        C::Street | C::City | C::Region => Some(if seen.lines > 0 { FieldKind::LongText } else { FieldKind::Text }),
        C::Phone | C::FurtherPhone => {
            let digits = share(&[FieldKind::Phone, FieldKind::Integer, FieldKind::Number]) + seen.codes as f32 / seen.filled.max(1) as f32;
            (nothing || digits >= 0.6).then_some(FieldKind::Phone)
        }
        C::Email | C::FurtherEmail => (nothing || share(&[FieldKind::Email]) >= 0.5).then_some(FieldKind::Email),
        C::Website | C::FurtherWebsite | C::CompanyDomain => (nothing || share(&[FieldKind::Url]) >= 0.5).then_some(FieldKind::Url),
        C::Amount | C::Price | C::AnnualRevenue => (nothing || numbers >= 0.8).then_some(FieldKind::Money),
        C::Name | C::Person | C::CustomerName | C::Requester => (share(&[FieldKind::PersonName]) >= 0.6).then_some(FieldKind::PersonName),
        C::Notes => {
            (nothing || share(&[FieldKind::Text, FieldKind::PersonName, FieldKind::LongText]) >= 0.5).then_some(FieldKind::LongText)
        }
        C::Probability => (numbers >= 0.8).then_some(FieldKind::Percent),
        // Days as numbers: `20260131`, spreadsheet serials, seconds since 1970.
        C::Birthday
        | C::ClosedOn
        | C::ExpectedClose
        | C::OpenedOn
        | C::OrderDate
        | C::Due
        | C::CompletedOn
        | C::SolvedOn
        | C::Moment
        | C::CustomerSince
            if nothing || numbers >= 0.8 =>
        {
            Some(if seen.longest > 8 { FieldKind::DateTime } else { FieldKind::Date })
        }
        _ => None,
    }
}

/// What the shapes of the values decide.
fn by_shape(seen: &Seen) -> FieldKind {
    use FieldKind as K;
    let votes = |kinds: &[K]| kinds.iter().map(|kind| seen.votes(*kind)).sum::<u32>();
    let most = |count: u32| count > 0 && count * 10 >= seen.filled * 8;
    let numbers = votes(&[K::Integer, K::Number, K::Money, K::Percent]);
    let dates = votes(&[K::Date, K::DateTime]);
    match () {
        () if most(votes(&[K::Email])) => K::Email,
        () if most(votes(&[K::Url])) => K::Url,
        () if most(dates) => {
            if seen.votes(K::DateTime) * 2 > dates {
                K::DateTime
            } else {
                K::Date
            }
        }
        // Numbers that begin with zero are keys, wherever they are.
        () if seen.codes * 100 > seen.filled && most(numbers + seen.codes) => K::Text,
        () if seen.votes(K::Phone) * 10 >= seen.filled * 3 && most(seen.votes(K::Phone) + seen.votes(K::Integer) + seen.codes) => K::Phone,
        () if most(numbers) => match () {
            () if seen.votes(K::Money) * 5 > numbers => K::Money,
            () if seen.votes(K::Percent) * 2 > numbers => K::Percent,
            () if seen.votes(K::Number) > 0 => K::Number,
            () => K::Integer,
        },
        () if seen.votes(K::Boolean) * 100 >= seen.filled * 95 && seen.filled > 0 && seen.distinct() <= 4 => K::Boolean,
        () if seen.lines * 50 > seen.filled || seen.votes(K::LongText) * 5 > seen.filled => K::LongText,
        () if is_choice(seen) => K::Choice,
        () => K::Text,
    }
}

/// Whether few words repeat often.
fn is_choice(seen: &Seen) -> bool {
    let texts = seen.votes(FieldKind::Text) + seen.votes(FieldKind::PersonName) + seen.votes(FieldKind::Boolean) - seen.codes;
    seen.filled >= 20
        && texts * 10 >= seen.filled * 9
        && seen.distinct() <= MOST_OPTIONS
        && seen.distinct() * 4 <= seen.filled
        && seen.longest <= 60
}

/// Other kinds that the values could be, with the share of values that look like it.
fn alternatives(kind: FieldKind, seen: &Seen) -> Vec<(FieldKind, f32)> {
    let share = |votes: u32| votes as f32 / seen.filled.max(1) as f32;
    let mut others = FieldKind::ALL
        .into_iter()
        .map(|other| (other, share(seen.votes(other))))
        .collect::<Vec<_>>();
    if is_choice(seen) {
        others.push((FieldKind::Choice, 1.0));
    }
    others.retain(|(other, share)| *other != kind && *other != FieldKind::Text && *share >= 0.5);
    order::sort_by(&mut others, |a, b| b.1.total_cmp(&a.1));
    others.dedup_by_key(|(other, _)| *other);
    if kind != FieldKind::Text && seen.filled > 0 {
        others.push((FieldKind::Text, 1.0));
    }
    others
}

/// What came of reading the values as a kind.
#[derive(Default)]
struct Proof {
    confidence: f32,
    min: Option<(f64, String)>,
    max: Option<(f64, String)>,
    problems: Vec<ExampleProblem>,
}

fn prove(kind: FieldKind, seen: &Seen, context: &ParseContext, sheet: &Sheet) -> Proof {
    let mut field = FieldDef::new("value", "", kind);
    field.open = true;
    let mut proof = Proof::default();
    let mut good = 0_usize;
    for (row, text) in &seen.kept {
        match parse(&field, text, context) {
            Ok(value) => {
                good += 1;
                if let Some(number) = value.as_ref().and_then(position) {
                    if proof.min.as_ref().is_none_or(|(least, _)| number < *least) {
                        proof.min = Some((number, text.clone()));
                    }
                    if proof.max.as_ref().is_none_or(|(most, _)| number > *most) {
                        proof.max = Some((number, text.clone()));
                    }
                }
            }
            Err(error) if proof.problems.len() < EXAMPLES => {
                proof.problems.push(ExampleProblem {
                    row: *row,
                    line: sheet.line(*row),
                    text: text.clone(),
                    error,
                });
            }
            Err(_) => {}
        }
    }
    proof.confidence = good as f32 / seen.kept.len().max(1) as f32;
    proof
}

/// Where a value stands on a scale, if it does.
fn position(value: &Value) -> Option<f64> {
    match value {
        Value::Int(int) | Value::Time(int) => Some(*int as f64),
        Value::Number(number) => Some(*number),
        Value::Money(money) => Some(money.to_f64()),
        Value::Date(day) => Some(f64::from(*day)),
        _ => None,
    }
}
