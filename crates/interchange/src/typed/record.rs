//! The records of one object in a slice: its fields and its references.

use model::block::NONE_U32;
use model::order;
use model::validate::{MAX_ELEMENTS, MAX_TEXT, ParseContext, clean_short, parse_email};
use model::{FieldError, FieldKey, RecordId};

use super::column::{Fallback, FieldColumn};
use super::keys::{Dictionary, split_list};
use super::reader::Cells;
use super::{CellProblem, NewRecords, ReferenceColumn, TypedRows};
use crate::mapping::{Mapping, MatchBy, ObjectPlan, PlannedField, PlannedReference, Source};

/// Builds the records of one object.
pub(super) struct RecordColumns {
    id: Option<usize>,
    /// The child's link to its record, which the row itself fills.
    parent: Option<FieldKey>,
    /// A field that every record needs and no column fills.
    lacking: Option<FieldKey>,
    rows: Vec<u32>,
    ids: Vec<Option<RecordId>>,
    parents: Vec<u32>,
    positions: Vec<u32>,
    fields: Vec<FieldColumn>,
    references: Vec<KeyColumn>,
}

/// Keys of one reference field.
struct KeyColumn {
    plan: PlannedReference,
    keys: Dictionary<Result<Key, FieldError>>,
    primary: Vec<u32>,
    further: Vec<(u32, u32)>,
    /// Whether the keys beside the primary one are only found.
    finds_further: bool,
    /// Places of the keys that are new in the file.
    new: Vec<u32>,
    details: Vec<FieldColumn>,
}

/// A key, and what stands beside it: the id in our own exports, the name beside an address.
#[derive(Clone)]
struct Key {
    text: String,
    id: Option<RecordId>,
    name: Option<String>,
}

impl RecordColumns {
    /// Columns for the records of `plan`. Rules, constants and made names are for the mapping's own object, `is_main`.
    pub(super) fn new(plan: ObjectPlan, mapping: &Mapping, is_main: bool) -> Self {
        let lacking = plan.definition.fields.iter().find(|field| {
            let planned = plan.fields.iter().any(|planned| planned.field.key == field.key);
            let reference = plan.references.iter().any(|planned| planned.field.key == field.key);
            field.required && !planned && !reference && plan.parent.as_ref() != Some(&field.key)
        });
        let lacking = lacking.map(|field| field.key.clone());
        let primary = plan.definition.primary.clone();
        let column = |planned: PlannedField, is_main: bool| {
            let fallback = if is_main {
                fallback(mapping, &planned.field.key, &primary)
            } else {
                Fallback::default()
            };
            let context = context(mapping, &planned);
            FieldColumn::new(planned, context, fallback)
        };
        let mut fields = plan.fields.into_iter().map(|planned| column(planned, is_main)).collect::<Vec<_>>();
        // What a record needs is read first, so that little has to be taken back.
        order::sort_by_key(&mut fields, |column| !column.field().required);
        let references = plan.references.into_iter().map(|mut reference| KeyColumn {
            details: std::mem::take(&mut reference.details)
                .into_iter()
                .map(|planned| column(planned, false))
                .collect(),
            plan: reference,
            keys: Dictionary::default(),
            primary: Vec::new(),
            further: Vec::new(),
            finds_further: mapping.finds_further,
            new: Vec::new(),
        });
        Self {
            references: references.collect(),
            id: plan.id,
            parent: plan.parent,
            lacking,
            rows: Vec::new(),
            ids: Vec::new(),
            parents: Vec::new(),
            positions: Vec::new(),
            fields,
        }
    }

    /// Appends the record of a row, or says which field it lacks.
    pub(super) fn push(&mut self, cells: &Cells, problems: &mut Vec<CellProblem>) -> Result<(), FieldKey> {
        if let Some(field) = &self.lacking {
            return Err(field.clone());
        }
        let index = self.rows.len() as u32;
        for at in 0..self.fields.len() {
            let filled = self.fields[at].push(index, cells, problems);
            if !filled && self.fields[at].field().required {
                self.fields[..=at].iter_mut().for_each(|field| field.pop(index));
                return Err(self.fields[at].field().key.clone());
            }
        }
        for at in 0..self.references.len() {
            let filled = self.references[at].push(index, cells, problems);
            if !filled && self.references[at].plan.field.required {
                self.references[..=at].iter_mut().for_each(|reference| reference.pop(index));
                self.fields.iter_mut().for_each(|field| field.pop(index));
                return Err(self.references[at].plan.field.key.clone());
            }
        }
        if let Some(column) = self.id {
            self.ids.push(read_id(column, cells, problems));
        }
        self.rows.push(cells.row);
        Ok(())
    }

    /// Appends a child: the record of a row that belongs to the record of another row.
    pub(super) fn push_child(
        &mut self,
        parent: u32,
        position: u32,
        cells: &Cells,
        problems: &mut Vec<CellProblem>,
    ) -> Result<(), FieldKey> {
        self.push(cells, problems)?;
        self.parents.push(parent);
        self.positions.push(position);
        Ok(())
    }

    /// The child's link to its record.
    pub(super) fn parent(&self) -> Option<&FieldKey> {
        self.parent.as_ref()
    }

    /// Columns of whole cells, for finding out what differs within a group.
    pub(super) fn whole_cells(&self) -> Vec<usize> {
        let cells = self.fields.iter().filter_map(|field| match field.source() {
            Source::Cell(column) => Some(*column),
            _ => None,
        });
        cells
            .chain(self.references.iter().filter_map(|reference| reference.plan.column))
            .collect()
    }

    /// The records of the slice; the next slice begins.
    pub(super) fn take(&mut self) -> TypedRows {
        let (mut columns, mut elements) = (Vec::new(), Vec::new());
        for field in &mut self.fields {
            let (column, beside) = field.take();
            columns.extend(column);
            elements.extend(beside);
        }
        TypedRows {
            rows: std::mem::take(&mut self.rows),
            ids: std::mem::take(&mut self.ids),
            columns,
            elements,
            references: self.references.iter_mut().map(KeyColumn::take).collect(),
            parents: std::mem::take(&mut self.parents),
            positions: std::mem::take(&mut self.positions),
        }
    }
}

impl KeyColumn {
    /// Appends the keys of a row and says whether there is one.
    fn push(&mut self, index: u32, cells: &Cells, problems: &mut Vec<CellProblem>) -> bool {
        let is_set = self.plan.field.kind.is_set();
        let mut filled = false;
        for at in 0..=self.plan.further.len() {
            let place = if at == 0 {
                self.plan.column
            } else {
                self.plan.further.get(at - 1).copied()
            };
            let Some(column) = place else { continue };
            // The primary reference may be any name, with separators in it.
            let several = is_set || at > 0;
            let text = cells.text(column);
            let trimmed = text.trim();
            if trimmed.is_empty() {
                continue;
            }
            let parts = if several { split_list(trimmed, is_set) } else { Vec::new() };
            if parts.len() > MAX_ELEMENTS {
                cells.report(
                    column,
                    &text,
                    FieldError::TooManyElements {
                        max: MAX_ELEMENTS,
                        found: parts.len(),
                    },
                    problems,
                );
                continue;
            }
            let parts = if several {
                parts.iter().map(String::as_str).collect()
            } else {
                vec![trimmed]
            };
            for part in parts.into_iter().filter(|part| !part.trim().is_empty()) {
                match self.place(part, cells, problems) {
                    Ok(place) if filled || is_set => {
                        let of_row = self.further.iter().rev().take_while(|(of, _)| *of == index);
                        let is_primary = !is_set && self.primary.last() == Some(&place);
                        if !is_primary && !of_row.into_iter().any(|(_, other)| *other == place) {
                            self.further.push((index, place));
                        }
                        filled = true;
                    }
                    Ok(place) => {
                        self.primary.push(place);
                        filled = true;
                    }
                    Err(error) => cells.report(column, part, error, problems),
                }
            }
        }
        if !filled || is_set {
            self.primary.push(NONE_U32);
        }
        filled
    }

    /// Place of a key among those of the slice. The details of a new key are read from this row.
    fn place(&mut self, text: &str, cells: &Cells, problems: &mut Vec<CellProblem>) -> Result<u32, FieldError> {
        let match_by = &self.plan.match_by;
        let (number, fresh) = self.keys.number(text, |text| read_key(text, match_by));
        if let Err(error) = self.keys.entry(number) {
            return Err(error.clone());
        }
        let place = self.keys.place(number);
        if fresh {
            let index = self.new.len() as u32;
            for detail in &mut self.details {
                detail.push(index, cells, problems);
            }
            self.new.push(place);
        }
        Ok(place)
    }

    /// Takes the last row back. Keys that it brought stay known.
    fn pop(&mut self, index: u32) {
        self.primary.pop();
        while self.further.pop_if(|(of, _)| *of == index).is_some() {}
    }

    fn take(&mut self) -> ReferenceColumn {
        let used = self.keys.take_used();
        let (mut words, mut ids, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for number in &used {
            let key = self.keys.entry(*number).as_ref().ok();
            words.push(key.map(|key| key.text.clone()).unwrap_or_default());
            ids.push(key.and_then(|key| key.id));
            names.push(key.and_then(|key| key.name.clone()));
        }
        let mut new = NewRecords {
            words: std::mem::take(&mut self.new),
            ..NewRecords::default()
        };
        for detail in &mut self.details {
            let (column, beside) = detail.take();
            new.columns.extend(column);
            new.elements.extend(beside);
        }
        ReferenceColumn {
            field: self.plan.field.key.clone(),
            target: self.plan.target.clone(),
            match_by: self.plan.match_by.clone(),
            create_missing: self.plan.create_missing,
            create_further: self.plan.create_missing && !self.finds_further,
            words,
            names,
            numbers: used,
            ids,
            primary: std::mem::take(&mut self.primary),
            further: std::mem::take(&mut self.further),
            new,
        }
    }
}

/// What dates and numbers mean in the column that fills a field.
fn context(mapping: &Mapping, planned: &PlannedField) -> ParseContext {
    let mut context = mapping.context.clone();
    let column = match &planned.source {
        Source::Cell(column) => Some(*column),
        _ => planned.further.first().copied(),
    };
    if let Some(own) = column.and_then(|column| mapping.columns.get(column)).map(|column| column.context) {
        context.date_order = own.date_order.unwrap_or(context.date_order);
        context.decimal = own.decimal.unwrap_or(context.decimal);
        context.currency = own.currency.unwrap_or(context.currency);
    }
    context
}

/// What fills a field of the mapping's own object where its cell is empty.
fn fallback(mapping: &Mapping, field: &FieldKey, primary: &FieldKey) -> Fallback {
    let rules = mapping.rules.iter().filter(|rule| rule.field == *field);
    let name = mapping.name.as_ref().filter(|_| field == primary);
    Fallback {
        rules: rules
            .map(|rule| (usize::from(rule.column), rule.prefix.clone(), rule.value.clone()))
            .collect(),
        constant: mapping
            .constants
            .iter()
            .find(|(key, _)| key == field)
            .map(|(_, value)| value.clone()),
        name: name.map(|rule| {
            (
                rule.columns.iter().map(|column| usize::from(*column)).collect(),
                rule.separator.clone(),
            )
        }),
    }
}

/// Reads a key. Our own exports write `Acme <0197…>`: a name for people and the id for us.
fn read_key(text: &str, match_by: &MatchBy) -> Result<Key, FieldError> {
    let clean = clean_short(text);
    if let Some((label, id)) = clean.strip_suffix('>').and_then(|text| text.rsplit_once('<'))
        && let Ok(id) = id.parse::<RecordId>()
    {
        return Ok(Key {
            text: label.trim_end().to_owned(),
            id: Some(id),
            name: None,
        });
    }
    if clean.len() > MAX_TEXT {
        return Err(FieldError::TooLong {
            max: MAX_TEXT,
            found: clean.len(),
        });
    }
    match match_by {
        MatchBy::Email => Ok(Key {
            text: parse_email(&clean)?,
            id: None,
            name: clean
                .split_once('<')
                .map(|(name, _)| clean_short(name.trim_matches([' ', '"'])))
                .filter(|name| !name.is_empty()),
        }),
        MatchBy::Id => {
            let id = clean.parse().map_err(|_| FieldError::NotARecord { found: clean.clone() })?;
            Ok(Key {
                text: clean,
                id: Some(id),
                name: None,
            })
        }
        _ if clean.is_empty() => Err(FieldError::NotARecord { found: text.to_owned() }),
        _ => Ok(Key {
            text: clean,
            id: None,
            name: None,
        }),
    }
}

fn read_id(column: usize, cells: &Cells, problems: &mut Vec<CellProblem>) -> Option<RecordId> {
    let text = cells.text(column);
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return None;
    }
    let id = trimmed.parse().ok();
    if id.is_none() {
        cells.report(column, &text, FieldError::NotARecord { found: trimmed.to_owned() }, problems);
    }
    id
}
