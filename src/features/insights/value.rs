//! What customers are worth: how many still are customers, what they will buy, who brings the value, and in which classes.

use std::sync::Arc;

use bridge::Command;
use bridge::customer::{CustomerValue, ValueBasis, ValueClass};
use model::{Filter, ObjectKey, Operator, Value};

use super::worth::Bar;
use crate::client::{Engine, Follow, use_answer};
use crate::insight::ChartCard;
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    card::Card,
    chart::{ChartKind, Figures, Mark},
    dialog::Dialog,
    segmented::{Choice, Segmented},
    state::{Callout, Skeleton},
    tone::Tone,
};
use crate::words::{self, count, number};

const VALUE: &str = "value_ahead";
const PURCHASES: &str = "purchases_ahead";
const ALIVE: &str = "still_customer";
const CLASS: &str = "value_class";
/// Setting: months of purchases to come that a value counts.
const MONTHS: &str = "value_months";

/// Address of the records that fit a condition.
fn href(object: &ObjectKey, field: &str, operator: Operator, values: Vec<Value>) -> String {
    Route::records_href(object, Filter::field(field, operator, values), "")
}

/// The cards.
#[component]
pub(super) fn ValueAhead(
    /// `contact` or `company`.
    object: ObjectKey,
) -> impl IntoView {
    let engine = Engine::expect();
    let asked = object.clone();
    let answer = use_answer(Follow::Anything, move || engine.customer_value(asked.clone()));
    let (found, error) = (answer.value(), answer.error());
    let waiting = Signal::derive(move || found.with(Option::is_none) && error.with(Option::is_none));
    view! {
        {move || error.get().map(|error| view! { <div class="insights__wide"><Callout tone=Tone::Danger title=words::failure::line(&error, None)/></div> })}
        <Skeleton waiting=waiting lines=4/>
        {move || found.get().map(|value| shown(&object, value))}
    }
}

fn shown(object: &ObjectKey, value: Arc<CustomerValue>) -> AnyView {
    if value.customers == 0 && value.progress.is_none() {
        return ().into_any();
    }
    let curve = (!value.curve.is_empty()).then(|| {
        view! {
            <ChartCard title=words::customer::curve() kind=ChartKind::Lines figures=curve(object, &value)
                category=words::customer::best_customers() measure=words::customer::share_of_value() note=words::customer::curve_note()/>
        }
    });
    let classes = (!value.classes.is_empty()).then(|| view! { <Classes object=object.clone() classes=value.classes.clone()/> });
    view! {
        <Summary object=object.clone() value=value/>
        {curve}
        {classes}
    }
    .into_any()
}

/// The best customers' share of the value.
fn curve(object: &ObjectKey, value: &CustomerValue) -> Figures {
    let percent = |share: f64| format::percent((share * 100.0).round());
    let mark = |point: &bridge::customer::CurvePoint| Mark {
        value: Some(point.value * 100.0),
        words: percent(point.value),
        label: words::customer::best_bring(
            &percent(point.share),
            &count::customers(u64::from(point.customers)),
            &percent(point.value),
        ),
        href: Some(href(object, VALUE, Operator::AtLeast, vec![Value::Money(point.least)])),
    };
    Figures {
        categories: value.curve.iter().map(|point| percent(point.share)).collect(),
        series: vec![String::new()],
        marks: value.curve.iter().map(|point| vec![mark(point)]).collect(),
        ticks: Arc::new(format::percent),
    }
}

/// The figures of all customers.
#[component]
fn Summary(object: ObjectKey, value: Arc<CustomerValue>) -> impl IntoView {
    let session = Session::expect();
    let about = RwSignal::new(false);
    let months = value.months.to_string();
    let tools = move || {
        view! {
            <Segmented label=words::customer::months() small=true
                choices=vec![Choice::new("12", words::customer::twelve()), Choice::new("36", words::customer::thirty_six())]
                value=Signal::stored(months.clone())
                on_change=move |months: String| session.act(Command::SetSetting { key: MONTHS.to_owned(), value: months })/>
            <Button kind=ButtonKind::Link on_click=move |_| about.set(true)>{words::customer::how()}</Button>
        }
    };
    let whole = |number: f64| format::number(number, 0..=0);
    let mut figures = vec![(
        words::customer::customers(),
        number(u64::from(value.customers)),
        words::customer::customers_why(&number(u64::from(value.again))),
        href(&object, PURCHASES, Operator::Filled, Vec::new()),
    )];
    figures.extend(value.alive.map(|alive| {
        (
            words::customer::alive(),
            whole(alive),
            words::customer::alive_why().to_owned(),
            href(&object, ALIVE, Operator::AtLeast, vec![Value::Number(50.0)]),
        )
    }));
    figures.push((
        words::customer::purchases(),
        whole(value.purchases),
        words::customer::purchases_why().to_owned(),
        href(&object, PURCHASES, Operator::Greater, vec![Value::Number(0.0)]),
    ));
    figures.extend(value.value.map(|money| {
        let limits = value
            .interval
            .map(|(low, high)| words::customer::between(&format::money_short(low), &format::money_short(high)));
        (
            words::customer::value(),
            format::money_short(money),
            limits.unwrap_or_else(|| words::customer::value_why(&number(u64::from(value.months)))),
            href(&object, VALUE, Operator::Filled, Vec::new()),
        )
    }));
    let figure = |(name, number, why, href): (&'static str, String, String, String)| {
        view! {
            <li><a class="segment" href=href>
                <span class="segment__name">{name}</span>
                <span class="segment__n">{number}</span>
                <span class="segment__why">{why}</span>
            </a></li>
        }
    };
    let day = format::date(value.as_of);
    let mut notes = vec![if value.is_current {
        words::customer::as_of(&day)
    } else {
        words::customer::as_of_old(&day)
    }];
    if value.without_amount > 0 {
        notes.push(words::customer::without_amount(&number(u64::from(value.without_amount))));
    }
    notes.extend(
        value
            .progress
            .map(|done| words::customer::computing(&format::percent((done * 100.0).round()))),
    );
    let pooled = match value.basis {
        ValueBasis::Pooled(reason) => Some(view! {
            <Callout tone=Tone::Info title=words::customer::pooled()>
                {format!("{} {}", words::customer::too_little(reason), words::customer::pooled_then())}
            </Callout>
        }),
        ValueBasis::Nobody | ValueBasis::Model { .. } => None,
    };
    let how = how(&value);
    view! {
        <Card title=words::customer::title() tools=tools class="insights__wide insights__value">
            {pooled}
            <ul class="segments insights__figures">{figures.into_iter().map(figure).collect_view()}</ul>
            <p class="widget__foot">{notes.join(". ")}</p>
        </Card>
        <Dialog open=about title=words::customer::how()
            foot=move || view! { <Button kind=ButtonKind::Primary on_click=move |_| about.set(false)>{words::customer::close()}</Button> }>
            <ul class="insights__lines">{how.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view()}</ul>
        </Dialog>
    }
}

/// How the figures come about.
fn how(value: &CustomerValue) -> Vec<String> {
    let spend = if value.basis == (ValueBasis::Model { own_spend: true }) {
        words::customer::how_spend()
    } else {
        words::customer::how_mean()
    };
    let lines = [
        words::customer::how_purchases(),
        words::customer::how_alive(),
        words::customer::how_ahead(),
        spend,
        words::customer::how_value(),
        words::customer::how_limits(),
    ];
    let fitted = words::customer::how_fitted(&count::customers(u64::from(value.customers)), &number(u64::from(value.again)));
    lines.into_iter().map(str::to_owned).chain([fitted]).collect()
}

/// Classes by share of the value.
#[component]
fn Classes(object: ObjectKey, classes: Vec<ValueClass>) -> impl IntoView {
    let row = move |class: ValueClass| {
        let href = href(&object, CLASS, Operator::AnyOf, vec![class.key.as_str().into()]);
        view! {
            <tr>
                <th scope="row">
                    <a class="table__link" href=href data-tip=words::customer::class_meaning(&class.key)>{words::customer::class_name(&class.key)}</a>
                </th>
                <td class="table__number">{number(u64::from(class.customers))}</td>
                <td class="table__number">{format::money_short(class.value)}</td>
                <td><Bar share=class.share * 100.0 strong=true/></td>
            </tr>
        }
    };
    view! {
        <Card title=words::customer::classes() flush=true class="insights__table">
            <div class="insights__scroll">
                <table class="table">
                    <caption class="visually-hidden">{words::customer::classes()}</caption>
                    <thead><tr>
                        <th scope="col">{words::customer::class()}</th>
                        <th scope="col" class="table__number">{words::customer::customers()}</th>
                        <th scope="col" class="table__number">{words::customer::value()}</th>
                        <th scope="col">{words::customer::share_of_value()}</th>
                    </tr></thead>
                    <tbody>{classes.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            <p class="card__note faint">{words::customer::classes_note()}</p>
        </Card>
    }
}
