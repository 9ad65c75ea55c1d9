//! Compiling: every name of a filter looked up, every operator checked against its field.

use model::filter::MAX_DEPTH;
use model::order;
use model::{Aggregate, Condition, FieldDef, FieldKey, FieldKind, Filter, ObjectDef, Operator, RecordId, Related};

use super::amounts::Bounds;
use super::check::check;
use super::{Compiled, Hop, MAX_SEGMENT_DEPTH, Node, RelatedNode, SegmentNode, Test};
use crate::query::find;
use crate::query::reads::Reads;
use crate::query::{Needs, QueryError};
use crate::table::Table;
use crate::workspace::Workspace;

/// Compiles a filter of an object.
pub(super) fn compile(filter: &Filter, object: &str, workspace: &Workspace) -> Result<Compiled, QueryError> {
    let mut compiler = Compiler {
        workspace,
        reads: Reads::default(),
        segments: Vec::new(),
        open: Vec::new(),
        names_segments: false,
    };
    let scope = compiler.scope(object)?;
    if filter.depth() > MAX_DEPTH {
        return Err(QueryError::TooDeep);
    }
    let root = compiler.node(filter, scope)?;
    let segment_table = workspace.table("segment");
    if let (true, Some(table)) = (compiler.names_segments, segment_table) {
        compiler.reads.everything(table.number);
    }
    Ok(Compiled {
        object: scope.object.key.clone(),
        table: scope.table.number,
        root,
        segments: compiler.segments,
        reads: compiler.reads,
        segments_version: segment_table.filter(|_| compiler.names_segments).map(Table::version),
    })
}

/// The records that a part of a filter is about.
#[derive(Clone, Copy)]
struct Scope<'a> {
    object: &'a ObjectDef,
    table: &'a Table,
}

struct Compiler<'a> {
    workspace: &'a Workspace,
    reads: Reads,
    segments: Vec<SegmentNode>,
    /// Segments that are being compiled, outermost first.
    open: Vec<RecordId>,
    names_segments: bool,
}

impl<'a> Compiler<'a> {
    fn scope(&self, object: &str) -> Result<Scope<'a>, QueryError> {
        let definition = self.workspace.schema().object(object);
        let table = self.workspace.table(object);
        definition
            .zip(table)
            .map(|(object, table)| Scope { object, table })
            .ok_or_else(|| QueryError::UnknownObject(object.into()))
    }

    fn node(&mut self, filter: &Filter, scope: Scope<'a>) -> Result<Node, QueryError> {
        Ok(match filter {
            Filter::All(parts) => Node::All(self.nodes(parts, scope)?),
            Filter::Any(parts) => Node::Any(self.nodes(parts, scope)?),
            Filter::Not(part) => Node::Not(Box::new(self.node(part, scope)?)),
            Filter::Field(condition) => Node::Test(self.test(condition, scope)?),
            Filter::Related(related) => Node::Related(Box::new(self.related(related, scope)?)),
            Filter::Segment(segment) => Node::Segment(self.segment(*segment, scope)?),
        })
    }

    /// Parts of a group, the cheap ones first: what they leave over decides how the expensive ones are evaluated.
    fn nodes(&mut self, parts: &[Filter], scope: Scope<'a>) -> Result<Vec<Node>, QueryError> {
        let mut nodes = parts.iter().map(|part| self.node(part, scope)).collect::<Result<Vec<_>, _>>()?;
        order::sort_by_cached_key(&mut nodes, cost);
        Ok(nodes)
    }

    fn field(&self, key: &FieldKey, scope: Scope<'a>) -> Result<(&'a FieldDef, u16), QueryError> {
        let definition = scope.object.field(key);
        let number = scope.table.field(key);
        definition.zip(number).ok_or_else(|| QueryError::UnknownField {
            object: scope.object.plural.clone(),
            field: key.clone(),
        })
    }

    /// The object that a reference leads to.
    fn target(&self, field: &FieldDef) -> Result<Scope<'a>, QueryError> {
        let is_reference = matches!(field.kind, FieldKind::Reference | FieldKind::References);
        let target = field.target.as_deref().filter(|_| is_reference);
        target
            .ok_or_else(|| QueryError::NoReference {
                field: field.label.clone(),
            })
            .and_then(|target| self.scope(target))
    }

    fn test(&mut self, condition: &Condition, scope: Scope<'a>) -> Result<Test, QueryError> {
        let (last, before) = condition.path.split_last().ok_or(QueryError::NoField)?;
        if before.len() > MAX_DEPTH {
            return Err(QueryError::TooDeep);
        }
        let mut scope = scope;
        let mut hops = Vec::with_capacity(before.len());
        for key in before {
            let (definition, field) = self.field(key, scope)?;
            let target = self.target(definition)?;
            self.reads.field(self.workspace, scope.table.number, field);
            self.reads.members(target.table.number);
            hops.push(Hop {
                table: scope.table.number,
                field,
                target: target.table.number,
            });
            scope = target;
        }
        let (definition, field) = self.field(last, scope)?;
        let (check, negated) = check(definition, condition)?;
        self.reads.field(self.workspace, scope.table.number, field);
        if definition.kind == FieldKind::Money {
            self.reads.object(self.workspace, "rate");
        }
        let target = definition
            .target
            .as_deref()
            .and_then(|target| self.workspace.table(target))
            .map(|table| table.number);
        Ok(Test {
            hops,
            table: scope.table.number,
            field,
            target,
            check,
            negated,
        })
    }

    fn related(&mut self, related: &Related, scope: Scope<'a>) -> Result<RelatedNode, QueryError> {
        let inner = self.scope(&related.object)?;
        let (link_definition, link) = self.field(&related.link, inner)?;
        if link_definition.target.as_ref() != Some(&scope.object.key) {
            return Err(QueryError::NotRelated {
                object: inner.object.plural.clone(),
                link: related.link.clone(),
            });
        }
        self.reads.members(inner.table.number);
        self.reads.field(self.workspace, inner.table.number, link);
        let field = match related.aggregate.field() {
            Some(key) => Some(self.aggregated(&related.aggregate, key, inner)?),
            None => None,
        };
        let (bounds, filled, negated) = comparison(related, inner.object)?;
        let node = self.node(&related.filter, inner)?;
        let aggregate = related.aggregate.clone();
        Ok(RelatedNode {
            table: inner.table.number,
            link,
            node,
            aggregate,
            field,
            bounds,
            filled,
            negated,
        })
    }

    fn aggregated(&mut self, aggregate: &Aggregate, key: &FieldKey, scope: Scope<'a>) -> Result<u16, QueryError> {
        let (definition, field) = self.field(key, scope)?;
        if !fits(aggregate, definition.kind) {
            return Err(QueryError::Aggregate {
                field: definition.label.clone(),
            });
        }
        self.reads.field(self.workspace, scope.table.number, field);
        if definition.kind == FieldKind::Money {
            self.reads.object(self.workspace, "rate");
        }
        Ok(field)
    }

    fn segment(&mut self, id: RecordId, scope: Scope<'a>) -> Result<usize, QueryError> {
        self.names_segments = true;
        let text = segment_text(self.workspace, id)?;
        let name = || text("name").to_owned();
        if self.open.contains(&id) {
            return Err(QueryError::SegmentCycle { name: name() });
        }
        if text("object") != scope.object.key.as_str() {
            return Err(QueryError::OtherSegment {
                name: name(),
                object: text("object").to_owned(),
            });
        }
        if let Some(known) = self.segments.iter().position(|segment| segment.id == id) {
            return Ok(known);
        }
        if self.open.len() >= MAX_SEGMENT_DEPTH {
            return Err(QueryError::SegmentsTooDeep);
        }
        let filter = segment_filter(self.workspace, id)?;
        self.open.push(id);
        let node = self.node(&filter, scope)?;
        self.open.pop();
        self.segments.push(SegmentNode {
            id,
            table: scope.table.number,
            node,
        });
        Ok(self.segments.len() - 1)
    }
}

/// The rule of a segment.
///
/// # Errors
/// [`QueryError::NoSegment`] and [`QueryError::UnreadableSegment`].
pub(crate) fn segment_filter(workspace: &Workspace, id: RecordId) -> Result<Filter, QueryError> {
    let text = segment_text(workspace, id)?;
    read_filter(text("filter")).ok_or_else(|| QueryError::UnreadableSegment {
        name: text("name").to_owned(),
    })
}

/// Texts of a segment's record by field.
fn segment_text<'a>(workspace: &'a Workspace, id: RecordId) -> Result<impl Fn(&'static str) -> &'a str, QueryError> {
    let table = workspace.table("segment").ok_or(QueryError::NoSegment(id))?;
    let row = find::row(workspace.handles(), table, id)
        .filter(|&row| table.is_alive(row))
        .ok_or(QueryError::NoSegment(id))?;
    Ok(move |field: &'static str| table.field(field).and_then(|field| table.text(row, field)).unwrap_or_default())
}

/// The filter of a segment's text; `None` for one that cannot be read, or is too deep. No text is no condition.
fn read_filter(json: &str) -> Option<Filter> {
    if json.is_empty() {
        return Some(Filter::everything());
    }
    let filter = serde_json::from_str::<Filter>(json).ok()?;
    (filter.depth() <= MAX_DEPTH).then_some(filter)
}

/// Bounds of an aggregate's comparison, whether it only asks for the presence of a value, and whether it is negated.
fn comparison(related: &Related, object: &ObjectDef) -> Result<(Bounds<f64>, bool, bool), QueryError> {
    let anything = Bounds { low: None, high: None };
    let needs = |needs| QueryError::Values {
        field: object.plural.clone(),
        needs,
    };
    match related.operator {
        Operator::Filled => return Ok((anything, true, false)),
        Operator::Empty => return Ok((anything, true, true)),
        _ => {}
    }
    if !Operator::of(FieldKind::Number).contains(&related.operator) {
        return Err(QueryError::Operator {
            field: object.plural.clone(),
            kind: FieldKind::Number,
            operator: related.operator,
        });
    }
    if related.values.iter().any(|value| value.is_nan()) {
        return Err(needs(Needs::Number));
    }
    let what = if related.operator == Operator::Between {
        Needs::Numbers
    } else {
        Needs::Number
    };
    let bounds = Bounds::new(related.operator, &related.values).ok_or_else(|| needs(what))?;
    Ok((bounds, false, related.operator == Operator::IsNot))
}

/// Whether an aggregate makes sense for a kind.
pub(crate) fn fits(aggregate: &Aggregate, kind: FieldKind) -> bool {
    match aggregate {
        Aggregate::Count | Aggregate::EmptyShare(_) => true,
        Aggregate::Sum(_) | Aggregate::Average(_) => kind.is_numeric(),
        Aggregate::Min(_) | Aggregate::Max(_) => kind.is_numeric() || matches!(kind, FieldKind::Date | FieldKind::DateTime),
    }
}

/// What evaluating a part costs, roughly: columns of numbers, texts, other tables, whole related tables.
fn cost(node: &Node) -> u32 {
    use super::check::Check;
    match node {
        Node::All(parts) | Node::Any(parts) => parts.iter().map(cost).sum::<u32>(),
        Node::Not(part) => cost(part),
        Node::Test(test) => {
            let check = match test.check {
                Check::Text(_) => 20,
                Check::Records(..) => 3,
                _ => 1,
            };
            check + test.hops.len() as u32 * 10
        }
        Node::Related(_) => 100,
        Node::Segment(_) => 200,
    }
}
