//! Groups of rows: by which field, folded, hidden or not.
//!
//! A group is hidden by the filter: what is not seen is not counted either, and not changed along with what is.

use bridge::{Cell, query::GroupHead};
use model::{FieldDef, FieldKey, FieldKind, Filter, ObjectDef, Operator, RowGroups, Value};

use super::lens::Lens;
use crate::reactive::prelude::*;
use crate::ui::{
    icon::Glyph,
    menu::{MenuButton, MenuEntry, MenuItem},
    popover::Align,
};
use crate::words;

/// Fields that rows can be grouped by.
pub(super) fn row_fields(def: &ObjectDef) -> Vec<FieldDef> {
    use FieldKind::{Boolean, Choice, Date, DateTime, Rating, Reference};
    let groups =
        |field: &&FieldDef| !field.hidden && !field.multi && matches!(field.kind, Choice | Reference | Boolean | Rating | Date | DateTime);
    def.fields.iter().filter(groups).cloned().collect()
}

/// The button of the filter row.
#[component]
pub(super) fn GroupButton(lens: Lens) -> impl IntoView {
    let current = Memo::new(move |_| lens.view.with(|view| view.as_ref().and_then(|view| view.rows.clone())));
    let text = Signal::derive(move || {
        let label = current.get().and_then(|rows| {
            lens.def
                .with(|def| def.as_ref()?.field(&rows.field).map(|field| field.label.clone()))
        });
        label.map_or_else(|| words::list::group().to_owned(), |label| words::list::grouped_by(&label))
    });
    let entries = Signal::derive(move || {
        let now = current.get();
        let choose = move |field: Option<FieldDef>| {
            let rows = field.map(|field| RowGroups {
                field: field.key,
                folded: false,
                except: Vec::new(),
            });
            lens.change(|state| state.rows = Some(rows));
        };
        let mut entries: Vec<MenuEntry> = Vec::new();
        if let Some(rows) = &now {
            entries.extend(fold_entries(lens));
            entries.push(
                MenuItem::new(words::list::no_groups(), move || choose(None))
                    .icon(Glyph::Close)
                    .into(),
            );
            let all = lens.view.with(|view| shown_again(&view.as_ref()?.filter, &rows.field));
            if let Some(all) = all {
                let show = move || lens.change(|state| state.filter = Some(all.clone()));
                entries.push(MenuItem::new(words::list::show_groups(), show).icon(Glyph::Eye).into());
            }
            entries.push(MenuEntry::Rule);
        }
        let fields = lens.def.with(|def| def.as_ref().map(|def| row_fields(def)).unwrap_or_default());
        entries.extend(fields.into_iter().map(|field| {
            let on = now.as_ref().is_some_and(|rows| rows.field == field.key);
            let label = field.label.clone();
            MenuEntry::from(MenuItem::new(label, move || choose(Some(field.clone()))).checked(on))
        }));
        entries
    });
    view! { <MenuButton icon=Glyph::Group text=text label=words::list::group() align=Align::End entries=entries/> }
}

/// Folds all groups, and unfolds them.
fn fold_entries(lens: Lens) -> [MenuEntry; 2] {
    let all = |folded: bool, label: &'static str, icon: Glyph| MenuItem::new(label, move || lens.fold_all(folded)).icon(icon).into();
    [
        all(true, words::list::fold_all(), Glyph::ChevronRight),
        all(false, words::list::unfold_all(), Glyph::ChevronDown),
    ]
}

/// What can be done with a group, from its head.
pub(super) fn group_menu(lens: Lens, head: &GroupHead) -> Vec<MenuEntry> {
    let mut entries = Vec::from(fold_entries(lens));
    let filter = lens.view.get_untracked().and_then(|view| {
        let field = lens
            .def
            .with_untracked(|def| def.as_ref()?.field(&view.rows.as_ref()?.field).cloned())?;
        hidden(view.filter, &field, &head.value)
    });
    if let Some(filter) = filter {
        let hide = move || lens.change(|state| state.filter = Some(filter.clone()));
        entries.push(MenuItem::new(words::list::hide_group(), hide).icon(Glyph::Eye).into());
    }
    entries
}

/// The filter without the group of a value; none where groups are months, stars, yes and no. Each hidden group is a condition of its
/// own, whose chip names it and shows it again.
fn hidden(filter: Filter, field: &FieldDef, value: &Cell) -> Option<Filter> {
    if !matches!(field.kind, FieldKind::Choice | FieldKind::Reference) {
        return None;
    }
    let (operator, values) = match value {
        Cell::Choice(choice) => (Operator::NoneOf, vec![Value::from(choice.key.as_str())]),
        Cell::Record(link) => (Operator::NoneOf, vec![Value::Ref(link.id)]),
        _ => (Operator::Filled, Vec::new()),
    };
    Some(filter.and(Filter::field(&field.key, operator, values)))
}

/// The filter without what hides groups; none when nothing does.
fn shown_again(filter: &Filter, field: &FieldKey) -> Option<Filter> {
    let hides = |part: &Filter| match part {
        Filter::Field(condition) => {
            matches!(condition.operator, Operator::NoneOf | Operator::Filled) && condition.path.as_slice() == std::slice::from_ref(field)
        }
        _ => false,
    };
    let parts = match filter {
        Filter::All(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    let left: Vec<Filter> = parts.iter().filter(|part| !hides(part)).cloned().collect();
    (left.len() < parts.len()).then_some(Filter::All(left))
}

#[cfg(test)]
mod tests {
    use bridge::ChoiceCell;
    use model::Tone;

    use super::*;

    #[test]
    fn groups_that_are_hidden_are_conditions_of_the_filter_and_come_back_together() {
        let stage = FieldDef::new("stage", "Stage", FieldKind::Choice);
        let group = |key: &str| {
            Cell::Choice(ChoiceCell {
                key: key.to_owned(),
                label: key.to_owned(),
                tone: Tone::Neutral,
            })
        };
        let open = Filter::field("open", Operator::True, Vec::new());
        let none_of = |key: &str| Filter::field("stage", Operator::NoneOf, vec![Value::from(key)]);
        let filled = Filter::field("stage", Operator::Filled, Vec::new());

        let one = hidden(Filter::everything(), &stage, &group("lost")).unwrap();
        assert_eq!(one, none_of("lost"));
        assert_eq!(shown_again(&one, &stage.key), Some(Filter::everything()));
        let two = hidden(open.clone(), &stage, &group("won")).unwrap();
        let all = hidden(two, &stage, &Cell::Empty).unwrap();
        assert_eq!(all, Filter::All(vec![open.clone(), none_of("won"), filled]));
        let back = shown_again(&all, &stage.key).unwrap();
        assert_eq!(back, Filter::All(vec![open]));

        assert_eq!(shown_again(&back, &stage.key), None, "nothing is hidden");
        assert_eq!(shown_again(&all, &"owner".into()), None, "another field hides nothing here");
        assert_eq!(
            hidden(Filter::everything(), &FieldDef::new("due", "Due", FieldKind::Date), &Cell::Empty),
            None
        );
    }
}
