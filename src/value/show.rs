//! Showing a cell: as a cell of a table, as words, and as a view on a record's page.

use bridge::{Cell, ChoiceCell, RecordLink};
use model::validate::grouped_phone;
use model::{Computed, FieldDef, FieldKind, Money, Tone};

use super::stage::{stage_of_choice, stage_of_link};
use super::{day_words, moment_exact, moment_words, tone_glyph, tone_of};
use crate::platform::{clock, format};
use crate::reactive::prelude::*;
use crate::ui::{
    avatar::{Avatar, Face},
    badge::{Badge, Stage, Tag},
    grid::GridCell,
    icon::{Glyph, Icon, IconSize},
};
use crate::words;

/// The avatar of a record, for objects that have one: people and organisations.
#[must_use]
pub fn face_of(object: &str, name: &str) -> Option<Face> {
    match object {
        "contact" | "member" => Some(Face::person(name)),
        "company" => Some(Face::company(name)),
        _ => None,
    }
}

/// The name of a record, or words that say it is gone or has none.
#[must_use]
pub fn name_of(link: &RecordLink) -> String {
    if !link.label.is_empty() {
        words::labels::name(link)
    } else if link.gone {
        words::value::gone().to_owned()
    } else {
        words::value::nameless().to_owned()
    }
}

/// The first of several and how many more.
fn first_and_more(texts: &[String]) -> String {
    match texts {
        [] => String::new(),
        [only] => only.clone(),
        [first, rest @ ..] => format!("{first} {}", words::value::more(&rest.len().to_string())),
    }
}

/// An amount in a list: no cents where they say nothing.
fn amount(money: Money) -> String {
    let large = money.minor.unsigned_abs() >= 1_000 * money.currency.minor_per_major().unsigned_abs();
    if large { format::money_whole(money) } else { exact_amount(money) }
}

/// An amount to the cent, without cents where there are none.
fn exact_amount(money: Money) -> String {
    let whole = money.minor % money.currency.minor_per_major() == 0;
    if whole { format::money_whole(money) } else { format::money(money) }
}

/// A total: short from a million on, nothing where there is none.
#[must_use]
pub fn sum_words(cell: &Cell) -> String {
    match cell {
        Cell::Money(money) if money.to_f64().abs() >= 1_000_000.0 => format::money_short(*money),
        Cell::Money(money) => format::money_whole(*money),
        Cell::Overflow => words::value::too_large().to_owned(),
        _ => String::new(),
    }
}

/// A cell as it is read, where that differs from what is stored: phone numbers in groups.
fn as_read(cell: &Cell, field: &FieldDef) -> Cell {
    match cell {
        Cell::Text(number) if field.kind == FieldKind::Phone => Cell::Text(grouped_phone(number)),
        Cell::Texts(numbers) if field.kind == FieldKind::Phone => Cell::Texts(numbers.iter().map(|number| grouped_phone(number)).collect()),
        cell => cell.clone(),
    }
}

/// A cell as one line of words.
#[must_use]
pub fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Texts(texts) => first_and_more(texts),
        Cell::Int(number) => format::integer(*number),
        Cell::Number(number) => format::number(*number, 0..=4),
        Cell::Percent(share) => format::percent(*share),
        Cell::Money(money) => amount(*money),
        Cell::Overflow => words::value::too_large().to_owned(),
        Cell::Failed(_) => words::own::cannot_compute().to_owned(),
        Cell::Date(day) => day_words(*day),
        Cell::Time(millis) => moment_words(*millis),
        Cell::Duration(seconds) => format::duration(*seconds),
        Cell::Bool(true) => words::value::yes().to_owned(),
        Cell::Bool(false) => words::value::no().to_owned(),
        Cell::Rating(stars) => stars_of(*stars),
        Cell::Choice(choice) => words::labels::choice(choice),
        Cell::Choices(choices) => format::list(&choices.iter().map(words::labels::choice).collect::<Vec<_>>()),
        Cell::Name(name) => name.full(),
        Cell::Addresses(addresses) => first_and_more(&addresses.iter().map(model::Address::line).collect::<Vec<_>>()),
        Cell::Record(link) => name_of(link),
        Cell::Records(links) => first_and_more(&links.iter().map(name_of).collect::<Vec<_>>()),
    }
}

/// A cell as one line of words that stay true tomorrow: days and instants as dates.
#[must_use]
pub fn exact(cell: &Cell) -> String {
    match cell {
        Cell::Date(day) => format::date(*day),
        Cell::Time(millis) => format::date_time(*millis),
        cell => plain(cell),
    }
}

/// What tells a record from others of its name. Of an instant the day is enough.
#[must_use]
pub fn detail_words(detail: &[Cell]) -> String {
    let words = detail.iter().map(|cell| match cell {
        Cell::Time(millis) => format::date(clock::day_of(*millis)),
        cell => exact(cell),
    });
    words.collect::<Vec<_>>().join(" · ")
}

fn stars_of(stars: u8) -> String {
    let full = usize::from(stars.min(5));
    format!("{}{}", "★".repeat(full), "☆".repeat(5 - full))
}

/// What a choice looks like.
enum ChoiceLook {
    Course(crate::ui::badge::StageKind),
    State(Tone),
    Label,
    Words,
}

/// Choices that are a course (what a board groups by) get a disc, states a badge, computed groups a label, others words.
fn choice_look(field: &FieldDef, choice: &ChoiceCell) -> ChoiceLook {
    if field.key == *"stage" {
        ChoiceLook::Course(stage_of_choice(field, choice))
    } else if choice.tone != Tone::Neutral {
        ChoiceLook::State(choice.tone)
    } else if field.computed == Some(Computed::RfmSegment) {
        ChoiceLook::Label
    } else {
        ChoiceLook::Words
    }
}

/// A cell of a table. `title` is the object of the row for the column that names it.
#[must_use]
pub fn grid_cell(cell: &Cell, field: &FieldDef, title: Option<&str>) -> GridCell {
    if let Some(object) = title {
        let name = plain(cell);
        return match face_of(object, &name) {
            Some(face) if !name.is_empty() => GridCell::Name { face, name },
            _ => GridCell::text(name),
        };
    }
    match cell {
        Cell::Empty => GridCell::Empty,
        Cell::Int(_) | Cell::Number(_) | Cell::Percent(_) | Cell::Money(_) | Cell::Duration(_) => GridCell::number(plain(cell)),
        Cell::Overflow => GridCell::Invalid {
            text: plain(cell),
            problem: words::value::too_large_help().to_owned(),
        },
        Cell::Failed(why) => GridCell::Invalid {
            text: plain(cell),
            problem: words::own::trouble(*why).to_owned(),
        },
        Cell::Date(day) => GridCell::muted(day_words(*day), format::date_long(*day)),
        Cell::Time(millis) => GridCell::muted(moment_words(*millis), moment_exact(*millis)),
        Cell::Bool(on) => GridCell::Check(*on),
        Cell::Choice(choice) => match choice_look(field, choice) {
            ChoiceLook::Course(kind) => GridCell::Stage {
                kind,
                text: words::labels::choice(choice),
            },
            ChoiceLook::State(tone) => GridCell::Badge {
                tone: tone_of(tone),
                icon: tone_glyph(tone),
                text: words::labels::choice(choice),
            },
            ChoiceLook::Label => GridCell::Tags(vec![words::labels::choice(choice)]),
            ChoiceLook::Words => GridCell::text(words::labels::choice(choice)),
        },
        Cell::Choices(choices) => GridCell::Tags(choices.iter().map(words::labels::choice).collect()),
        Cell::Record(link) if *link.object == *"stage" => GridCell::Stage {
            kind: stage_of_link(link),
            text: name_of(link),
        },
        Cell::Record(link) if *link.object == *"member" => GridCell::Face {
            face: Face::person(&link.label),
            name: name_of(link),
        },
        Cell::Records(links) if field.target.as_deref() == Some("tag") => GridCell::Tags(links.iter().map(name_of).collect()),
        _ => GridCell::text(plain(&as_read(cell, field))),
    }
}

/// A cell on a record's page.
#[component]
pub fn CellView(
    /// The value.
    cell: Cell,
    /// Its field.
    field: FieldDef,
) -> impl IntoView {
    match as_read(&cell, &field) {
        Cell::Empty => view! { <span class="faint value-empty">{empty_words(&field)}</span> }.into_any(),
        Cell::Texts(texts) => several(texts),
        Cell::Addresses(addresses) => several(addresses.iter().map(model::Address::line).collect()),
        Cell::Money(money) => exact_amount(money).into_any(),
        Cell::Failed(why) => view! { <span class="value-failed">{words::own::trouble(why)}</span> }.into_any(),
        Cell::Date(day) => view! { <span data-tip=format::date_long(day)>{fact_day(&field, day)}</span> }.into_any(),
        Cell::Time(millis) => {
            let shown = if field.computed.is_some() {
                moment_words(millis)
            } else {
                moment_exact(millis)
            };
            view! { <span data-tip=moment_exact(millis)>{shown}</span> }.into_any()
        }
        Cell::Rating(stars) => {
            view! { <span role="img" aria-label=words::value::stars(u64::from(stars))>{stars_of(stars)}</span> }.into_any()
        }
        Cell::Choice(choice) => choice_view(&field, choice),
        Cell::Choices(choices) => {
            let tags = choices
                .iter()
                .map(|choice| view! { <Tag text=words::labels::choice(choice)/> })
                .collect_view();
            view! { <span class="tag-row">{tags}</span> }.into_any()
        }
        Cell::Record(link) => link_view(link),
        Cell::Records(links) if field.target.as_deref() == Some("tag") => {
            let tags = links.into_iter().map(|link| view! { <Tag text=name_of(&link)/> }).collect_view();
            view! { <span class="tag-row">{tags}</span> }.into_any()
        }
        Cell::Records(links) => {
            let links = links
                .into_iter()
                .map(|link| view! { <span class="value-line">{link_view(link)}</span> })
                .collect_view();
            view! { <span class="value-lines">{links}</span> }.into_any()
        }
        Cell::Text(text) => breakable(&text).into_any(),
        other => plain(&other).into_any(),
    }
}

/// What stands in place of a value that is not there: an offer where a person can fill it.
fn empty_words(field: &FieldDef) -> String {
    if field.is_editable() {
        words::value::set(&field.label)
    } else {
        words::value::empty().to_owned()
    }
}

/// Days that people work towards are told by how near they are, others as dates.
fn fact_day(field: &FieldDef, day: i32) -> String {
    if field.computed.is_some() || matches!(field.key.as_str(), "due" | "expected_close") {
        day_words(day)
    } else {
        format::date(day)
    }
}

/// A text in which an e-mail address breaks where it is read in parts, where it has to break.
pub fn breakable(text: &str) -> impl IntoView + use<> {
    let parts = address_parts(text).into_iter().enumerate();
    let part = |(place, part): (usize, &str)| view! { {(place > 0).then(|| view! { <wbr/> })}{part.to_owned()} };
    parts.map(part).collect_view()
}

/// The parts of an e-mail address: before the `@` and behind each dot. Any other text is one part.
fn address_parts(text: &str) -> Vec<&str> {
    match text.split_once('@') {
        Some((local, _)) if !text.contains(' ') => {
            let (local, domain) = text.split_at(local.len());
            local.split_inclusive('.').chain(domain.split_inclusive('.')).collect()
        }
        _ => vec![text],
    }
}

fn several(texts: Vec<String>) -> AnyView {
    let lines = texts
        .into_iter()
        .map(|text| view! { <span class="value-line truncate">{breakable(&text)}</span> })
        .collect_view();
    view! { <span class="value-lines">{lines}</span> }.into_any()
}

fn choice_view(field: &FieldDef, choice: ChoiceCell) -> AnyView {
    let text = words::labels::choice(&choice);
    match choice_look(field, &choice) {
        ChoiceLook::Course(kind) => view! { <Stage kind=kind text=text/> }.into_any(),
        ChoiceLook::State(tone) => match tone_glyph(tone) {
            Some(glyph) => view! { <Badge tone=tone_of(tone) icon=glyph>{text}</Badge> }.into_any(),
            None => view! { <Badge tone=tone_of(tone)>{text}</Badge> }.into_any(),
        },
        ChoiceLook::Label => view! { <Tag text=text/> }.into_any(),
        ChoiceLook::Words => text.into_any(),
    }
}

fn link_view(link: RecordLink) -> AnyView {
    if *link.object == *"stage" {
        return view! { <Stage kind=stage_of_link(&link) text=name_of(&link)/> }.into_any();
    }
    let name = name_of(&link);
    let mark = match face_of(&link.object, &link.label) {
        Some(_) if link.gone => view! { <Icon glyph=Glyph::Trash size=IconSize::Small/> }.into_any(),
        Some(face) => view! { <Avatar face=face/> }.into_any(),
        None => ().into_any(),
    };
    let class = if link.gone { "truncate faint" } else { "truncate" };
    view! { {mark}<span class=class>{name}</span> }.into_any()
}

#[cfg(test)]
mod tests {
    use model::{RecordId, Schema};

    use super::*;

    #[test]
    fn the_column_that_names_a_row_has_a_face_for_people_only() {
        let schema = Schema::built_in();
        let name = Cell::Name(model::PersonName {
            given: "Noor".into(),
            family: "Berg".into(),
        });
        let field = schema.field("contact", "name").expect("contacts have a name");
        assert!(matches!(grid_cell(&name, field, Some("contact")), GridCell::Name { name, .. } if name == "Noor Berg"));
        assert_eq!(
            grid_cell(&Cell::Text("Audit".into()), field, Some("deal")),
            GridCell::Text("Audit".into())
        );
        assert_eq!(grid_cell(&Cell::Empty, field, Some("contact")), GridCell::Empty);
    }

    #[test]
    fn states_are_badges_and_groups_are_labels() {
        let schema = Schema::built_in();
        let choice = |key: &str, tone| {
            Cell::Choice(ChoiceCell {
                key: key.into(),
                label: key.into(),
                tone,
            })
        };
        let field = |object: &str, key: &str| schema.field(object, key).expect("a field").clone();
        assert!(matches!(
            grid_cell(&choice("urgent", Tone::Danger), &field("ticket", "priority"), None),
            GridCell::Badge { .. }
        ));
        assert_eq!(
            grid_cell(&choice("normal", Tone::Neutral), &field("ticket", "priority"), None),
            GridCell::Text("normal".into())
        );
        assert!(matches!(
            grid_cell(&choice("Champions", Tone::Neutral), &field("contact", "rfm_segment"), None),
            GridCell::Tags(_)
        ));
        assert!(matches!(
            grid_cell(&choice("customer", Tone::Success), &field("contact", "stage"), None),
            GridCell::Stage { .. }
        ));
    }

    #[test]
    fn phone_numbers_are_read_in_groups() {
        let schema = Schema::built_in();
        let field = schema.field("contact", "phone").expect("contacts have phones");
        let phones = Cell::Texts(vec!["+31105550142".into(), "+12025550143".into()]);
        assert_eq!(grid_cell(&phones, field, None), GridCell::Text("+31 10 555 0142 +1".into()));
    }

    #[test]
    fn an_address_breaks_before_its_at_and_behind_its_dots() {
        assert_eq!(
            address_parts("noor.berg@mail.havenlicht.nl"),
            ["noor.", "berg", "@mail.", "havenlicht.", "nl"]
        );
        assert_eq!(address_parts("@kith"), ["@kith"]);
        for text in ["Rotterdam. Noord", "ask noor@havenlicht.nl", "https://kith.example", ""] {
            assert_eq!(address_parts(text), [text]);
        }
    }

    #[test]
    fn several_values_name_the_first_and_count_the_rest() {
        let link = |label: &str| RecordLink {
            object: "company".into(),
            id: RecordId(1),
            label: label.into(),
            gone: false,
            fill: None,
        };
        assert_eq!(plain(&Cell::Records(vec![link("Havenlicht"), link("Lumen")])), "Havenlicht +1");
        assert_eq!(plain(&Cell::Texts(vec!["a@b.nl".into()])), "a@b.nl");
        assert_eq!(plain(&Cell::Rating(3)), "★★★☆☆");
    }
}
