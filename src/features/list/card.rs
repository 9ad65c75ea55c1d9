//! A card of the board: name, who it belongs to, the next step, then what it is worth.

use bridge::{Card, Cell};
use model::{FieldDef, FieldKind, ObjectDef};

use crate::platform::clock;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::ui::{
    avatar::{Avatar, Face},
    badge::Badge,
    icon::{Glyph, Icon, IconSize},
    tone::Tone,
};
use crate::value::{CellView, day_inside, face_of, plain};
use crate::words;

/// What is on a card, by the kinds of its fields.
#[derive(Default)]
struct CardParts {
    lines: Vec<(FieldDef, Cell)>,
    worth: Option<Cell>,
    owner: Option<String>,
}

fn parts(card: &Card, def: &ObjectDef) -> CardParts {
    let mut parts = CardParts::default();
    for (key, cell) in &card.cells {
        let Some(field) = def.field(key).filter(|_| !cell.is_empty()) else {
            continue;
        };
        match cell {
            // The next step has a line of its own, days a place at the foot.
            _ if matches!(key.as_str(), "next_step" | "days_in_stage") && card.next_step.is_some() => {}
            Cell::Record(link) if *link.object == *"member" => parts.owner = Some(link.label.clone()),
            Cell::Money(_) if parts.worth.is_none() => parts.worth = Some(cell.clone()),
            _ => parts.lines.push((field.clone(), cell.clone())),
        }
    }
    parts
}

/// The inside of a card.
pub(super) fn card_view(card: &Card, def: &ObjectDef) -> AnyView {
    let CardParts { lines, worth, owner } = parts(card, def);
    let href = Route::Record(def.key.clone(), card.id).href();
    let title = if card.title.is_empty() {
        words::value::empty().to_owned()
    } else {
        card.title.clone()
    };
    let next = card.next_step.as_ref().map(next_step);
    let days = match (card.quiet, card.days) {
        (Some(quiet), _) => {
            let help = words::list::quiet_help(quiet.unsigned_abs());
            Some(view! { <span data-tip=help class="deal-card__quiet"><Badge tone=Tone::Warning icon=Glyph::Snooze>{words::list::quiet(&quiet.to_string())}</Badge></span> }.into_any())
        }
        (None, Some(days)) => Some(view! { <span class="deal-card__days">{words::list::in_stage(&days.to_string())}</span> }.into_any()),
        (None, None) => None,
    };
    // A face alone stands at the end of the last line.
    let face_only = worth.is_none() && days.is_none() && !(lines.is_empty() && card.next_step.is_none());
    let foot = worth.is_some() || days.is_some() || owner.is_some();
    view! {
        <div class="deal-card">
            <h3 class="deal-card__title"><a href=href>{title}</a></h3>
            {lines.into_iter().map(|(field, cell)| line(&field, cell)).collect_view()}
            {next}
            {foot.then(|| view! {
                <div class="deal-card__foot" class:deal-card__foot--face=face_only>
                    {worth.map(|worth| view! { <span class="deal-card__value">{plain(&worth)}</span> })}
                    <span class="push"></span>
                    {days}
                    {owner.map(|owner| view! { <Avatar face=Face::person(&owner) label=owner/> })}
                </div>
            })}
        </div>
    }
    .into_any()
}

/// One field: somebody with a face, else a quiet line.
fn line(field: &FieldDef, cell: Cell) -> AnyView {
    let face = match &cell {
        Cell::Record(link) => face_of(&link.object, &link.label),
        Cell::Records(links) => links.first().and_then(|link| face_of(&link.object, &link.label)),
        _ => None,
    };
    if let Some(face) = face {
        return view! { <p class="deal-card__company"><Avatar face=face/><span class="truncate">{plain(&cell)}</span></p> }.into_any();
    }
    match field.kind {
        FieldKind::Date | FieldKind::DateTime => {
            view! { <p class="deal-card__next"><Icon glyph=Glyph::Calendar size=IconSize::Small/><span class="truncate">{plain(&cell)}</span></p> }.into_any()
        }
        _ => view! { <p class="deal-card__next"><CellView cell=cell field=field.clone()/></p> }.into_any(),
    }
}

/// What is planned: late in danger, nothing in warning.
fn next_step(step: &bridge::query::NextStep) -> AnyView {
    use bridge::query::NextStep;
    // Of a long title the end is left out, never the day.
    const TITLE: &str = "\u{1}";
    let (class, glyph, title, text) = match step {
        NextStep::None => (
            "deal-card__next deal-card__next--none",
            Glyph::ErrorCircle,
            words::list::no_next_step(),
            TITLE.to_owned(),
        ),
        NextStep::Task {
            title,
            due: Some(due),
            late: true,
        } => (
            "deal-card__next deal-card__next--late",
            Glyph::Alert,
            title.as_str(),
            words::list::late(TITLE, &day_inside(*due)),
        ),
        NextStep::Task { title, due: Some(due), .. } => {
            let today = *due == clock::today();
            let class = if today {
                "deal-card__next deal-card__next--today"
            } else {
                "deal-card__next"
            };
            let glyph = if today { Glyph::Clock } else { Glyph::Calendar };
            (class, glyph, title.as_str(), words::list::next_step(TITLE, &day_inside(*due)))
        }
        NextStep::Task { title, due: None, .. } => ("deal-card__next", Glyph::Task, title.as_str(), TITLE.to_owned()),
    };
    let (before, after) = text.split_once(TITLE).unwrap_or(("", &text));
    view! {
        <p class=class>
            <Icon glyph=glyph size=IconSize::Small/>
            <span class="deal-card__step"><span>{before.to_owned()}</span><span class="truncate">{title.to_owned()}</span><span>{after.to_owned()}</span></span>
        </p>
    }
    .into_any()
}
