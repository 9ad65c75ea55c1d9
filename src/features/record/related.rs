//! Records that belong to this one: those it refers to, and those that refer to it, with a way to add.

use bridge::record::{RelatedItem, RelatedList};
use bridge::{Cell, RecordLink};
use model::{Filter, Operator, Schema, Value};

use super::{fact::has_page, subject::Subject};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::{PageParameter, Query, Route};
use crate::session::NewRecord;
use crate::ui::{
    avatar::{Avatar, AvatarSize},
    button::IconButton,
    card::Section,
    icon::{Glyph, Icon},
};
use crate::value::{CellView, detail_words, face_of, name_of, object_glyph, stage_of_link};
use crate::words;

/// Objects that have a part of the page of their own.
fn has_own_part(object: &str) -> bool {
    matches!(object, "line" | "message" | "stage_entry")
}

/// All that belongs to the record.
#[component]
pub(super) fn RelatedRecords(subject: Subject) -> impl IntoView {
    let schema = subject.session.engine.schema();
    let referred = Memo::new(move |_| {
        subject.page.with(|page| {
            let cells = page.iter().flat_map(|page| &page.cells);
            let links = cells.filter_map(|(key, cell)| match cell {
                Cell::Record(link) if has_page(&link.object) => Some((key.clone(), vec![link.clone()])),
                Cell::Records(links) if links.first().is_some_and(|link| has_page(&link.object)) => Some((key.clone(), links.clone())),
                _ => None,
            });
            links.collect::<Vec<_>>()
        })
    });
    let lists = Memo::new(move |_| {
        subject.page.with(|page| {
            let lists = page.iter().flat_map(|page| &page.related);
            schema.with(|schema| lists.filter(|list| is_shown(schema, list)).cloned().collect::<Vec<_>>())
        })
    });
    let label_of = move |key: &str| {
        subject
            .def
            .with(|def| def.as_ref().and_then(|def| def.field(key).map(|field| field.label.clone())))
            .unwrap_or_default()
    };
    view! {
        {move || referred.get().into_iter().map(|(key, links)| view! {
            <Section title=label_of(&key)>
                <div class="assoc">{links.into_iter().map(|link| line(subject, link, String::new(), Cell::Empty)).collect_view()}</div>
            </Section>
        }).collect_view()}
        {move || lists.get().into_iter().map(|list| view! { <RelatedSection subject=subject list=list/> }).collect_view()}
    }
}

fn is_shown(schema: &Schema, list: &RelatedList) -> bool {
    !has_own_part(&list.object)
        && schema
            .object(&list.object)
            .is_some_and(|object| !object.hidden || list.count > 0 && list.object == *"pipeline")
}

/// One list of records that refer to this one.
#[component]
fn RelatedSection(subject: Subject, list: RelatedList) -> impl IntoView {
    let session = subject.session;
    let schema = session.engine.schema();
    let Some(object) = schema.with_untracked(|schema| schema.object(&list.object).cloned()) else {
        return ().into_any();
    };
    let several = subject.page.with_untracked(|page| {
        page.as_ref()
            .is_some_and(|page| page.related.iter().filter(|other| other.object == list.object).count() > 1)
    });
    let field_label = object.field(&list.field).map(|field| field.label.clone()).unwrap_or_default();
    let title = if several {
        words::record::as_field(&object.plural, &field_label)
    } else {
        object.plural.clone()
    };
    let count = if list.count > 0 {
        format::integer(i64::from(list.count))
    } else {
        String::new()
    };
    let (key, field) = (list.object.clone(), list.field.clone());
    let add = move |_| {
        let Some(page) = subject.page.get_untracked() else { return };
        let link = Cell::Record(page.link.clone());
        session.creating.set(Some(NewRecord::of(&key).with(&field, link).beside()));
    };
    let add = Callback::new(add);
    let add_label = words::record::add(&object.label);
    let binned = subject.page.with_untracked(|page| page.as_ref().is_some_and(|page| page.binned));
    let more = (list.count as usize > list.first.len()).then(|| {
        let filter = subject
            .shown()
            .map(|id| Filter::field(&list.field, Operator::AnyOf, vec![Value::Ref(id)]));
        let json = filter.and_then(|filter| serde_json::to_string(&filter).ok());
        let query = Query::default()
            .with(PageParameter::Filter.name(), json)
            .with(PageParameter::Layout.name(), Some("table".to_owned()));
        let href = Route::List(list.object.clone()).href_with(&query);
        view! { <a class="more-link" href=href>{words::record::view_all(&format::integer(i64::from(list.count)))}</a> }
    });
    let lines = list
        .first
        .into_iter()
        .map(|RelatedItem { link, detail, end }| line(subject, link, detail_words(&detail), end))
        .collect_view();
    view! {
        <Section
            title=title
            count=count
            tools=move || view! {
                {(!binned).then(|| view! { <IconButton icon=Glyph::Plus label=add_label.clone() on_click=move |event| add.run(event)/> })}
            }
        >
            <div class="assoc">{lines}</div>
            {more}
        </Section>
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
