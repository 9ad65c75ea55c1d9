//! Parts of the page that are reports: what a person can turn, kept in the address, and the cards of the answer.

use bridge::Command;
use bridge::report::{ReportQuery, Subject};
use model::{FieldDef, FieldKey, FieldKind, ObjectKey, Schema, Unit, Value};

use super::no_answer::NoAnswer;
use crate::client::{Engine, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::report::ReportCard;
use crate::routes::{Navigator, PageParameter, Query};
use crate::session::Session;
use crate::ui::{
    field::{NumberInput, Select, SelectOption},
    segmented::{Choice, Segmented},
    state::Skeleton,
};
use crate::words;

/// The setting that holds the goal of a month.
const GOAL: &str = "goal";
/// Value of the step parameter for quarters; months stand in no address.
const QUARTER: &str = "quarter";

/// Something that a person can turn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Control {
    Pipeline,
    Step,
    Ahead,
    Field,
    Least,
    Goal,
}

/// What can be turned in a report, and what its field is called.
fn controls(subject: Subject) -> (&'static [Control], &'static str) {
    match subject {
        Subject::Forecast => (
            &[Control::Pipeline, Control::Field, Control::Step, Control::Ahead, Control::Goal],
            words::report::field(),
        ),
        Subject::Products => (&[Control::Least], ""),
        Subject::Feedback => (&[Control::Field, Control::Step], words::report::rating()),
        Subject::Trends => (&[Control::Pipeline, Control::Field, Control::Step], words::report::compare()),
        Subject::Chances | Subject::Deal(_) | Subject::Ticket(_) => (&[], ""),
    }
}

/// What a field to choose is called: what is sold by its records, answers by their object too.
fn name_of(subject: Subject, schema: &Schema, object: &ObjectKey, field: &FieldKey) -> String {
    let object = schema.object(object);
    let plural = object.map(|object| object.plural.as_str()).unwrap_or_default();
    let label = object.and_then(|object| object.field(field)).map(|field| field.label.as_str());
    match (subject, label.unwrap_or_default()) {
        (Subject::Forecast, _) => plural.to_owned(),
        (Subject::Feedback, label) => words::filter::path(plural, label),
        (_, label) => label.to_owned(),
    }
}

/// The question that an address asks.
fn question(subject: Subject, address: &Query) -> ReportQuery {
    let plain = ReportQuery::about(subject);
    let value = |parameter: PageParameter| address.get(parameter.name());
    let field = value(PageParameter::By).and_then(|by| by.split_once('.'));
    ReportQuery {
        pipeline: value(PageParameter::Pipeline).and_then(|id| id.parse().ok()),
        ahead: value(PageParameter::Ahead)
            .and_then(|months| months.parse().ok())
            .unwrap_or(plain.ahead),
        unit: match value(PageParameter::Step) {
            Some(QUARTER) => Unit::Quarter,
            _ => Unit::Month,
        },
        least: value(PageParameter::Least)
            .and_then(|least| least.parse().ok())
            .unwrap_or(plain.least),
        field: field.map(|(object, field)| (object.into(), field.into())),
        ..plain
    }
}

/// The part.
#[component]
pub(super) fn ReportPart(subject: Subject) -> impl IntoView {
    let engine = Engine::expect();
    let schema = engine.schema();
    let navigator = Navigator::expect();
    let asked = Memo::new(move |_| navigator.query().with(|query| question(subject, query)));
    let answer = use_answer(Follow::Anything, move || engine.report(asked.get()));
    let (found, error) = (answer.value(), answer.error());
    let waiting = Signal::derive(move || found.with(Option::is_none) && error.with(Option::is_none));
    let fields = Memo::new(move |_| {
        let fields = found.with(|found| found.as_ref().map(|report| report.fields.clone()));
        schema.with(|schema| {
            let option = |(object, field): (ObjectKey, FieldKey)| {
                let label = name_of(subject, schema, &object, &field);
                SelectOption::new(format!("{object}.{field}"), label)
            };
            fields.unwrap_or_default().into_iter().map(option).collect::<Vec<_>>()
        })
    });
    let any_field = Memo::new(move |_| fields.with(|fields| !fields.is_empty()));
    let goal = Memo::new(move |_| found.with(|found| found.as_ref().map(|report| report.goal.clone()).unwrap_or_default()));
    let topics = Memo::new(move |_| {
        let topics = found.with(|found| {
            found
                .as_ref()
                .map(|report| report.parts.iter().map(|part| part.topic).collect::<Vec<_>>())
        });
        topics.unwrap_or_default()
    });
    let (shown, label) = controls(subject);
    view! {
        <div class="insights">
            <div class="findings__bar">
                {shown.iter().map(|control| match control {
                    Control::Pipeline => view! { <Pipelines/> }.into_any(),
                    Control::Step => view! { <Steps/> }.into_any(),
                    Control::Ahead => view! {
                        <Turn parameter=PageParameter::Ahead label=words::report::ahead() plain="6" options=Signal::derive(|| {
                            ["3", "6", "12"].map(|months| SelectOption::new(months, words::report::months(months))).to_vec()
                        })/>
                    }.into_any(),
                    Control::Least => view! {
                        <Turn parameter=PageParameter::Least label=words::report::least() plain="5" options=Signal::derive(|| {
                            ["2", "3", "5", "10", "20", "50"].map(|least| SelectOption::new(least, words::report::least_times(least))).to_vec()
                        })/>
                    }.into_any(),
                    Control::Field => view! {
                        {move || any_field.get().then(|| view! { <Turn parameter=PageParameter::By label=label plain="" options=fields/> })}
                    }.into_any(),
                    Control::Goal => view! { <Goal goal=goal/> }.into_any(),
                }).collect_view()}
            </div>
            <NoAnswer error=error again=Callback::new(move |()| answer.refresh())/>
            <Skeleton waiting=waiting lines=8/>
            <For each=move || topics.get() key=|topic| *topic let(topic)><ReportCard topic=topic report=found/></For>
        </div>
    }
}

/// Sets a parameter of the address, or takes it away where it says what is said without it.
fn turn(navigator: Navigator, parameter: PageParameter, value: String, plain: &str) {
    let value = Some(value).filter(|value| value != plain && !value.is_empty());
    let query = navigator.query().get_untracked().with(parameter.name(), value);
    navigator.set_query(&query, true);
}

/// A choice that is kept in the address.
#[component]
fn Turn(
    parameter: PageParameter,
    label: &'static str,
    plain: &'static str,
    #[prop(into)] options: Signal<Vec<SelectOption>>,
) -> impl IntoView {
    let navigator = Navigator::expect();
    let kept = navigator.parameter(parameter);
    // Without a choice the first option counts, which is what the engine takes.
    let value = Signal::derive(move || {
        let kept = kept.get();
        match kept.is_empty() {
            true if plain.is_empty() => options.with(|options| options.first().map(|option| option.value.clone()).unwrap_or_default()),
            true => plain.to_owned(),
            false => kept,
        }
    });
    view! {
        <label class="findings__control">
            <span>{label}</span>
            <Select value=value options=options label=label on_change=move |value| turn(navigator, parameter, value, plain)/>
        </label>
    }
}

#[component]
fn Pipelines() -> impl IntoView {
    let engine = Engine::expect();
    let pipelines = use_answer(Follow::Anything, move || engine.pipelines()).value();
    let options = Signal::derive(move || {
        let all = SelectOption::new("all", words::report::all_pipelines());
        let own = pipelines.get();
        let own = own.iter().flat_map(|pipelines| pipelines.iter());
        let own = own.map(|pipeline| SelectOption::new(pipeline.link.id.to_string(), pipeline.link.label.clone()));
        std::iter::once(all).chain(own).collect::<Vec<_>>()
    });
    view! { <Turn parameter=PageParameter::Pipeline label=words::report::pipeline() plain="all" options=options/> }
}

#[component]
fn Steps() -> impl IntoView {
    let navigator = Navigator::expect();
    let value = navigator.parameter(PageParameter::Step);
    let choices = vec![
        Choice::new("", words::report::by_month()),
        Choice::new(QUARTER, words::report::by_quarter()),
    ];
    view! {
        <div class="findings__control">
            <span>{words::report::step()}</span>
            <Segmented label=words::report::step() choices=Signal::stored(choices) value=value
                on_change=move |value: String| turn(navigator, PageParameter::Step, value, "")/>
        </div>
    }
}

/// The goal of a month, kept in the workspace.
#[component]
fn Goal(goal: Memo<String>) -> impl IntoView {
    let session = Session::expect();
    view! {
        <label class="findings__control">
            <span>{words::report::goal()}</span>
            <NumberInput value=goal label=words::report::goal() placeholder=words::report::goal_none() on_change=move |text: String| {
                let amount = model::parse(&FieldDef::new("goal", words::report::goal(), FieldKind::Number), &text, &session.context());
                // Kept in plain digits, so that it means the same in every language. What is no number is no goal.
                let value = match amount {
                    Ok(Some(Value::Number(amount))) => amount.to_string(),
                    _ => String::new(),
                };
                session.act(Command::SetSetting { key: GOAL.to_owned(), value });
            }/>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_the_same_question_again() {
        let address = Query::parse("?tab=forecast&ahead=12&step=quarter&by=order.total&least=3");
        let asked = question(Subject::Forecast, &address);
        assert_eq!((asked.ahead, asked.unit, asked.least), (12, Unit::Quarter, 3));
        assert_eq!(asked.field, Some(("order".into(), "total".into())));
        let odd = question(Subject::Forecast, &Query::parse("?ahead=-3&step=day&by=order&pipeline=x"));
        assert_eq!(odd, ReportQuery::about(Subject::Forecast));
    }
}
