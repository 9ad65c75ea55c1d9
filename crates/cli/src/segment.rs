//! `kith segment`: who in a file matches a rule.

use std::path::PathBuf;

use bridge::query::OpenView;
use bridge::{Cell, Reply, Request};
use clap::Args;
use model::{FieldDef, Filter, Operator, ParseContext, Schema, Span, Unit, Value, View};
use serde::Serialize;

use crate::failure::{Failure, print_json, say};
use crate::import::pair;
use crate::workspace::{Choices, Workspace};

/// Counts and lists the records of files that a rule matches.
#[derive(Args)]
pub struct Segment {
    /// Files to import first.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Object of the rule.
    #[arg(long, default_value = "contact")]
    object: String,
    /// A condition: `stage is customer`, `revenue >= 1000`, `city contains Rott`, `last_order in-last 90 days`, `email empty`. All must hold.
    #[arg(long = "where")]
    conditions: Vec<String>,
    /// The whole rule as JSON, as saved segments keep it.
    #[arg(long)]
    filter: Option<String>,
    /// Where columns go, as for `import`.
    #[arg(long, value_parser = pair)]
    map: Vec<(String, String)>,
    /// Most names listed.
    #[arg(long, default_value_t = 20)]
    limit: u32,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Told {
    object: String,
    count: u32,
    filter: Filter,
    records: Vec<(String, String)>,
    /// Rows of the files that became no record, and problems of the files: `kith import` lists them.
    left_out: u32,
    problem_count: u32,
}

impl Segment {
    /// Runs the command.
    ///
    /// # Errors
    /// When a file cannot be read or the rule names what does not exist.
    pub fn run(self) -> Result<(), Failure> {
        let workspace = Workspace::new()?;
        let object = (self.files.len() == 1).then(|| self.object.clone());
        let choices = Choices {
            files: self.files,
            object,
            map: self.map,
            ..Choices::default()
        };
        let state = workspace.import(&choices, true)?;
        let Reply::Schema(schema) = workspace.ask(Request::Schema)? else {
            return Err(Failure::Engine("unexpected answer".to_owned()));
        };
        let mut filter = match &self.filter {
            Some(json) => serde_json::from_str(json).map_err(|error| Failure::Unknown(format!("the rule is not readable: {error}")))?,
            None => Filter::everything(),
        };
        for condition in &self.conditions {
            filter = filter.and(condition_of(condition, &self.object, &schema)?);
        }
        let definition = schema
            .object(&self.object)
            .ok_or_else(|| Failure::Unknown(format!("there is no object “{}”", self.object)))?;
        let mut view = View::table(&self.object);
        view.filter = filter.clone();
        view.columns = vec![definition.primary.clone()];
        let Reply::Page(page) = workspace.ask(Request::OpenView(OpenView {
            id: 1,
            view,
            start: 0,
            end: self.limit,
        }))?
        else {
            return Err(Failure::Engine("unexpected answer".to_owned()));
        };
        let name = |cell: Option<&Cell>| match cell {
            Some(Cell::Text(text)) => text.clone(),
            Some(Cell::Name(name)) => name.full(),
            _ => String::new(),
        };
        let records = page.rows.iter().map(|row| (row.id.to_string(), name(row.cells.first()))).collect();
        let told = Told {
            object: self.object,
            count: page.total,
            filter,
            records,
            left_out: state.counts.skip + state.counts.duplicate,
            problem_count: state.files.iter().map(|file| file.problem_count).sum(),
        };
        let refused = state.files.into_iter().find_map(|file| Some((file.name, file.refused?)));
        if let Some((path, why)) = refused {
            return Err(Failure::Unreadable {
                path,
                why: why.to_string(),
            });
        }
        if self.json {
            return print_json(&told);
        }
        let names = told.records.iter().map(|(_, name)| format!("  {name}\n")).collect::<String>();
        let problems = match (told.left_out, told.problem_count) {
            (0, 0) => String::new(),
            (rows, problems) => format!("{rows} rows left out, {problems} problems: kith import lists them\n"),
        };
        say(&format!("{} match\n{names}{problems}", told.count))
    }
}

const OPERATORS: [(&str, Operator); 22] = [
    (">=", Operator::AtLeast),
    ("<=", Operator::AtMost),
    ("!=", Operator::IsNot),
    (">", Operator::Greater),
    ("<", Operator::Less),
    ("=", Operator::Is),
    ("is-not", Operator::IsNot),
    ("is", Operator::Is),
    ("contains-not", Operator::ContainsNot),
    ("contains", Operator::Contains),
    ("starts-with", Operator::StartsWith),
    ("ends-with", Operator::EndsWith),
    ("any-of", Operator::AnyOf),
    ("none-of", Operator::NoneOf),
    ("all-of", Operator::AllOf),
    ("in-last", Operator::InLast),
    ("in-next", Operator::InNext),
    ("before-last", Operator::BeforeLast),
    ("empty", Operator::Empty),
    ("filled", Operator::Filled),
    ("true", Operator::True),
    ("false", Operator::False),
];

/// Reads `field operator value`; the value is read by the field's kind.
fn condition_of(text: &str, object: &str, schema: &Schema) -> Result<Filter, Failure> {
    let unknown = |what: &str| Failure::Unknown(format!("“{text}”: {what}"));
    let mut words = text.splitn(3, char::is_whitespace);
    let (path, word) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let rest = words.next().unwrap_or_default().trim();
    let path = path.split('.').map(model::FieldKey::from).collect::<Vec<_>>();
    let field = field_of(&path, object, schema).ok_or_else(|| unknown("there is no such field"))?;
    let operator = OPERATORS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, operator)| *operator)
        .ok_or_else(|| unknown("there is no such comparison"))?;
    let choice = matches!(field.kind, model::FieldKind::Choice | model::FieldKind::Choices);
    let operator = match operator {
        Operator::Is if choice => Operator::AnyOf,
        Operator::IsNot if choice => Operator::NoneOf,
        other => other,
    };
    let span = span_of(rest);
    let relative = matches!(operator, Operator::InLast | Operator::InNext | Operator::BeforeLast);
    let values = match operator {
        Operator::Empty | Operator::Filled | Operator::True | Operator::False => Vec::new(),
        _ if relative => Vec::new(),
        Operator::AnyOf | Operator::NoneOf | Operator::AllOf => rest
            .split(',')
            .map(|part| value_of(field, part.trim()))
            .collect::<Option<_>>()
            .ok_or_else(|| unknown("the value does not fit the field"))?,
        _ => vec![value_of(field, rest).ok_or_else(|| unknown("the value does not fit the field"))?],
    };
    let span = if relative {
        Some(span.ok_or_else(|| unknown("write a length of time, such as 90 days"))?)
    } else {
        None
    };
    Ok(Filter::Field(model::Condition {
        path,
        operator,
        values,
        span,
    }))
}

fn field_of<'a>(path: &[model::FieldKey], object: &str, schema: &'a Schema) -> Option<&'a FieldDef> {
    let (last, references) = path.split_last()?;
    let mut object = object.to_owned();
    for reference in references {
        object = schema.field(&object, reference)?.target.as_ref()?.to_string();
    }
    schema.field(&object, last)
}

fn value_of(field: &FieldDef, text: &str) -> Option<Value> {
    // A computed field cannot be written, but it can be compared with.
    let field = FieldDef {
        computed: None,
        required: false,
        open: true,
        ..field.clone()
    };
    model::parse(&field, text, &ParseContext::default()).ok().flatten()
}

fn span_of(text: &str) -> Option<Span> {
    let (count, unit) = text.split_once(char::is_whitespace)?;
    let unit = match unit.trim().trim_end_matches('s') {
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        _ => return None,
    };
    Some(Span {
        count: count.parse().ok()?,
        unit,
    })
}
