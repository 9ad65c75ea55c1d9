//! The sections beside a record: which are folded, and in which order a person wants them for each object.
//!
//! A section goes by a name that outlives the visit. Its menu moves it among those that are shown now; others keep their places.

use leptos::html;
use serde::{Deserialize, Serialize};

use super::subject::Subject;
use crate::platform::preferences::{self, Key};
use crate::reactive::prelude::*;
use crate::ui::{
    button::IconButton,
    card::Section,
    dom::announce,
    icon::Glyph,
    menu::{Menu, MenuItem},
    popover::Align,
};
use crate::words;

/// How records are shown on this device.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Look {
    /// Without empty fields.
    pub hide_empty: bool,
    /// Names of the sections that are folded.
    folded: Vec<String>,
    /// For each column of an object that was arranged, the names in their order.
    #[serde(default)]
    order: Vec<(String, Vec<String>)>,
}

impl Look {
    /// What is kept.
    pub fn read() -> Self {
        preferences::read(Key::RecordLook).unwrap_or_default()
    }

    /// Changes what is kept, for every record and the next visit. Both columns write, so each begins with what the other wrote.
    pub fn change(change: impl FnOnce(&mut Self)) {
        let mut look = Self::read();
        change(&mut look);
        preferences::write(Key::RecordLook, &look);
    }
}

/// The sections of one column, in their order.
#[derive(Clone, Copy)]
pub(super) struct Sections {
    /// Object and column, by which the order is kept.
    column: StoredValue<String>,
    /// Those that this record may have, in the order of the schema.
    usual: Signal<Vec<String>>,
    /// Those that were arranged, as they were.
    kept: RwSignal<Vec<String>>,
    /// Those that have a head now.
    shown: StoredValue<Vec<String>>,
}

impl Sections {
    /// A column of the record's object. Called in the body of a component.
    pub fn new(subject: Subject, column: &str, usual: impl Into<Signal<Vec<String>>>) -> Self {
        let column = format!("{} {column}", subject.object());
        let kept = Look::read().order.into_iter().find(|(own, _)| *own == column);
        Self {
            column: StoredValue::new(column),
            usual: usual.into(),
            kept: RwSignal::new(kept.map(|(_, names)| names).unwrap_or_default()),
            shown: StoredValue::new(Vec::new()),
        }
    }

    /// The names of this record's sections in their order, tracked.
    pub fn names(self) -> Vec<String> {
        self.usual.with(|usual| {
            let mut names = self.kept.with(|kept| arranged(usual, kept));
            names.retain(|name| usual.contains(name));
            names
        })
    }

    /// The place of a section. Called in the body of its view.
    pub fn place(self, name: &str) -> Place {
        let folded = RwSignal::new(Look::read().folded.iter().any(|own| own == name));
        let place = Place {
            sections: self,
            name: StoredValue::new(name.to_owned()),
            folded,
        };
        Effect::new(move |before: Option<()>| {
            let folded = folded.get();
            if before.is_some() {
                let name = place.name.get_value();
                Look::change(|look| {
                    look.folded.retain(|own| *own != name);
                    look.folded.extend(folded.then_some(name));
                });
            }
        });
        place
    }
}

/// A section's place in its column.
#[derive(Clone, Copy)]
pub(super) struct Place {
    sections: Sections,
    name: StoredValue<String>,
    folded: RwSignal<bool>,
}

impl Place {
    /// How many of the shown ones stand before it, and how many are shown.
    fn position(self) -> (usize, usize) {
        let shown = self.sections.shown.get_value();
        let names = self.sections.names().into_iter().filter(|name| shown.contains(name));
        let before = self.name.with_value(|own| names.take_while(|name| name != own).count());
        (before, shown.len())
    }

    /// Changes places with the shown one before or after it.
    fn shift(self, down: bool) {
        let Sections {
            column,
            usual,
            kept,
            shown,
        } = self.sections;
        let all = usual.with_untracked(|usual| kept.with_untracked(|kept| arranged(usual, kept)));
        let names = self.name.with_value(|name| shifted(all, &shown.get_value(), name, down));
        let column = column.get_value();
        Look::change(|look| {
            look.order.retain(|(own, _)| *own != column);
            look.order.push((column, names.clone()));
        });
        kept.set(names);
    }
}

/// The names of `usual` and of `kept` in their order: those that were kept as they were, and each that is new after the one
/// that it follows usually. What is only kept belongs to another record, or is gone: it holds its place for when it is back.
fn arranged(usual: &[String], kept: &[String]) -> Vec<String> {
    let mut all = kept.to_vec();
    let mut next = 0;
    for name in usual {
        let at = all.iter().position(|own| own == name).unwrap_or_else(|| {
            all.insert(next, name.clone());
            next
        });
        next = at + 1;
    }
    all
}

/// `all` with `name` on the other side of the shown one before or after it; as they were at either end.
fn shifted(mut all: Vec<String>, shown: &[String], name: &str, down: bool) -> Vec<String> {
    let Some(at) = all.iter().position(|own| own == name) else {
        return all;
    };
    let to = if down {
        all[at + 1..].iter().position(|own| shown.contains(own)).map(|after| at + 1 + after)
    } else {
        all[..at].iter().rposition(|own| shown.contains(own))
    };
    if let Some(to) = to {
        let name = all.remove(at);
        all.insert(to, name);
    }
    all
}

/// A section that its title folds and its menu moves; in the panel, which has no place for it, neither.
#[component]
pub(super) fn PlacedSection(
    /// Its place.
    #[prop(into)]
    place: Option<Place>,
    /// Its title; empty for none.
    #[prop(into)]
    title: Signal<String>,
    /// How many things it holds, as shown.
    #[prop(optional, into)]
    count: Signal<String>,
    /// Buttons at the end of its head.
    #[prop(optional, into)]
    tools: ViewFn,
    /// The content.
    children: Children,
) -> impl IntoView {
    let tools = move || {
        view! {
            {place.map(|place| view! { <PlaceMenu place=place title=title/> })}
            {tools.run()}
        }
    };
    view! { <Section title=title count=count tools=tools folded=place.map(|place| place.folded)>{children()}</Section> }
}

/// The menu that moves a section. Where it stands, its section is shown.
#[component]
fn PlaceMenu(place: Place, title: Signal<String>) -> impl IntoView {
    let shown = place.sections.shown;
    shown.update_value(|shown| shown.push(place.name.get_value()));
    let name = place.name.get_value();
    on_cleanup(move || {
        shown.try_update_value(|shown| shown.retain(|own| *own != name));
    });
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let shift = move |down: bool| {
        place.shift(down);
        let (before, of) = untrack(|| place.position());
        announce(&words::record::section_moved(
            &title.get_untracked(),
            &words::number(before as u64 + 1),
            &words::number(of as u64),
        ));
        // What moves in the document loses the focus, and may have left the window.
        request_animation_frame(move || {
            if let Some(button) = button.try_get_untracked().flatten() {
                // A detached element simply does not take focus.
                let _ = button.focus();
            }
        });
    };
    let entries = Signal::derive(move || {
        let (before, of) = place.position();
        vec![
            MenuItem::new(words::record::section_up(), move || shift(false))
                .icon(Glyph::ArrowUp)
                .disabled(before == 0)
                .into(),
            MenuItem::new(words::record::section_down(), move || shift(true))
                .icon(Glyph::ArrowDown)
                .disabled(before + 1 >= of)
                .into(),
        ]
    });
    let label = Signal::derive(move || words::record::move_section(&title.get()));
    view! {
        <IconButton icon=Glyph::More label=label class="section__menu" node_ref=button expanded=open
            on_click=move |_| open.update(|open| *open = !*open) attr:aria-haspopup="menu"/>
        <Menu open=open anchor=button label=label align=Align::End entries=entries/>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(words: &str) -> Vec<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn what_was_arranged_stands_and_what_is_new_follows_the_one_it_follows_usually() {
        let cases = [
            ("nothing was arranged", "a b c", "", "a b c"),
            ("all were", "a b c", "c a b", "c a b"),
            ("the first is new", "a b c", "c b", "a c b"),
            ("one in the middle is new", "a b c", "c a", "c a b"),
            ("several are new", "a b c d", "d a", "d a b c"),
            ("those of other records hold their places", "a c", "c x b a", "c x b a"),
            ("nothing is here", "", "b a", "b a"),
        ];
        for (what, usual, kept, expected) in cases {
            assert_eq!(arranged(&names(usual), &names(kept)), names(expected), "{what}");
        }
    }

    #[test]
    fn a_section_changes_sides_with_the_next_that_is_shown() {
        let cases = [
            ("a b c", "a b c", "b", false, "b a c"),
            ("a b c", "a b c", "b", true, "a c b"),
            ("a x b c", "a b c", "b", false, "b a x c"),
            ("a b x c", "a b c", "b", true, "a x c b"),
            ("x a b", "a b", "a", false, "x a b"),
            ("a b x", "a b", "b", true, "a b x"),
            ("a b", "a b", "gone", true, "a b"),
        ];
        for (all, shown, name, down, expected) in cases {
            assert_eq!(
                shifted(names(all), &names(shown), name, down),
                names(expected),
                "{name} of {all}, down: {down}"
            );
        }
    }

    #[test]
    fn what_was_kept_before_sections_could_be_moved_is_still_read() {
        let look: Look = serde_json::from_str(r#"{"hide_empty":true,"folded":["figure"]}"#).expect("an older look");
        assert!(look.hide_empty && look.order.is_empty());
        assert_eq!(look.folded, ["figure"]);
    }
}
