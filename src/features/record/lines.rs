//! The lines of an order: product, quantity, price, discount, total; each edited where it stands.

use bridge::{Cell, Command, Input, Row, Selection};
use model::{FieldDef, FieldKey, Filter, Operator, RecordId, Sort, Value, View};

use super::subject::{Subject, cell_of};
use crate::client::use_view;
use crate::reactive::prelude::*;
use crate::ui::{
    button::IconButton,
    field::{ComboOption, Combobox},
    icon::Glyph,
    state::Empty,
};
use crate::value::{CellView, InlineEditor, InlineEnd, plain, use_suggestions};
use crate::words;

/// Columns of the table, in order.
const COLUMNS: [&str; 6] = ["product", "description", "quantity", "unit_price", "discount", "total"];

/// Most lines that are shown at once.
const MOST: usize = 500;

/// The lines of the order.
#[component]
pub(super) fn OrderLines(subject: Subject) -> impl IntoView {
    let schema = subject.session.engine.schema();
    let lines = use_view(move || {
        let mut view = View::table("line");
        view.filter = Filter::field("order", Operator::AnyOf, vec![Value::Ref(subject.id.get())]);
        view.columns = COLUMNS.iter().map(|key| FieldKey::from(*key)).collect();
        view.sort = vec![Sort {
            field: "created".into(),
            direction: model::Direction::Ascending,
        }];
        Some(view)
    });
    Effect::new(move || {
        if let Some(total) = lines.total().get() {
            lines.want(0..(total as usize).min(MOST));
        }
    });
    let rows = Memo::new(move |_| {
        lines
            .page()
            .with(|page| page.as_ref().map(|page| page.rows.clone()).unwrap_or_default())
    });
    let fields = Memo::new(move |_| {
        schema.with(|schema| {
            COLUMNS
                .iter()
                .filter_map(|key| schema.field("line", key).cloned())
                .collect::<Vec<_>>()
        })
    });
    let total = subject.cell(&"total".into());
    let empty = Memo::new(move |_| lines.total().get() == Some(0));
    let writable = subject.writable;
    view! {
        <div class="lines">
            <table class="table lines__table">
                <thead>
                    <tr>
                        {move || fields.get().into_iter().map(|field| {
                            let class = if field.kind.is_numeric() { "table__number" } else { "" };
                            view! { <th scope="col" class=class>{field.label}</th> }
                        }).collect_view()}
                        <th></th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || rows.get() key=|row| row.id let(row)>
                        <Line subject=subject id=row.id rows=rows fields=fields writable=writable/>
                    </For>
                </tbody>
                <tfoot>
                    <tr>
                        <td colspan="5">{words::record::line_total()}</td>
                        <td class="table__number"><b>{move || plain(&total.get())}</b></td>
                        <td></td>
                    </tr>
                </tfoot>
            </table>
            {move || empty.get().then(|| view! { <Empty icon=Glyph::Box title=words::record::no_lines() text=words::record::no_lines_text()/> })}
            {move || writable.get().then(|| view! { <AddLine subject=subject/> })}
        </div>
    }
}

#[component]
fn Line(subject: Subject, id: RecordId, rows: Memo<Vec<Row>>, fields: Memo<Vec<FieldDef>>, writable: Memo<bool>) -> impl IntoView {
    let cell = move |at: usize| {
        Memo::new(move |_| {
            rows.with(|rows| {
                rows.iter()
                    .find(|row| row.id == id)
                    .and_then(|row| row.cells.get(at).cloned())
                    .unwrap_or_default()
            })
        })
    };
    let name = cell(0);
    let remove = move |_| {
        subject.session.act(Command::Trash {
            object: "line".into(),
            selection: Selection::Records(vec![id]),
        })
    };
    view! {
        <tr>
            {move || fields.get().into_iter().enumerate().map(|(at, field)| view! {
                <LineCell subject=subject id=id field=field cell=cell(at) writable=writable/>
            }).collect_view()}
            <td>
                {move || writable.get().then(|| view! {
                    <IconButton icon=Glyph::Close label=Signal::derive(move || words::record::remove_line(&plain(&name.get()))) on_click=remove/>
                })}
            </td>
        </tr>
    }
}

#[component]
fn LineCell(subject: Subject, id: RecordId, field: FieldDef, cell: Memo<Cell>, writable: Memo<bool>) -> impl IntoView {
    let editing = RwSignal::new(false);
    let class = if field.kind.is_numeric() { "table__number" } else { "" };
    let kept = StoredValue::new(field);
    let view_cell = move || {
        let field = kept.get_value();
        let label = words::record::edit(&field.label);
        let cell = cell.get();
        let shown = if cell.is_empty() {
            view! { <span class="faint">"–"</span> }.into_any()
        } else {
            view! { <CellView cell=cell field=field.clone()/> }.into_any()
        };
        if field.is_editable() && writable.get() {
            view! { <button type="button" class="facts__value" aria-label=label on:click=move |_| editing.set(true)>{shown}</button> }
                .into_any()
        } else {
            view! { <span>{shown}</span> }.into_any()
        }
    };
    let edit_cell = move || {
        let field = kept.get_value();
        let key = field.key.clone();
        let save = move |value: Option<Value>| {
            let input = value.map_or(Input::Clear, Input::Value);
            subject.session.act(Command::Edit {
                object: "line".into(),
                record: id,
                fields: vec![(key.clone(), input)],
            });
        };
        let end = move |_: InlineEnd| {
            editing.try_set(false);
        };
        view! { <InlineEditor object="line".into() field=field cell=cell.get_untracked() typed=None save=save on_end=end/> }
    };
    view! { <td class=class>{move || if editing.get() { edit_cell().into_any() } else { view_cell().into_any() }}</td> }
}

/// Adds a line for a product, with the product's price.
#[component]
fn AddLine(subject: Subject) -> impl IntoView {
    let session = subject.session;
    let query = RwSignal::new(None::<String>);
    let (options, loading) = use_suggestions("product".into(), query.into());
    let add = move |fields: Vec<(FieldKey, Input)>| {
        let Some(order) = subject.shown() else { return };
        let fields = fields
            .into_iter()
            .chain([("order".into(), Input::Value(Value::Ref(order)))])
            .collect();
        session.act(Command::Create {
            object: "line".into(),
            fields,
        });
    };
    let pick = move |option: ComboOption| {
        let Ok(product) = option.value.parse::<RecordId>() else { return };
        leptos::task::spawn_local(async move {
            let page = session.engine.record("product".into(), product).await;
            let price = page.ok().flatten().and_then(|page| cell_of(&page, "price"));
            let mut fields = vec![("product".into(), Input::Value(Value::Ref(product)))];
            if let Some(Cell::Money(price)) = price {
                fields.push(("unit_price".into(), Input::Value(Value::Money(price))));
            }
            add(fields);
        });
    };
    view! {
        <div class="lines__add">
            <Combobox
                picked=Vec::new()
                options=options
                loading=loading
                label=words::record::add_line()
                placeholder=words::record::add_line()
                on_query=move |text| query.set(Some(text))
                on_pick=pick
                on_create=move |text: String| add(vec![("description".into(), Input::Text(text))])
            />
        </div>
    }
}
