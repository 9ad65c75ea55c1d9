//! Who customers are by what they bought, what they are worth and who may be leaving; and the fits that this comes from, which go on by themselves.

use bridge::customer::{ChurnSummary, ClusterPage, CustomerValue, CustomerWorth, RiskList};
use bridge::insight::RfmSummary;
use bridge::scoring::LeadScore;
use bridge::{Event, Failure};
use model::{FieldKey, RecordId};

use super::{Patience, Service};
use crate::computed::lifetime::FitStep;
use crate::insights::{self, Grouping};
use crate::store::Store;
use crate::table::Effect;

/// Distances of one slice of finding groups: some hundredths of a second.
const DISTANCES: u64 = 2_000_000;

impl<S: Store> Service<S> {
    pub(super) fn rfm(&self, object: &str) -> RfmSummary {
        let fields = insights::rfm_computed(&self.session.borrow().workspace);
        self.read(&fields, |reader, _| insights::rfm_summary(reader, object))
    }

    pub(super) fn customer_value(&self, object: &str) -> CustomerValue {
        let fields = insights::worth_computed(&self.session.borrow().workspace, object);
        self.read(&fields, |reader, _| insights::customer_value(reader, object))
    }

    pub(super) fn customer_worth(&self, object: &str, record: RecordId) -> Option<CustomerWorth> {
        let row = self.session.borrow_mut().workspace.find_alive(object, record)?;
        let fields = insights::worth_computed(&self.session.borrow().workspace, object);
        self.read(&fields, |reader, _| {
            let table = reader.table(object)?;
            let mut worth = insights::customer_worth(reader, table, row)?;
            worth.churn = reader.computed.churns().borrow_mut().of_customer(reader, table, row);
            Some(worth)
        })
    }

    pub(super) fn lead_score(&self, record: RecordId) -> Option<LeadScore> {
        let row = self.session.borrow_mut().workspace.find_alive("contact", record)?;
        self.read(&[], |reader, _| insights::lead_score(reader, row))
    }

    pub(super) fn at_risk(&self, object: &str, times: Option<f64>, limit: u32) -> RiskList {
        let fields = insights::worth_computed(&self.session.borrow().workspace, object);
        self.read(&fields, |reader, _| insights::at_risk(reader, object, times, limit))
    }

    pub(super) fn churn(&self, object: &str, limit: u32, again: bool) -> ChurnSummary {
        let fields = insights::worth_computed(&self.session.borrow().workspace, object);
        self.read(&fields, |reader, _| {
            let mut churns = reader.computed.churns().borrow_mut();
            if again {
                churns.forget();
            }
            churns.summary(reader, object, limit)
        })
    }

    /// Groups of records that are alike, found in slices.
    pub(super) async fn clusters(
        &self,
        object: &str,
        fields: &[FieldKey],
        log: bool,
        k: Option<u8>,
        patience: &Patience,
    ) -> Result<Box<ClusterPage>, Failure> {
        let computed = insights::clusters_computed(&self.session.borrow().workspace, object, fields);
        let grouping = match self.read(&computed, |reader, _| Grouping::of(reader, object, fields, log, k)) {
            Ok(grouping) => grouping,
            Err(none) => return Ok(none),
        };
        let mut fit = match grouping.fit() {
            Ok(fit) => fit,
            Err(none) => return Ok(none),
        };
        let mut pauses = self.pauses("groups", patience);
        while !fit.run(DISTANCES) {
            pauses.next(((100.0 * fit.progress()) as u64, 100)).await?;
        }
        Ok(grouping.page(&fit.finish()))
    }

    /// Does a slice of what is being fitted and learned; returns whether there is more. Views that show it are told when it is there.
    pub(super) fn fit(&self) -> bool {
        let session = self.session.borrow();
        let workspace = &session.workspace;
        let mut computed = self.computed.borrow_mut();
        let FitStep::Done(table, fields) = computed.fit(workspace) else {
            return computed.is_fitting();
        };
        let effect = Effect {
            table,
            rows: Vec::new(),
            fields,
            membership: false,
        };
        let effects = [effect];
        self.counts.borrow_mut().note(workspace, computed.links(), &effects);
        let changed = self.views.borrow_mut().note(workspace, &effects);
        let mut events = self.events.borrow_mut();
        if !changed.is_empty() {
            events.push(Event::ViewsChanged(changed));
        }
        events.push(Event::RecordsChanged(Vec::new()));
        computed.is_fitting()
    }
}
