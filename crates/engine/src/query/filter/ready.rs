//! A filter made ready: its checks turned into ranges and code sets for the columns as they are now.

use std::cell::RefCell;
use std::rc::Rc;

use model::FieldKind;
use rustc_hash::FxHashMap;

use super::amounts::{Ints, NOTHING};
use super::check::{Check, Quantifier};
use super::scan::CodeSet;
use super::text::TextTest;
use super::{Compiled, Hop, Node, RelatedNode, Test};
use crate::bitmap::Bitmap;
use crate::columns::{Column, Words};
use crate::computed::Moment;
use crate::query::calendar::{DayRange, relative};
use crate::query::find;
use crate::query::folded::form;
use crate::query::indexes::Indexes;
use crate::query::rates::Rates;
use crate::reader::Reader;
use crate::table::Table;

/// A filter ready to be evaluated. It holds for the reader's moment and for as long as nothing changes.
pub struct Ready<'a> {
    pub(super) context: Context<'a>,
    pub(super) table: &'a Table,
    pub(super) root: ReadyNode<'a>,
    pub(super) segments: Vec<ReadySegment<'a>>,
}

/// What evaluation reads.
#[derive(Clone)]
pub(super) struct Context<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) indexes: &'a Indexes,
    pub(super) rates: Rc<Rates>,
}

/// A segment, evaluated for all rows at most once.
pub(super) struct ReadySegment<'a> {
    pub(super) table: &'a Table,
    pub(super) node: ReadyNode<'a>,
    pub(super) rows: RefCell<Option<Rc<Bitmap>>>,
    /// Rows evaluated one by one: segments that name each other many times would otherwise multiply.
    pub(super) known: RefCell<FxHashMap<u32, bool>>,
}

pub(super) enum ReadyNode<'a> {
    All(Vec<ReadyNode<'a>>),
    Any(Vec<ReadyNode<'a>>),
    Not(Box<ReadyNode<'a>>),
    Test(ReadyTest<'a>),
    Related(Box<ReadyRelated<'a>>),
    Segment(usize),
}

/// A condition on a field: the references to follow, and what is asked of each column that may hold its values.
pub(super) struct ReadyTest<'a> {
    pub(super) hops: Vec<ReadyHop<'a>>,
    pub(super) table: &'a Table,
    pub(super) leaves: Vec<Leaf<'a>>,
    pub(super) negated: bool,
}

/// A reference with its further values.
pub(super) struct ReadyHop<'a> {
    pub(super) table: &'a Table,
    pub(super) target: &'a Table,
    pub(super) links: Vec<&'a Column>,
}

/// A column and what is asked of it.
pub(super) struct Leaf<'a> {
    pub(super) field: u16,
    pub(super) kind: FieldKind,
    pub(super) column: &'a Column,
    pub(super) ask: Ask,
}

/// What is asked of one value of a column.
pub(super) enum Ask {
    Never,
    Filled,
    Ints(Ints),
    Floats(f64, f64),
    /// Range of minor units per currency of the column.
    Money(Vec<Ints>),
    Text(TextTest),
    /// One of the codes.
    Any(CodeSet),
    /// All of the codes, of a set.
    All(Vec<u32>),
    /// Holds even where there is no value: all of nothing.
    Always,
}

pub(super) struct ReadyRelated<'a> {
    pub(super) plan: &'a RelatedNode,
    pub(super) table: &'a Table,
    pub(super) links: Vec<&'a Column>,
    pub(super) node: ReadyNode<'a>,
    /// The aggregated column.
    pub(super) values: Option<(&'a Column, FieldKind)>,
    /// Further values of the aggregated field, for fields with several.
    pub(super) further: Option<&'a Column>,
}

impl<'a> Ready<'a> {
    pub(super) fn new(compiled: &'a Compiled, reader: Reader<'a>, indexes: &'a Indexes) -> Self {
        let context = Context {
            reader,
            indexes,
            rates: indexes.rates(reader),
        };
        let segments = compiled.segments.iter().map(|segment| ReadySegment {
            table: context.table(segment.table),
            node: context.node(&segment.node),
            rows: RefCell::new(None),
            known: RefCell::default(),
        });
        let segments = segments.collect();
        let root = context.node(&compiled.root);
        let table = context.table(compiled.table);
        Self {
            context,
            table,
            root,
            segments,
        }
    }
}

impl<'a> Context<'a> {
    pub(super) fn table(&self, number: u16) -> &'a Table {
        &self.reader.workspace.tables()[usize::from(number)]
    }

    fn node(&self, node: &'a Node) -> ReadyNode<'a> {
        match node {
            Node::All(parts) => ReadyNode::All(parts.iter().map(|part| self.node(part)).collect()),
            Node::Any(parts) => ReadyNode::Any(parts.iter().map(|part| self.node(part)).collect()),
            Node::Not(part) => ReadyNode::Not(Box::new(self.node(part))),
            Node::Test(test) => ReadyNode::Test(self.test(test)),
            Node::Related(related) => ReadyNode::Related(Box::new(self.related(related))),
            Node::Segment(index) => ReadyNode::Segment(*index),
        }
    }

    /// The columns that may hold values of a field: its own, and that of further values.
    fn columns(&self, table: &'a Table, field: u16) -> Vec<(u16, FieldKind, &'a Column)> {
        let meta = &table.fields()[usize::from(field)];
        let own = (field, meta.kind, self.reader.column(table, field));
        let further = meta.further.map(|further| (further, meta.kind, table.column(further)));
        std::iter::once(own)
            .chain(further)
            .filter(|(.., column)| !column.is_empty())
            .collect()
    }

    fn test(&self, test: &Test) -> ReadyTest<'a> {
        let table = self.table(test.table);
        let target = test.target.map(|target| self.table(target));
        let leaves = self.columns(table, test.field).into_iter();
        let mut leaves = leaves
            .map(|(field, kind, column)| Leaf {
                field,
                kind,
                column,
                ask: self.ask(&test.check, target, kind, column),
            })
            .collect::<Vec<_>>();
        // All of nothing holds for rows without a value too, also when the column was never written to.
        if matches!(&test.check, Check::Words(words, Quantifier::All) if words.is_empty())
            || matches!(&test.check, Check::Records(ids, Quantifier::All) if ids.is_empty())
        {
            leaves = vec![Leaf {
                field: test.field,
                kind: table.fields()[usize::from(test.field)].kind,
                column: table.column(test.field),
                ask: Ask::Always,
            }];
        }
        let hops = test.hops.iter().map(|&Hop { table, field, target }| {
            let table = self.table(table);
            ReadyHop {
                table,
                target: self.table(target),
                links: self.columns(table, field).into_iter().map(|(.., column)| column).collect(),
            }
        });
        ReadyTest {
            hops: hops.collect(),
            table,
            leaves,
            negated: test.negated,
        }
    }

    fn related(&self, plan: &'a RelatedNode) -> ReadyRelated<'a> {
        let table = self.table(plan.table);
        let links = self.columns(table, plan.link).into_iter().map(|(.., column)| column).collect();
        let values = plan
            .field
            .map(|field| (self.reader.column(table, field), table.fields()[usize::from(field)].kind));
        let further = plan.field.and_then(|field| table.fields()[usize::from(field)].further);
        ReadyRelated {
            plan,
            table,
            further: further.map(|further| table.column(further)),
            links,
            node: self.node(&plan.node),
            values,
        }
    }

    fn ask(&self, check: &Check, target: Option<&Table>, kind: FieldKind, column: &Column) -> Ask {
        let moment = self.reader.moment;
        let instants = kind == FieldKind::DateTime;
        match check {
            Check::Filled => Ask::Filled,
            Check::True => Ask::Ints((1, i64::MAX)),
            Check::Text(None) => Ask::Never,
            Check::Text(Some(test)) => match column {
                Column::WordSet(words, _) => Ask::Any(passing(words, |word| test.passes(form(word, kind).as_bytes()))),
                _ => Ask::Text(test.clone()),
            },
            Check::Ints(bounds) => Ask::Ints(bounds.ints()),
            Check::Floats(bounds) => {
                let (low, high) = bounds.floats();
                Ask::Floats(low, high)
            }
            Check::Money(bounds) => match column {
                Column::Money(column) => Ask::Money(
                    column
                        .currencies
                        .iter()
                        .map(|&currency| bounds.minor(currency, &self.rates))
                        .collect(),
                ),
                _ => Ask::Never,
            },
            Check::Days(bounds) => Ask::Ints(bounds.ints(instants, &moment)),
            Check::Relative(operator, span) => Ask::Ints(match relative(*operator, *span, moment.today, moment.week_starts_on) {
                Some(days) => ints(days, instants, &moment),
                None => NOTHING,
            }),
            Check::Words(wanted, Quantifier::Any) => match column {
                Column::Word(column) => Ask::Any(found(&column.words, wanted)),
                Column::WordSet(words, _) => Ask::Any(found(words, wanted)),
                _ => Ask::Never,
            },
            Check::Words(wanted, Quantifier::All) => match column {
                Column::WordSet(words, _) => wanted
                    .iter()
                    .map(|word| words.find(word))
                    .collect::<Option<_>>()
                    .map_or(Ask::Never, Ask::All),
                _ => Ask::Never,
            },
            Check::Records(ids, quantifier) => {
                let handles = find::handles(self.reader.workspace.handles(), target, ids);
                match quantifier {
                    Quantifier::Any => Ask::Any(CodeSet::new(handles.iter().flatten().copied())),
                    Quantifier::All => handles.into_iter().collect::<Option<_>>().map_or(Ask::Never, Ask::All),
                }
            }
        }
    }
}

fn ints(days: DayRange, instants: bool, moment: &Moment) -> Ints {
    if !instants {
        return (i64::from(days.first), i64::from(days.last));
    }
    let first = if days.first == i32::MIN {
        i64::MIN + 1
    } else {
        moment.start_of(days.first)
    };
    let last = if days.last == i32::MAX {
        i64::MAX
    } else {
        moment.end_of(days.last)
    };
    (first, last)
}

fn passing(words: &Words, test: impl Fn(&str) -> bool) -> CodeSet {
    let codes = words
        .list()
        .iter()
        .zip(0u32..)
        .filter(|(word, _)| test(word))
        .map(|(_, code)| code)
        .collect::<Vec<_>>();
    CodeSet::new(codes.into_iter())
}

fn found(words: &Words, wanted: &[String]) -> CodeSet {
    let codes = wanted.iter().filter_map(|word| words.find(word)).collect::<Vec<_>>();
    CodeSet::new(codes.into_iter())
}
