//! Consent: an opt-out stands until an answer whose author had seen it; the greatest other answer shows when none stands.

use model::Value;
use model::merge::{self, Write};

use super::{Arriving, Outcome};
use crate::handles::Handles;
use crate::segment;
use crate::stamps::Stamps;
use crate::table::{Consent, Table};

/// The choice key of an opt-out.
const OPT_OUT: &str = "no";

impl Table {
    pub(super) fn write_consent(
        &mut self,
        row: u32,
        field: u16,
        value: Option<Value>,
        arriving: &Arriving<'_>,
        handles: &mut Handles,
        outcome: &mut Outcome,
    ) {
        let key = self.fields[usize::from(field)].key.clone();
        self.forget_lost(row, &key, arriving, handles, outcome);
        let old = self.register(row, field, handles);
        let answer = value.as_ref().and_then(Value::as_text).map(str::to_owned);
        let consent = self.consents.entry((row, field)).or_default();
        let before = effective(consent, arriving.stamps);
        take_answer(consent, answer.clone(), arriving);
        let Some(after) = effective(consent, arriving.stamps) else { return };
        let opted_out = answer.as_deref() == Some(OPT_OUT);
        if let Some(before) = before {
            let loser = arriving.stamps.write(before.stamp);
            let replaced = before.stamp != after.stamp && !before.is_opt_out();
            if replaced && loser != arriving.write() && !is_seen(loser, arriving) {
                self.journal(row, &key, before.value(), loser, handles, outcome);
            }
        }
        // Opt-outs never lose: all that stand say the same.
        if after.stamp != arriving.stamp && !opted_out {
            self.journal(row, &key, answer.map(Value::Text), arriving.write(), handles, outcome);
        }
        let record = self.id(row, handles);
        let cell = (self.number, row, field);
        outcome
            .inverse
            .register(cell, &self.object, record, &self.fields[usize::from(field)], old.as_ref());
        self.put_register(row, field, after.value().as_ref(), after.stamp, arriving.stamps, handles);
        self.mark(segment::STAMPS, 0);
        outcome.touch(self.number, row, Some(field));
    }
}

fn is_seen(write: Write, arriving: &Arriving<'_>) -> bool {
    write.is_seen_by(arriving.context)
}

/// Adds an answer to what stands. A later op of one change takes the place of an earlier one.
fn take_answer(consent: &mut Consent, answer: Option<String>, arriving: &Arriving<'_>) {
    consent.opt_outs.retain(|&stamp| stamp != arriving.stamp);
    if answer.as_deref() == Some(OPT_OUT) {
        consent.opt_outs.push(arriving.stamp);
        return;
    }
    let mut standing = consent
        .opt_outs
        .iter()
        .map(|&stamp| arriving.stamps.write(stamp))
        .collect::<Vec<_>>();
    merge::opt_in(&mut standing, arriving.context);
    #[cfg(feature = "planted-defects")]
    if merge::defect::is(merge::defect::Defect::OptInWins) {
        standing.clear();
    }
    consent.opt_outs.retain(|&stamp| standing.contains(&arriving.stamps.write(stamp)));
    let later = consent
        .answer
        .as_ref()
        .is_none_or(|(_, stamp)| arriving.stamps.stamp(*stamp) <= arriving.stamps.stamp(arriving.stamp));
    if later {
        consent.answer = Some((answer, arriving.stamp));
    }
}

/// What a consent cell shows, and since which write.
struct Shown {
    answer: Option<String>,
    stamp: u32,
}

impl Shown {
    fn is_opt_out(&self) -> bool {
        self.answer.as_deref() == Some(OPT_OUT)
    }

    fn value(&self) -> Option<Value> {
        self.answer.clone().map(Value::Text)
    }
}

fn effective(consent: &Consent, stamps: &Stamps) -> Option<Shown> {
    let newest = consent.opt_outs.iter().copied().max_by_key(|&stamp| stamps.stamp(stamp));
    match (newest, &consent.answer) {
        (Some(stamp), _) => Some(Shown {
            answer: Some(OPT_OUT.to_owned()),
            stamp,
        }),
        (None, Some((answer, stamp))) => Some(Shown {
            answer: answer.clone(),
            stamp: *stamp,
        }),
        (None, None) => None,
    }
}
