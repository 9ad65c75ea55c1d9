//! The lists of a day.

use model::{ActorId, Currency, Intent, Op, RecordId, Value};

use super::{computed, today};
use crate::computed::{Computed, Moment};
use crate::reader::Reader;
use crate::workspace::Workspace;

const TODAY: i32 = 20_000;

/// Title, due day, day it sleeps until, time it was done.
type Task<'a> = (&'a str, Option<i32>, Option<i32>, Option<i64>);

fn lists(tasks: &[Task<'_>]) -> bridge::record::Today {
    let mut workspace = Workspace::new(ActorId(1));
    let mut ops = Vec::new();
    for (number, (title, due, snoozed, done)) in tasks.iter().enumerate() {
        let record = RecordId::v7(number as u64, number as u128);
        let mut set = |field: &str, value: Value| {
            ops.push(Op::Set {
                object: "task".into(),
                record,
                field: field.into(),
                value: Some(value),
            })
        };
        set("title", (*title).into());
        set("status", if done.is_some() { "done" } else { "open" }.into());
        if let Some(due) = due {
            set("due", Value::Date(*due));
        }
        if let Some(until) = snoozed {
            set("snoozed_until", Value::Date(*until));
        }
        if let Some(at) = done {
            set("done_at", Value::Time(*at));
        }
    }
    workspace.commit(Intent::default(), ops, 1);
    let moment = Moment {
        now_millis: i64::from(TODAY) * 86_400_000 + 1,
        today: TODAY,
        zone: Box::leak(Box::new(model::Zone::fixed(60))),
        week_starts_on: 0,
        base: Currency::EUR,
    };
    let mut fields = Computed::default();
    fields.refresh(&workspace, &computed(&workspace), moment);
    today(Reader {
        workspace: &workspace,
        computed: &fields,
        moment,
    })
}

fn titles(lines: &[bridge::record::TaskLine]) -> Vec<&str> {
    lines.iter().map(|line| line.link.label.as_str()).collect()
}

#[test]
fn every_task_stands_where_its_day_puts_it() {
    let midnight = i64::from(TODAY) * 86_400_000;
    let day = lists(&[
        ("late", Some(TODAY - 3), None, None),
        ("later than late", Some(TODAY - 9), None, None),
        ("today", Some(TODAY), None, None),
        ("soon", Some(TODAY + 7), None, None),
        ("next month", Some(TODAY + 30), None, None),
        ("someday", None, None, None),
        ("snoozed", Some(TODAY - 5), Some(TODAY + 2), None),
        ("back from snooze", Some(TODAY), Some(TODAY - 1), None),
        ("done now", Some(TODAY - 5), None, Some(midnight)),
        // Half an hour before UTC midnight is already today in the person's time zone.
        ("done after midnight here", None, None, Some(midnight - 1_800_000)),
        ("done yesterday", None, None, Some(midnight - 7_200_000)),
    ]);
    assert_eq!(titles(&day.late), ["later than late", "late"]);
    assert_eq!(titles(&day.today), ["today", "back from snooze"]);
    assert_eq!(titles(&day.soon), ["snoozed", "soon"]);
    assert_eq!(titles(&day.someday), ["someday"]);
    assert_eq!(titles(&day.done), ["done now", "done after midnight here"]);
}
