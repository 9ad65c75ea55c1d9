//! Plans of derived fields: formulas compiled, roll-ups looked up, with what each reads and in which order they are computed.
//!
//! Plans are made with the schema. A field that cannot be planned (it names what is gone, or itself) has a plan that says so:
//! its cells are empty with that reason, and nothing else is disturbed.

pub use bridge::formula::PlanError;
use model::{Computed as Kind, Derived, FieldDef, FieldKind, Filter, Measure, RollUp};
use rustc_hash::FxHashMap;

use crate::formula::{Program, Type};
use crate::query::filter::Compiled;
use crate::workspace::Workspace;

/// How a row of a table that is read leads to rows of the derived field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Way {
    /// It is the row.
    Own,
    /// Rows whose reference of this number names it.
    Hop(u16),
    /// What its reference of this number names.
    Link(u16),
}

/// A field that a derived field is made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Read {
    pub(crate) table: u16,
    pub(crate) field: u16,
    pub(crate) way: Way,
}

/// A roll-up with everything looked up.
#[derive(Clone, Debug)]
pub(crate) struct Gathering {
    /// Table of the related records.
    pub(crate) table: u16,
    /// Their reference.
    pub(crate) link: u16,
    pub(crate) measure: Measure,
    /// The measured field.
    pub(crate) field: Option<u16>,
    /// Which of them count; `None` for all.
    pub(crate) filter: Option<Compiled>,
}

/// What a derived field is computed by.
#[derive(Clone, Debug)]
pub(crate) enum What {
    Formula(Program),
    RollUp(Gathering),
    /// It cannot be computed.
    Nothing,
}

/// How a derived field is computed.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) what: What,
    pub(crate) kind: FieldKind,
    /// How many derived fields it builds on, one on the other.
    pub(crate) rank: u16,
    pub(crate) reads: Vec<Read>,
    /// Tables of which any change may concern any row.
    pub(crate) wide: Vec<u16>,
}

/// Plans of all derived fields, by table and field.
#[derive(Clone, Default, Debug)]
pub(crate) struct Plans {
    plans: FxHashMap<(u16, u16), Plan>,
    /// Differs when any plan may differ.
    pub(crate) generation: u64,
}

impl Plans {
    /// Plans of the schema in force.
    pub(crate) fn of(workspace: &Workspace, generation: u64) -> Self {
        let mut plans = FxHashMap::default();
        for object in workspace.schema().objects() {
            let Some(table) = workspace.table(&object.key) else { continue };
            for field in object.fields.iter().filter(|field| field.computed == Some(Kind::Derived)) {
                let Some(number) = table.field(&field.key) else { continue };
                let plan = plan_of(field, &object.key, workspace).unwrap_or_else(|_| Plan::nothing(field.kind));
                plans.insert((table.number, number), plan);
            }
        }
        let mut plans = Self { plans, generation };
        plans.rank();
        plans
    }

    /// The plan of a field.
    pub(crate) fn get(&self, table: u16, field: u16) -> Option<&Plan> {
        self.plans.get(&(table, field))
    }

    /// All plans, by table and field.
    pub(crate) fn iter(&self) -> impl Iterator<Item = ((u16, u16), &Plan)> {
        self.plans.iter().map(|(&key, plan)| (key, plan))
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.plans.is_empty()
    }

    /// Ranks plans, those that build on none first. What is left over is made of itself and cannot be computed.
    fn rank(&mut self) {
        let mut ranked: FxHashMap<(u16, u16), u16> = FxHashMap::default();
        while ranked.len() < self.plans.len() {
            let next = self
                .plans
                .iter()
                .filter(|(key, _)| !ranked.contains_key(key))
                .filter_map(|(&key, plan)| {
                    let below = plan
                        .reads
                        .iter()
                        .map(|read| (read.table, read.field))
                        .filter(|key| self.plans.contains_key(key));
                    let ranks = below.map(|key| ranked.get(&key).copied()).collect::<Option<Vec<_>>>()?;
                    Some((key, ranks.into_iter().max().map_or(0, |rank| rank + 1)))
                });
            let next = next.collect::<Vec<_>>();
            if next.is_empty() {
                break;
            }
            ranked.extend(next);
        }
        for (key, plan) in &mut self.plans {
            match ranked.get(key) {
                Some(&rank) => plan.rank = rank,
                None => *plan = Plan::nothing(plan.kind),
            }
        }
    }

    /// Whether a field is made of another one, directly or through others.
    pub(crate) fn leads_to(&self, from: &Plan, target: (u16, u16)) -> bool {
        let mut seen = vec![];
        let mut open = from.reads.iter().map(|read| (read.table, read.field)).collect::<Vec<_>>();
        while let Some(key) = open.pop() {
            if key == target {
                return true;
            }
            if seen.contains(&key) {
                continue;
            }
            seen.push(key);
            if let Some(plan) = self.plans.get(&key) {
                open.extend(plan.reads.iter().map(|read| (read.table, read.field)));
            }
        }
        false
    }
}

impl Plan {
    fn nothing(kind: FieldKind) -> Self {
        Self {
            what: What::Nothing,
            kind,
            rank: 0,
            reads: Vec::new(),
            wide: Vec::new(),
        }
    }

    /// Whether anything of a table is read.
    pub(crate) fn reads_table(&self, table: u16) -> bool {
        self.wide.contains(&table) || self.reads.iter().any(|read| read.table == table)
    }
}

/// The plan of a derived field.
///
/// # Errors
/// [`PlanError`]; cycles are found where all plans are known.
pub(crate) fn plan_of(field: &FieldDef, object: &str, workspace: &Workspace) -> Result<Plan, PlanError> {
    match &field.derived {
        Some(Derived::Formula(text)) => {
            let program = Program::compile(text, object, workspace)?;
            of_formula(program, field.kind, object, workspace)
        }
        Some(Derived::RollUp(roll_up)) => of_roll_up(roll_up, field.kind, object, workspace),
        None => Err(PlanError::Source),
    }
}

/// A derived field as it is kept, with the kind of its result: the one wished for where it fits. Formulas name fields by their keys.
///
/// # Errors
/// [`PlanError`].
pub(crate) fn settled(derived: &Derived, wish: FieldKind, object: &str, workspace: &Workspace) -> Result<(Derived, FieldKind), PlanError> {
    match derived {
        Derived::Formula(text) => {
            let program = Program::compile(text, object, workspace)?;
            let kinds = program.result().kinds();
            let kind = if kinds.contains(&wish) { wish } else { kinds[0] };
            Ok((Derived::Formula(program.text().to_owned()), kind))
        }
        Derived::RollUp(roll_up) => {
            let source = workspace.schema().object(&roll_up.object).ok_or(PlanError::Source)?;
            let field = match roll_up.measure.field() {
                Some(key) => Some(source.field(key).ok_or(PlanError::Source)?.kind),
                None => None,
            };
            let kind = roll_up.measure.kind(field).ok_or(PlanError::Measure)?;
            Ok((derived.clone(), kind))
        }
    }
}

fn of_formula(program: Program, kind: FieldKind, object: &str, workspace: &Workspace) -> Result<Plan, PlanError> {
    if !program.result().kinds().contains(&kind) {
        return Err(PlanError::Kind(program.result()));
    }
    let own = workspace.table(object).ok_or(PlanError::Source)?.number;
    let mut reads = Vec::new();
    let mut wide = Vec::new();
    for read in program.fields() {
        let way = match read.hop {
            Some(hop) => {
                reads.push(Read {
                    table: own,
                    field: hop,
                    way: Way::Own,
                });
                Way::Hop(hop)
            }
            None => Way::Own,
        };
        reads.push(Read {
            table: read.table,
            field: read.field,
            way,
        });
        // The name of a record that a reference leads to is read as well.
        let table = &workspace.tables()[usize::from(read.table)];
        let definition = workspace
            .schema()
            .field(&table.object, &table.fields()[usize::from(read.field)].key);
        let Some(target) = definition.and_then(|definition| definition.target.as_deref()) else {
            continue;
        };
        let named = workspace.schema().object(target).zip(workspace.table(target));
        let Some((target, named)) = named else { continue };
        match (read.hop, named.field(&target.primary)) {
            (None, Some(primary)) if definition.is_some_and(|definition| definition.kind == FieldKind::Reference) => reads.push(Read {
                table: named.number,
                field: primary,
                way: Way::Hop(read.field),
            }),
            _ => wide.push(named.number),
        }
    }
    Ok(Plan {
        what: What::Formula(program),
        kind,
        rank: 0,
        reads,
        wide,
    })
}

fn of_roll_up(roll_up: &RollUp, kind: FieldKind, object: &str, workspace: &Workspace) -> Result<Plan, PlanError> {
    let source = workspace.schema().object(&roll_up.object).ok_or(PlanError::Source)?;
    let table = workspace.table(&roll_up.object).ok_or(PlanError::Source)?;
    let link_field = source.field(&roll_up.link).filter(|field| field.target.as_deref() == Some(object));
    let link = link_field.and_then(|field| table.field(&field.key)).ok_or(PlanError::Source)?;
    let measured = match roll_up.measure.field() {
        Some(key) => Some(source.field(key).ok_or(PlanError::Source)?),
        None => None,
    };
    let result = roll_up.measure.kind(measured.map(|field| field.kind)).ok_or(PlanError::Measure)?;
    if result != kind {
        return Err(PlanError::Kind(Type::of(result)));
    }
    let field = measured.and_then(|field| table.field(&field.key));
    let read = |field: u16| Read {
        table: table.number,
        field,
        way: Way::Link(link),
    };
    let mut reads = vec![read(link)];
    reads.extend(field.map(read));
    let mut wide = Vec::new();
    let mut filter = None;
    if !roll_up.filter.is_everything() {
        let mut own = Vec::new();
        let mut is_far = false;
        look_through(&roll_up.filter, &mut own, &mut is_far)?;
        let compiled = Compiled::new(&roll_up.filter, &roll_up.object, workspace).map_err(PlanError::Filter)?;
        reads.extend(own.iter().filter_map(|key| table.field(key)).map(read));
        if is_far {
            wide = compiled.reads().tables().collect();
            reads.extend(compiled.computed().iter().map(|&(table, field)| Read {
                table,
                field,
                way: Way::Own,
            }));
        }
        filter = Some(compiled);
    }
    Ok(Plan {
        what: What::RollUp(Gathering {
            table: table.number,
            link,
            measure: roll_up.measure.clone(),
            field,
            filter,
        }),
        kind,
        rank: 0,
        reads,
        wide,
    })
}

/// Own fields of a condition, and whether it looks at other records.
fn look_through(filter: &Filter, own: &mut Vec<model::FieldKey>, is_far: &mut bool) -> Result<(), PlanError> {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().try_for_each(|part| look_through(part, own, is_far)),
        Filter::Not(part) => look_through(part, own, is_far),
        Filter::Field(condition) => {
            own.extend(condition.path.first().cloned());
            *is_far |= condition.path.len() > 1;
            Ok(())
        }
        Filter::Related(related) => {
            *is_far = true;
            look_through(&related.filter, &mut Vec::new(), is_far)
        }
        Filter::Segment(_) => Err(PlanError::Segment),
    }
}
