//! Groups of customers who are alike in chosen fields, beside the segments that rules make: each group in plain words, and the rule
//! that comes closest to it, as a list and as a new segment.

use std::sync::Arc;

use bridge::customer::{ClusterCard, ClusterPage, NoClusters};
use model::{FieldKey, ObjectKey, Value};

use super::{no_answer::NoAnswer, overlap::Overlap};
use crate::client::{Engine, Follow, use_answer};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::{Query, Route, ViewState};
use crate::ui::{
    card::Card,
    field::Checkbox,
    icon::Glyph,
    segmented::{Choice, Segmented},
    state::{Empty, Skeleton},
};
use crate::words::{self, count, number};

/// Whose groups are found, the first one at first.
const OBJECTS: [&str; 2] = ["contact", "company"];
/// Fields that are chosen at first.
const USUAL: [&str; 3] = ["orders", "revenue", "silence"];
/// Parameter of the address of a new segment that says of what.
const SEGMENT_OBJECT: &str = "object";
/// Numbers of groups to choose from; the first stands for what sets apart best.
const NUMBERS: [&str; 6] = ["", "2", "3", "4", "5", "6"];

/// The part.
#[component]
pub(super) fn ClustersPart() -> impl IntoView {
    let engine = Engine::expect();
    let schema = engine.schema();
    let object = RwSignal::new(OBJECTS[0].to_owned());
    let objects = Signal::derive(move || {
        let label = |key: &str| schema.with(|schema| schema.object(key).map_or_else(|| key.to_owned(), |object| object.plural.clone()));
        OBJECTS.map(|key| Choice::new(key, label(key))).to_vec()
    });
    let chosen = RwSignal::new(USUAL.map(FieldKey::from).to_vec());
    let log = RwSignal::new(true);
    let k = RwSignal::new(String::new());
    let answer = use_answer(Follow::Anything, move || {
        let (fields, log, k) = (chosen.get(), log.get(), k.get().parse::<u8>().ok());
        let object = ObjectKey::from(object.get().as_str());
        async move { Ok((object.clone(), engine.clusters(object, fields, log, k).await?)) }
    });
    let (found, error) = (answer.value(), answer.error());
    let waiting = Signal::derive(move || found.with(Option::is_none) && error.with(Option::is_none));
    let fields = Memo::new(move |_| {
        let object = object.get();
        schema.with(|schema| {
            let fields = schema.object(&object).into_iter().flat_map(|object| &object.fields);
            fields
                .filter(|field| field.kind.is_numeric() && !field.hidden)
                .map(|field| (field.key.clone(), field.label.clone()))
                .collect::<Vec<_>>()
        })
    });
    let groups = Memo::new(move |_| found.with(|found| found.as_ref().map(|found| Arc::new(found.1.clone()))));
    let choice = move |(key, label): (FieldKey, String)| {
        let own = key.clone();
        let checked = Signal::derive(move || chosen.with(|chosen| chosen.contains(&own)));
        let toggle = move |on: bool| {
            chosen.update(|chosen| {
                chosen.retain(|other| *other != key);
                if on {
                    chosen.push(key.clone());
                }
            });
        };
        view! { <li><Checkbox checked=checked on_change=toggle>{label}</Checkbox></li> }
    };
    let numbers = NUMBERS
        .map(|number| {
            Choice::new(
                number,
                if number.is_empty() {
                    words::customer::best_number()
                } else {
                    number
                },
            )
        })
        .to_vec();
    view! {
        <div class="insights">
            <Card title=words::customer::alike_by() class="insights__wide">
                <Segmented label=words::insights::whose() choices=objects value=object on_change=move |key| {
                    chosen.set(USUAL.map(FieldKey::from).to_vec());
                    object.set(key);
                }/>
                <ul class="insights__choices">{move || fields.get().into_iter().map(choice).collect_view()}</ul>
                <div class="insights__definition">
                    <span>{words::customer::groups()}</span>
                    <Segmented label=words::customer::groups() small=true choices=numbers value=k on_change=move |key| k.set(key)/>
                    <Checkbox checked=log on_change=move |on| log.set(on)>{words::customer::log()}</Checkbox>
                </div>
                <p class="widget__foot">{words::customer::alike_note()}</p>
            </Card>
            <NoAnswer error=error again=Callback::new(move |()| answer.refresh())/>
            <Skeleton waiting=waiting lines=6/>
            {move || found.with(|found| found.as_ref().map(|found| shown(&found.0, &found.1, engine)))}
            {move || view! { <Overlap object=object.get() groups=groups/> }}
        </div>
    }
}

fn shown(object: &ObjectKey, page: &ClusterPage, engine: Engine) -> AnyView {
    if let Some(none) = page.none {
        let text = match none {
            NoClusters::NoFields => words::customer::no_fields().to_owned(),
            NoClusters::NoRows { left_out } => words::customer::no_rows(&count::records(u64::from(left_out))),
            NoClusters::Alike => words::customer::all_alike().to_owned(),
            NoClusters::Few { distinct } => words::customer::few_distinct(&number(u64::from(distinct))),
        };
        return view! { <div class="insights__wide"><Empty icon=Glyph::People title=words::customer::no_groups() text=text/></div> }
            .into_any();
    }
    let mut notes = vec![words::customer::found(
        &number(page.cards.len() as u64),
        &count::records(u64::from(page.records)),
        &format::number(page.silhouette, 2..=2),
    )];
    if page.left_out > 0 {
        notes.push(words::customer::left_out(&count::records(u64::from(page.left_out))));
    }
    notes.push(format!("{}.", words::customer::as_of(&format::date(page.as_of))));
    view! {
        <p class="insights__wide faint" role="status">{notes.join(" ")}</p>
        <ul class="segments insights__groups">{page.cards.iter().enumerate().map(|(place, card)| view! { <li>{group(object, place, card, engine)}</li> }).collect_view()}</ul>
    }
    .into_any()
}

/// A number of a field in words.
fn shown_value(value: &Value) -> String {
    match value {
        Value::Money(money) => format::money_short(*money),
        Value::Int(int) => format::integer(*int),
        Value::Number(number) => format::number(*number, 0..=2),
        _ => String::new(),
    }
}

fn group(object: &ObjectKey, place: usize, card: &ClusterCard, engine: Engine) -> AnyView {
    let label = |key: &FieldKey| {
        engine.schema().with_untracked(|schema| {
            schema
                .field(object, key)
                .map_or_else(|| key.to_string(), |field| words::inside(&field.label))
        })
    };
    let traits = card.traits.iter().map(|found| {
        let level = words::customer::level(found.above);
        words::customer::group_trait(&label(&found.field), level, &shown_value(&found.median))
    });
    let traits = traits.collect::<Vec<_>>();
    let list = Route::records_href(object, card.rule.clone(), "");
    let state = ViewState {
        filter: Some(card.rule.clone()),
        ..ViewState::default()
    };
    let of_object = Query::default().with(SEGMENT_OBJECT, Some(object.to_string()));
    let segment = Route::Segments(None).href_with(&state.write(of_object));
    let rule = words::customer::rule_holds(
        &number(u64::from(card.of_cluster)),
        &number(u64::from(card.size)),
        &number(u64::from(card.fitting - card.of_cluster)),
    );
    let name = words::customer::group_name(&number(place as u64 + 1));
    view! {
        <section class="segment" aria-label=name.clone()>
            <h3 class="segment__name">{name.clone()}</h3>
            <span class="segment__n">{number(u64::from(card.size))}</span>
            <ul class="segment__why">{traits.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            <p class="segment__why">{rule}</p>
            <span class="segment__foot">
                <a class="table__link" href=list aria-label=words::customer::rule_list(&name)>{words::customer::as_list()}</a>
                <a class="table__link" href=segment aria-label=words::customer::rule_segment(&name)>{words::customer::as_segment()}</a>
            </span>
        </section>
    }
    .into_any()
}
