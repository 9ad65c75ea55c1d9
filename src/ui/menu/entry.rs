//! What a menu holds.

use std::sync::Arc;

use crate::ui::{avatar::Face, icon::Glyph};

/// What happens when an item is chosen.
pub type Chosen = Arc<dyn Fn() + Send + Sync>;

/// One line of a menu.
#[derive(Clone)]
pub enum MenuEntry {
    /// Something to choose.
    Item(MenuItem),
    /// A small heading.
    Label(String),
    /// A line between groups.
    Rule,
    /// Opens further entries in place, with a way back.
    Group {
        /// Its words.
        label: String,
        /// Its icon.
        icon: Option<Glyph>,
        /// What it opens.
        entries: Vec<MenuEntry>,
    },
}

/// Something to choose. Build it up from [`MenuItem::new`].
#[derive(Clone)]
pub struct MenuItem {
    pub(super) label: String,
    pub(super) icon: Option<Glyph>,
    pub(super) face: Option<Face>,
    pub(super) key: Option<String>,
    pub(super) hint: Option<String>,
    pub(super) href: Option<String>,
    pub(super) danger: bool,
    pub(super) disabled: bool,
    pub(super) checked: Option<bool>,
    pub(super) keep_open: bool,
    pub(super) chosen: Chosen,
}

impl MenuItem {
    /// An item with its words and what it does.
    pub fn new(label: impl Into<String>, chosen: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            icon: None,
            face: None,
            key: None,
            hint: None,
            href: None,
            danger: false,
            disabled: false,
            checked: None,
            keep_open: false,
            chosen: Arc::new(chosen),
        }
    }

    /// An item that leads somewhere.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            href: Some(href.into()),
            ..Self::new(label, || ())
        }
    }

    /// Icon before the words.
    #[must_use]
    pub fn icon(mut self, icon: Glyph) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Avatar before the words.
    #[must_use]
    pub fn face(mut self, face: Face) -> Self {
        self.face = Some(face);
        self
    }

    /// Shortcut at the end.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Quiet words at the end.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Destroys something.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Cannot be chosen now; stays reachable so that its hint can say why.
    #[must_use]
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    /// A choice that is on or off; shows a tick.
    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }

    /// The menu stays open after it is chosen, for several choices in a row.
    #[must_use]
    pub fn keep_open(mut self) -> Self {
        self.keep_open = true;
        self
    }
}

impl From<MenuItem> for MenuEntry {
    fn from(item: MenuItem) -> Self {
        Self::Item(item)
    }
}
