//! What a query reads, so that a change that touches nothing of it costs nothing.

use model::{Computed, ObjectDef};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::table::Effect;
use crate::workspace::Workspace;

/// Tables and fields that a query reads.
#[derive(Clone, Debug, Default)]
pub struct Reads {
    tables: FxHashMap<u16, Touch>,
    computed: Vec<(u16, u16)>,
}

/// What of a table is read.
#[derive(Clone, Debug, Default)]
struct Touch {
    fields: FxHashSet<u16>,
    membership: bool,
    everything: bool,
}

impl Reads {
    /// Which records of a table are in use.
    pub fn members(&mut self, table: u16) {
        self.tables.entry(table).or_default().membership = true;
    }

    /// Anything about a table.
    pub fn everything(&mut self, table: u16) {
        self.tables.entry(table).or_default().everything = true;
    }

    /// Anything about the table of an object.
    pub fn object(&mut self, workspace: &Workspace, object: &str) {
        if let Some(table) = workspace.table(object) {
            self.everything(table.number);
        }
    }

    /// A field, its further values, and what it is computed from.
    pub fn field(&mut self, workspace: &Workspace, table: u16, field: u16) {
        let columns = &workspace.tables()[usize::from(table)];
        let meta = &columns.fields()[usize::from(field)];
        let touch = self.tables.entry(table).or_default();
        touch.fields.insert(field);
        touch.fields.extend(meta.further);
        if !meta.computed {
            return;
        }
        if !self.computed.contains(&(table, field)) {
            self.computed.push((table, field));
        }
        self.everything(table);
        let definition = workspace.schema().field(&columns.object, &meta.key);
        let Some(computed) = definition.and_then(|definition| definition.computed) else {
            return;
        };
        if computed == Computed::Derived {
            let (tables, fields) = crate::computed::derived_sources(workspace, table, field);
            for table in tables {
                self.everything(table);
            }
            for (table, field) in fields {
                if workspace.plans.get(table, field).is_none() {
                    self.field(workspace, table, field);
                }
            }
            return;
        }
        for object in sources(computed).iter().copied().chain(crate::computed::sources(computed)) {
            self.object(workspace, object);
        }
    }

    /// The name under which records of a table are shown.
    pub fn names(&mut self, workspace: &Workspace, object: &str) {
        let Some(table) = workspace.table(object) else { return };
        self.members(table.number);
        let naming = workspace.schema().object(object).into_iter().flat_map(ObjectDef::naming);
        for field in naming.filter_map(|field| table.field(&field.key)) {
            self.field(workspace, table.number, field);
        }
        if object == "stage" {
            // A stage is shown with how far along it is, which depends on all stages of its pipeline; and stages are sorted by
            // their pipelines.
            self.everything(table.number);
            self.object(workspace, "pipeline");
        }
    }

    /// Adds what another query reads.
    pub fn merge(&mut self, other: &Reads) {
        for (&table, other) in &other.tables {
            let touch = self.tables.entry(table).or_default();
            touch.fields.extend(&other.fields);
            touch.membership |= other.membership;
            touch.everything |= other.everything;
        }
        for &field in &other.computed {
            if !self.computed.contains(&field) {
                self.computed.push(field);
            }
        }
    }

    /// Whether values of a field are read.
    #[must_use]
    pub fn has_field(&self, table: u16, field: u16) -> bool {
        self.tables
            .get(&table)
            .is_some_and(|touch| touch.everything || touch.fields.contains(&field))
    }

    /// Tables of which anything is read.
    pub(crate) fn tables(&self) -> impl Iterator<Item = u16> + '_ {
        self.tables.keys().copied()
    }

    /// Computed fields among what is read.
    #[must_use]
    pub fn computed(&self) -> &[(u16, u16)] {
        &self.computed
    }

    /// Whether anything of a table is read.
    #[must_use]
    pub fn has_table(&self, table: u16) -> bool {
        self.tables.contains_key(&table)
    }

    /// Whether a change touched anything that is read.
    #[must_use]
    pub fn touched_by(&self, effects: &[Effect]) -> bool {
        effects.iter().any(|effect| {
            self.tables.get(&effect.table).is_some_and(|touch| {
                touch.everything || touch.membership && effect.membership || effect.fields.iter().any(|field| touch.fields.contains(field))
            })
        })
    }
}

/// Objects whose records the value of a computed field comes from, beside its own. What it is computed together with may read more.
fn sources(computed: Computed) -> &'static [&'static str] {
    match computed {
        Computed::Created | Computed::Updated | Computed::DaysInStage | Computed::LineTotal | Computed::Derived => &[],
        Computed::LastActivity | Computed::QuietDays => &[
            "activity",
            "task",
            "ticket",
            "message",
            "order",
            "deal",
            "stage_entry",
            "stage",
            "contact",
        ],
        Computed::NextStep => &["task", "deal"],
        Computed::OrderCount | Computed::LastOrder => &["order", "line", "contact"],
        Computed::Revenue
        | Computed::Recency
        | Computed::Frequency
        | Computed::Monetary
        | Computed::RfmSegment
        | Computed::StillCustomer
        | Computed::PurchasesAhead
        | Computed::ValueAhead
        | Computed::ValueClass
        | Computed::Silence => &["order", "line", "deal", "stage", "rate", "setting", "contact"],
        Computed::Leaving => &["order", "line", "deal", "stage", "rate", "setting", "contact", "activity", "ticket"],
        Computed::LeadFit | Computed::LeadEngagement | Computed::LeadGrade => &["activity", "ticket", "company", "setting"],
        Computed::OpenDeals => &["deal", "stage", "contact"],
        Computed::OpenTickets => &["ticket", "contact"],
        Computed::Pipeline | Computed::DealStatus | Computed::Probability | Computed::Weighted => &["stage", "pipeline"],
        Computed::WinChance | Computed::ChanceBasis => &["stage", "stage_entry", "company", "contact", "rate", "setting"],
        Computed::OrderTotal => &["line"],
        Computed::ContactCount => &["contact"],
        Computed::ProductOrders => &["order", "line"],
    }
}
