//! Widgets that are ready: for the dashboards and the start page of a role, and for summing up the records of an object.

use model::{Aggregate, Chart, Dashboard, Dimension, Direction, FieldKind, Filter, Form, ObjectDef, Operator, Sort, Unit, Value, Widget};

use crate::platform::preferences::Role;
use crate::words::{dashboards as words, home};

impl Role {
    /// Its name.
    #[must_use]
    pub fn name(role: Option<Self>) -> &'static str {
        match role {
            Some(Role::Sales) => words::sales(),
            Some(Role::Support) => words::support(),
            Some(Role::Marketing) => words::marketing(),
            Some(Role::Owner) => words::owner(),
            None => home::everything(),
        }
    }

    /// What is on it.
    #[must_use]
    pub fn dashboard(self) -> Dashboard {
        numbered(match self {
            Role::Sales => sales(),
            Role::Support => support(),
            Role::Marketing => marketing(),
            Role::Owner => owner(),
        })
    }
}

/// A dashboard of widgets in their order.
fn numbered(widgets: Vec<Widget>) -> Dashboard {
    Dashboard {
        widgets: widgets.into_iter().zip(1..).map(|(widget, key)| Widget { key, ..widget }).collect(),
    }
}

/// What sums up the records of an object when nobody has chosen.
pub fn usual(def: &ObjectDef) -> Dashboard {
    let ready = match def.key.as_str() {
        "deal" => sales(),
        "ticket" => support(),
        "contact" => marketing(),
        _ => return numbered(by_its_fields(def)),
    };
    let own = ready.into_iter().filter(|widget| widget.chart.object == def.key);
    let mut widgets = own.collect::<Vec<_>>();
    if def.key == *"ticket" {
        let status = widget("", Form::Bar, by("status", Chart::of("ticket")), 6, 3);
        widgets.insert(4, status);
    }
    numbered(widgets)
}

/// By what its definition says: how many and how much, by its board's field, by month, by owner.
fn by_its_fields(def: &ObjectDef) -> Vec<Widget> {
    let all = || Chart::of(&def.key);
    let amount = def.fields.iter().find(|field| field.kind == FieldKind::Money && !field.hidden);
    let measured = |chart: Chart| match amount {
        Some(field) => sum(&field.key, chart),
        None => chart,
    };
    let mut widgets = vec![figure("", all())];
    widgets.extend(amount.map(|field| figure("", sum(&field.key, all()))));
    widgets.push(figure(words::new_this_week(), of(&def.key, this("created", Unit::Week))));
    if let Some(board) = &def.board {
        widgets.push(widget("", Form::Bar, measured(by(board, all())), 6, 3));
    }
    let date = def
        .fields
        .iter()
        .find(|field| matches!(field.kind, FieldKind::Date | FieldKind::DateTime) && !field.hidden && field.is_editable());
    let date = date.map_or("created", |field| &field.key);
    let year = of(&def.key, within(date, 12, Unit::Month));
    widgets.push(widget("", Form::Area, measured(over(date, Unit::Month, year)), 6, 3));
    let choice = def
        .fields
        .iter()
        .find(|field| field.kind == FieldKind::Choice && !field.hidden && !field.multi && Some(&field.key) != def.board.as_ref());
    let owner = def.field("owner").filter(|field| !field.hidden);
    for field in choice.into_iter().chain(owner) {
        widgets.push(widget("", Form::Rows, measured(by(&field.key, all())), 6, 3));
    }
    widgets
}

fn widget(title: &str, form: Form, chart: Chart, width: u8, height: u8) -> Widget {
    Widget {
        key: 0,
        title: title.to_owned(),
        form,
        chart,
        fields: Vec::new(),
        sort: Vec::new(),
        width,
        height,
    }
}

/// One figure, a quarter of the page.
fn figure(title: &str, chart: Chart) -> Widget {
    widget(title, Form::Number, chart, 3, 1)
}

/// The first records by a field.
fn first(title: &str, chart: Chart, fields: &[&str], by: &str, direction: Direction) -> Widget {
    Widget {
        fields: fields.iter().map(|&key| key.into()).collect(),
        sort: vec![Sort {
            field: by.into(),
            direction,
        }],
        ..widget(title, Form::List, chart, 6, 3)
    }
}

fn of(object: &str, filter: Filter) -> Chart {
    Chart {
        filter,
        ..Chart::of(object)
    }
}

fn sum(field: &str, chart: Chart) -> Chart {
    Chart {
        measure: Aggregate::Sum(field.into()),
        ..chart
    }
}

fn by(field: &str, chart: Chart) -> Chart {
    Chart {
        by: Some(Dimension::field(field)),
        ..chart
    }
}

fn over(field: &str, unit: Unit, chart: Chart) -> Chart {
    Chart {
        by: Some(Dimension::time(field, unit)),
        ..chart
    }
}

fn split(field: &str, chart: Chart) -> Chart {
    Chart {
        split: Some(Dimension::field(field)),
        ..chart
    }
}

fn any(field: &str, keys: &[&str]) -> Filter {
    Filter::field(field, Operator::AnyOf, keys.iter().map(|&key| Value::from(key)).collect())
}

fn both(one: Filter, other: Filter) -> Filter {
    Filter::All(vec![one, other])
}

fn within(field: &str, count: u32, unit: Unit) -> Filter {
    Filter::relative(field, Operator::InLast, count, unit)
}

fn this(field: &str, unit: Unit) -> Filter {
    Filter::relative(field, Operator::InThis, 1, unit)
}

fn open_deals() -> Filter {
    any("status", &["open"])
}

fn won() -> Filter {
    any("status", &["won"])
}

/// What was won in each month of a year.
fn won_by_month(form: Form) -> Widget {
    let year = of("deal", both(won(), within("closed_on", 12, Unit::Month)));
    widget(
        words::won_by_month(),
        form,
        sum("value", over("closed_on", Unit::Month, year)),
        6,
        3,
    )
}

fn open_tickets() -> Filter {
    any("status", &["new", "open", "waiting"])
}

/// What sells.
fn sales() -> Vec<Widget> {
    let open = || of("deal", open_deals());
    vec![
        figure(words::pipeline_value(), sum("value", open())),
        figure(words::weighted(), sum("weighted", open())),
        figure(
            words::won_this_month(),
            sum("value", of("deal", both(won(), this("closed_on", Unit::Month)))),
        ),
        figure(
            words::no_next_step(),
            of("deal", both(open_deals(), Filter::field("next_step", Operator::Empty, Vec::new()))),
        ),
        widget(words::value_by_stage(), Form::Bar, sum("value", by("stage", open())), 6, 3),
        won_by_month(Form::Area),
        widget(
            words::deals_by_stage(),
            Form::Funnel,
            by("stage", of("deal", any("status", &["open", "won"]))),
            6,
            3,
        ),
        widget(
            words::won_by_owner(),
            Form::Rows,
            sum("value", by("owner", of("deal", both(won(), within("closed_on", 12, Unit::Month))))),
            6,
            3,
        ),
        widget(
            words::lost_reasons(),
            Form::Donut,
            by("lost_reason", of("deal", any("status", &["lost"]))),
            6,
            3,
        ),
        first(
            words::largest_deals(),
            open(),
            &["name", "stage", "value", "next_step"],
            "value",
            Direction::Descending,
        ),
        Widget {
            fields: vec!["days_in_stage".into(), "value".into()],
            ..widget(words::value_and_days(), Form::Scatter, open(), 12, 3)
        },
    ]
}

/// What is asked for.
fn support() -> Vec<Widget> {
    let open = || of("ticket", open_tickets());
    let due = Filter::relative("due", Operator::BeforeLast, 1, Unit::Day);
    vec![
        figure(words::open_tickets(), open()),
        figure(words::overdue_tickets(), of("ticket", both(open_tickets(), due))),
        figure(
            words::urgent_tickets(),
            of("ticket", both(open_tickets(), any("priority", &["urgent", "high"]))),
        ),
        figure(words::new_this_week(), of("ticket", this("created", Unit::Week))),
        widget(
            words::tickets_by_day(),
            Form::Line,
            over("created", Unit::Week, of("ticket", within("created", 26, Unit::Week))),
            6,
            3,
        ),
        widget(words::open_by_priority(), Form::Heat, split("status", by("priority", open())), 6, 3),
        widget(words::open_by_owner(), Form::Rows, by("owner", open()), 6, 3),
        widget(words::by_channel(), Form::Donut, by("channel", Chart::of("ticket")), 6, 3),
        first(
            words::next_due(),
            open(),
            &["subject", "priority", "requester", "due"],
            "due",
            Direction::Ascending,
        ),
    ]
}

/// Whom one knows.
fn marketing() -> Vec<Widget> {
    let all = || Chart::of("contact");
    vec![
        figure(words::contacts(), all()),
        figure(words::new_contacts(), of("contact", this("created", Unit::Month))),
        figure(words::agreed(), of("contact", any("newsletter", &["yes"]))),
        figure(words::opted_out(), of("contact", any("newsletter", &["no"]))),
        widget(
            words::contacts_by_month(),
            Form::Stacked,
            split(
                "source",
                over("created", Unit::Month, of("contact", within("created", 12, Unit::Month))),
            ),
            6,
            3,
        ),
        widget(words::by_source(), Form::Donut, by("source", all()), 6, 3),
        widget(
            words::value_by_segment(),
            Form::Rows,
            sum(
                "revenue",
                by(
                    "rfm_segment",
                    of("contact", Filter::field("rfm_segment", Operator::Filled, Vec::new())),
                ),
            ),
            6,
            4,
        ),
        widget(words::source_and_stage(), Form::Heat, split("stage", by("source", all())), 6, 4),
        first(
            words::campaigns(),
            Chart::of("campaign"),
            &["name", "status", "type", "start"],
            "start",
            Direction::Descending,
        ),
    ]
}

/// What it all comes to.
fn owner() -> Vec<Widget> {
    let placed = || any("status", &["placed", "paid", "shipped"]);
    let customers = || Filter::field("orders", Operator::AtLeast, vec![Value::Int(1)]);
    vec![
        figure(
            words::orders_this_month(),
            sum("total", of("order", both(placed(), this("date", Unit::Month)))),
        ),
        figure(
            words::won_this_month(),
            sum("value", of("deal", both(won(), this("closed_on", Unit::Month)))),
        ),
        figure(words::weighted(), sum("weighted", of("deal", open_deals()))),
        figure(words::customers(), of("contact", customers())),
        widget(
            words::sales_by_month(),
            Form::Bar,
            sum(
                "total",
                over("date", Unit::Month, of("order", both(placed(), within("date", 12, Unit::Month)))),
            ),
            6,
            3,
        ),
        won_by_month(Form::Line),
        widget(
            words::by_industry(),
            Form::Rows,
            Chart {
                by: Some(Dimension {
                    path: vec!["company".into(), "industry".into()],
                    unit: None,
                }),
                ..sum("value", of("deal", open_deals()))
            },
            6,
            3,
        ),
        widget(
            words::orders_by_status(),
            Form::Table,
            sum("total", by("status", Chart::of("order"))),
            6,
            3,
        ),
        first(
            words::best_customers(),
            of("contact", customers()),
            &["name", "company", "revenue", "last_order"],
            "revenue",
            Direction::Descending,
        ),
        widget(
            words::open_tickets(),
            Form::Rows,
            by("priority", of("ticket", open_tickets())),
            6,
            3,
        ),
    ]
}

#[cfg(test)]
mod tests {
    use model::Schema;

    use super::*;

    #[test]
    fn what_is_ready_names_only_what_there_is() {
        let schema = Schema::built_in();
        let usual = schema.objects().iter().flat_map(|object| usual(object).widgets);
        let all = Role::ALL.into_iter().flat_map(|role| role.dashboard().widgets).chain(usual);
        for widget in all {
            let object = schema.object(&widget.chart.object).expect("a built-in object");
            let chart = &widget.chart;
            let own = chart
                .measure
                .field()
                .into_iter()
                .chain(&widget.fields)
                .chain(widget.sort.iter().map(|sort| &sort.field));
            for key in own {
                assert!(object.field(key).is_some(), "{} has no {key}", object.key);
            }
            for dimension in chart.by.iter().chain(&chart.split) {
                let found = crate::filter::field_at(&schema, &object.key, &dimension.path);
                assert!(found.is_some(), "{} has no {:?}", object.key, dimension.path);
            }
            assert!(usize::from(chart.by.is_some()) + usize::from(chart.split.is_some()) <= widget.form.dimensions());
        }
    }

    #[test]
    fn every_object_is_summed_up_by_widgets_over_itself() {
        for object in Schema::built_in().objects() {
            let widgets = usual(object).widgets;
            assert!(widgets.len() > 2, "{}", object.key);
            assert!(widgets.iter().all(|widget| widget.chart.object == object.key));
        }
    }
}
