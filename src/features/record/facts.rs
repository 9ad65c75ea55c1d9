//! The fields of a record in groups: what people fill in, figures that are computed, long texts.

use bridge::Cell;
use model::{FieldDef, FieldKind, ObjectDef};

use super::{
    fact::FieldFact,
    subject::{Subject, cell_of},
};
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind},
    card::Section,
    facts::Facts,
};
use crate::words;

/// What a field is to the reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Group {
    Filled,
    Figure,
    Text,
}

fn group_of(field: &FieldDef) -> Group {
    if field.kind == FieldKind::LongText {
        Group::Text
    } else if field.computed.is_some() {
        Group::Figure
    } else {
        Group::Filled
    }
}

/// Fields of a group that have a place among the facts: not the name, which is the title.
fn fields_of(def: &ObjectDef, group: Group) -> Vec<FieldDef> {
    let fields = def
        .fields
        .iter()
        .filter(|field| !field.hidden && field.key != def.primary && group_of(field) == group);
    fields.cloned().collect()
}

/// All fields of a record.
#[component]
pub(super) fn AllFacts(
    /// The record.
    subject: Subject,
    /// Shows only what is filled in or usual, with the rest behind a press.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let everything = RwSignal::new(!brief);
    // Which fields are empty, so that a change of one value rebuilds nothing else.
    let empty = Memo::new(move |_| {
        subject.page.with(|page| {
            let page = page.as_ref()?;
            Some(
                page.cells
                    .iter()
                    .filter(|(_, cell)| cell.is_empty())
                    .map(|(key, _)| key.clone())
                    .collect::<Vec<_>>(),
            )
        })
    });
    // Fields that this record shows: conditions decide, and the engine knows.
    let present = Memo::new(move |_| {
        subject.page.with(|page| {
            let cells = &page.as_ref()?.cells;
            Some(cells.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>())
        })
    });
    let fields_here = move |def: &ObjectDef, group: Group| {
        let mut fields = fields_of(def, group);
        present.with(|present| fields.retain(|field| present.as_ref().is_none_or(|present| present.contains(&field.key))));
        fields
    };
    let shown = move |group: Group| {
        let Some(def) = subject.def.get() else { return Vec::new() };
        let all = fields_here(&def, group);
        if everything.get() && group != Group::Figure {
            return all;
        }
        // Figures that say nothing yet are never worth a line; usual fields keep theirs so that they can be filled.
        let usual = |field: &FieldDef| group == Group::Filled && def.columns.contains(&field.key);
        empty.with(|empty| {
            all.into_iter()
                .filter(|field| usual(field) || empty.as_ref().is_some_and(|empty| !empty.contains(&field.key)))
                .collect()
        })
    };
    let hidden = Memo::new(move |_| {
        let Some(def) = subject.def.get() else { return 0 };
        let all: usize = [Group::Filled, Group::Text]
            .into_iter()
            .map(|group| fields_here(&def, group).len())
            .sum();
        let now: usize = [Group::Filled, Group::Text].into_iter().map(|group| shown(group).len()).sum();
        all.saturating_sub(now)
    });
    let list = move |group: Group| {
        let fields = Memo::new(move |_| shown(group));
        view! {
            <Facts>
                <For each=move || fields.get() key=|field| field.key.clone() let(field)>
                    <FieldFact subject=subject field=field/>
                </For>
            </Facts>
        }
    };
    let known = Memo::new(move |_| subject.page.with(Option::is_some));
    let any = move |group: Group| Memo::new(move |_| !shown(group).is_empty());
    let (figures, texts) = (any(Group::Figure), any(Group::Text));
    dynamic(move || {
        known.get().then(|| view! {
            <Section title=if brief { "" } else { words::record::about() }>
                {list(Group::Filled)}
                {move || (brief && !everything.get() && hidden.get() > 0).then(|| view! {
                    <Button kind=ButtonKind::Link on_click=move |_| everything.set(true)>{move || words::record::empty_fields(hidden.get() as u64)}</Button>
                })}
                {move || (brief && everything.get()).then(|| view! {
                    <Button kind=ButtonKind::Link on_click=move |_| everything.set(false)>{words::record::hide_empty()}</Button>
                })}
            </Section>
            {move || texts.get().then(|| view! { <Section title=if brief { "" } else { words::record::texts() }>{list(Group::Text)}</Section> })}
            {move || figures.get().then(|| view! { <Section title=words::record::figures()>{list(Group::Figure)}</Section> })}
        })
    })
}

/// The first e-mail address or phone number of a record, for quick actions.
pub(super) fn first_of_kind(page: &bridge::record::RecordPage, def: &ObjectDef, kind: FieldKind) -> Option<String> {
    let field = def.fields.iter().find(|field| field.kind == kind)?;
    match cell_of(page, &field.key)? {
        Cell::Texts(texts) => texts.into_iter().next(),
        Cell::Text(text) => Some(text),
        _ => None,
    }
}
