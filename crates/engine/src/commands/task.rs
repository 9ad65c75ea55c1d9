//! Tasks: finishing, repeating, putting off; and answers to suggestions, which become tasks.

use bridge::CommandFailure;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use model::change::Verb;
use model::validate::days_to_date;
use model::{Op, RecordId, Value};

use super::{Draft, Drafting};
use crate::duplicates::difference;

/// Finishes a task. A repeating one makes its successor on the next day of its rhythm that is not in the past.
pub(super) fn complete(task: RecordId, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    drafting.row("task", task)?;
    let mut draft = Draft::new(Verb::Complete, "task").about(drafting.name("task", task));
    draft.record = Some(("task".into(), task));
    if drafting.text("task", task, "status").as_deref() == Some("done") {
        draft.set("task", task, "status", Value::from("open"));
        draft.set("task", task, "done_at", None);
        return Ok(draft);
    }
    draft.set("task", task, "status", Value::from("done"));
    draft.set("task", task, "done_at", Value::Time(drafting.moment.now_millis));
    if let Some(rhythm) = drafting.text("task", task, "recurrence") {
        repeat(task, &rhythm, drafting, &mut draft)?;
    }
    Ok(draft)
}

fn repeat(task: RecordId, rhythm: &str, drafting: &mut Drafting<'_>, draft: &mut Draft) -> Result<(), CommandFailure> {
    let today = drafting.moment.today;
    let due = match drafting.value("task", task, "due") {
        Some(Value::Date(day)) => day,
        _ => today,
    };
    let Some(next) = next_due(due, today, rhythm) else { return Ok(()) };
    let successor = drafting.new_id();
    for field in drafting.object("task")?.fields {
        let left_out = matches!(field.key.as_str(), "due" | "status" | "done_at" | "snoozed_until" | "suggestion") || !field.is_editable();
        let Some(value) = drafting.value("task", task, &field.key).filter(|_| !left_out) else {
            continue;
        };
        if field.kind.is_set() {
            for element in value.elements() {
                let (field, element) = (field.key.clone(), element.clone());
                draft.ops.push(Op::Element {
                    object: "task".into(),
                    field,
                    element,
                    present: true,
                    records: vec![successor],
                });
            }
        } else {
            draft.set("task", successor, &field.key, value);
        }
    }
    draft.set("task", successor, "status", Value::from("open"));
    draft.set("task", successor, "due", Value::Date(next));
    Ok(())
}

/// The first day of a rhythm after `due` that is not before `today`. Months end where they end: 31 January, 28 February.
#[must_use]
pub(crate) fn next_due(due: i32, today: i32, rhythm: &str) -> Option<i32> {
    let start = days_to_date(due)?;
    let epoch = NaiveDate::default();
    for step in 1..=40_000u32 {
        let day = match rhythm {
            "daily" => start.checked_add_days(Days::new(u64::from(step)))?,
            "weekdays" => start.checked_add_days(Days::new(u64::from(step)))?,
            "weekly" => start.checked_add_days(Days::new(u64::from(step) * 7))?,
            "fortnightly" => start.checked_add_days(Days::new(u64::from(step) * 14))?,
            "monthly" => start.checked_add_months(Months::new(step))?,
            "yearly" => start.checked_add_months(Months::new(step * 12))?,
            _ => return None,
        };
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let number = (day - epoch).num_days() as i32;
        if number >= today && !(rhythm == "weekdays" && weekend) {
            return Some(number);
        }
    }
    None
}

/// Puts a task off until a day.
pub(super) fn snooze(task: RecordId, until: i32, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    drafting.row("task", task)?;
    let mut draft = Draft::new(Verb::Snooze, "task").about(drafting.name("task", task));
    draft.set("task", task, "snoozed_until", Value::Date(until));
    draft.record = Some(("task".into(), task));
    Ok(draft)
}

/// The answer to a suggestion. One suggestion has one answer, on every device.
pub(super) fn answer(key: &str, answer: &str, until: Option<i32>, drafting: &mut Drafting<'_>) -> Draft {
    let mut draft = Draft::new(Verb::AnswerSuggestion, "suggestion").about(key);
    let record = RecordId::v5("suggestion", key);
    draft.set("suggestion", record, "key", Value::from(key));
    draft.set("suggestion", record, "answer", Value::from(answer));
    draft.set("suggestion", record, "until", until.map(Value::Date));
    draft.set("suggestion", record, "at", Value::Time(drafting.moment.now_millis));
    draft
}

/// Answers that records are different, each pair of them.
pub(super) fn tell_apart(object: &str, records: &[RecordId], drafting: &mut Drafting<'_>) -> Draft {
    let names = records.iter().map(|&record| drafting.name(object, record)).collect::<Vec<_>>();
    let mut draft = Draft::new(Verb::AnswerSuggestion, "suggestion").about(names.join(", "));
    draft.intent.count = records.len() as u32;
    for (place, &one) in records.iter().enumerate() {
        for &other in &records[place + 1..] {
            draft.ops.extend(answer(&difference(one, other), "dismissed", None, drafting).ops);
        }
    }
    draft
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> i32 {
        (NaiveDate::from_ymd_opt(year, month, day).unwrap() - NaiveDate::default()).num_days() as i32
    }

    #[test]
    fn rhythms_go_on_after_today_and_keep_their_day() {
        let check =
            |rhythm: &str, due: i32, today: i32, expected: i32| assert_eq!(next_due(due, today, rhythm), Some(expected), "{rhythm}");
        check("daily", day(2026, 3, 1), day(2026, 3, 1), day(2026, 3, 2));
        check("weekly", day(2026, 3, 2), day(2026, 3, 20), day(2026, 3, 23));
        check("weekdays", day(2026, 3, 6), day(2026, 3, 6), day(2026, 3, 9));
        check("monthly", day(2026, 1, 31), day(2026, 1, 31), day(2026, 2, 28));
        check("monthly", day(2026, 1, 31), day(2026, 3, 5), day(2026, 3, 31));
        check("yearly", day(2024, 2, 29), day(2024, 2, 29), day(2025, 2, 28));
        assert_eq!(next_due(day(2026, 1, 1), day(2026, 1, 1), "sometimes"), None);
    }
}
