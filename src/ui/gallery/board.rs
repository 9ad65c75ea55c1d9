//! The board, over made-up deals: one column holds thousands.

use std::sync::Arc;

use crate::reactive::prelude::*;

use crate::ui::{
    avatar::{Avatar, Face},
    badge::{Badge, StageKind},
    board::{Board, BoardCell, BoardColumn, BoardLane, CardId, CardMove, DropZone},
    icon::{Glyph, Icon},
    menu::MenuItem,
    toast::{Toast, Toaster},
    tone::Tone,
};

const NAMES: [&str; 9] = [
    "Brand film for fundraising",
    "Fleet livery concept",
    "Patient app, visual language",
    "Rebrand, phase two",
    "Tea packaging range",
    "Autumn collection campaign",
    "Bottle label series",
    "Store signage, three sites",
    "Wayfinding, new clinic",
];
const COMPANIES: [&str; 6] = [
    "Pacific Reef Fund",
    "Atlas Mobility",
    "Lumen Health",
    "Wattwerk Energie",
    "Lotus Tea House",
    "Maison Orlane",
];
const STAGES: [&str; 6] = ["New", "Qualified", "Briefing", "Proposal", "Negotiation", "Contract"];

fn name(id: CardId) -> String {
    let index = id as usize;
    if index < 200 {
        NAMES[index % NAMES.len()].to_owned()
    } else {
        format!("{} {index}", NAMES[index % NAMES.len()])
    }
}

fn card(id: CardId) -> AnyView {
    let index = id as usize;
    let company = COMPANIES[index % COMPANIES.len()];
    let next = match index % 5 {
        0 => view! { <p class="deal-card__next deal-card__next--late"><Icon glyph=Glyph::Alert/>"Call Noor 9 Mar, late"</p> }.into_any(),
        1 => view! { <p class="deal-card__next deal-card__next--today"><Icon glyph=Glyph::Clock/>"Reply to brief, today"</p> }.into_any(),
        2 => view! { <p class="deal-card__next deal-card__next--none"><Icon glyph=Glyph::ErrorCircle/>"No next step"</p> }.into_any(),
        _ => view! { <p class="deal-card__next"><Icon glyph=Glyph::Calendar/>"Intro call, 16 Mar"</p> }.into_any(),
    };
    view! {
        <div class="deal-card">
            <div class="deal-card__top"><h3 class="deal-card__title">{name(id)}</h3></div>
            <p class="deal-card__company"><Avatar face=Face::company(company)/><span class="truncate">{company}</span></p>
            {next}
            <div class="deal-card__foot">
                <span class="deal-card__value">{format!("€{},{:03}", index % 40 + 4, index * 137 % 1000)}</span>
                {if index.is_multiple_of(4) {
                    view! { <Badge tone=Tone::Warning icon=Glyph::Snooze>"Quiet 19 d"</Badge> }.into_any()
                } else {
                    view! { <span class="deal-card__days">{format!("{} d", index % 12 + 1)}</span> }.into_any()
                }}
                <Avatar face=Face::person(["Jana Brandt", "Tomasz Wieczorek", "Aylin Demir"][index % 3])/>
            </div>
        </div>
    }
    .into_any()
}

#[component]
pub(super) fn BoardSpecimen() -> impl IntoView {
    let toaster = Toaster::expect();
    let sizes = [4, 5000, 3, 4, 3, 2];
    let mut next: CardId = 0;
    let stages: Vec<(String, Vec<CardId>)> = STAGES
        .iter()
        .zip(sizes)
        .map(|(stage, size)| {
            let first = next;
            next += size;
            ((*stage).to_owned(), (first..next).collect())
        })
        .collect();
    let stages = RwSignal::new(stages);
    let columns = move || {
        stages.with(|stages| {
            stages
                .iter()
                .enumerate()
                .map(|(step, (label, cards))| BoardColumn {
                    key: label.to_lowercase(),
                    label: label.clone(),
                    kind: StageKind::Live { step, steps: STAGES.len() },
                    count: cards.len().to_string(),
                    sums: (
                        format!("€{},420", cards.len() * 11),
                        format!("€{},560 at {} %", cards.len() * 2, step * 15 + 10),
                    ),
                    folded: false,
                    over: cards.len() > 1_000,
                })
                .collect::<Vec<_>>()
        })
    };
    let lanes = move || {
        let cell = |(_, cards): &(String, Vec<CardId>)| BoardCell {
            cards: Arc::new(cards.clone()),
            more: String::new(),
        };
        vec![BoardLane::whole(stages.with(|stages| stages.iter().map(cell).collect()))]
    };
    let on_move = move |moved: CardMove| {
        stages.update(|stages| {
            for (_, cards) in stages.iter_mut() {
                cards.retain(|card| *card != moved.id);
            }
            if let Some((_, cards)) = stages.iter_mut().find(|(label, _)| label.to_lowercase() == moved.to.column) {
                cards.insert(moved.position.min(cards.len()), moved.id);
            }
        });
        toaster.show(Toast::success(format!(
            "Moved {} to {}, {}",
            name(moved.id),
            moved.to.column,
            moved.position + 1
        )));
    };
    view! {
        <div class="gallery__stage">
            <Board
                label="Deals"
                columns=columns
                lanes=lanes
                name=name
                card=card
                menu=move |id| vec![MenuItem::new("Open", move || { toaster.show(Toast::info(name(id))); }).icon(Glyph::Expand).key("↵").into()]
                on_move=Some(Callback::new(on_move))
                on_open=move |id| { toaster.show(Toast::info(format!("Open {}", name(id)))); }
                on_add=Some(Callback::new(move |key: String| { toaster.show(Toast::info(format!("Add to {key}"))); }))
                zones=vec![
                    DropZone::new("won", "Won", "creates an order", Tone::Success, Glyph::Trophy),
                    DropZone::new("lost", "Lost", "asks for a reason", Tone::Neutral, Glyph::StageLost),
                ]
            />
        </div>
    }
}
