//! Who is in at this moment: how many of how many, and the first of them.

use bridge::Page;
use model::{Filter, ObjectDef, RecordId, View};

use super::editing::Editing;
use crate::client::{Follow, use_answer, use_view};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::{Query, Route, ViewState};
use crate::ui::{
    avatar::Avatar,
    button::{Button, ButtonKind},
    card::Card,
    icon::{Glyph, Icon},
    state::{Callout, Empty, Skeleton},
    tone::Tone,
};
use crate::value::{face_of, plain};
use crate::words;

/// Rows of the sample.
const SAMPLE: usize = 8;

/// Columns of the sample.
const COLUMNS: usize = 3;

/// The members of what is being edited.
#[component]
pub(super) fn Members(
    /// The segment.
    editing: Editing,
    /// The definition of its object.
    def: ObjectDef,
    /// One of them is asked about: why is it in.
    #[prop(into)]
    on_why: Callback<(RecordId, String)>,
) -> impl IntoView {
    let engine = editing.session.engine;
    let key = def.key.clone();
    let columns: Vec<_> = def.columns.iter().take(COLUMNS).cloned().collect();
    let view = {
        let (key, columns) = (key.clone(), columns);
        move |filter: Filter| View {
            filter,
            columns: columns.clone(),
            ..View::table(&key)
        }
    };
    let live = use_view(move || Some(view(editing.filter.get())));
    let whole = {
        let key = key.clone();
        use_answer(Follow::Anything, move || engine.count(key.clone(), Filter::everything())).value()
    };
    let def = StoredValue::new(def);
    let counted = move || {
        let (Some(total), Some(whole)) = (live.total().get(), whole.get()) else {
            return words::segments::counting().to_owned();
        };
        let share = if *whole == 0 {
            0.0
        } else {
            f64::from(total) / f64::from(*whole) * 100.0
        };
        let counted = def.with_value(|def| words::counted(def, u64::from(total)));
        words::segments::count_of(
            &counted,
            &words::number(u64::from(*whole)),
            &format::percent((share * 10.0).round() / 10.0),
        )
    };
    let href = move || {
        let state = ViewState {
            filter: Some(editing.list_filter()),
            ..ViewState::default()
        };
        Route::List(key.clone()).href_with(&state.write(Query::default()))
    };
    let href = Signal::derive(href);
    let tools = move || view! { <a class="button button--link" href=move || href.get()>{words::segments::show_list()}</a> };
    let aside = move || view! { <span class="count" role="status">{counted}</span> };
    let waiting = Signal::derive(move || live.page().with(Option::is_none) && live.error().with(Option::is_none));
    let empty = Memo::new(move |_| live.total().get() == Some(0));
    view! {
        <Card title=words::segments::members() aside=aside tools=tools flush=true class="segment-members">
            {move || live.error().get().map(|error| view! {
                <div class="card__body"><Callout tone=Tone::Danger title=def.with_value(|def| words::failure::line(&error, Some(def)))/></div>
            })}
            <Skeleton waiting=waiting lines=4/>
            {move || empty.get().then(|| view! {
                <Empty icon=Glyph::People title=words::segments::no_members() text=words::segments::no_members_text()/>
            })}
            {move || live.page().get().filter(|page| !page.rows.is_empty()).map(|page| def.with_value(|def| sample(def, &page, on_why)))}
        </Card>
    }
}

/// A phone shows the name and one more column.
const fn class_of(column: usize) -> &'static str {
    if column > 1 { "only-wide" } else { "" }
}

/// The first members as a table.
fn sample(def: &ObjectDef, page: &Page, on_why: Callback<(RecordId, String)>) -> AnyView {
    let fields: Vec<_> = page.columns.iter().map(|key| def.field(key)).collect();
    let label = |at: usize| {
        fields
            .get(at)
            .copied()
            .flatten()
            .map(|field| field.label.clone())
            .unwrap_or_default()
    };
    let row = |row: &bridge::Row| {
        let id = row.id;
        let name = row.cells.first().map(plain).unwrap_or_default();
        let face = face_of(&def.key, &name);
        let rest = row.cells.iter().skip(1).enumerate().map(|(at, cell)| {
            view! { <td class=class_of(at + 1)>{plain(cell)}</td> }
        });
        let asked = name.clone();
        view! {
            <tr>
                <th scope="row">
                    <a class="table__name" href=Route::Record(def.key.clone(), id).href()>
                        {face.map(|face| view! { <Avatar face=face/> })}
                        <span>{name.clone()}</span>
                    </a>
                </th>
                {rest.collect_view()}
                <td class="segment-members__why">
                    <Button kind=ButtonKind::Ghost on_click=move |_| on_why.run((id, asked.clone())) attr:aria-label=words::segments::why_of(&name)>
                        <Icon glyph=Glyph::Help/>{words::segments::why_this()}
                    </Button>
                </td>
            </tr>
        }
    };
    view! {
        <table class="table">
            <caption class="visually-hidden">{words::segments::first(&words::number(page.rows.len().min(SAMPLE) as u64))}</caption>
            <thead><tr>
                {(0..page.columns.len()).map(|at| view! { <th scope="col" class=class_of(at)>{label(at)}</th> }).collect_view()}
                <th scope="col" class="segment-members__why"><span class="visually-hidden">{words::segments::why()}</span></th>
            </tr></thead>
            <tbody>{page.rows.iter().take(SAMPLE).map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}
