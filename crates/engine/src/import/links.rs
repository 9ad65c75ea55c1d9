//! References of imported rows: found among what is here and what the import makes, or made on the way.

use bridge::import::{ProblemKind, ProblemLine};
use interchange::mapping::{Mapping, MatchBy, Target};
use interchange::typed::{NewRecords, ReferenceColumn};
use model::block::NONE_U32;
use model::{Block, FieldKey, ObjectKey, Op, RecordId, Value};
use rustc_hash::{FxHashMap, FxHashSet};

use super::files::field_of;
use super::keys::KeyIndex;
use super::stages::plan_stages;
use super::unique::{Holding, Standing, Unique, is_unique};
use super::{Entropy, new_id};
use crate::workspace::Workspace;

/// Key indexes of the import, by object and field, built when first needed.
#[derive(Default)]
pub(super) struct Links {
    indexes: FxHashMap<(ObjectKey, FieldKey), KeyIndex>,
    /// Records of the keys of the file under way, by object, field and number of the key: most slices repeat what earlier ones said.
    found: FxHashMap<(ObjectKey, FieldKey), Vec<Option<RecordId>>>,
    /// Stages of the names met so far, per file.
    stages: FxHashMap<String, RecordId>,
    /// Records made on the way.
    pub made: u32,
    /// Those of them that no row has described so far, by object: a file may refer to what stands further down in it.
    undescribed: FxHashMap<ObjectKey, FxHashSet<RecordId>>,
}

/// Links of one reference column.
pub(super) struct Linked {
    pub field: FieldKey,
    /// Row index within the slice, and the record that the field points to.
    pub primary: Vec<(u32, RecordId)>,
    /// Row index within the slice, and a record beside the primary one.
    pub further: Vec<(u32, RecordId)>,
    /// Ops that make what was missing, to be applied before the rows.
    pub ops: Vec<Op>,
    /// Names that were not found: row index within the slice, name, and a close one.
    pub missing: Vec<(u32, String, Option<String>)>,
    /// Values of records made on the way that other records have: row index within the slice, field, value and who has it.
    pub refused: Vec<(u32, FieldKey, Value, Holding)>,
}

/// Where an import is: what it reads from and how it makes ids.
pub(super) struct Making<'a, 'e> {
    pub workspace: &'a Workspace,
    pub file: &'a str,
    pub now: i64,
    pub entropy: &'a mut Entropy<'e>,
    pub unique: &'a mut Unique,
    /// Where the row of an index within the slice stands.
    pub standing: &'a dyn Fn(u32) -> Standing,
}

impl Links {
    /// The index of an object's field.
    pub fn index(&mut self, workspace: &Workspace, object: &ObjectKey, field: &FieldKey) -> &mut KeyIndex {
        self.indexes
            .entry((object.clone(), field.clone()))
            .or_insert_with(|| KeyIndex::build(workspace, object, field))
    }

    /// Another file begins.
    pub fn forget_rows(&mut self) {
        self.indexes.values_mut().for_each(KeyIndex::forget_rows);
        self.found.clear();
    }

    /// Builds the indexes by which `mapping` looks up what one of the files makes, so that what those make is noted in them.
    pub fn expect(&mut self, mapping: &Mapping, files: &[&Mapping], workspace: &Workspace) {
        let schema = workspace.schema();
        for (_, target) in mapping.targets() {
            let (object, target) = match (target, &mapping.grouping) {
                (Target::Child(target), Some(grouping)) => (&grouping.child, &**target),
                (target, _) => (&mapping.object, target),
            };
            let Target::Reference { field, match_by, .. } = target else {
                continue;
            };
            let Some(target) = schema.field(object, field).and_then(|field| field.target.clone()) else {
                continue;
            };
            if files.iter().any(|file| file.object == target) {
                self.index(workspace, &target, &field_of(match_by));
            }
        }
    }

    /// Takes the index of an object's field out, to be put back.
    pub fn take(&mut self, workspace: &Workspace, object: &ObjectKey, field: &FieldKey) -> KeyIndex {
        std::mem::take(self.index(workspace, object, field))
    }

    /// Puts an index back.
    pub fn put_back(&mut self, object: &ObjectKey, field: FieldKey, index: KeyIndex) {
        self.indexes.insert((object.clone(), field), index);
    }

    /// Fields by which records of an object are looked up.
    pub fn fields_of(&self, object: &ObjectKey) -> Vec<FieldKey> {
        let fields = self.indexes.keys().filter(|(of, _)| of == object);
        fields.map(|(_, field)| field.clone()).collect()
    }

    /// Whether records of an object were made on the way that no row has described so far.
    pub fn has_undescribed(&self, object: &ObjectKey) -> bool {
        self.undescribed.get(object).is_some_and(|records| !records.is_empty())
    }

    /// The record made on the way and described by no row that has this key.
    pub fn find_undescribed(&self, object: &ObjectKey, field: &FieldKey, key: &str) -> Option<RecordId> {
        let id = self.indexes.get(&(object.clone(), field.clone()))?.find(key)?;
        self.undescribed.get(object)?.contains(&id).then_some(id)
    }

    /// Takes a record made on the way for a row that describes it; says whether it was one.
    pub fn describe(&mut self, object: &ObjectKey, id: RecordId) -> bool {
        let was_made = self.undescribed.get_mut(object).is_some_and(|records| records.remove(&id));
        self.made -= u32::from(was_made);
        was_made
    }

    /// The index of an object's field, when something was looked up by it so far: what the import makes is noted in it, so that later
    /// rows find it.
    pub fn known(&mut self, object: &ObjectKey, field: &FieldKey) -> Option<&mut KeyIndex> {
        self.indexes.get_mut(&(object.clone(), field.clone()))
    }

    /// Resolves a reference column. Every distinct name is looked up once.
    pub fn resolve(&mut self, object: &ObjectKey, column: &ReferenceColumn, making: &mut Making<'_, '_>) -> Linked {
        let mut linked = Linked {
            field: column.field.clone(),
            primary: Vec::new(),
            further: Vec::new(),
            ops: Vec::new(),
            missing: Vec::new(),
            refused: Vec::new(),
        };
        if *column.target == *"stage" {
            self.resolve_stages(&column.words, making, &mut linked.ops);
        }
        let of_file = (object.clone(), column.field.clone());
        let mut of_number = self.found.remove(&of_file).unwrap_or_default();
        let all = column.numbers.iter().max().map_or(0, |number| *number as usize + 1);
        of_number.resize(all.max(of_number.len()), None);
        // What was not found so far may have been made since.
        let known = column.numbers.iter().map(|number| of_number[*number as usize].map(Some));
        let mut known: Vec<Option<Option<RecordId>>> = known.collect();
        let mut close: Vec<Option<Option<String>>> = vec![None; known.len()];
        let primary = column
            .primary
            .iter()
            .enumerate()
            .filter(|(_, word)| **word != NONE_U32)
            .map(|(row, &word)| (row as u32, word, false));
        for (row, word, further) in primary.chain(column.further.iter().map(|&(row, word)| (row, word, true))) {
            let Some(name) = column.words.get(word as usize) else { continue };
            let found = match known[word as usize] {
                Some(found) => found,
                None => {
                    let found = self.find_or_make(column, word, (row, further), making, &mut linked);
                    known[word as usize] = Some(found);
                    of_number[column.numbers[word as usize] as usize] = found;
                    found
                }
            };
            match (found, further) {
                (Some(id), false) => linked.primary.push((row, id)),
                (Some(id), true) => linked.further.push((row, id)),
                (None, _) => {
                    // An address that is nearly the same is somebody else's.
                    let close = close[word as usize].get_or_insert_with(|| {
                        let index = self.index(making.workspace, &column.target, &field_of(&column.match_by));
                        (column.match_by != MatchBy::Email).then(|| index.close_to(name)).flatten()
                    });
                    linked.missing.push((row, name.clone(), close.clone()));
                }
            }
        }
        self.found.insert(of_file, of_number);
        linked
    }

    fn find_or_make(
        &mut self,
        column: &ReferenceColumn,
        word: u32,
        (row, further): (u32, bool),
        making: &mut Making<'_, '_>,
        linked: &mut Linked,
    ) -> Option<RecordId> {
        let name = &column.words[word as usize];
        let own = column.ids.get(word as usize).copied().flatten();
        if own.is_some_and(|id| making.workspace.handles().find_known(id).is_some()) {
            return own;
        }
        if *column.target == *"stage" {
            return self.stages.get(name).copied();
        }
        if column.match_by == MatchBy::Id {
            return name.parse().ok();
        }
        let field = field_of(&column.match_by);
        if let Some(id) = self.index(making.workspace, &column.target, &field).find(name) {
            return Some(id);
        }
        let is_made = if further { column.create_further } else { column.create_missing };
        // A name that differs from a known one only by spaces and signs is reported rather than made a second time.
        let is_misspelt = |index: &mut KeyIndex| column.match_by != MatchBy::Email && index.same_letters(name).is_some();
        if !is_made || is_misspelt(self.index(making.workspace, &column.target, &field)) {
            return None;
        }
        let id = if *column.target == *"tag" {
            RecordId::v5("tag", &model::validate::fold(name))
        } else {
            new_id(making.now, making.entropy)
        };
        self.make(column, word, row, id, making, linked);
        self.index(making.workspace, &column.target, &field).note(name, id);
        self.undescribed.entry(column.target.clone()).or_default().insert(id);
        self.made += 1;
        Some(id)
    }

    /// Ops of a record that only a reference knows: its key, its name, and details that the file has of it, unless they have to be
    /// unique and another record has them.
    fn make(&self, column: &ReferenceColumn, word: u32, row: u32, id: RecordId, making: &mut Making<'_, '_>, linked: &mut Linked) {
        let key = &*column.words[word as usize];
        let name = column.names[word as usize].as_deref();
        let workspace = making.workspace;
        let Some(object) = workspace.schema().object(&column.target) else {
            return;
        };
        let at = (making.standing)(row);
        let mut claim = |field: &FieldKey, value: &Value, further: bool, refused: &mut Vec<(u32, FieldKey, Value, Holding)>| {
            if !is_unique(workspace, &column.target, field) {
                return true;
            }
            let held = making.unique.of(workspace, &column.target, field);
            match held.other(value, id) {
                Some(holding) => refused.push((row, field.clone(), value.clone(), holding)),
                None if further => held.add(value, id, at),
                None => held.give(Some(value), None, id, at),
            }
            held.other(value, id).is_none()
        };
        let mut details = details_of(&column.new, word, object);
        details.retain(|(field, value)| claim(field, value, false, &mut linked.refused));
        for (field, element) in further_of(&column.new, word) {
            if !claim(&field, &element, true, &mut linked.refused) {
                continue;
            }
            linked.ops.push(Op::Element {
                object: column.target.clone(),
                field,
                element,
                present: true,
                records: vec![id],
            });
        }
        let names_itself = details.iter().any(|(field, _)| *field == object.primary);
        let key_field = if column.match_by == MatchBy::Name {
            object.primary.clone()
        } else {
            field_of(&column.match_by)
        };
        let typed = |field: &FieldKey, text: &str| {
            let kind = object.field(field).map(|field| field.kind);
            let value = if kind == Some(model::FieldKind::PersonName) {
                Value::Name(model::PersonName::from_full(text))
            } else {
                Value::Text(text.to_owned())
            };
            (field.clone(), value)
        };
        let mut keys = Vec::new();
        if key_field != object.primary || !names_itself {
            keys.push(typed(&key_field, key));
        }
        if key_field != object.primary && !names_itself && object.field(&object.primary).is_some_and(|field| field.required) {
            keys.push(typed(&object.primary, name.unwrap_or(key)));
        }
        keys.retain(|(field, value)| claim(field, value, false, &mut linked.refused));
        linked.ops.extend(details.into_iter().chain(keys).map(|(field, value)| Op::Set {
            object: column.target.clone(),
            record: id,
            field,
            value: Some(value),
        }));
    }

    fn resolve_stages(&mut self, words: &[String], making: &mut Making<'_, '_>, ops: &mut Vec<Op>) {
        let fresh = words.iter().any(|word| !self.stages.contains_key(word));
        if !fresh {
            return;
        }
        let mut names = self.stages.keys().cloned().collect::<Vec<_>>();
        if names.is_empty() {
            names = words.to_vec();
        } else {
            names = words.iter().filter(|word| !self.stages.contains_key(*word)).cloned().collect();
        }
        let plan = plan_stages(making.workspace, &names, making.file, making.now, making.entropy);
        ops.extend(plan.ops);
        self.made += plan.made;
        self.stages.extend(names.into_iter().zip(plan.stages));
    }
}

fn details_of(new: &NewRecords, word: u32, object: &model::ObjectDef) -> Vec<(FieldKey, Value)> {
    let Some(row) = new.words.iter().position(|known| *known == word) else {
        return Vec::new();
    };
    let value = |field: &FieldKey, block: &Block| {
        let kind = object.field(field)?.kind;
        match block {
            Block::Text { .. } => block.texts().nth(row).flatten().map(|text| model::block::text_value(text, kind)),
            block => block.get(row, kind),
        }
    };
    new.columns
        .iter()
        .filter_map(|(field, block)| Some((field.clone(), value(field, block)?)))
        .collect()
}

fn further_of(new: &NewRecords, word: u32) -> Vec<(FieldKey, Value)> {
    let Some(place) = new.words.iter().position(|known| *known == word) else {
        return Vec::new();
    };
    let of = |column: &interchange::typed::ElementColumn| {
        let entries = column.entries.iter().filter(|(index, _)| *index as usize == place);
        entries.map(|(_, value)| (column.field.clone(), value.clone())).collect::<Vec<_>>()
    };
    new.elements.iter().flat_map(of).collect()
}

/// The problem of a name that was not found.
pub(super) fn missing_problem(line: u32, row: u32, column: Option<u32>, name: &str, close: Option<String>) -> ProblemLine {
    ProblemLine {
        line,
        row: Some(row),
        column,
        text: name.to_owned(),
        problem: ProblemKind::Link {
            name: name.to_owned(),
            close,
        },
    }
}
