//! Rows of a slice: what becomes of each, and the ops that make it so.

use std::collections::hash_map::Entry;

use bridge::import::{MatchKey, Policy, ProblemKind, ProblemLine};
use interchange::mapping::Target;
use interchange::typed::TypedRows;
use model::block::{NONE_U32, text_value};
use model::order;
use model::validate::fold_into;
use model::{Block, FieldKey, FieldKind, ObjectKey, Op, RecordId, Value};
use rustc_hash::{FxHashMap, FxHashSet};

use super::cells::{column_of, defaults, full_text, home_of, kept_places, reference_block, texts_of, write_of};
use super::claims::{Claimant, Claims};
use super::{Action, Planner, column_of_reference};
use crate::import::keys::Met;
use crate::import::links::{Linked, Making, missing_problem};
use crate::import::unique::{Refused, Standing, columns_of, columns_of_detail};
use crate::import::{Entropy, ImportFile, match_field, new_id, policy_of};
use crate::workspace::Workspace;

impl Planner {
    #[allow(clippy::too_many_arguments, reason = "rows, where they come from and what they are matched with")]
    pub(super) fn plan_rows(
        &mut self,
        index: usize,
        file: &ImportFile,
        object: &ObjectKey,
        mut rows: TypedRows,
        matched: bool,
        lines: &dyn Fn(u32) -> u32,
        workspace: &Workspace,
        entropy: &mut Entropy<'_>,
    ) {
        if rows.rows.is_empty() {
            return;
        }
        let mut ops = Vec::new();
        let mut linked = Vec::new();
        for column in &rows.references {
            let mut making = Making {
                workspace,
                file: &file.name,
                now: self.now,
                entropy: &mut *entropy,
                unique: &mut self.unique,
                standing: &|place| Standing {
                    file: index,
                    line: lines(rows.rows[place as usize]),
                },
            };
            let mut links = self.links.resolve(object, column, &mut making);
            ops.append(&mut links.ops);
            for (place, field, value, holding) in links.refused.drain(..) {
                let row = rows.rows[place as usize];
                let columns = file.mapping.as_ref().map(|mapping| {
                    let details = columns_of_detail(mapping, &links.field, &field);
                    if details.is_empty() {
                        columns_of(mapping, &links.field, !matched)
                    } else {
                        details
                    }
                });
                let refused = Refused {
                    value: &value,
                    holding,
                    at: Standing {
                        file: index,
                        line: lines(row),
                    },
                    row,
                };
                let problem = refused.problem(file, columns.as_deref().unwrap_or_default(), &self.names, workspace);
                self.results[index].problem(problem);
            }
            for (place, name, close) in links.missing.drain(..) {
                let row = rows.rows[place as usize];
                let column = file.mapping.as_ref().and_then(|mapping| column_of_reference(mapping, &links.field));
                self.results[index].problem(missing_problem(lines(row), row, column, &name, close));
            }
            linked.push(links);
        }
        let unread = self.unread_fields(file, &rows);
        let mut claims = Claims::of(object, &rows, &linked, &unread, workspace);
        let actions = self.actions(index, file, object, &rows, matched, lines, &mut claims, workspace, entropy);
        let mut refused: FxHashSet<(FieldKey, u32)> = unread.into_iter().collect();
        refused.extend(claims.iter().flat_map(Claims::refused));
        claims.into_iter().for_each(|claims| claims.write_back(&mut rows, &mut linked));
        let matched_by = match_field(&file.match_key).filter(|_| matched);
        self.note_keys(object, &rows, &actions, matched_by, workspace);
        let created = |action: &Action| if let Action::Create(id) = action { Some(*id) } else { None };
        let joined = |action: &Action| if let Action::Join(id) = action { Some(*id) } else { None };
        self.results[index].counts.create += self.make(index, file, object, &mut rows, &actions, &created, &linked, workspace, &mut ops);
        let mut more = Vec::new();
        self.results[index].counts.update += self.make(index, file, object, &mut rows, &actions, &joined, &linked, workspace, &mut more);
        match file.policy {
            Policy::Overwrite | Policy::OverwriteAndClear => ops.append(&mut more),
            Policy::FillEmpty | Policy::Append | Policy::Skip if !more.is_empty() => self.joined.push(more),
            Policy::FillEmpty | Policy::Append | Policy::Skip => {}
        }
        self.updates(index, file, object, &rows, &actions, &linked, &refused, workspace, &mut ops);
        if !ops.is_empty() {
            self.changes.push(ops);
        }
    }

    #[allow(clippy::too_many_arguments, reason = "rows, keys and what they are matched with")]
    fn actions(
        &mut self,
        index: usize,
        file: &ImportFile,
        object: &ObjectKey,
        rows: &TypedRows,
        matched: bool,
        lines: &dyn Fn(u32) -> u32,
        claims: &mut [Claims],
        workspace: &Workspace,
        entropy: &mut Entropy<'_>,
    ) -> Vec<Action> {
        let mut actions = Vec::with_capacity(rows.rows.len());
        let by_id = matched && file.match_key == MatchKey::Id && !rows.ids.is_empty();
        let match_field = match_field(&file.match_key).filter(|_| matched).map(FieldKey::from);
        let texts = match_field
            .as_ref()
            .map(|field| texts_of(object, rows, field, workspace))
            .unwrap_or_default();
        // Taken out for the slice: what a row becomes is decided by more than its key.
        let mut index_of_keys = match_field
            .as_ref()
            .map(|field| self.links.take(workspace, object, field))
            .unwrap_or_default();
        let mut key = String::new();
        let described = self.described(object, rows, workspace);
        for (place, &row) in rows.rows.iter().enumerate() {
            // Parts of a record that was here before were imported with it: they are left out rather than doubled.
            if rows
                .parents
                .get(place)
                .is_some_and(|parent| !self.became.get(parent).is_some_and(|&(_, made)| made))
            {
                self.results[index].counts.skip += 1;
                actions.push(Action::Leave);
                continue;
            }
            let met = match (by_id, texts.get(place)) {
                (true, _) => match rows.ids[place] {
                    Some(id) => match self.seen.entry(id) {
                        Entry::Occupied(first) => Met::Again(*first.get()),
                        Entry::Vacant(vacant) => {
                            vacant.insert(row);
                            Met::First(Some(id), NONE_U32)
                        }
                    },
                    None => Met::First(None, NONE_U32),
                },
                (false, Some(Some(text))) => {
                    key.clear();
                    fold_into(text.trim(), &mut key);
                    if key.is_empty() {
                        Met::First(None, NONE_U32)
                    } else {
                        index_of_keys.meet(&key, row)
                    }
                }
                _ => Met::First(None, NONE_U32),
            };
            let (known, met_at) = match met {
                Met::First(known, met_at) => (known, met_at),
                Met::Again(first) => {
                    let text = match by_id {
                        true => rows.ids[place].map(|id| id.to_string()).unwrap_or_default(),
                        false => texts[place].as_deref().unwrap_or_default().to_owned(),
                    };
                    let problem = ProblemKind::Again {
                        line: lines(first),
                        key: file.match_key.clone(),
                    };
                    self.results[index].counts.duplicate += 1;
                    self.results[index].problem(left_out(lines(row), row, text, problem));
                    actions.push(Action::Leave);
                    continue;
                }
            };
            let known = known.or_else(|| described.get(place).copied().flatten());
            let was_made = known.is_some_and(|id| self.links.describe(object, id));
            let action = match known {
                None => Action::Create(new_id(self.now, entropy)),
                Some(id) => match home_of(workspace, id) {
                    None if was_made || by_id => Action::Create(id),
                    None => Action::Join(id),
                    Some((home, alive)) if home == *object && alive => Action::Update(id),
                    Some((home, _)) => {
                        let why = if home == *object {
                            ProblemKind::InBin
                        } else {
                            ProblemKind::OfAnotherObject
                        };
                        self.results[index].problem(left_out(lines(row), row, id.to_string(), why));
                        Action::Leave
                    }
                },
            };
            let skips = matches!(action, Action::Update(_) | Action::Join(_)) && file.policy == Policy::Skip;
            let claimant = Claimant {
                file,
                object,
                is_child: !matched,
                place,
                row,
                at: Standing {
                    file: index,
                    line: lines(row),
                },
                action,
                is_new: matches!(action, Action::Create(_)) && !was_made,
            };
            let action = if !skips && self.claim(claims, &claimant, workspace) {
                index_of_keys.forget(met_at);
                Action::Leave
            } else {
                action
            };
            if let (Action::Create(id) | Action::Join(id) | Action::Update(id), true) = (action, met_at != NONE_U32) {
                index_of_keys.settle(met_at, id);
            }
            match action {
                Action::Create(id) => self.became.insert(row, (id, true)),
                Action::Update(id) | Action::Join(id) => self.became.insert(row, (id, false)),
                Action::Leave => None,
            };
            let action = if skips { Action::Leave } else { action };
            if action == Action::Leave {
                self.results[index].counts.skip += 1;
            }
            actions.push(action);
        }
        if let Some(field) = match_field {
            self.links.put_back(object, field, index_of_keys);
        }
        actions
    }

    /// The fields of rows whose cells cannot be read.
    fn unread_fields(&self, file: &ImportFile, rows: &TypedRows) -> Vec<(FieldKey, u32)> {
        let columns = file.mapping.as_ref().map(|mapping| &*mapping.columns).unwrap_or_default();
        let unread = self.unread.iter().filter_map(|&(row, column)| {
            let place = rows.rows.binary_search(&row).ok()?;
            let field = match &columns.get(usize::from(column))?.target {
                Target::Field(field) | Target::NamePart { field, .. } | Target::AddressPart { field, .. } => field,
                _ => return None,
            };
            Some((field.clone(), place as u32))
        });
        unread.collect()
    }

    /// The record made on the way that each row describes, where there are such: by every field by which they are looked up.
    fn described(&self, object: &ObjectKey, rows: &TypedRows, workspace: &Workspace) -> Vec<Option<RecordId>> {
        if !self.links.has_undescribed(object) {
            return Vec::new();
        }
        let mut described = vec![None; rows.rows.len()];
        for field in self.links.fields_of(object) {
            let texts = texts_of(object, rows, &field, workspace);
            for (place, text) in described.iter_mut().zip(texts) {
                *place = place.or_else(|| self.links.find_undescribed(object, &field, &text?));
            }
        }
        described
    }

    /// Makes the records of the rows that `of` picks, and says how many: their blocks go into one op as they are.
    #[allow(clippy::too_many_arguments, reason = "rows, their links and what they become")]
    fn make(
        &mut self,
        index: usize,
        file: &ImportFile,
        object: &ObjectKey,
        rows: &mut TypedRows,
        actions: &[Action],
        of: &dyn Fn(&Action) -> Option<RecordId>,
        linked: &[Linked],
        workspace: &Workspace,
        ops: &mut Vec<Op>,
    ) -> u32 {
        let keep = actions.iter().map(|action| of(action).is_some()).collect::<Vec<_>>();
        let records = actions.iter().filter_map(of).collect::<Vec<_>>();
        if records.is_empty() {
            return 0;
        }
        let is_new = actions
            .iter()
            .any(|action| matches!(action, Action::Create(_)) && of(action).is_some());
        let all = records.len() == actions.len();
        let mut columns = Vec::new();
        for (field, block) in &mut rows.columns {
            let field = self.real_field(index, field);
            // Where every row makes a record, nobody reads the blocks after this.
            let block = if all {
                std::mem::replace(block, Block::Int(Vec::new()))
            } else {
                block.pick(&keep)
            };
            columns.push((field, block));
        }
        let place_of = kept_places(&keep);
        for link in linked.iter().filter(|link| !link.primary.is_empty()) {
            columns.push((link.field.clone(), reference_block(link, &place_of, records.len())));
        }
        if let (Some(grouping), false) = (
            file.mapping.as_ref().and_then(|mapping| mapping.grouping.as_ref()),
            rows.parents.is_empty(),
        ) {
            let parents = rows.parents.iter().zip(&keep).filter(|(_, keep)| **keep);
            let mut block = Block::Ref {
                ids: Vec::new(),
                codes: Vec::new(),
            };
            for (parent, _) in parents {
                match self.became.get(parent) {
                    Some(&(id, _)) => {
                        block.push(&Value::Ref(id));
                    }
                    None => block.push_empty(),
                }
            }
            columns.push((grouping.parent_field.clone(), block));
        }
        if is_new {
            columns.extend(defaults(object, &records, &columns, workspace, self.now, self.day));
        }
        ops.push(Op::Rows {
            object: object.clone(),
            records: records.clone(),
            columns,
        });
        let element = |field: &FieldKey, element: Value, place: u32| {
            let record = place_of.get(place as usize).copied().flatten().map(|kept| records[kept as usize])?;
            Some(Op::Element {
                object: object.clone(),
                field: field.clone(),
                element,
                present: true,
                records: vec![record],
            })
        };
        for link in linked {
            ops.extend(
                link.further
                    .iter()
                    .filter_map(|&(place, id)| element(&link.field, Value::Ref(id), place)),
            );
        }
        for column in &rows.elements {
            let field = self.real_field(index, &column.field);
            ops.extend(
                column
                    .entries
                    .iter()
                    .filter_map(|(place, value)| element(&field, value.clone(), *place)),
            );
        }
        records.len() as u32
    }

    /// Known records: only what differs is written, and only where the policy says so.
    #[allow(clippy::too_many_arguments, reason = "rows, their links and what they become")]
    fn updates(
        &mut self,
        index: usize,
        file: &ImportFile,
        object: &ObjectKey,
        rows: &TypedRows,
        actions: &[Action],
        linked: &[Linked],
        refused: &FxHashSet<(FieldKey, u32)>,
        workspace: &Workspace,
        ops: &mut Vec<Op>,
    ) {
        let mut wanted: FxHashMap<usize, Vec<(FieldKey, Option<Value>, bool)>> = FxHashMap::default();
        let places = actions.iter().enumerate().filter_map(|(place, action)| {
            if let Action::Update(id) = action {
                Some((place, *id))
            } else {
                None
            }
        });
        let places = places.collect::<FxHashMap<_, _>>();
        if places.is_empty() {
            return;
        }
        for (field, block) in &rows.columns {
            let field = self.real_field(index, field);
            let kind = workspace.schema().field(object, &field).map_or(FieldKind::Text, |field| field.kind);
            let texts = matches!(block, Block::Text { .. }).then(|| block.texts().collect::<Vec<_>>());
            for &place in places.keys() {
                let value = match &texts {
                    Some(texts) => texts.get(place).copied().flatten().map(|text| text_value(text, kind)),
                    None => block.get(place, kind),
                };
                // A cell that cannot be read, or of which a value was refused, is not an empty one.
                if value.is_none() && refused.contains(&(field.clone(), place as u32)) {
                    continue;
                }
                wanted.entry(place).or_default().push((field.clone(), value, false));
            }
        }
        for link in linked {
            let primary = link.primary.iter().map(|&(place, id)| (place as usize, id, false));
            for (place, id, further) in primary.chain(link.further.iter().map(|&(place, id)| (place as usize, id, true))) {
                if places.contains_key(&place) {
                    wanted
                        .entry(place)
                        .or_default()
                        .push((link.field.clone(), Some(Value::Ref(id)), further));
                }
            }
        }
        for column in &rows.elements {
            for (place, value) in column.entries.iter().filter(|(place, _)| places.contains_key(&(*place as usize))) {
                wanted
                    .entry(*place as usize)
                    .or_default()
                    .push((column.field.clone(), Some(value.clone()), true));
            }
        }
        let mut places = places.into_iter().collect::<Vec<_>>();
        order::sort_by_key(&mut places, |&(place, _)| place);
        for (place, id) in places {
            let before = ops.len();
            for (field, value, further) in wanted.remove(&place).unwrap_or_default() {
                let write = write_of(workspace, object, id, &field, value, further, policy_of(file, &field));
                ops.extend(write.map(|write| write.op(object, id, &field)));
            }
            let counts = &mut self.results[index].counts;
            if ops.len() > before {
                counts.update += 1;
            } else {
                counts.unchanged += 1;
            }
        }
    }

    /// Lets later rows and files find what this slice makes.
    fn note_keys(&mut self, object: &ObjectKey, rows: &TypedRows, actions: &[Action], matched_by: Option<&str>, workspace: &Workspace) {
        let made = |action: &Action| match action {
            Action::Create(id) | Action::Join(id) => Some(*id),
            Action::Update(_) | Action::Leave => None,
        };
        for field in self.links.fields_of(object) {
            let column = column_of(object, &field, workspace);
            let block = rows.columns.iter().find(|(key, _)| *key == column).map(|(_, block)| block);
            let further = rows.elements.iter().filter(|elements| elements.field == column);
            let Some(known) = self.links.known(object, &field) else { continue };
            // The key by which rows are matched was noted when they met it.
            if let Some(block @ Block::Text { .. }) = block.filter(|_| matched_by != Some(field.as_str())) {
                for (text, id) in block.texts().zip(actions.iter().map(made)) {
                    if let (Some(text), Some(id)) = (text, id) {
                        known.note(&full_text(text), id);
                    }
                }
            }
            for (place, value) in further.flat_map(|elements| &elements.entries) {
                if let (Some(text), Some(id)) = (value.as_text(), actions.get(*place as usize).and_then(made)) {
                    known.note(text, id);
                }
            }
        }
    }
}

/// A row that is left out.
pub(super) fn left_out(line: u32, row: u32, text: String, problem: ProblemKind) -> ProblemLine {
    ProblemLine {
        line,
        row: Some(row),
        column: None,
        text,
        problem,
    }
}
