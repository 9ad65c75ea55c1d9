//! What there is of each kind of record, and how it is spread over stages, states and types.

use bridge::query::OpenBoard;
use bridge::{BoardColumn, BoardPage, Cell, Request};
use model::{FieldDef, Filter, Layout, ObjectDef, ObjectKey, Operator, RecordId, Value, View};

use super::worth::Bar;
use crate::client::{Engine, Follow, use_answer, use_live};
use crate::reactive::prelude::*;
use crate::routes::{Query, Route, ViewState};
use crate::session::Session;
use crate::ui::{
    card::Card,
    icon::{Glyph, Icon},
    state::{Callout, Empty, Skeleton},
    tone::Tone,
};
use crate::value::{object_glyph, sum_words};
use crate::words::{self, number};

/// The field that only a pipeline gives columns to.
const STAGE: &str = "stage";

/// The part.
#[component]
pub(super) fn RecordsPart() -> impl IntoView {
    let engine = Engine::expect();
    let (schema, status) = (engine.schema(), Session::expect().status);
    let shown =
        Memo::new(move |_| schema.with(|schema| schema.objects().iter().filter(|object| !object.hidden).cloned().collect::<Vec<_>>()));
    let count_of = move |key: &ObjectKey| {
        status.with(|status| {
            let mut records = status.iter().flat_map(|status| &status.records);
            records.find(|(object, _)| object == key).map_or(0, |(_, count)| *count)
        })
    };
    let counts = Memo::new(move |_| shown.with(|shown| shown.iter().map(|object| count_of(&object.key)).collect::<Vec<_>>()));
    let empty = Memo::new(move |_| status.with(Option::is_some) && counts.with(|counts| counts.iter().all(|count| *count == 0)));
    let spread = Memo::new(move |_| {
        let with_board = |def: &ObjectDef| def.board.is_some() && count_of(&def.key) > 0;
        shown.with(|shown| shown.iter().filter(|def| with_board(def)).cloned().collect::<Vec<_>>())
    });
    view! {
        <div class="insights">
            <ul class="segments insights__counts" aria-label=words::insights::counts()>
                {move || shown.get().into_iter().zip(counts.get()).map(|(def, count)| view! { <li><CountTile def=def count=count/></li> }).collect_view()}
            </ul>
            {move || empty.get().then(|| view! {
                <div class="insights__wide">
                    <Empty icon=Glyph::Insights title=words::insights::nothing_yet() text=words::insights::nothing_yet_text()>
                        <a class="button button--primary" href=Route::Import.href()><Icon glyph=Glyph::Upload/>{words::insights::import()}</a>
                    </Empty>
                </div>
            })}
            <For each=move || spread.get() key=|def| def.key.clone() let(def)><Spread def=def/></For>
        </div>
    }
}

#[component]
fn CountTile(def: ObjectDef, count: u32) -> impl IntoView {
    view! {
        <a class="segment" href=Route::List(def.key.clone()).href()>
            <span class="segment__name truncate"><Icon glyph=object_glyph(&def.icon)/>{def.plural}</span>
            <span class="segment__n">{number(u64::from(count))}</span>
        </a>
    }
}

/// The field an object is spread by, one card; deals have one card per pipeline.
#[component]
fn Spread(def: ObjectDef) -> impl IntoView {
    let engine = Engine::expect();
    let Some(field) = def.board.as_ref().and_then(|key| def.field(key).cloned()) else {
        return ().into_any();
    };
    if field.target.as_deref() != Some(STAGE) {
        return view! { <SpreadCard def=def field=field/> }.into_any();
    }
    let pipelines = use_answer(Follow::Anything, move || engine.pipelines()).value();
    let listed = Memo::new(move |_| {
        let all = |pipelines: &[bridge::record::Pipeline]| {
            let used = pipelines.iter().filter(|pipeline| pipeline.deals > 0);
            used.map(|pipeline| (pipeline.link.id, pipeline.link.label.clone()))
                .collect::<Vec<_>>()
        };
        pipelines.with(|pipelines| pipelines.as_ref().map(|pipelines| all(pipelines)).unwrap_or_default())
    });
    view! {
        <For each=move || listed.get() key=|pipeline| pipeline.clone() let((id, name))>
            <SpreadCard def=def.clone() field=field.clone() pipeline=(id, name)/>
        </For>
    }
    .into_any()
}

#[component]
fn SpreadCard(def: ObjectDef, field: FieldDef, #[prop(optional)] pipeline: Option<(RecordId, String)>) -> impl IntoView {
    let view = View {
        layout: Layout::Board,
        group: Some(field.key.clone()),
        ..View::table(&def.key)
    };
    let of = pipeline.as_ref().map(|(id, _)| *id);
    let live = use_live(move |id| {
        Some(Request::OpenBoard(OpenBoard {
            id,
            view: view.clone(),
            pipeline: of,
            cards: 0,
        }))
    });
    let by = pipeline.map_or_else(|| words::insights::by(&field.label), |(_, name)| name);
    let aside = move || view! { <span class="count">{by.clone()}</span> };
    let waiting = Signal::derive(move || live.board().with(Option::is_none) && live.error().with(Option::is_none));
    let title = def.plural.clone();
    let key = def.key.clone();
    view! {
        <Card title=title aside=aside flush=true class="insights__table">
            {move || live.error().get().map(|error| view! {
                <div class="card__body"><Callout tone=Tone::Danger title=words::insights::not_shown()>{words::failure::line(&error, None)}</Callout></div>
            })}
            <Skeleton waiting=waiting lines=4/>
            {move || live.board().get().map(|page| spread_table(&key, &field, &page))}
        </Card>
    }
}

/// Whether any of the sums says something.
fn has_sums(page: &BoardPage, sum: impl Fn(&BoardColumn) -> &Cell) -> bool {
    page.columns.iter().any(|column| !sum_words(sum(column)).is_empty())
}

fn spread_table(object: &ObjectKey, field: &FieldDef, page: &BoardPage) -> AnyView {
    let (sums, weights) = (has_sums(page, |column| &column.sum), has_sums(page, |column| &column.weighted));
    let total = page.total;
    let row = |column: &BoardColumn| {
        let label = if column.key.is_none() {
            words::insights::without(&field.label)
        } else {
            column.label.clone()
        };
        let share = if total == 0 {
            0.0
        } else {
            f64::from(column.count) / f64::from(total) * 100.0
        };
        view! {
            <tr>
                <th scope="row"><a class="table__link" href=column_href(object, field, column.key.as_deref())>{label}</a></th>
                <td class="table__number">{number(u64::from(column.count))}</td>
                <td><Bar share=share/></td>
                {sums.then(|| view! { <td class="table__number">{sum_words(&column.sum)}</td> })}
                {weights.then(|| view! { <td class="table__number only-wide">{sum_words(&column.weighted)}</td> })}
            </tr>
        }
    };
    let shown = page.columns.iter().filter(|column| column.key.is_some() || column.count > 0);
    view! {
        <div class="insights__scroll">
            <table class="table">
                <thead><tr>
                    <th scope="col">{field.label.clone()}</th>
                    <th scope="col" class="table__number">{words::insights::count()}</th>
                    <th scope="col">{words::insights::share()}</th>
                    {sums.then(|| view! { <th scope="col" class="table__number">{words::insights::total()}</th> })}
                    {weights.then(|| view! { <th scope="col" class="table__number only-wide">{words::insights::weighted()}</th> })}
                </tr></thead>
                <tbody>{shown.map(row).collect_view()}</tbody>
                <tfoot><tr>
                    <td>{words::insights::all()}</td>
                    <td class="table__number"><b>{number(u64::from(total))}</b></td>
                    <td></td>
                    {sums.then(|| view! { <td class="table__number"><b>{sum_words(&page.sum)}</b></td> })}
                    {weights.then(|| view! { <td class="table__number only-wide"><b>{sum_words(&page.weighted)}</b></td> })}
                </tr></tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// The records of one column.
fn column_filter(field: &FieldDef, key: Option<&str>) -> Filter {
    let Some(key) = key else {
        return Filter::field(field.key.as_str(), Operator::Empty, Vec::<Value>::new());
    };
    let record = field.target.as_ref().and_then(|_| key.parse().ok());
    let value = record.map_or_else(|| Value::Text(key.to_owned()), Value::Ref);
    Filter::field(field.key.as_str(), Operator::AnyOf, vec![value])
}

fn column_href(object: &ObjectKey, field: &FieldDef, key: Option<&str>) -> String {
    let state = ViewState {
        filter: Some(column_filter(field, key)),
        layout: Some(Layout::Table),
        ..ViewState::default()
    };
    Route::List(object.clone()).href_with(&state.write(Query::default()))
}

#[cfg(test)]
mod tests {
    use model::Schema;

    use super::*;

    #[test]
    fn a_column_leads_to_its_records() {
        let schema = Schema::built_in();
        let stage = schema.field("deal", "stage").expect("deals have a stage");
        let id = RecordId::v7(7, 7);
        assert_eq!(
            column_filter(stage, Some(&id.to_string())),
            Filter::field("stage", Operator::AnyOf, vec![Value::Ref(id)])
        );
        let status = schema.field("ticket", "status").expect("tickets have a status");
        assert_eq!(
            column_filter(status, Some("open")),
            Filter::field("status", Operator::AnyOf, vec![Value::Text("open".to_owned())])
        );
        assert_eq!(
            column_filter(status, None),
            Filter::field("status", Operator::Empty, Vec::<Value>::new())
        );
    }
}
