//! The fields of a record in groups: what people fill in, figures that are computed, long texts.

use bridge::Cell;
use model::{FieldDef, FieldKind, ObjectDef};
use serde::{Deserialize, Serialize};

use super::{
    fact::FieldFact,
    subject::{Subject, cell_of},
};
use crate::platform::preferences::{self, Key};
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind},
    card::Section,
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
    /// Its name where it is kept.
    fn name(self) -> &'static str {
        match self {
            Group::Filled => "filled",
            Group::Text => "text",
            Group::Figure => "figure",
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
    let look = preferences::read::<Look>(Key::RecordLook).unwrap_or_default();
    let everything = RwSignal::new(!brief && !look.hide_empty);
    let folded = [Group::Filled, Group::Text, Group::Figure].map(|group| RwSignal::new(look.folded.iter().any(|own| own == group.name())));
    let typed = RwSignal::new(String::new());
    if !brief {
        keep_look(everything, folded);
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
    let any = move |group: Group| Memo::new(move |_| !shown(group).is_empty());
    let (filled, figures, texts) = (any(Group::Filled), any(Group::Figure), any(Group::Text));
    let searched = Memo::new(move |_| typed.with(|typed| !typed.trim().is_empty()));
    let none = Memo::new(move |_| !filled.get() && !figures.get() && !texts.get());
    // A panel has no titles that could fold its groups.
    let section = move |group: Group, title: &'static str, content: AnyView| {
        if brief {
            view! { <Section title=if group == Group::Figure { title } else { "" }>{content}</Section> }.into_any()
        } else if searched.get() {
            // What is found is seen, whether its group is folded or not.
            view! { <Section title=title>{content}</Section> }.into_any()
        } else {
            view! { <Section title=title folded=folded[group as usize]>{content}</Section> }.into_any()
        }
    };
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
    dynamic(move || {
        known.get().then(|| view! {
            {(!brief).then(|| view! {
                <div class="facts-search no-print">
                    <TextInput value=typed kind=TextKind::Search icon=Glyph::Search quiet=true label=words::record::find_field() placeholder=words::record::find_field() on_input=move |text| typed.set(text)/>
                </div>
            })}
            {move || (filled.get() || !searched.get()).then(|| section(Group::Filled, words::record::about(), view! { {list(Group::Filled)} {switch} }.into_any()))}
            {move || texts.get().then(|| section(Group::Text, words::record::texts(), list(Group::Text).into_any()))}
            {move || figures.get().then(|| section(Group::Figure, words::record::figures(), list(Group::Figure).into_any()))}
            {move || (searched.get() && none.get()).then(|| view! { <p class="facts-search faint" role="status">{words::record::no_field(&typed.get())}</p> })}
        })
    })
}

/// How fields are shown on this device.
#[derive(Default, Serialize, Deserialize)]
struct Look {
    /// Without empty ones.
    hide_empty: bool,
    /// Names of the groups that are folded.
    folded: Vec<String>,
}

/// Keeps how fields are shown, for every record and the next visit.
fn keep_look(everything: RwSignal<bool>, folded: [RwSignal<bool>; 3]) {
    Effect::new(move |before: Option<()>| {
        let groups = [Group::Filled, Group::Text, Group::Figure];
        let folded = groups.into_iter().filter(|group| folded[*group as usize].get());
        let look = Look {
            hide_empty: !everything.get(),
            folded: folded.map(|group| group.name().to_owned()).collect(),
        };
        if before.is_some() {
            preferences::write(Key::RecordLook, &look);
        }
    });
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
