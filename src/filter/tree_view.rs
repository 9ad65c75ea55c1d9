//! The controls of a filter's tree: conditions, related records, segments and groups within groups.

use model::{Aggregate, Condition, FieldDef, FieldKind, ObjectDef, ObjectKey, Operator, RecordId, Schema};

use super::{
    condition::{ConditionForm, FieldPicker, operator_key, operator_of, operator_options},
    fields::{fresh_condition, fresh_related, measures, relations},
    tree::{FilterTree, Node, Part, RelatedNode},
};
use crate::client::{Engine, Follow, use_answer};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    field::{NumberInput, Select, SelectOption},
    icon::Glyph,
    menu::{MenuButton, MenuEntry, MenuItem},
    segmented::{Choice, Segmented},
};
use crate::value::Draft;
use crate::words;

/// Groups may be nested this deep by hand; filters made elsewhere may be deeper and keep their shape.
const DEEPEST: usize = 4;

/// The parts of a tree with what joins them and what adds to them.
#[component]
pub fn FilterTreeView(
    /// The object that is filtered.
    object: ObjectKey,
    /// The tree.
    tree: FilterTree,
    /// How deep it is nested.
    #[prop(optional)]
    depth: usize,
) -> impl IntoView {
    let (any, parts) = (RwSignal::from(tree.any.clone()), RwSignal::from(tree.parts.clone()));
    let tree = StoredValue::new(tree);
    let of = StoredValue::new(object);
    let joined = vec![
        Choice::new("all", words::filter::all_of_these()),
        Choice::new("any", words::filter::any_of_these()),
    ];
    view! {
        <div class="filter-tree">
            {move || (parts.with(Vec::len) > 1).then(|| view! {
                <Segmented
                    label=words::filter::how_joined()
                    choices=joined.clone()
                    value=move || if any.get() { "any".to_owned() } else { "all".to_owned() }
                    on_change=move |key: String| any.set(key == "any")
                    small=true
                />
            })}
            <For each=move || parts.get() key=|part| part.id let(part)>
                <PartView object=of.get_value() part=part depth=depth on_remove=move |id| tree.with_value(|tree| tree.remove(id))/>
            </For>
            <Adders object=of.get_value() depth=depth on_add=move |node| tree.with_value(|tree| tree.add(node))/>
        </div>
    }
}

/// What can be added to a group.
#[component]
fn Adders(object: ObjectKey, depth: usize, #[prop(into)] on_add: Callback<Node>) -> impl IntoView {
    let schema = Engine::expect().schema();
    let related = move || -> Vec<MenuEntry> {
        let found = schema.with(|schema| relations(schema, &object));
        let twice = |key: &ObjectKey| found.iter().filter(|(object, _)| object.key == *key).count() > 1;
        found
            .iter()
            .map(|(object, link)| {
                let label = if twice(&object.key) {
                    words::filter::path(&object.plural, &link.label)
                } else {
                    object.plural.clone()
                };
                let (object, link) = (object.key.clone(), link.key.clone());
                MenuItem::new(label, move || {
                    on_add.run(Node::Related(RelatedNode::of(&fresh_related(object.clone(), link.clone()))))
                })
                .into()
            })
            .collect()
    };
    let open_condition = Condition {
        path: Vec::new(),
        operator: Operator::Is,
        values: Vec::new(),
        span: None,
    };
    view! {
        <div class="filter-tree__add">
            <Button kind=ButtonKind::Ghost icon=Glyph::Plus on_click=move |_| on_add.run(Node::Field(ArcRwSignal::new(open_condition.clone())))>
                {words::filter::add_condition()}
            </Button>
            <MenuButton label=words::filter::add_related() text=words::filter::add_related() icon=Glyph::Link entries=Signal::derive(related)/>
            <Button kind=ButtonKind::Ghost icon=Glyph::Group on_click=move |_| on_add.run(Node::Segment(ArcRwSignal::new(None)))>
                {words::filter::add_segment()}
            </Button>
            {(depth < DEEPEST).then(|| view! {
                <Button kind=ButtonKind::Ghost icon=Glyph::List on_click=move |_| on_add.run(Node::Group(FilterTree::empty()))>
                    {words::filter::add_group()}
                </Button>
            })}
        </div>
    }
}

#[component]
fn PartView(object: ObjectKey, part: Part, depth: usize, #[prop(into)] on_remove: Callback<u32>) -> AnyView {
    let (id, not) = (part.id, RwSignal::from(part.not.clone()));
    let group = matches!(part.node, Node::Group(_));
    let remove = if group {
        words::filter::remove_group()
    } else {
        words::filter::remove_condition()
    };
    let body = match part.node {
        Node::Group(tree) => view! { <FilterTreeView object=object tree=tree depth=depth + 1/> }.into_any(),
        Node::Field(condition) => view! { <ConditionPart object=object condition=RwSignal::from(condition)/> }.into_any(),
        Node::Related(related) => view! { <RelatedForm related=related depth=depth/> }.into_any(),
        Node::Segment(segment) => view! { <SegmentForm object=object segment=RwSignal::from(segment)/> }.into_any(),
    };
    view! {
        <div class="filter-part" class:filter-part--group=group role="group" aria-label=if group { Some(words::filter::group()) } else { None }>
            <Button kind=ButtonKind::Ghost class="filter-part__not" pressed=not on_click=move |_| not.update(|not| *not = !*not)>
                {words::filter::not()}
            </Button>
            <div class="filter-part__body">{body}</div>
            <IconButton icon=Glyph::Close label=remove on_click=move |_| on_remove.run(id)/>
        </div>
    }
    .into_any()
}

/// A condition; first the field, then the rest.
#[component]
fn ConditionPart(object: ObjectKey, condition: RwSignal<Condition>) -> impl IntoView {
    let schema = Engine::expect().schema();
    let chosen = Memo::new(move |_| condition.with(|condition| !condition.path.is_empty()));
    let of = StoredValue::new(object);
    view! {
        <div class="condition">
            {move || {
                let object = of.get_value();
                if chosen.get() {
                    view! { <ConditionForm object=object condition=condition on_change=move |changed| condition.set(changed)/> }.into_any()
                } else {
                    let named = object.clone();
                    view! {
                        <FieldPicker object=object path=Vec::new() autofocus=true
                            on_pick=move |path| condition.set(schema.with_untracked(|schema| fresh_condition(schema, &named, path)))/>
                    }
                    .into_any()
                }
            }}
        </div>
    }
}

fn measure_key(aggregate: &Aggregate) -> String {
    format!("{aggregate:?}")
}

fn measure_label(schema: &Schema, object: &ObjectDef, aggregate: &Aggregate) -> String {
    match aggregate.field() {
        None => words::filter::number_of(&object.plural),
        Some(key) => words::filter::aggregate_words(
            aggregate,
            &schema
                .field(&object.key, key)
                .map_or_else(|| key.to_string(), |field| field.label.clone()),
        ),
    }
}

/// A measure over related records, which of them count, and what it is compared with.
#[component]
fn RelatedForm(related: RelatedNode, depth: usize) -> impl IntoView {
    let schema = Engine::expect().schema();
    let (aggregate, operator, values) = (
        RwSignal::from(related.aggregate.clone()),
        RwSignal::from(related.operator.clone()),
        RwSignal::from(related.values.clone()),
    );
    let Some(object) = schema.with_untracked(|schema| schema.object(&related.object).cloned()) else {
        return ().into_any();
    };
    let all = measures(&object);
    let options: Vec<SelectOption> = schema.with_untracked(|schema| {
        all.iter()
            .map(|measure| SelectOption::new(measure_key(measure), measure_label(schema, &object, measure)))
            .collect()
    });
    let operators: Vec<SelectOption> = operator_options(FieldKind::Number)
        .into_iter()
        .filter(|option| !matches!(option.value.as_str(), "Filled" | "Empty"))
        .collect();
    let two = Memo::new(move |_| operator.get() == Operator::Between);
    let plural = object.plural.clone();
    let inner = related.inner.clone();
    let key = related.object.clone();
    view! {
        <div class="condition">
            <Select value=move || measure_key(&aggregate.get()) options=options label=words::filter::measured() on_change=move |key: String| {
                if let Some(measure) = all.iter().find(|measure| measure_key(measure) == key) {
                    aggregate.set(measure.clone());
                }
            }/>
            <Select value=move || operator_key(operator.get()) options=operators label=words::filter::operator() on_change=move |key: String| {
                if let Some(chosen) = operator_of(FieldKind::Number, &key) {
                    operator.set(chosen);
                    values.update(|values| values.truncate(if chosen == Operator::Between { 2 } else { 1 }));
                }
            }/>
            <div class="condition__values">
                <NumberAt place=0 label=words::filter::value() values=values/>
                {move || two.get().then(|| view! { <NumberAt place=1 label=words::filter::to() values=values/> })}
            </div>
            <div class="condition__inner">
                <p class="muted">{words::filter::which_of(&plural)}</p>
                <FilterTreeView object=key tree=inner depth=depth + 1/>
            </div>
        </div>
    }
    .into_any()
}

/// A number at a place of the values.
#[component]
fn NumberAt(place: usize, #[prop(into)] label: String, values: RwSignal<Vec<f64>>) -> impl IntoView {
    let session = Session::expect();
    let field = FieldDef::new("value", "", FieldKind::Number);
    let first = values.with_untracked(|values| values.get(place).map(|value| format::number(*value, 0..=4)).unwrap_or_default());
    let text = RwSignal::new(first);
    view! {
        <span class="condition__number">
            <NumberInput value=text label=label on_input=move |typed: String| {
                let read = Draft::Text(typed.clone()).read(&field, &session.context());
                text.set(typed);
                values.update(|values| match read {
                    Ok(Some(model::Value::Number(number))) if place < values.len() => values[place] = number,
                    Ok(Some(model::Value::Number(number))) => values.push(number),
                    Ok(_) => values.truncate(place),
                    // Half-typed numbers change nothing yet.
                    Err(_) => {}
                });
            }/>
        </span>
    }
}

/// Membership of a segment of the object.
#[component]
fn SegmentForm(object: ObjectKey, segment: RwSignal<Option<RecordId>>) -> impl IntoView {
    let engine = Engine::expect();
    let segments = use_answer(Follow::Anything, move || engine.segments()).value();
    let options = Signal::derive(move || {
        let own = |found: &[bridge::insight::SegmentSummary]| {
            found
                .iter()
                .filter(|found| found.object == object)
                .map(|found| SelectOption::new(found.id.to_string(), found.name.clone()))
                .collect::<Vec<_>>()
        };
        segments.with(|found| found.as_ref().map(|found| own(found)).unwrap_or_default())
    });
    view! {
        <div class="condition">
            <span class="condition__words">{words::filter::segment()} " " {words::filter::in_segment()}</span>
            <Select
                value=move || segment.get().map(|id| id.to_string()).unwrap_or_default()
                options=options
                placeholder=words::filter::choose_segment()
                label=words::filter::segment()
                on_change=move |id: String| segment.set(id.parse().ok())
            />
        </div>
    }
}
