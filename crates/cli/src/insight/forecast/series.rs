//! Series of a file: a row per value, or a row per series.

use model::ParseContext;
use model::validate::{parse_date, parse_number};

use super::super::columns::{Columns, number};
use crate::failure::Failure;

/// One series, in the order of time.
pub struct Series {
    /// Its name; that of the column where there is one series.
    pub name: String,
    /// Its values.
    pub values: Vec<f64>,
    /// Missing values between others, which were put on the straight line between their neighbours.
    pub interpolated: usize,
    /// Why it cannot be used.
    pub problem: Option<String>,
}

/// Reads all series of a file, in the order in which they first appear. Those without any value are left out where there are others.
pub fn read(columns: &mut Columns, series: Option<&str>, value: &str, time: Option<&str>) -> Result<Vec<Series>, Failure> {
    let value_columns = columns.columns(value)?;
    let series = series.map(|name| columns.column(name)).transpose()?;
    let time = time.map(|name| columns.column(name)).transpose()?;
    let in_cells = value_columns.iter().any(|column| holds_several(columns, *column));
    if value_columns.len() > 1 || in_cells {
        return Ok(a_row_each(columns, series, &value_columns, in_cells));
    }
    let values = columns.numbers(value_columns[0]);
    let times = time.map(|time| self::times(columns, time));
    let name = columns.names()[value_columns[0]].clone();
    let labels = series.map(|series| columns.labels(series));
    let names = labels.as_ref().map_or_else(|| vec![name], |labels| labels.names.clone());
    let mut rows = vec![Vec::new(); names.len()];
    for row in 0..columns.rows() {
        let place = labels.as_ref().map_or(0, |labels| labels.of[row] as usize);
        if let Some(rows) = rows.get_mut(place) {
            rows.push(row);
        }
    }
    let found = names
        .into_iter()
        .zip(rows)
        .map(|(name, rows)| in_order(name, rows, &values, times.as_deref()));
    let found: Vec<Series> = found.collect();
    let any = found.iter().any(|series| !series.values.is_empty() || series.problem.is_some());
    Ok(if any { found } else { Vec::new() })
}

/// Whether the first filled cell of a column holds several numbers.
fn holds_several(columns: &Columns, column: usize) -> bool {
    let first = (0..columns.rows())
        .map(|row| columns.text(row, column))
        .find(|text| !text.is_empty());
    first.is_some_and(|text| text.split_whitespace().count() > 1 && text.split_whitespace().all(|part| part.parse::<f64>().is_ok()))
}

/// A series per row, its values in the columns one after the other.
fn a_row_each(columns: &mut Columns, series: Option<usize>, value_columns: &[usize], in_cells: bool) -> Vec<Series> {
    let mut values = vec![Vec::new(); columns.rows()];
    for column in value_columns {
        let cells = match in_cells {
            true => columns.values(*column, several),
            false => columns.values(*column, |text, context| number(text, context.decimal).map(|one| vec![one])),
        };
        for (values, cell) in values.iter_mut().zip(cells) {
            match cell {
                Some(cell) => values.extend(cell.into_iter().map(Some)),
                None => values.push(None),
            }
        }
    }
    let named = |row: usize| series.map_or_else(|| format!("row {}", row + 1), |series| columns.text(row, series));
    let found = values.into_iter().enumerate();
    found.map(|(row, values)| interpolated(named(row), values)).collect()
}

/// The numbers of a cell with blanks between them, which therefore hold none between thousands.
fn several(text: &str, context: &ParseContext) -> Result<Vec<f64>, String> {
    text.split_whitespace().map(|part| number(part, context.decimal)).collect()
}

/// Puts the rows of a series in the order of their times.
fn in_order(name: String, mut rows: Vec<usize>, values: &[Option<f64>], times: Option<&[Option<f64>]>) -> Series {
    if let Some(times) = times {
        rows.retain(|row| times[*row].is_some());
        rows.sort_by(|a, b| times[*a].unwrap_or(0.0).total_cmp(&times[*b].unwrap_or(0.0)));
        // The same row twice is one; two values for one time are none.
        rows.dedup_by(|a, b| times[*a] == times[*b] && values[*a] == values[*b]);
        if let Some(twice) = rows.windows(2).find(|pair| times[pair[0]] == times[pair[1]]) {
            return Series {
                name,
                values: Vec::new(),
                interpolated: 0,
                problem: Some(format!(
                    "two values for one time, in data rows {} and {}",
                    twice[0] + 1,
                    twice[1] + 1
                )),
            };
        }
    }
    interpolated(name, rows.into_iter().map(|row| values[row]).collect())
}

/// Cuts missing values off both ends, and puts those between on a straight line.
fn interpolated(name: String, values: Vec<Option<f64>>) -> Series {
    let known: Vec<(usize, f64)> = values
        .iter()
        .enumerate()
        .filter_map(|(place, value)| value.map(|value| (place, value)))
        .collect();
    let mut series = Series {
        name,
        values: known.first().map(|(_, value)| *value).into_iter().collect(),
        interpolated: 0,
        problem: None,
    };
    for pair in known.windows(2) {
        let ((from, first), (to, last)) = (pair[0], pair[1]);
        let gap = (to - from) as f64;
        series.interpolated += to - from - 1;
        series
            .values
            .extend((1..=to - from).map(|step| first + (last - first) * step as f64 / gap));
    }
    series
}

/// Times as numbers that grow with time. The column is read as whatever most of its cells are: numbers, days, or months and quarters.
fn times(columns: &mut Columns, column: usize) -> Vec<Option<f64>> {
    type Read = fn(&str, &ParseContext) -> Result<f64, String>;
    let readings: [Read; 3] = [
        |text, context| parse_number(text, context.decimal).map_err(|error| error.to_string()),
        |text, context| parse_date(text, context).map(f64::from).map_err(|error| error.to_string()),
        |text, _| month(text).ok_or_else(|| "write a time as 2026-01-31, 2026-01, 2026 Q1 or a number".to_owned()),
    ];
    let texts: Vec<String> = (0..columns.rows())
        .map(|row| columns.text(row, column))
        .filter(|text| !text.is_empty())
        .collect();
    let context = columns.context_of(column);
    let unread = |read: &Read| texts.iter().filter(|text| read(text, &context).is_err()).count();
    // The first of those with the fewest cells unread.
    let best = readings.into_iter().min_by_key(unread).unwrap_or(readings[0]);
    columns.values(column, best)
}

/// Months since year 0, of `2026-01`, `2026/1`, `Jan 2026`, `2026 Jan`, `2026M01`; three a quarter, of `2026 Q1` and `Q1 2026`.
fn month(text: &str) -> Option<f64> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = text.to_lowercase();
    let mut parts: Vec<String> = Vec::new();
    for sign in lower.chars().filter(|sign| sign.is_alphanumeric() || !sign.is_alphabetic()) {
        let is_new = parts
            .last()
            .and_then(|part| part.chars().next())
            .is_none_or(|first| first.is_alphabetic() != sign.is_alphabetic());
        match () {
            () if !sign.is_alphanumeric() => parts.push(String::new()),
            () if is_new && parts.last().is_none_or(|part| !part.is_empty()) => parts.push(sign.to_string()),
            () => parts.last_mut()?.push(sign),
        }
    }
    parts.retain(|part| !part.is_empty());
    let year = parts
        .iter()
        .position(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()))?;
    let year = f64::from(parts.remove(year).parse::<u16>().ok()?);
    let (word, count) = match parts.as_slice() {
        [one] if one.bytes().all(|byte| byte.is_ascii_digit()) => ("m", one.parse::<u32>().ok()?),
        [one] => {
            let place = MONTHS.iter().position(|month| one.starts_with(month))?;
            ("m", place as u32 + 1)
        }
        [word, count] => (word.as_str(), count.parse().ok()?),
        _ => return None,
    };
    match (word, count) {
        ("m", 1..=12) => Some(year * 12.0 + f64::from(count - 1)),
        ("q", 1..=4) => Some(year * 12.0 + 3.0 * f64::from(count - 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_quarters_are_read_as_files_write_them() {
        for text in [
            "2026-03",
            "2026/3",
            "Mar 2026",
            "2026 Mar",
            "2026M03",
            "March 2026",
            "03/2026",
            "2026-m3",
        ] {
            assert_eq!(month(text), Some(2026.0 * 12.0 + 2.0), "{text}");
        }
        for text in ["2026 Q2", "Q2 2026", "2026Q2", "2026-Q2"] {
            assert_eq!(month(text), Some(2026.0 * 12.0 + 3.0), "{text}");
        }
        for text in ["2026", "2026-13", "2026 Q5", "", "spring 2026", "-", "1 2 2026"] {
            assert_eq!(month(text), None, "{text}");
        }
    }

    #[test]
    fn missing_values_lie_on_the_line_between_their_neighbours() {
        let found = interpolated("a".to_owned(), vec![None, Some(1.0), None, None, Some(7.0), None]);
        assert_eq!((found.values, found.interpolated), (vec![1.0, 3.0, 5.0, 7.0], 2));
        assert!(interpolated("a".to_owned(), vec![None, None]).values.is_empty());
    }
}
