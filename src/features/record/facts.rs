//! The fields of a record in groups: what people fill in, figures that are computed, long texts.

use bridge::Cell;
use model::{FieldDef, FieldKind, ObjectDef};

use super::{
    fact::FieldFact,
    sections::{Look, Place, PlacedSection, Sections},
    subject::{Subject, cell_of},
};
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind},
    facts::Facts,
    field::{TextInput, TextKind, split_match},
    icon::Glyph,
};
use crate::words;

/// What a field is to the reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Group {
    Filled,
    Text,
    Figure,
}

impl Group {
    /// All of them, in the order in which they usually stand.
    const ALL: [Group; 3] = [Group::Filled, Group::Text, Group::Figure];

    /// Its name where it is kept.
    fn name(self) -> &'static str {
        match self {
            Group::Filled => "filled",
            Group::Text => "text",
            Group::Figure => "figure",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Group::Filled => words::record::about(),
            Group::Text => words::record::texts(),
            Group::Figure => words::record::figures(),
        }
    }
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
    let everything = RwSignal::new(!brief && !Look::read().hide_empty);
    let sections = Sections::new(
        subject,
        "facts",
        Signal::stored(Group::ALL.map(|group| group.name().to_owned()).to_vec()),
    );
    let typed = RwSignal::new(String::new());
    if !brief {
        Effect::new(move |before: Option<()>| {
            let everything = everything.get();
            if before.is_some() {
                Look::change(|look| look.hide_empty = !everything);
            }
        });
    }
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
        let mut all = fields_here(&def, group);
        // Who looks for a field finds empty ones, too.
        let wanted = typed.get();
        if !wanted.trim().is_empty() {
            all.retain(|field| split_match(&field.label, wanted.trim()).is_some());
            return all;
        }
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
    let any = Group::ALL.map(|group| Memo::new(move |_| !shown(group).is_empty()));
    let searched = Memo::new(move |_| typed.with(|typed| !typed.trim().is_empty()));
    let none = Memo::new(move |_| any.iter().all(|any| !any.get()));
    let switch = move || {
        let (many, all) = (hidden.get() as u64, everything.get());
        (!searched.get() && (all || many > 0)).then(|| {
            let label = if all {
                words::record::hide_empty().to_owned()
            } else {
                words::record::empty_fields(many)
            };
            view! { <Button kind=ButtonKind::Link on_click=move |_| everything.set(!all)>{label}</Button> }
        })
    };
    let section = move |group: Group, place: Option<Place>| {
        // The panel needs no titles for what people fill in.
        let title = if brief && group != Group::Figure { "" } else { group.title() };
        // What is found is seen, whether its group is folded or not.
        let place = place.filter(|_| !searched.get());
        view! { <PlacedSection place=place title=title>{list(group)} {(group == Group::Filled).then_some(switch)}</PlacedSection> }
    };
    let sections_in_order = move || {
        let groups = sections.names().into_iter();
        groups.filter_map(|name| Group::ALL.into_iter().find(|group| group.name() == name))
    };
    dynamic(move || {
        known.get().then(|| view! {
            {(!brief).then(|| view! {
                <div class="facts-search no-print">
                    <TextInput value=typed kind=TextKind::Search icon=Glyph::Search quiet=true label=words::record::find_field() placeholder=words::record::find_field() on_input=move |text| typed.set(text)/>
                </div>
            })}
            <For each=sections_in_order key=|group| group.name() children=move |group| {
                let place = (!brief).then(|| sections.place(group.name()));
                move || (any[group as usize].get() || group == Group::Filled && !searched.get()).then(|| section(group, place))
            }/>
            {move || (searched.get() && none.get()).then(|| view! { <p class="facts-search faint" role="status">{words::record::no_field(&typed.get())}</p> })}
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
