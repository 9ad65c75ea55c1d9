//! What customers are worth and who may be leaving; and the fits that this comes from, which go on by themselves.

use bridge::Event;
use bridge::customer::{CustomerValue, CustomerWorth, RiskList};
use model::RecordId;

use super::Service;
use crate::computed::lifetime::{FitStep, lifetime_fields};
use crate::insights;
use crate::store::Store;
use crate::table::Effect;

impl<S: Store> Service<S> {
    pub(super) fn customer_value(&self, object: &str) -> CustomerValue {
        let fields = insights::worth_computed(&self.session.borrow().workspace, object);
        self.read(&fields, |reader, _| insights::customer_value(reader, object))
    }

    pub(super) fn customer_worth(&self, object: &str, record: RecordId) -> Option<CustomerWorth> {
        let row = self.session.borrow_mut().workspace.find_alive(object, record)?;
        let fields = insights::worth_computed(&self.session.borrow().workspace, object);
        self.read(&fields, |reader, _| insights::customer_worth(reader, reader.table(object)?, row))
    }

    pub(super) fn at_risk(&self, object: &str, times: Option<f64>, limit: u32) -> RiskList {
        let fields = insights::worth_computed(&self.session.borrow().workspace, object);
        self.read(&fields, |reader, _| insights::at_risk(reader, object, times, limit))
    }

    /// Does a slice of the fits under way; returns whether there is more. Views that show what was fitted are told when it is there.
    pub(super) fn fit(&self) -> bool {
        let session = self.session.borrow();
        let workspace = &session.workspace;
        let mut computed = self.computed.borrow_mut();
        let FitStep::Done(number) = computed.fit(workspace) else {
            return computed.is_fitting();
        };
        let table = &workspace.tables()[usize::from(number)];
        let effect = Effect {
            table: number,
            rows: Vec::new(),
            fields: lifetime_fields(workspace, table).into_iter().map(|(_, field)| field).collect(),
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
