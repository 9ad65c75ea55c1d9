//! How the list is looked at: the address, the saved view it starts from, and the view the engine is asked for.

use std::sync::Arc;

use bridge::query::SavedView;
use model::view::Scope;
use model::{
    Aggregate, BoardLook, FieldDef, FieldKey, FieldKind, Filter, Layout, ObjectDef, ObjectKey, RecordId, RowGroups, Sort, TableLook, View,
};

use super::{calendar::date_fields, groups::row_fields, lanes::lane_fields};
use crate::client::{Engine, Follow, use_answer};
use crate::platform::preferences::{self, Key};
use crate::reactive::prelude::*;
use crate::routes::{Navigator, ViewState};
use crate::words;

/// Copy it into callbacks.
#[derive(Clone, Copy)]
pub(super) struct Lens {
    navigator: Navigator,
    object: StoredValue<ObjectKey>,
    /// The object's definition; `None` for objects that are not there.
    pub def: Memo<Option<Arc<ObjectDef>>>,
    /// What the address says.
    pub state: Memo<ViewState>,
    /// Saved views of the object; `None` until they are known.
    pub saved: Signal<Option<Arc<Vec<SavedView>>>>,
    /// The saved view that is looked at: the one of the address, else the one that opens first; `None` for all records.
    pub chosen: Memo<Option<RecordId>>,
    /// The view it starts from; `None` while a saved one is on its way.
    pub start: Memo<Option<View>>,
    /// The view as it is looked at.
    pub view: Memo<Option<View>>,
}

impl Lens {
    /// The lens of an object's page. Called in the body of a component.
    pub fn new(object: ObjectKey) -> Self {
        let engine = Engine::expect();
        let navigator = Navigator::expect();
        let schema = engine.schema();
        let key = StoredValue::new(object);
        let def = Memo::new(move |_| schema.with(|schema| key.with_value(|key| schema.object(key).cloned().map(Arc::new))));
        let state = Memo::new(move |_| navigator.query().with(ViewState::parse));
        let saved = use_answer(Follow::Anything, move || engine.saved_views(Some(key.get_value()))).value();
        let expected = opens_view(&key.get_value());
        let chosen = Memo::new(move |_| {
            let (wanted, all) = state.with(|state| (state.view, state.all));
            let opens = || saved.with(|saved| saved.as_ref()?.iter().find(|saved| saved.opens).map(|saved| saved.id));
            wanted.or_else(|| if all { None } else { opens() })
        });
        // Whether one opens first is remembered on this device, so that others do not wait for the answer.
        Effect::new(move || {
            if let Some(opens) = saved.with(|saved| saved.as_ref().map(|saved| saved.iter().any(|saved| saved.opens))) {
                remember_opens(&key.get_value(), opens);
            }
        });
        let start = Memo::new(move |_| {
            let def = def.get()?;
            let unknown = saved.with(Option::is_none) && expected && !state.with(|state| state.all);
            let Some(wanted) = chosen.get() else {
                return (!unknown).then(|| usual_view(&def));
            };
            saved.with(|saved| {
                let saved = saved.as_ref()?;
                // A view that was deleted leaves the object's own way.
                Some(
                    saved
                        .iter()
                        .find(|saved| saved.id == wanted)
                        .map_or_else(|| usual_view(&def), |saved| saved.view.clone()),
                )
            })
        });
        let view = Memo::new(move |_| {
            let (start, def) = (start.get()?, def.get()?);
            let mut view = state.with(|state| state.over(&start));
            view.columns = shown_columns(&def, &view.columns);
            view.group = view.group.filter(|group| def.field(group).is_some()).or_else(|| def.board.clone());
            view.aggregates
                .retain(|aggregate| aggregate.field().is_none_or(|field| def.field(field).is_some()));
            view.scope = Scope::Alive;
            view.rows = view
                .rows
                .filter(|rows| row_fields(&def).iter().any(|field| field.key == rows.field));
            view.card.retain(|card| def.field(card).is_some());
            let group = view.group.clone();
            let divides = |lanes: &FieldKey| lane_fields(&def).any(|field| field.key == *lanes && Some(lanes) != group.as_ref());
            view.board.lanes = view.board.lanes.filter(divides);
            if view.layout == Layout::Unknown {
                view.layout = Layout::Table;
            }
            if view.layout == Layout::Calendar {
                let dates = date_fields(&def);
                let chosen = view.date.filter(|date| dates.iter().any(|field| field.key == *date));
                view.date = chosen.or_else(|| dates.first().map(|field| field.key.clone()));
                // What has no date any more is still a table.
                if view.date.is_none() {
                    view.layout = Layout::Table;
                }
            }
            Some(view)
        });
        Self {
            navigator,
            object: key,
            def,
            state,
            saved,
            chosen,
            start,
            view,
        }
    }

    /// The object.
    pub fn object(self) -> ObjectKey {
        self.object.get_value()
    }

    /// Looks differently: a step that one can go back from.
    pub fn change(self, change: impl FnOnce(&mut ViewState)) {
        self.write(change, false);
    }

    /// Looks differently without a step of its own, for each letter of a search.
    pub fn adjust(self, change: impl FnOnce(&mut ViewState)) {
        self.write(change, true);
    }

    fn write(self, change: impl FnOnce(&mut ViewState), replace: bool) {
        let mut state = self.state.get_untracked();
        change(&mut state);
        let query = self.navigator.query().get_untracked();
        self.navigator.set_query(&state.write(query), replace);
    }

    /// The name of what is looked at.
    pub fn title(self) -> Memo<String> {
        Memo::new(move |_| {
            let wanted = self.chosen.get();
            let name = self.saved.with(|saved| {
                let saved = saved.iter().flat_map(|saved| saved.iter());
                wanted.and_then(|wanted| saved.into_iter().find(|saved| saved.id == wanted).map(|saved| saved.name.clone()))
            });
            name.unwrap_or_else(|| {
                self.def
                    .with(|def| def.as_ref().map(|def| words::list::all(&def.plural)).unwrap_or_default())
            })
        })
    }

    /// That name, tracked by whoever reads it here.
    pub fn title_now(self) -> String {
        match self.current() {
            Some(saved) => saved.name,
            None => self
                .def
                .with(|def| def.as_ref().map(|def| words::list::all(&def.plural)).unwrap_or_default()),
        }
    }

    /// The saved view it starts from.
    pub fn current(self) -> Option<SavedView> {
        let wanted = self.chosen.get()?;
        self.saved
            .with(|saved| saved.as_ref()?.iter().find(|saved| saved.id == wanted).cloned())
    }

    /// Fields of the columns, in order.
    pub fn fields(self) -> Memo<Vec<FieldDef>> {
        Memo::new(move |_| {
            let Some(def) = self.def.get() else { return Vec::new() };
            self.view.with(|view| {
                let keys = view.iter().flat_map(|view| &view.columns);
                keys.filter_map(|key| def.field(key).cloned()).collect()
            })
        })
    }

    /// Whether the saved view has a form that only a newer version knows.
    pub fn is_newer(self) -> Memo<bool> {
        Memo::new(move |_| {
            self.start
                .with(|start| start.as_ref().is_some_and(|start| start.layout == Layout::Unknown))
                && self.state.with(|state| state.layout.is_none())
        })
    }

    /// Whether a filter or a search leaves records out.
    pub fn is_narrowed(self) -> Memo<bool> {
        Memo::new(move |_| {
            self.view.with(|view| {
                view.as_ref()
                    .is_some_and(|view| !view.filter.is_everything() || !view.search.is_empty())
            })
        })
    }

    /// Takes filter and search away.
    pub fn widen(self) {
        self.change(|state| {
            state.filter = Some(Filter::everything());
            state.search.clear();
        });
    }

    /// Sorts by a column: lowest first, highest first, not at all.
    pub fn cycle_sort(self, field: &str) {
        use model::Direction::{Ascending, Descending};
        let now = self
            .view
            .with_untracked(|view| view.as_ref().map(|view| view.sort.clone()).unwrap_or_default());
        let next = match now.first().filter(|sort| sort.field == *field).map(|sort| sort.direction) {
            None => vec![Sort {
                field: field.into(),
                direction: Ascending,
            }],
            Some(Ascending) => vec![Sort {
                field: field.into(),
                direction: Descending,
            }],
            Some(Descending) => Vec::new(),
        };
        self.change(|state| state.sort = Some(next));
    }

    /// Folds a group of rows, or unfolds it, by its key.
    pub fn turn_group(self, key: String) {
        self.fold(|rows| turn(&mut rows.except, &key));
    }

    /// Folds all groups of rows, or unfolds them.
    pub fn fold_all(self, folded: bool) {
        self.fold(|rows| {
            rows.folded = folded;
            rows.except.clear();
        });
    }

    fn fold(self, change: impl FnOnce(&mut RowGroups)) {
        let rows = self.view.with_untracked(|view| view.as_ref().and_then(|view| view.rows.clone()));
        if let Some(mut rows) = rows {
            change(&mut rows);
            self.adjust(|state| state.rows = Some(Some(rows)));
        }
    }

    /// Widths and what stays in view. Tracks.
    pub fn table(self) -> TableLook {
        self.view
            .with(|view| view.as_ref().map(|view| view.table.clone()).unwrap_or_default())
    }

    /// Gives a column a width.
    pub fn set_width(self, field: &str, pixels: f64) {
        let mut look = untrack(|| self.table());
        look.widths.retain(|(key, _)| key != field);
        look.widths.push((field.into(), pixels.clamp(0.0, f64::from(u16::MAX)) as u16));
        self.adjust(|state| state.table = Some(look));
    }

    /// How a board is drawn. Tracks.
    pub fn board(self) -> BoardLook {
        self.view
            .with(|view| view.as_ref().map(|view| view.board.clone()).unwrap_or_default())
    }

    /// Draws a board otherwise.
    pub fn change_board(self, change: impl FnOnce(&mut BoardLook)) {
        let mut look = untrack(|| self.board());
        change(&mut look);
        self.adjust(|state| state.board = Some(look));
    }

    /// Folds a column of a board, or unfolds it.
    pub fn fold_column(self, key: &str) {
        self.change_board(|look| turn(&mut look.folded, key));
    }

    /// Folds a lane of a board, or unfolds it.
    pub fn fold_lane(self, key: &str) {
        self.change_board(|look| turn(&mut look.folded_lanes, key));
    }

    /// Says how many cards a column of a board should have at most.
    pub fn limit_column(self, key: &str, limit: Option<u32>) {
        self.change_board(|look| {
            look.limits.retain(|(other, _)| other != key);
            look.limits.extend(limit.map(|limit| (key.to_owned(), limit)));
        });
    }

    /// Keeps so many columns in view beside the first one.
    pub fn freeze(self, columns: u8) {
        let mut look = untrack(|| self.table());
        look.frozen = columns;
        self.change(|state| state.table = Some(look));
    }

    /// Moves a column to a position.
    pub fn move_column(self, field: &str, to: usize) {
        let mut columns = self.columns();
        let Some(from) = columns.iter().position(|key| key == field) else {
            return;
        };
        let moved = columns.remove(from);
        columns.insert(to.min(columns.len()), moved);
        self.set_columns(columns);
    }

    /// Keys of the columns as they are shown.
    pub fn columns(self) -> Vec<FieldKey> {
        self.view
            .with_untracked(|view| view.as_ref().map(|view| view.columns.clone()).unwrap_or_default())
    }

    /// Shows these columns.
    pub fn set_columns(self, columns: Vec<FieldKey>) {
        let usual = self
            .start
            .with_untracked(|start| start.as_ref().map(|start| start.columns.clone()).unwrap_or_default());
        let usual = self
            .def
            .with_untracked(|def| def.as_ref().map(|def| shown_columns(def, &usual)).unwrap_or_default());
        self.change(|state| state.columns = Some(columns).filter(|columns| *columns != usual));
    }
}

/// Takes a key out, or puts it in.
fn turn(keys: &mut Vec<String>, key: &str) {
    match keys.iter().position(|other| other == key) {
        Some(at) => {
            keys.remove(at);
        }
        None => keys.push(key.to_owned()),
    }
}

/// Whether a view of the object opened first when this device saw it last.
fn opens_view(object: &str) -> bool {
    let known: Vec<String> = preferences::read(Key::Opens).unwrap_or_default();
    known.iter().any(|known| known == object)
}

fn remember_opens(object: &str, opens: bool) {
    if opens_view(object) != opens {
        let mut known: Vec<String> = preferences::read(Key::Opens).unwrap_or_default();
        known.retain(|known| known != object);
        if opens {
            known.push(object.to_owned());
        }
        preferences::write(Key::Opens, &known);
    }
}

/// How an object is looked at when nothing else is said: what moves through a pipeline as a board, the rest as a table.
fn usual_view(def: &ObjectDef) -> View {
    let mut view = View::table(&def.key);
    let through_pipeline = def
        .board
        .as_ref()
        .and_then(|board| def.field(board))
        .is_some_and(|field| field.kind == FieldKind::Reference);
    if through_pipeline {
        view.layout = Layout::Board;
    }
    view.columns = shown_columns(def, &[]);
    view.aggregates = usual_totals(def, &view.columns);
    view
}

/// Totals worth seeing without asking: sums of amounts, averages of shares.
pub(super) fn usual_totals(def: &ObjectDef, columns: &[FieldKey]) -> Vec<Aggregate> {
    let fields = columns.iter().filter_map(|key| def.field(key));
    let totals = fields.filter_map(|field| match field.kind {
        FieldKind::Money => Some(Aggregate::Sum(field.key.clone())),
        FieldKind::Percent => Some(Aggregate::Average(field.key.clone())),
        _ => None,
    });
    totals.collect()
}

/// The columns that are there, the name first: it names the row and stays in view.
fn shown_columns(def: &ObjectDef, wanted: &[FieldKey]) -> Vec<FieldKey> {
    let wanted = if wanted.is_empty() { &def.columns } else { wanted };
    let mut columns = vec![def.primary.clone()];
    for key in wanted {
        if def.field(key).is_some_and(|field| !field.hidden) && !columns.contains(key) {
            columns.push(key.clone());
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use model::Schema;

    use super::*;

    #[test]
    fn the_name_is_always_the_first_column() {
        let schema = Schema::built_in();
        let contact = schema.object("contact").expect("contacts");
        let columns = shown_columns(contact, &["email".into(), "name".into(), "email".into(), "gone".into()]);
        assert_eq!(columns, [FieldKey::from("name"), FieldKey::from("email")]);
        let ticket = schema.object("ticket").expect("tickets");
        assert_eq!(shown_columns(ticket, &[])[0], ticket.primary);
        let deal = schema.object("deal").expect("deals");
        assert!(
            !shown_columns(deal, &["rank".into()]).contains(&"rank".into()),
            "hidden fields stay hidden"
        );
    }

    #[test]
    fn what_has_a_pipeline_starts_as_a_board() {
        let schema = Schema::built_in();
        let layout = |key: &str| usual_view(schema.object(key).expect("an object")).layout;
        assert_eq!(
            (layout("deal"), layout("contact"), layout("ticket")),
            (Layout::Board, Layout::Table, Layout::Table)
        );
    }

    #[test]
    fn amounts_are_summed_and_shares_averaged() {
        let schema = Schema::built_in();
        let deal = schema.object("deal").expect("deals");
        let totals = usual_totals(deal, &shown_columns(deal, &[]));
        assert!(totals.contains(&Aggregate::Sum("value".into())) && totals.contains(&Aggregate::Average("probability".into())));
    }
}
