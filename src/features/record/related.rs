//! Records that belong to this one: those it refers to, and those that refer to it, with a way to add.

use bridge::record::{RecordPage, RelatedItem, RelatedList};
use bridge::{Cell, RecordLink};
use model::{FieldKey, Filter, ObjectDef, ObjectKey, Operator, Schema, Value};

use super::{
    fact::has_page,
    lead::LeadGrade,
    offers::Offers,
    reasons::Reasons,
    sections::{Place, PlacedSection, Sections},
    subject::Subject,
    worth::CustomerWorth,
};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::{PageParameter, Query, Route};
use crate::session::NewRecord;
use crate::ui::{
    avatar::{Avatar, AvatarSize},
    button::IconButton,
    icon::{Glyph, Icon},
};
use crate::value::{CellView, detail_words, face_of, name_of, object_glyph, stage_of_link};
use crate::words;

/// Objects that have a part of the page of their own.
fn has_own_part(object: &str) -> bool {
    matches!(object, "line" | "message" | "stage_entry")
}

/// What models say of the record, which stands above what belongs to it.
const SAID: [&str; 4] = ["worth", "lead", "reasons", "offers"];

/// All that belongs to the record.
#[component]
pub(super) fn RelatedRecords(
    /// The record.
    subject: Subject,
    /// Only the records, in sections that stay as they are: for the panel.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let schema = subject.session.engine.schema();
    // What it refers to goes by the field behind a dot, what refers to it by object and field.
    let usual = Memo::new(move |_| {
        let mut names: Vec<String> = SAID.iter().filter(|_| !brief).map(|name| (*name).to_owned()).collect();
        subject.page.with(|page| {
            let cells = page.iter().flat_map(|page| &page.cells);
            let lists = page.iter().flat_map(|page| &page.related);
            names.extend(cells.filter(|(_, cell)| !links(cell).is_empty()).map(|(key, _)| format!(".{key}")));
            schema.with(|schema| {
                let shown = lists.filter(|list| is_shown(schema, list));
                names.extend(shown.map(|list| format!("{}.{}", list.object, list.field)));
            });
        });
        names
    });
    let sections = Sections::new(subject, "related", usual);
    let section = move |name: String| {
        let place = sections.place(&name);
        let placed = (!brief).then_some(place);
        match (name.split_once('.'), name.as_str()) {
            (Some(("", key)), _) => view! { <ReferredSection subject=subject place=placed key=key.into()/> }.into_any(),
            (Some((object, field)), _) => {
                view! { <RelatedSection subject=subject place=placed object=object.into() field=field.into()/> }.into_any()
            }
            (None, "worth") => view! { <CustomerWorth subject=subject place=place/> }.into_any(),
            (None, "lead") => view! { <LeadGrade subject=subject place=place/> }.into_any(),
            (None, "reasons") => view! { <Reasons subject=subject place=place/> }.into_any(),
            (None, _) => view! { <Offers subject=subject place=place/> }.into_any(),
        }
    };
    view! { <For each=move || sections.names() key=String::clone children=section/> }
}

/// The records in a cell that have a page.
fn links(cell: &Cell) -> &[RecordLink] {
    let links = match cell {
        Cell::Record(link) => std::slice::from_ref(link),
        Cell::Records(links) => links,
        _ => &[],
    };
    if links.first().is_some_and(|link| has_page(&link.object)) {
        links
    } else {
        &[]
    }
}

fn is_shown(schema: &Schema, list: &RelatedList) -> bool {
    !has_own_part(&list.object)
        && schema
            .object(&list.object)
            .is_some_and(|object| !object.hidden || list.count > 0 && list.object == *"pipeline")
}

/// Records that this one refers to by a field.
#[component]
fn ReferredSection(subject: Subject, place: Option<Place>, key: FieldKey) -> impl IntoView {
    let cell = subject.cell(&key);
    let title = Signal::derive(move || {
        let label = |def: &ObjectDef| def.field(&key).map(|field| field.label.clone());
        subject.def.with(|def| def.as_deref().and_then(label)).unwrap_or_default()
    });
    let lines = move || {
        let line = |link: &RecordLink| line(subject, link.clone(), String::new(), Cell::Empty);
        cell.with(|cell| links(cell).iter().map(line).collect_view())
    };
    view! { <PlacedSection place=place title=title><div class="assoc">{lines}</div></PlacedSection> }
}

/// One list of records that refer to this one.
#[component]
fn RelatedSection(subject: Subject, place: Option<Place>, object: ObjectKey, field: FieldKey) -> impl IntoView {
    let session = subject.session;
    let schema = session.engine.schema();
    let Some(def) = schema.with_untracked(|schema| schema.object(&object).cloned()) else {
        return ().into_any();
    };
    let by_field = {
        let label = def.field(&field).map(|field| field.label.clone()).unwrap_or_default();
        words::record::as_field(&def.plural, &label)
    };
    let key = StoredValue::new((object, field));
    let title = Signal::derive(move || {
        let lists = |page: &RecordPage| key.with_value(|(object, _)| page.related.iter().filter(|list| list.object == *object).count());
        let several = subject.page.with(|page| page.as_deref().is_some_and(|page| lists(page) > 1));
        if several { &by_field } else { &def.plural }.clone()
    });
    let list = Memo::new(move |_| {
        subject.page.with(|page| {
            let mut lists = page.iter().flat_map(|page| &page.related);
            key.with_value(|(object, field)| lists.find(|list| list.object == *object && list.field == *field).cloned())
        })
    });
    let count = Signal::derive(move || {
        let count = list.with(|list| list.as_ref().map_or(0, |list| list.count));
        if count > 0 {
            format::integer(i64::from(count))
        } else {
            String::new()
        }
    });
    let add = move |_| {
        let Some(page) = subject.page.get_untracked() else { return };
        let link = Cell::Record(page.link.clone());
        key.with_value(|(object, field)| session.creating.set(Some(NewRecord::of(object).with(field, link).beside())));
    };
    let add_label = words::record::add(&def.label);
    let tools = move || {
        let add_label = add_label.clone();
        view! { {move || subject.writable.get().then(|| view! { <IconButton icon=Glyph::Plus label=add_label.clone() on_click=add/> })} }
    };
    let more = move || {
        let list = list.get().filter(|list| list.count as usize > list.first.len())?;
        let filter = subject
            .shown()
            .map(|id| Filter::field(&list.field, Operator::AnyOf, vec![Value::Ref(id)]));
        let json = filter.and_then(|filter| serde_json::to_string(&filter).ok());
        let query = Query::default()
            .with(PageParameter::Filter.name(), json)
            .with(PageParameter::Layout.name(), Some("table".to_owned()));
        let href = Route::List(list.object).href_with(&query);
        Some(view! { <a class="more-link" href=href>{words::record::view_all(&format::integer(i64::from(list.count)))}</a> })
    };
    let lines = move || {
        let items = list.get().map(|list| list.first).unwrap_or_default().into_iter();
        items
            .map(|RelatedItem { link, detail, end }| line(subject, link, detail_words(&detail), end))
            .collect_view()
    };
    view! {
        <PlacedSection place=place title=title count=count tools=tools>
            <div class="assoc">{lines}</div>
            {more}
        </PlacedSection>
    }
    .into_any()
}

/// One record: face or icon, name and second line, and what matters at the end.
fn line(subject: Subject, link: RecordLink, detail: String, end: Cell) -> impl IntoView {
    let schema = subject.session.engine.schema();
    let mark = match face_of(&link.object, &link.label) {
        Some(face) => view! { <Avatar face=face size=AvatarSize::Medium/> }.into_any(),
        None => {
            let glyph = match link.fill {
                Some(_) => stage_of_link(&link).looks().1,
                None => {
                    schema.with_untracked(|schema| schema.object(&link.object).map_or(Glyph::File, |object| object_glyph(&object.icon)))
                }
            };
            view! { <Icon glyph=glyph/> }.into_any()
        }
    };
    // The end of a line is a figure, a state or a day: shown as what it is, without a field of its own.
    let field = model::FieldDef::new("end", "", model::FieldKind::Text);
    // The second line tells the day of what happened.
    let told = matches!(end, Cell::Time(_)) && !detail.is_empty();
    let shown = (!end.is_empty() && !told).then(|| view! { <CellView cell=end field=field/> });
    let name = name_of(&link);
    let inside = view! {
        {mark}
        <span class="truncate">
            <span class="assoc__title">{name}</span>
            {(!detail.is_empty()).then(|| view! { <br/><span class="assoc__meta">{detail}</span> })}
        </span>
        <span class="assoc__end">{shown}</span>
    };
    if link.gone {
        view! { <span class="assoc__item faint">{inside}</span> }.into_any()
    } else {
        view! { <a class="assoc__item" href=Route::Record(link.object.clone(), link.id).href()>{inside}</a> }.into_any()
    }
}
