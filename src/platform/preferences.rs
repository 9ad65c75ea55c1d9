//! What a person prefers on this device: small values in localStorage, there before the first paint.
//!
//! `index.html` reads theme and density before the app is there; it knows the same keys. Values are JSON. A browser that
//! refuses localStorage gets the defaults and forgets.

use gloo_storage::{LocalStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::reactive::prelude::*;

/// Every key in localStorage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Key {
    /// `"light"` or `"dark"`; absent for the device's.
    Theme,
    /// `"compact"`; absent for comfortable.
    Density,
    /// Tag of the chosen language; absent for the browser's. `index.html` reads it.
    Language,
    /// First day of the week: 0 is Monday, 6 is Sunday; absent for that of the region.
    WeekStart,
    /// Time zone by its name in the database of IANA; absent for the device's.
    TimeZone,
    /// Days and hours of work.
    WorkingHours,
    /// Whether the sidebar is narrow.
    Sidebar,
    /// Objects of which a saved view opens first.
    Opens,
    /// This device's id, to tell an evicted database from a first visit.
    Sentinel,
    /// Whether the browser was asked not to evict.
    AskedToPersist,
    /// What is said to an engine for a back-up when the app does not start; `index.html` reads it.
    Rescue,
    /// Shortcuts that the person has changed.
    Shortcuts,
    /// When the offer to install was made or refused for good.
    InstallOffered,
    /// How often Kith was opened, up to what the offer to install waits for.
    Visits,
    /// The day on which a back-up was last reminded of.
    BackupReminded,
    /// Whether this browser was asked to open addresses of mail and phone with Kith.
    Protocols,
    /// Whose sample data was loaded last.
    Sample,
    /// What the person does mostly; absent for a bit of everything.
    Role,
    /// First steps that were done, and whether their list was put away.
    FirstSteps,
    /// Whether a practice copy may be left over.
    PracticeLeft,
    /// How records are shown: without empty fields, and which sections are folded or stand elsewhere.
    RecordLook,
    /// A new release was accepted, and nobody has said yet what is new in it.
    Updated,
    /// Up to when the person was reminded: of meetings, and of everything else.
    Reminded,
    /// Whether the system shows reminders while no window of Kith is seen.
    Notify,
    /// Whether reminders come outside working hours, too.
    AlwaysRemind,
}

impl Key {
    fn name(self) -> &'static str {
        match self {
            Key::Theme => "kith.theme",
            Key::Density => "kith.density",
            Key::Language => "kith.language",
            Key::WeekStart => "kith.week-start",
            Key::TimeZone => "kith.time-zone",
            Key::WorkingHours => "kith.working-hours",
            Key::Sidebar => "kith.sidebar",
            Key::Opens => "kith.opens",
            Key::Sentinel => "kith.sentinel",
            Key::AskedToPersist => "kith.asked-to-persist",
            Key::Rescue => "kith.rescue",
            Key::Shortcuts => "kith.shortcuts",
            Key::InstallOffered => "kith.install-offered",
            Key::Visits => "kith.visits",
            Key::BackupReminded => "kith.backup-reminded",
            Key::Protocols => "kith.protocols",
            Key::Sample => "kith.sample",
            Key::Role => "kith.role",
            Key::FirstSteps => "kith.first-steps",
            Key::PracticeLeft => "kith.practice-left",
            Key::RecordLook => "kith.record-look",
            Key::Updated => "kith.updated",
            Key::Reminded => "kith.reminded",
            Key::Notify => "kith.notify",
            Key::AlwaysRemind => "kith.always-remind",
        }
    }
}

fn available() -> bool {
    matches!(window().local_storage(), Ok(Some(_)))
}

/// A value; none if there is none, or if it is of another shape.
#[must_use]
pub fn read<T: DeserializeOwned>(key: Key) -> Option<T> {
    if !available() {
        return None;
    }
    LocalStorage::get(key.name()).ok()
}

/// Keeps a value, as well as this browser can.
pub fn write<T: Serialize>(key: Key, value: &T) {
    if available() {
        // A full or refused localStorage forgets; nothing of worth is kept here.
        let _ = LocalStorage::set(key.name(), value);
    }
}

/// Forgets a value.
pub fn forget(key: Key) {
    if available() {
        LocalStorage::delete(key.name());
    }
}

/// Colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// As the device is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    fn name(self) -> Option<&'static str> {
        match self {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }
}

/// How much room rows take.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Density {
    /// Comfortable.
    #[default]
    Comfortable,
    /// Compact.
    Compact,
}

impl Density {
    fn name(self) -> Option<&'static str> {
        match self {
            Density::Comfortable => None,
            Density::Compact => Some("compact"),
        }
    }
}

/// What a person does mostly: the start page and the dashboard that opens first are theirs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// Sells.
    Sales,
    /// Helps customers.
    Support,
    /// Makes customers.
    Marketing,
    /// Leads the business.
    Owner,
}

impl Role {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Role; 4] = [Role::Sales, Role::Support, Role::Marketing, Role::Owner];

    /// Its name in addresses and where it is kept.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Role::Sales => "sales",
            Role::Support => "support",
            Role::Marketing => "marketing",
            Role::Owner => "business",
        }
    }

    /// The role of a name.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        Role::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// Look and layout, as signals of the root.
#[derive(Clone, Copy)]
pub struct Preferences {
    theme: RwSignal<Theme>,
    density: RwSignal<Density>,
    sidebar: RwSignal<bool>,
    role: RwSignal<Option<Role>>,
}

impl Preferences {
    /// Reads what was chosen and makes it known to everything below. Once, in the root.
    pub fn provide() -> Self {
        let theme = match read::<String>(Key::Theme).as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        };
        let density = if read::<String>(Key::Density).as_deref() == Some("compact") {
            Density::Compact
        } else {
            Density::Comfortable
        };
        let preferences = Self {
            theme: RwSignal::new(theme),
            density: RwSignal::new(density),
            sidebar: RwSignal::new(read(Key::Sidebar).unwrap_or_default()),
            role: RwSignal::new(read::<String>(Key::Role).and_then(|key| Role::of(&key))),
        };
        provide_context(preferences);
        preferences
    }

    /// The preferences, in the body of a component.
    ///
    /// # Panics
    /// When the root has not provided them.
    #[track_caller]
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Colours.
    #[must_use]
    pub fn theme(self) -> Signal<Theme> {
        self.theme.into()
    }

    /// Chooses colours.
    pub fn set_theme(self, theme: Theme) {
        choose(Key::Theme, "data-theme", theme.name());
        colour_frame(theme);
        self.theme.set(theme);
    }

    /// How much room rows take.
    #[must_use]
    pub fn density(self) -> Signal<Density> {
        self.density.into()
    }

    /// Chooses how much room rows take.
    pub fn set_density(self, density: Density) {
        choose(Key::Density, "data-density", density.name());
        self.density.set(density);
    }

    /// Whether the sidebar is narrow.
    #[must_use]
    pub fn sidebar(self) -> Signal<bool> {
        self.sidebar.into()
    }

    /// What the person does mostly; none for a bit of everything.
    #[must_use]
    pub fn role(self) -> Signal<Option<Role>> {
        self.role.into()
    }

    /// Chooses what the person does mostly.
    pub fn set_role(self, role: Option<Role>) {
        match role {
            Some(role) => write(Key::Role, &role.key()),
            None => forget(Key::Role),
        }
        self.role.set(role);
    }

    /// Makes the sidebar narrow or wide.
    pub fn set_sidebar(self, narrow: bool) {
        write(Key::Sidebar, &narrow);
        self.sidebar.set(narrow);
    }
}

/// Keeps a choice and shows it on the document, as `index.html` does on the next start.
fn choose(key: Key, attribute: &str, value: Option<&'static str>) {
    let root = document().document_element();
    match value {
        Some(value) => {
            write(key, &value);
            // The name of the attribute is a constant of ours.
            let _ = root.map(|root| root.set_attribute(attribute, value));
        }
        None => {
            forget(key);
            let _ = root.map(|root| root.remove_attribute(attribute));
        }
    }
}

/// The colours that browsers and systems draw around the app, as in `index.html`.
const FRAME_LIGHT: &str = "#f6f7f9";
const FRAME_DARK: &str = "#0d0e10";

fn colour_frame(theme: Theme) {
    let Ok(metas) = document().query_selector_all("meta[name='theme-color']") else {
        return;
    };
    let elements = (0..metas.length()).filter_map(|index| metas.item(index)?.dyn_into::<Element>().ok());
    for meta in elements {
        let dark_device = meta.get_attribute("media").is_some_and(|media| media.contains("dark"));
        let dark = theme == Theme::Dark || (theme == Theme::System && dark_device);
        // An attribute of a name that is a constant can always be set.
        let _ = meta.set_attribute("content", if dark { FRAME_DARK } else { FRAME_LIGHT });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_finds_back_from_its_name() {
        for role in Role::ALL {
            assert_eq!(Role::of(role.key()), Some(role));
        }
    }
}
