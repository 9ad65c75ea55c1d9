//! Words of long work: what is being done and how fast.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::import::Progress;

use super::{count, number};
use crate::platform::format;

phrases! {
    reading { English: "Reading the file" }
    counting { English: "Counting what would happen" }
    importing { English: "Importing" }
    backing_up { English: "Making a back-up" }
    restoring { English: "Restoring" }
    sampling { English: "Making sample data" }
    verifying { English: "Verifying everything kept" }
    reporting { English: "Working out a report" }
    grouping { English: "Finding groups" }
    working { English: "Working" }
    of(done, total) { English: "{done} of {total}" }
    rate(per_second) { English: "{per_second} a second" }
    rate_left(per_second, left) { English: "{per_second} a second, {left} left" }
    tray { English: "Work under way" }
}

/// What is being done, by the work's key.
#[must_use]
pub fn title(work: &str) -> &'static str {
    match work {
        "read" => reading(),
        "preview" => counting(),
        "import" => importing(),
        "backup" => backing_up(),
        "restore" => restoring(),
        "sample" => sampling(),
        "verify" => verifying(),
        "report" => reporting(),
        "groups" => grouping(),
        _ => working(),
    }
}

/// An amount of the work's unit: bytes while reading, rows while importing, records and changes else.
fn amount(work: &str, amount: u64) -> String {
    match work {
        "read" => format::bytes(amount),
        "preview" | "import" => count::rows(amount),
        _ => number(amount),
    }
}

/// How far: `61,400 of 100,000 rows`.
#[must_use]
pub fn how_far(progress: &Progress) -> String {
    if progress.of == 0 {
        return amount(&progress.work, progress.done);
    }
    let done = if progress.work == "read" {
        format::bytes(progress.done)
    } else {
        number(progress.done)
    };
    of(&done, &amount(&progress.work, progress.of))
}

/// How fast, and how long still where that is worth saying.
#[must_use]
pub fn how_fast(progress: &Progress) -> String {
    if progress.rate == 0 {
        return String::new();
    }
    let per_second = amount(&progress.work, u64::from(progress.rate));
    let left = progress.of.saturating_sub(progress.done) / u64::from(progress.rate);
    if left == 0 {
        rate(&per_second)
    } else {
        rate_left(&per_second, &format::duration(i64::try_from(left).unwrap_or(i64::MAX)))
    }
}
