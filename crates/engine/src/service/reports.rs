//! Reports, with what the history says about the week before.

use bridge::Failure;
use bridge::insight::SegmentSummary;
use bridge::report::{Report, ReportQuery, Subject};
use model::change::Verb;
use model::{Filter, Op, codec};

use super::{Patience, Service, keeping};
use crate::query::filter::Compiled;
use crate::reports::{self, Before, Making, Members, WEEK};
use crate::session::drive;
use crate::store::Store;

/// Times that a report is begun again because records have changed; the last one is made at once.
const ATTEMPTS: u32 = 4;
/// Log rows read at once: those of imports are large.
const PAGE: u64 = 32;

impl<S: Store> Service<S> {
    /// Answers a report. It is made in slices: others are answered meanwhile, and it ends when nobody waits for it any more.
    pub(super) async fn report(&self, query: &ReportQuery, patience: &Patience) -> Result<Report, Failure> {
        let before = match query.subject {
            Subject::Forecast => self.before_this_week().await?,
            _ => Vec::new(),
        };
        let mut pause = self.pauses("report", patience);
        let fields = reports::computed(&self.session.borrow().workspace);
        let mut making = Making::new(query.clone(), before.clone());
        let mut version = self.version.get();
        let mut begun = 1;
        while !self.read(&fields, |reader, _| making.slice(reader)) {
            // While somebody types on, it is made of what there is then, and asked for again because of what has changed.
            if begun < ATTEMPTS {
                pause.next(making.progress()).await?;
            }
            if self.version.get() != version {
                version = self.version.get();
                making = Making::new(query.clone(), before.clone());
                begun += 1;
            }
        }
        let mut report = making.finish();
        if query.subject == Subject::Products {
            let segments = self.members();
            let first = self.read(&fields, |reader, _| reports::first_purchases(reader, query, &segments));
            // Answers to suggestions come last.
            report.parts.insert(report.parts.len().saturating_sub(1), first);
        }
        Ok(report)
    }

    /// Segments of customers with who is in them now. One whose rule cannot be read is left out; its page says why.
    fn members(&self) -> Vec<Members> {
        let customers = |segment: &SegmentSummary| segment.object == *"contact" || segment.object == *"company";
        let members = self.segments().into_iter().filter(customers).filter_map(|segment| {
            let filter = Filter::Segment(segment.id);
            let compiled = Compiled::new(&filter, &segment.object, &self.session.borrow().workspace).ok()?;
            let rows = self.read(compiled.computed(), |reader, views| compiled.evaluate(reader, views.indexes()));
            Some(Members {
                id: segment.id,
                name: segment.name,
                object: segment.object,
                rows,
            })
        });
        members.collect()
    }

    /// What deals held a week ago, where changes since have replaced it: the log read backwards, newest first.
    ///
    /// Rows lie in the order in which they arrived, which for one author is the order of time; reading ends with the first page
    /// that is older as a whole.
    async fn before_this_week(&self) -> Result<Vec<Before>, Failure> {
        // What is not kept yet is not in the log. Where it cannot be kept, the page says so elsewhere, and this reads what is there.
        let _ = drive::flush(&self.session, &self.store).await;
        let since = self.moment().start_of(self.moment().today - WEEK + 1);
        let mut end = self.session.borrow().applied_seq();
        let mut changes: Vec<(Verb, Vec<Op>)> = Vec::new();
        while end > 0 {
            let first = end.saturating_sub(PAGE) + 1;
            let seqs: Vec<u64> = (first..=end).collect();
            let mut rows = self
                .store
                .log_rows(&seqs)
                .await
                .map_err(|error| Failure::Storage(keeping::trouble(&error)))?;
            rows.sort_unstable_by_key(|row| std::cmp::Reverse(row.seq));
            let known = changes.len();
            // What cannot be decoded is in quarantine and told there.
            let decoded = rows
                .iter()
                .filter_map(|row| codec::decode(&row.change).ok().map(|change| (row, change)));
            let newer = decoded.filter(|(_, change)| change.hlc.millis() as i64 >= since);
            changes.extend(newer.map(|(row, change)| (change.intent.verb, codec::decode_ops(&row.inverse).unwrap_or_default())));
            if changes.len() == known {
                break;
            }
            end = first - 1;
        }
        Ok(reports::before(&changes))
    }
}
