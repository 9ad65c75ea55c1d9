//! The keys in force: the table with the person's own keys over it, and what stands in the way of a key.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Action, Line, Scope, TABLE};
use crate::platform::keys::Shortcut;

/// One key, or two that are pressed one after the other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keys {
    /// The first.
    pub first: Shortcut,
    /// The one after it.
    pub then: Option<Shortcut>,
}

impl Keys {
    /// Reads `Mod+K` or `G H`; none for an empty text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(' ').filter(|part| !part.is_empty());
        let first = Shortcut::new(parts.next()?);
        Some(Self {
            first,
            then: parts.next().map(Shortcut::new),
        })
    }

    /// As [`Keys::parse`] reads it.
    #[must_use]
    pub fn text(&self) -> String {
        self.written(Shortcut::text)
    }

    /// As the platform writes it.
    #[must_use]
    pub fn label(&self) -> String {
        self.written(Shortcut::label)
    }

    /// For `aria-keyshortcuts`, which knows no keys one after the other.
    #[must_use]
    pub fn aria(&self) -> Option<String> {
        self.then.is_none().then(|| self.first.aria())
    }

    fn written(&self, write: fn(&Shortcut) -> String) -> String {
        let first = write(&self.first);
        match &self.then {
            Some(then) => format!("{first} {}", write(then)),
            None => first,
        }
    }

    /// Whether it types something when it is no shortcut: such keys can be switched off (WCAG 2.2, 2.1.4).
    fn is_single(&self) -> bool {
        self.first.is_character()
    }

    /// Whether pressing one of the two starts or is the other.
    fn collides(&self, other: &Keys) -> bool {
        self.first == other.first && (self.then.is_none() || other.then.is_none() || self.then == other.then)
    }
}

/// What stands in the way of a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Conflict {
    /// Another action has it.
    Taken(Action),
    /// Browsers, systems or screen readers need it.
    Reserved,
}

/// The person's changes to the table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Keymap {
    /// Keys that would type something are shortcuts.
    #[serde(default = "yes")]
    pub single: bool,
    /// Own keys by the name of the action; an empty text leaves it without.
    #[serde(default)]
    own: BTreeMap<String, String>,
}

const fn yes() -> bool {
    true
}

impl Default for Keymap {
    fn default() -> Self {
        Self {
            single: true,
            own: BTreeMap::new(),
        }
    }
}

impl Keymap {
    /// The keys of an action, whether they are switched off or not.
    #[must_use]
    pub fn keys(&self, action: Action) -> Vec<Keys> {
        let line = action.line();
        let text = self.own.get(line.name).filter(|_| !line.fixed);
        text.map_or(line.keys, String::as_str).split(',').filter_map(Keys::parse).collect()
    }

    /// The keys of an action that do something.
    #[must_use]
    pub fn in_force(&self, action: Action) -> Vec<Keys> {
        let mut keys = self.keys(action);
        keys.retain(|keys| self.single || !keys.is_single());
        keys
    }

    /// Whether the person has changed an action's keys.
    #[must_use]
    pub fn is_own(&self, action: Action) -> bool {
        self.own.contains_key(action.name())
    }

    /// Gives an action another key in place of all it has.
    pub fn set(&mut self, action: Action, keys: &Keys) {
        self.own.insert(action.name().to_owned(), keys.text());
    }

    /// Gives an action its usual keys back.
    pub fn reset(&mut self, action: Action) {
        self.own.remove(action.name());
    }

    /// Gives all actions their usual keys back.
    pub fn reset_all(&mut self) {
        self.own.clear();
    }

    /// What stands in the way of giving a key to an action.
    #[must_use]
    pub fn conflict(&self, action: Action, wanted: &Keys) -> Option<Conflict> {
        if wanted.first.is_reserved() || wanted.then.as_ref().is_some_and(Shortcut::is_reserved) {
            return Some(Conflict::Reserved);
        }
        let taken = |line: &&Line| {
            line.action != action
                && meet(line.scope, action.line().scope)
                && self.keys(line.action).iter().any(|keys| keys.collides(wanted))
        };
        TABLE.iter().find(taken).map(|line| Conflict::Taken(line.action))
    }
}

/// Whether a key can mean something in both places at once. Of a list and the record beside it the one with the focus is
/// meant, and keys of cells are heard by cells alone.
fn meet(one: Scope, other: Scope) -> bool {
    one == other || one == Scope::Everywhere || other == Scope::Everywhere
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Keys {
        Keys::parse(text).expect("keys")
    }

    #[test]
    fn own_keys_take_the_place_of_the_usual_ones_and_go_again() {
        let mut keymap = Keymap::default();
        keymap.set(Action::New, &keys("M"));
        assert_eq!(keymap.keys(Action::New), [keys("M")]);
        assert!(keymap.is_own(Action::New) && !keymap.is_own(Action::Undo));
        let kept = serde_json::to_string(&keymap).expect("a keymap is text");
        assert_eq!(serde_json::from_str::<Keymap>(&kept).expect("and back"), keymap);
        keymap.reset(Action::New);
        assert_eq!(keymap, Keymap::default());
    }

    #[test]
    fn letters_and_signs_can_be_switched_off_and_commands_stay() {
        let off = Keymap {
            single: false,
            ..Keymap::default()
        };
        for action in [Action::New, Action::Sheet, Action::GoDeals, Action::Favourite, Action::Previous] {
            assert_eq!(off.in_force(action), [], "{action:?}");
        }
        for action in [Action::Palette, Action::Undo, Action::Close, Action::Archive] {
            assert!(!off.in_force(action).is_empty(), "{action:?}");
        }
    }

    #[test]
    fn a_key_that_means_something_else_is_refused() {
        let keymap = Keymap::default();
        let check = |text: &str| keymap.conflict(Action::New, &keys(text));
        assert_eq!(check("C"), Some(Conflict::Taken(Action::Create)));
        assert_eq!(check("G"), Some(Conflict::Taken(Action::GoHome)), "it begins something");
        assert_eq!(check("C X"), Some(Conflict::Taken(Action::Create)), "it would end before");
        assert_eq!(check("G Q"), None);
        assert_eq!(check("N"), None, "its own");
        for reserved in ["Mod+T", "Mod+W", "Tab", "F5", "Alt+D", "ArrowDown", "Enter"] {
            assert_eq!(check(reserved), Some(Conflict::Reserved), "{reserved}");
        }
        assert_eq!(keymap.conflict(Action::Edit, &keys("]")), None, "elsewhere it means something else");
    }

    #[test]
    fn what_a_newer_version_kept_is_read_as_far_as_it_is_known() {
        let read: Keymap = serde_json::from_str(r#"{"own":{"fly":"Q"},"speed":3}"#).expect("unknown names are no fault");
        assert!(read.single);
        assert_eq!(read.keys(Action::New), [keys("N")]);
    }
}
