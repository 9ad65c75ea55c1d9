//! Values that no two records in use may share: they hold against what is here, among the rows of a file, and among files.
//!
//! Rows take their values in the order in which they stand. A value that another record has is taken out of its row before
//! anything is planned with it, so that what is counted is what is written.

use bridge::import::{Holder, ProblemKind, ProblemLine};
use interchange::mapping::{Mapping, Target};
use model::validate::fold;
use model::{FieldKey, ObjectKey, RecordId, Value};
use rustc_hash::FxHashMap;

use super::ImportFile;
use crate::commands::unique::{compared, held};
use crate::workspace::Workspace;

/// Who has which value of the fields that have to be unique, as the import leaves them so far.
#[derive(Default)]
pub(super) struct Unique {
    fields: FxHashMap<(ObjectKey, FieldKey), Held>,
}

/// Who has which value of one field.
pub(super) struct Held {
    holders: FxHashMap<Vec<u8>, Holding>,
    /// Primary values that the import gave.
    given: FxHashMap<RecordId, Vec<u8>>,
}

/// Where a row stands: its file and its line there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Standing {
    pub file: usize,
    pub line: u32,
}

/// A record that has a value, and the row that gave it.
#[derive(Clone, Copy)]
pub(super) struct Holding {
    id: RecordId,
    from: Option<Standing>,
}

impl Unique {
    /// Who has which value of a field.
    pub fn of(&mut self, workspace: &Workspace, object: &ObjectKey, field: &FieldKey) -> &mut Held {
        self.fields.entry((object.clone(), field.clone())).or_insert_with(|| Held {
            holders: held(object, field, workspace)
                .map(|(value, id)| (value, Holding { id, from: None }))
                .collect(),
            given: FxHashMap::default(),
        })
    }
}

impl Held {
    /// Who else has a value.
    pub fn other(&self, value: &Value, id: RecordId) -> Option<Holding> {
        self.holders.get(&compared(value)).filter(|holding| holding.id != id).copied()
    }

    /// Whether the import gave a record its primary value.
    pub fn has_given(&self, id: RecordId) -> bool {
        self.given.contains_key(&id)
    }

    /// A record gets a value beside the others.
    pub fn add(&mut self, value: &Value, id: RecordId, from: Standing) {
        self.holders.insert(compared(value), Holding { id, from: Some(from) });
    }

    /// A record gets another primary value, or none; the one that it had is free from then on.
    pub fn give(&mut self, value: Option<&Value>, had: Option<&Value>, id: RecordId, from: Standing) {
        for free in self.given.remove(&id).into_iter().chain(had.map(compared)) {
            if self.holders.get(&free).is_some_and(|holding| holding.id == id) {
                self.holders.remove(&free);
            }
        }
        if let Some(value) = value {
            self.add(value, id, from);
            self.given.insert(id, compared(value));
        }
    }
}

/// Whether a field of an object has to be unique.
pub(super) fn is_unique(workspace: &Workspace, object: &str, field: &str) -> bool {
    let check = workspace.schema().field(object, field).and_then(|field| field.check.as_ref());
    check.is_some_and(|check| check.unique)
}

/// A value that is not taken because another record has it.
pub(super) struct Refused<'a> {
    pub value: &'a Value,
    pub holding: Holding,
    /// Where the row stands that wanted it.
    pub at: Standing,
    pub row: u32,
}

impl Refused<'_> {
    /// The problem, in the column of which the value is.
    pub fn problem(&self, file: &ImportFile, columns: &[u32], names: &[String], workspace: &Workspace) -> ProblemLine {
        let wanted = text_of(self.value);
        let holds = |column: &&u32| fold(&file.cell(self.row, **column)).contains(&fold(&wanted));
        let column = columns.iter().find(holds).or(columns.first()).copied();
        let by = match self.holding.from {
            Some(Standing { file, line }) => Holder::Line {
                line,
                file: names.get(file).filter(|_| file != self.at.file).cloned(),
            },
            None => Holder::Record(name_of(workspace, self.holding.id)),
        };
        ProblemLine {
            line: self.at.line,
            row: Some(self.row),
            column,
            text: column.map_or(wanted, |column| file.cell(self.row, column)),
            problem: ProblemKind::Taken(by),
        }
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Name(name) => name.full(),
        Value::Int(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Money(money) => money.to_f64().to_string(),
        _ => String::new(),
    }
}

fn name_of(workspace: &Workspace, id: RecordId) -> String {
    let handles = workspace.handles();
    let place = handles.find_known(id).and_then(|handle| handles.place(handle));
    let name = place.and_then(|place| {
        let table = &workspace.tables()[usize::from(place.table)];
        let primary = table.field(&workspace.schema().object(&table.object)?.primary)?;
        table.value(place.row, primary, handles)
    });
    name.as_ref().map(text_of).unwrap_or_default()
}

/// The columns that fill a field of the mapping's own object, or of its children.
pub(super) fn columns_of(mapping: &Mapping, field: &FieldKey, of_child: bool) -> Vec<u32> {
    columns(mapping, |target| match target {
        Target::Child(target) => of_child && fills(target, field),
        target => !of_child && fills(target, field),
    })
}

/// The columns that hold a detail of the records that a reference makes, or else their key.
pub(super) fn columns_of_detail(mapping: &Mapping, reference: &FieldKey, field: &FieldKey) -> Vec<u32> {
    let inner = |target: &Target| match target {
        Target::Of { reference: of, target } => of == reference && fills(target, field),
        _ => false,
    };
    columns(mapping, |target| match target {
        Target::Child(target) => inner(target),
        target => inner(target),
    })
}

fn columns(mapping: &Mapping, is_meant: impl Fn(&Target) -> bool) -> Vec<u32> {
    let meant = mapping.targets().filter(|(_, target)| is_meant(target));
    meant.map(|(column, _)| column as u32).collect()
}

fn fills(target: &Target, wanted: &FieldKey) -> bool {
    match target {
        Target::Field(field)
        | Target::NamePart { field, .. }
        | Target::AddressPart { field, .. }
        | Target::Further(field)
        | Target::Reference { field, .. } => field == wanted,
        _ => false,
    }
}
