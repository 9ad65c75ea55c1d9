//! What rows want of fields whose values have to be unique: taken row by row, or refused because another record has it.

use bridge::import::{Policy, ProblemKind};
use interchange::typed::{SkipReason, TypedRows};
use model::block::text_value;
use model::{Block, FieldDef, FieldKey, ObjectKey, RecordId, Value};

use super::cells::{Write, write_of};
use super::{Action, Planner};
use crate::import::links::Linked;
use crate::import::unique::{Holding, Refused, Standing, columns_of, is_unique};
use crate::import::{ImportFile, policy_of};
use crate::workspace::Workspace;

/// The values of one unique field in the rows of a slice.
pub(super) struct Claims {
    field: FieldDef,
    primary: Vec<Option<Value>>,
    further: Vec<(u32, Value)>,
    /// Rows of which a value was refused or cannot be read.
    refused: Vec<u32>,
}

/// A row that claims its values.
pub(super) struct Claimant<'a> {
    pub file: &'a ImportFile,
    pub object: &'a ObjectKey,
    /// Its record is part of another row's.
    pub is_child: bool,
    /// Place among the rows of the slice.
    pub place: usize,
    pub row: u32,
    pub at: Standing,
    pub action: Action,
    /// Whether its record would not be there without it.
    pub is_new: bool,
}

impl Claims {
    /// The unique fields among those of the rows.
    pub fn of(object: &ObjectKey, rows: &TypedRows, linked: &[Linked], unread: &[(FieldKey, u32)], workspace: &Workspace) -> Vec<Self> {
        let fields = workspace.schema().object(object).map_or(&[][..], |object| &object.fields);
        let unique = fields.iter().filter(|field| is_unique(workspace, object, &field.key));
        let claims = unique.map(|field| {
            let mut claims = Claims {
                primary: vec![None; rows.rows.len()],
                further: Vec::new(),
                refused: unread
                    .iter()
                    .filter(|(known, _)| *known == field.key)
                    .map(|(_, place)| *place)
                    .collect(),
                field: field.clone(),
            };
            if let Some((_, block)) = rows.columns.iter().find(|(key, _)| *key == field.key) {
                match block {
                    Block::Text { .. } => {
                        for (value, text) in claims.primary.iter_mut().zip(block.texts()) {
                            *value = text.map(|text| text_value(text, field.kind));
                        }
                    }
                    block => (0..)
                        .zip(&mut claims.primary)
                        .for_each(|(row, value)| *value = block.get(row, field.kind)),
                }
            }
            for elements in rows.elements.iter().filter(|elements| elements.field == field.key) {
                claims.further.extend(elements.entries.iter().cloned());
            }
            for link in linked.iter().filter(|link| link.field == field.key) {
                for &(place, id) in &link.primary {
                    claims.primary[place as usize] = Some(Value::Ref(id));
                }
                claims
                    .further
                    .extend(link.further.iter().map(|&(place, id)| (place, Value::Ref(id))));
            }
            claims
        });
        claims.collect()
    }

    /// The field with each place of the rows of which a value was refused.
    pub fn refused(&self) -> impl Iterator<Item = (FieldKey, u32)> {
        self.refused.iter().map(|place| (self.field.key.clone(), *place))
    }

    /// Takes what was refused out of the rows.
    pub fn write_back(self, rows: &mut TypedRows, linked: &mut [Linked]) {
        if self.refused.is_empty() {
            return;
        }
        if let Some((_, block)) = rows.columns.iter_mut().find(|(key, _)| *key == self.field.key)
            && let Some(mut kept) = Block::new(self.field.kind.storage())
        {
            for value in &self.primary {
                match value {
                    Some(value) => {
                        kept.push(value);
                    }
                    None => kept.push_empty(),
                }
            }
            *block = kept;
        }
        for elements in rows.elements.iter_mut().filter(|elements| elements.field == self.field.key) {
            elements.entries.retain(|entry| self.further.contains(entry));
        }
        for link in linked.iter_mut().filter(|link| link.field == self.field.key) {
            link.primary.retain(|&(place, _)| self.primary[place as usize].is_some());
            link.further.retain(|&(place, id)| self.further.contains(&(place, Value::Ref(id))));
        }
    }
}

impl Planner {
    /// Takes what a row wants of unique fields, or refuses it; says whether the row lacks a field that it needs for that.
    pub(super) fn claim(&mut self, claims: &mut [Claims], claimant: &Claimant<'_>, workspace: &Workspace) -> bool {
        let (Action::Create(id) | Action::Join(id) | Action::Update(id)) = claimant.action else {
            return false;
        };
        let mut lacking = None;
        for claims in &mut *claims {
            let wanted = self.wanted(claims, claimant, id, workspace);
            let held = self.unique.of(workspace, claimant.object, &claims.field.key);
            let values = wanted.iter().filter_map(|write| match write {
                Write::Set(value) => value.as_ref(),
                Write::Add(value) => Some(value),
            });
            let taken = values.filter_map(|value| Some((value.clone(), held.other(value, id)?)));
            let taken = taken.collect::<Vec<(Value, Holding)>>();
            if taken.is_empty() {
                continue;
            }
            self.refuse(claims, claimant, &taken, workspace);
            let place = claimant.place as u32;
            let is_left = |value: &Value| !taken.iter().any(|(refused, _)| refused == value);
            claims.primary[claimant.place].take_if(|value| !is_left(value));
            claims.further.retain(|(of, value)| *of != place || is_left(value));
            claims.refused.push(place);
            let is_filled = claims.primary[claimant.place].is_some() || claims.further.iter().any(|(of, _)| *of == place);
            if claims.field.required && claimant.is_new && !is_filled {
                lacking = Some(claims.field.key.clone());
            }
        }
        if let Some(field) = lacking {
            let line = claimant.at.line;
            let problem = ProblemKind::Row(SkipReason::Required(field));
            self.results[claimant.at.file].problem(super::rows::left_out(line, claimant.row, String::new(), problem));
            return true;
        }
        for claims in claims {
            let wanted = self.wanted(claims, claimant, id, workspace);
            let had = match claimant.action {
                Action::Update(_) => register(workspace, id, &claims.field.key),
                _ => None,
            };
            let held = self.unique.of(workspace, claimant.object, &claims.field.key);
            for write in wanted {
                match write {
                    Write::Set(value) => held.give(value.as_ref(), had.as_ref(), id, claimant.at),
                    Write::Add(value) => held.add(&value, id, claimant.at),
                }
            }
        }
        false
    }

    /// What a row would write of a unique field.
    fn wanted(&mut self, claims: &Claims, claimant: &Claimant<'_>, id: RecordId, workspace: &Workspace) -> Vec<Write> {
        let place = claimant.place;
        let primary = claims.primary[place].clone();
        let further = claims
            .further
            .iter()
            .filter(|(of, _)| *of as usize == place)
            .map(|(_, value)| value);
        let file = claimant.file;
        match claimant.action {
            Action::Update(_) => {
                let policy = policy_of(file, &claims.field.key);
                let write = |value: Option<Value>, further: bool| {
                    write_of(workspace, claimant.object, id, &claims.field.key, value, further, policy)
                };
                // A cell of which a value was refused is not an empty one.
                let primary = if primary.is_none() && claims.refused.contains(&(place as u32)) {
                    None
                } else {
                    write(primary, false)
                };
                primary
                    .into_iter()
                    .chain(further.filter_map(|value| write(Some(value.clone()), true)))
                    .collect()
            }
            action => {
                // What an earlier file says stands, unless theirs replaces ours.
                let stands = matches!(action, Action::Join(_))
                    && !matches!(file.policy, Policy::Overwrite | Policy::OverwriteAndClear)
                    && self.unique.of(workspace, claimant.object, &claims.field.key).has_given(id);
                let primary = primary.filter(|_| !stands).map(|value| Write::Set(Some(value)));
                primary.into_iter().chain(further.cloned().map(Write::Add)).collect()
            }
        }
    }

    fn refuse(&mut self, claims: &Claims, claimant: &Claimant<'_>, taken: &[(Value, Holding)], workspace: &Workspace) {
        let mapping = claimant.file.mapping.as_ref();
        let columns = mapping.map(|mapping| columns_of(mapping, &claims.field.key, claimant.is_child));
        for (value, holding) in taken {
            let refused = Refused {
                value,
                holding: *holding,
                at: claimant.at,
                row: claimant.row,
            };
            let problem = refused.problem(claimant.file, columns.as_deref().unwrap_or_default(), &self.names, workspace);
            self.results[claimant.at.file].problem(problem);
        }
    }
}

/// The primary value that a record has.
fn register(workspace: &Workspace, id: RecordId, field: &FieldKey) -> Option<Value> {
    let place = workspace.handles().place(workspace.handles().find_known(id)?)?;
    let table = &workspace.tables()[usize::from(place.table)];
    table.register(place.row, table.field(field)?, workspace.handles())
}
