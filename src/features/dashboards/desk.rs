//! What the parts of the page share: the dashboard of the address, and the steps that are taken with it.

use bridge::chart::SavedDashboard;
use bridge::{Command, Selection};
use leptos::task::spawn_local;
use model::{Dashboard, RecordId, Widget};

use crate::platform::preferences::Role;
use crate::reactive::prelude::*;
use crate::routes::{Navigator, PageParameter, Route};
use crate::session::Session;
use crate::ui::dom::announce;
use crate::widget::{Step, taken, title};
use crate::words;

/// The value of the parameter that makes marks filter.
pub(super) const FILTER: &str = "filter";

/// The dashboard of an address.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Chosen {
    Ready(Role),
    Saved(SavedDashboard),
    Missing,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub session: Session,
    pub navigator: Navigator,
    pub chosen: Memo<Option<Chosen>>,
    /// What was arranged and is not confirmed yet.
    pub draft: RwSignal<Option<Dashboard>>,
    /// Steps under way.
    pub saving: StoredValue<u32>,
    pub arranging: RwSignal<bool>,
    pub editing: RwSignal<Option<Widget>>,
    pub renaming: RwSignal<bool>,
}

impl Desk {
    /// The dashboard as it is seen.
    pub fn dashboard(self) -> Option<Dashboard> {
        let draft = self.draft.get();
        self.chosen.with(|chosen| match chosen.as_ref()? {
            Chosen::Ready(role) => Some(role.dashboard()),
            Chosen::Saved(saved) => draft.or_else(|| saved.dashboard.clone()),
            Chosen::Missing => None,
        })
    }

    /// Whether pressing a mark narrows the page instead of leading to records.
    pub fn press_filters(self) -> bool {
        self.navigator
            .query()
            .with(|query| query.get(PageParameter::Press.name()) == Some(FILTER))
    }

    /// Chooses what pressing a mark does.
    pub fn set_press_filters(self, filters: bool) {
        let query = self.navigator.query().get_untracked();
        let query = query.with(PageParameter::Press.name(), filters.then(|| FILTER.to_owned()));
        self.navigator.set_query(&query, true);
    }

    /// Whether the widget of the dialog is not on the dashboard yet.
    pub fn editing_new(self) -> bool {
        let key = self.editing.with(|editing| editing.as_ref().map(|widget| widget.key));
        let has = |key: u32| {
            self.dashboard()
                .is_some_and(|dashboard| dashboard.widgets.iter().any(|widget| widget.key == key))
        };
        key.is_some_and(|key| !has(key))
    }

    pub fn saved(self) -> Option<SavedDashboard> {
        self.chosen.with(|chosen| match chosen {
            Some(Chosen::Saved(saved)) => Some(saved.clone()),
            _ => None,
        })
    }

    pub fn name(self) -> String {
        self.chosen.with(|chosen| match chosen {
            Some(Chosen::Ready(role)) => Role::name(Some(*role)).to_owned(),
            Some(Chosen::Saved(saved)) => saved.name.clone(),
            _ => words::dashboards::title().to_owned(),
        })
    }

    /// Takes a step: seen at once, kept when the engine has it.
    pub fn step(self, step: Step) {
        let Some((saved, now)) = untrack(|| self.saved().zip(self.dashboard())) else {
            return;
        };
        let Some(next) = taken(&now, step.clone()) else { return };
        self.say(&step, &next);
        self.draft.set(Some(next.clone()));
        let command = Command::SaveDashboard {
            id: Some(saved.id),
            name: saved.name,
            dashboard: Box::new(next),
            favourite: saved.favourite,
        };
        self.saving.update_value(|saving| *saving += 1);
        let settle = move |refused: bool| {
            let left = self.saving.try_update_value(|saving| {
                *saving = saving.saturating_sub(1);
                *saving
            });
            if refused && left.is_some() {
                self.draft.try_set(None);
            }
        };
        // What moves under one's eyes needs no word about it; Mod+Z takes it back all the same.
        if matches!(step, Step::MoveBy(..) | Step::MoveTo(..) | Step::Resize(..)) {
            spawn_local(async move {
                let answer = self.session.engine.run(command).await;
                settle(answer.is_err());
                if let Err(error) = answer {
                    self.session.refused(&error, None);
                }
            });
        } else {
            self.session.act_then(command, move |result| {
                settle(result.is_err());
                false
            });
        }
    }

    /// Says where a widget is now.
    fn say(self, step: &Step, next: &Dashboard) {
        let (Step::MoveBy(key, _) | Step::MoveTo(key, _) | Step::Resize(key, ..)) = *step else {
            return;
        };
        let Some(place) = next.widgets.iter().position(|widget| widget.key == key) else {
            return;
        };
        let widget = &next.widgets[place];
        let schema = self.session.engine.schema();
        let name = schema.with_untracked(|schema| title(widget, schema));
        announce(&if matches!(step, Step::Resize(..)) {
            words::dashboards::sized(&name, &widget.width.to_string(), &widget.height.to_string())
        } else {
            words::dashboards::moved(&name, &(place + 1).to_string(), &next.widgets.len().to_string())
        });
    }

    /// Saves a dashboard of one's own and goes there.
    pub fn make(self, name: String, dashboard: Dashboard) {
        let command = Command::SaveDashboard {
            id: None,
            name,
            dashboard: Box::new(dashboard),
            favourite: false,
        };
        self.session.act_then(command, move |result| {
            if let Ok(done) = result
                && let Some(link) = &done.record
            {
                self.navigator.visit(&Route::Dashboards(link.id.to_string()));
                self.arranging.try_set(true);
            }
            false
        });
    }

    pub fn save(self, change: impl FnOnce(&mut SavedDashboard)) {
        let Some(mut saved) = untrack(|| self.saved()) else { return };
        change(&mut saved);
        if let Some(dashboard) = saved.dashboard {
            self.session.act(Command::SaveDashboard {
                id: Some(saved.id),
                name: saved.name,
                dashboard: Box::new(dashboard),
                favourite: saved.favourite,
            });
        }
    }

    pub fn trash(self, id: RecordId) {
        let command = Command::Trash {
            object: "dashboard".into(),
            selection: Selection::Records(vec![id]),
        };
        self.session.act_then(command, move |result| {
            if result.is_ok() {
                self.navigator.visit(&Route::Dashboards(String::new()));
            }
            false
        });
    }
}
