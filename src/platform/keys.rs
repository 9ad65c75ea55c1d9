//! Keyboard shortcuts: written once as `Mod+Shift+Z`, matched on every keyboard, shown as the platform writes them.

use web_sys::KeyboardEvent;

use crate::ui::dom::is_apple;

/// A key with its modifiers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shortcut {
    /// Meta on Apple devices, Control elsewhere.
    command: bool,
    shift: bool,
    alt: bool,
    /// As `KeyboardEvent.key` gives it; letters in upper case.
    key: String,
}

impl Shortcut {
    /// A shortcut such as `Mod+Shift+Z`, `N`, `Mod+/` or `Escape`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut shortcut = Self {
            command: false,
            shift: false,
            alt: false,
            key: String::new(),
        };
        let (modifiers, key) = match text.strip_suffix("++") {
            Some(modifiers) => (modifiers, "+"),
            None => text.rsplit_once('+').filter(|(_, key)| !key.is_empty()).unwrap_or(("", text)),
        };
        for modifier in modifiers.split('+') {
            match modifier {
                "Mod" => shortcut.command = true,
                "Shift" => shortcut.shift = true,
                "Alt" => shortcut.alt = true,
                _ => {}
            }
        }
        shortcut.key = canonical(if key == "Space" { " " } else { key });
        shortcut
    }

    /// The shortcut that an event is.
    #[must_use]
    pub fn of(event: &KeyboardEvent) -> Self {
        let key = event.key();
        let key = if key.is_ascii() {
            canonical(&key)
        } else {
            letter_of(&event.code()).unwrap_or(key)
        };
        let shortcut = Self {
            command: if is_apple() { event.meta_key() } else { event.ctrl_key() },
            shift: false,
            alt: event.alt_key(),
            key,
        };
        // Signs say themselves whether they took Shift.
        Self {
            shift: event.shift_key() && !shortcut.is_sign(),
            ..shortcut
        }
    }

    /// A sign such as ? needs Shift on one keyboard and not on another.
    fn is_sign(&self) -> bool {
        self.key.chars().count() == 1 && !self.key.starts_with(|first: char| first.is_alphabetic() || first == ' ')
    }

    /// Whether it types something where no shortcut takes it.
    #[must_use]
    pub fn is_character(&self) -> bool {
        !self.command && !self.alt && self.key != " " && self.key.chars().count() == 1
    }

    /// Whether browsers, systems or screen readers need it: then it is no shortcut of ours.
    ///
    /// Alt with a letter opens menus of browsers; keys of moving and pressing belong to controls; the rest is what the large
    /// browsers do not let pages take, or what people would miss.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        const BROWSER: &str = "TNWQLRPFDHJOGSACVXMU0123456789+-=";
        let function = self.key.len() > 1 && self.key.starts_with('F') && self.key[1..].parse::<u8>().is_ok();
        let control = matches!(
            self.key.as_str(),
            "Tab"
                | "Enter"
                | "Escape"
                | " "
                | "Home"
                | "End"
                | "PageUp"
                | "PageDown"
                | "Insert"
                | "CapsLock"
                | "ContextMenu"
                | "Dead"
                | "Unidentified"
        ) || self.key.starts_with("Arrow");
        let browser = self.command && self.key.chars().count() == 1 && BROWSER.contains(self.key.as_str());
        self.alt || function || control || browser
    }

    /// As it is written in the table and kept: `Mod+Shift+Z`.
    #[must_use]
    pub fn text(&self) -> String {
        let held = [(self.command, "Mod+"), (self.alt, "Alt+"), (self.shift, "Shift+")];
        let key = if self.key == " " { "Space" } else { &self.key };
        held.into_iter()
            .filter_map(|(held, name)| held.then_some(name))
            .chain([key])
            .collect()
    }

    /// As `aria-keyshortcuts` wants it (WAI-ARIA 1.2, 6.6).
    #[must_use]
    pub fn aria(&self) -> String {
        let command = if is_apple() { "Meta+" } else { "Control+" };
        self.text().replacen("Mod+", command, 1)
    }

    /// Whether the event is this shortcut. On keyboards of other scripts the place of the key decides.
    #[must_use]
    pub fn matches(&self, event: &KeyboardEvent) -> bool {
        let (command, other) = if is_apple() {
            (event.meta_key(), event.ctrl_key())
        } else {
            (event.ctrl_key(), event.meta_key())
        };
        command == self.command && !other && self.matches_key(&event.key(), &event.code(), event.shift_key(), event.alt_key())
    }

    fn matches_key(&self, key: &str, code: &str, shift: bool, alt: bool) -> bool {
        let typed = if key.is_ascii() {
            canonical(key)
        } else {
            letter_of(code).unwrap_or_else(|| key.to_owned())
        };
        typed == self.key && (shift == self.shift || self.is_sign()) && alt == self.alt
    }

    /// As the platform writes it: `⇧⌘Z` or `Ctrl+Shift+Z`.
    #[must_use]
    pub fn label(&self) -> String {
        self.written(is_apple())
    }

    fn written(&self, apple: bool) -> String {
        let key = match self.key.as_str() {
            "ArrowUp" => "↑",
            "ArrowDown" => "↓",
            "ArrowLeft" => "←",
            "ArrowRight" => "→",
            "Enter" => "↵",
            "Escape" => "Esc",
            "Backspace" if apple => "⌫",
            "Delete" => "Del",
            "PageUp" => "PgUp",
            "PageDown" => "PgDn",
            " " => "Space",
            key => key,
        };
        let (alt, shift, command) = if apple {
            ("⌥", "⇧", "⌘")
        } else {
            ("Alt+", "Shift+", "Ctrl+")
        };
        // Apple writes the command key last, the others first.
        let order = if apple {
            [(self.alt, alt), (self.shift, shift), (self.command, command)]
        } else {
            [(self.command, command), (self.alt, alt), (self.shift, shift)]
        };
        order
            .into_iter()
            .filter_map(|(held, sign)| held.then_some(sign))
            .chain([key])
            .collect()
    }
}

fn canonical(key: &str) -> String {
    if key.chars().count() == 1 {
        key.to_uppercase()
    } else {
        key.to_owned()
    }
}

/// The letter at this place of a Latin keyboard.
fn letter_of(code: &str) -> Option<String> {
    code.strip_prefix("Key").map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcuts_are_written_as_the_platform_does() {
        let check = |text, apple, other| {
            assert_eq!(Shortcut::new(text).written(true), apple);
            assert_eq!(Shortcut::new(text).written(false), other);
        };
        check("Mod+Shift+Z", "⇧⌘Z", "Ctrl+Shift+Z");
        check("n", "N", "N");
        check("Mod++", "⌘+", "Ctrl++");
        check("Alt+ArrowUp", "⌥↑", "Alt+↑");
        check("Escape", "Esc", "Esc");
    }

    #[test]
    fn keys_match_by_letter_by_place_and_by_sign() {
        assert!(Shortcut::new("Z").matches_key("z", "KeyY", false, false));
        assert!(
            !Shortcut::new("Z").matches_key("Z", "KeyY", true, false),
            "Shift is another shortcut"
        );
        assert!(Shortcut::new("Shift+Z").matches_key("Z", "KeyY", true, false));
        assert!(Shortcut::new("Z").matches_key("я", "KeyZ", false, false), "a Cyrillic keyboard");
        assert!(
            Shortcut::new("?").matches_key("?", "Slash", true, false),
            "a sign, whatever it takes to type it"
        );
        assert!(!Shortcut::new("Escape").matches_key("Enter", "Enter", false, false));
        assert!(
            !Shortcut::new("Space").matches_key(" ", "Space", true, false),
            "Shift with Space is another shortcut"
        );
    }

    #[test]
    fn what_is_written_is_read_again() {
        for text in ["Mod+Shift+Z", "?", "G", "Space", "Mod+Alt+ArrowUp", "Delete", "Mod++"] {
            assert_eq!(Shortcut::new(text).text(), text);
            assert_eq!(Shortcut::new(&Shortcut::new(text).text()), Shortcut::new(text));
        }
    }
}
