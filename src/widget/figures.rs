//! Figures of a chart as the design system draws them: names, words, and where each mark leads.

use std::sync::Arc;

use bridge::Cell;
use bridge::chart::{Category, ChartPage, Label, Measured, PointPage};
use model::{Chart, Currency, Filter, Money, ObjectKey, Schema, Unit};

use super::only::{Only, with_only};
use crate::platform::format;
use crate::routes::{Query, Route};
use crate::ui::chart::{Figures, Mark, Spot, Spots, Ticks};
use crate::value::{plain, sum_words};
use crate::words::{self, number};

/// Where marks lead.
#[derive(Clone, PartialEq, Debug)]
pub enum Leads {
    /// To the records.
    Records,
    /// To the same dashboard with less on it: its address without the filters, and those in force.
    Filter(String, Query, Vec<Only>),
}

/// What a category is called.
pub fn name(label: &Label) -> String {
    match label {
        Label::All => words::dashboards::all().to_owned(),
        Label::Value(Cell::Empty) => words::dashboards::no_value().to_owned(),
        Label::Value(cell) => plain(cell),
        Label::Days { first, unit, .. } => period(*first, *unit),
        Label::Range { from, to } => words::dashboards::range(&words_of(from), &words_of(to)),
        Label::Other(count) => words::dashboards::other(&number(u64::from(*count))),
    }
}

/// A unit of the calendar by its first day.
pub fn period(first: i32, unit: Unit) -> String {
    match unit {
        Unit::Day | Unit::Week => format::date_short(first),
        Unit::Month => format::month_short(first),
        Unit::Quarter => {
            let (year, month) = format::year_and_month(first);
            words::dashboards::quarter(&((month - 1) / 3 + 1).to_string(), &year.to_string())
        }
        Unit::Year => format::year_and_month(first).0.to_string(),
    }
}

/// A measure in words.
pub fn words_of(cell: &Cell) -> String {
    match cell {
        Cell::Empty => words::dashboards::no_value().to_owned(),
        Cell::Money(_) | Cell::Overflow => sum_words(cell),
        Cell::Number(value) => format::number(*value, 0..=1),
        cell => plain(cell),
    }
}

/// A measure as a number.
pub fn size(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Int(value) | Cell::Duration(value) | Cell::Time(value) => Some(*value as f64),
        Cell::Number(value) | Cell::Percent(value) => Some(*value),
        Cell::Money(money) => Some(money.to_f64()),
        Cell::Date(day) => Some(f64::from(*day)),
        Cell::Rating(stars) => Some(f64::from(*stars)),
        _ => None,
    }
}

/// Writes numbers of the kind of a measure.
pub fn ticks(like: &Cell) -> Ticks {
    match like {
        Cell::Money(money) => amounts(money.currency),
        Cell::Percent(_) => Arc::new(format::percent),
        Cell::Duration(_) => Arc::new(|seconds| format::duration(seconds as i64)),
        Cell::Date(_) => Arc::new(|day| format::date_short(day as i32)),
        _ => Arc::new(format::compact),
    }
}

fn amounts(currency: Currency) -> Ticks {
    Arc::new(move |major| {
        let minor = major * currency.minor_per_major() as f64;
        format::money_short(Money::new(minor as i64, currency))
    })
}

/// All of them hold.
fn joined(parts: &[&Filter]) -> Filter {
    parts.iter().fold(Filter::everything(), |all, part| all.and((*part).clone()))
}

/// The figures of an answer.
pub fn figures(page: &ChartPage, object: &ObjectKey, leads: &Leads) -> Figures {
    let split = page.series.len() > 1 || page.series.first().is_some_and(|series| series.label != Label::All);
    let mark = |category: &Category, series: &Category, measured: &Measured| {
        let own = name(&category.label);
        let named = if split {
            words::dashboards::of_series(&own, &name(&series.label))
        } else {
            own
        };
        let words = words_of(&measured.value);
        let label = words::dashboards::mark(&named, &words);
        let filter = joined(&[&category.filter, &series.filter]);
        let href = match leads {
            _ if measured.count == 0 => None,
            Leads::Records => {
                let filter = joined(&[&page.filter, &category.filter, &series.filter]);
                Some(Route::records_href(object, filter, &page.search))
            }
            Leads::Filter(path, query, only) => {
                let only = Only {
                    object: object.clone(),
                    label: named,
                    filter,
                }
                .added_to(only);
                Some(format!("{path}{}", with_only(query.clone(), &only).suffix()))
            }
        };
        Mark {
            value: size(&measured.value),
            words,
            label,
            href,
        }
    };
    let marks = page.categories.iter().zip(&page.values).map(|(category, values)| {
        let marks = page
            .series
            .iter()
            .zip(values)
            .map(|(series, measured)| mark(category, series, measured));
        marks.collect()
    });
    Figures {
        categories: page.categories.iter().map(|category| name(&category.label)).collect(),
        series: page
            .series
            .iter()
            .map(|series| if split { name(&series.label) } else { String::new() })
            .collect(),
        marks: marks.collect(),
        ticks: ticks(&page.whole),
    }
}

/// The figures without steps that no course has: lost stages, and records without a value.
pub fn course(page: &ChartPage) -> ChartPage {
    let mut page = page.clone();
    let keep: Vec<bool> = page
        .categories
        .iter()
        .map(|category| match &category.label {
            Label::Value(Cell::Record(link)) => link.object != *"stage" || link.fill.is_some(),
            Label::Value(Cell::Empty) | Label::Other(_) => false,
            _ => true,
        })
        .collect();
    let mut kept = keep.iter();
    page.categories.retain(|_| *kept.next().unwrap_or(&true));
    let mut kept = keep.iter();
    page.values.retain(|_| *kept.next().unwrap_or(&true));
    reach(&mut page);
    page
}

/// Who is at a step has come through those before it: each step counts itself and all after it.
fn reach(page: &mut ChartPage) {
    let filters: Vec<Filter> = page.categories.iter().map(|category| category.filter.clone()).collect();
    let mut count = 0;
    let mut sum: Option<Cell> = None;
    for step in (0..page.categories.len()).rev() {
        let Some(measured) = page.values[step].first_mut() else { continue };
        count += measured.count;
        measured.count = count;
        let total = match (&measured.value, &sum) {
            (Cell::Int(own), Some(Cell::Int(after))) => Cell::Int(own.saturating_add(*after)),
            (Cell::Money(own), Some(Cell::Money(after))) => own
                .minor
                .checked_add(after.minor)
                .map_or(Cell::Overflow, |minor| Cell::Money(Money::new(minor, own.currency))),
            (Cell::Number(own), Some(Cell::Number(after))) => Cell::Number(own + after),
            (own, _) => own.clone(),
        };
        measured.value = total.clone();
        sum = Some(total);
        page.categories[step].filter = match &filters[step..] {
            [only] => only.clone(),
            several => Filter::Any(several.to_vec()),
        };
    }
}

/// The points of an answer. The numbers of an axis read like the field that it shows.
pub fn spots(page: &PointPage, chart: &Chart, fields: [&str; 2], schema: &Schema, base: Currency) -> Spots {
    let definition = |key: &str| schema.field(&chart.object, key);
    let label = |key: &str| definition(key).map(|field| field.label.clone()).unwrap_or_default();
    let ticks = |key: &str| match definition(key).map(|field| field.kind) {
        Some(model::FieldKind::Money) => amounts(base),
        Some(model::FieldKind::Percent) => ticks(&Cell::Percent(0.0)),
        Some(model::FieldKind::Duration) => ticks(&Cell::Duration(0)),
        Some(model::FieldKind::Date) => ticks(&Cell::Date(0)),
        _ => ticks(&Cell::Int(0)),
    };
    let (along, up) = (ticks(fields[0]), ticks(fields[1]));
    let spot = |point: &bridge::chart::Point| Spot {
        x: point.x,
        y: point.y,
        label: words::dashboards::mark(&point.label, &words::dashboards::of_series(&along(point.x), &up(point.y))),
        href: Route::Record(chart.object.clone(), point.id).href(),
    };
    let spots = page.points.iter().map(spot).collect();
    Spots {
        spots,
        names: fields.map(label),
        ticks: [along, up],
    }
}

#[cfg(test)]
mod tests {
    use model::Operator;

    use super::*;

    fn page(counts: &[u32]) -> ChartPage {
        let category = |n: usize| Category {
            label: Label::Value(Cell::Text(n.to_string())),
            filter: Filter::field("step", Operator::Is, vec![model::Value::Int(n as i64)]),
        };
        let measured = |&count: &u32| {
            vec![Measured {
                count,
                value: Cell::Int(i64::from(count)),
            }]
        };
        ChartPage {
            categories: (0..counts.len()).map(category).collect(),
            series: vec![Category {
                label: Label::All,
                filter: Filter::everything(),
            }],
            values: counts.iter().map(measured).collect(),
            ..ChartPage::default()
        }
    }

    #[test]
    fn who_is_at_a_step_came_through_those_before() {
        let page = course(&page(&[5, 0, 2]));
        assert_eq!(page.values.iter().map(|values| values[0].count).collect::<Vec<_>>(), [7, 2, 2]);
        assert!(matches!(&page.categories[0].filter, Filter::Any(parts) if parts.len() == 3));
        assert!(matches!(&page.categories[2].filter, Filter::Field(_)));
    }
}
