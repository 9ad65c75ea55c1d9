//! Reading notices and putting them off. One notice has one answer, in every tab and on every device.

use model::change::Verb;
use model::{Life, Op, RecordId, Value};

use super::NOTICE;
use crate::commands::{Draft, Drafting};

/// Writes answers to notices: when they were read, or the day on which they come back.
pub(crate) fn change(keys: &[String], read: bool, until: Option<i32>, drafting: &mut Drafting<'_>) -> Draft {
    let mut draft = Draft::new(if until.is_some() { Verb::Snooze } else { Verb::Edit }, NOTICE);
    draft.intent.count = keys.len() as u32;
    draft.intent.detail = "inbox".to_owned();
    let mut known = Vec::new();
    let at = read.then_some(Value::Time(drafting.moment.now_millis));
    for key in keys {
        let record = RecordId::v5(NOTICE, key);
        draft.set(NOTICE, record, "key", Value::from(key.as_str()));
        draft.set(NOTICE, record, "read", at.clone());
        // Whoever reads it has it before them: it is not put off any more.
        draft.set(NOTICE, record, "until", until.map(Value::Date));
        if drafting.workspace.find(record).is_some() {
            known.push(record);
        }
    }
    // An answer whose making was undone is not there until it is given again.
    if !known.is_empty() {
        draft.ops.push(Op::Life {
            object: NOTICE.into(),
            life: Life::Alive,
            records: known,
        });
    }
    draft
}
