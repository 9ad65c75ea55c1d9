//! Chips, tags, badges, avatars, icons.

use crate::reactive::prelude::*;

use super::{Line, Specimen};
use crate::ui::{
    avatar::{Avatar, AvatarSize, AvatarStack, Face},
    badge::{Badge, Count, Stage, StageKind, Tag},
    button::{Button, ButtonKind},
    chip::{AddChip, ChipPart, FilterChip, ToggleChip},
    icon::{Glyph, Icon},
    meter::{Meter, MeterLevel},
    toast::{Toast, Toaster},
    tone::Tone,
};

#[component]
pub(super) fn Marks() -> impl IntoView {
    let toaster = Toaster::expect();
    let calls = RwSignal::new(true);
    let filtered = RwSignal::new(true);
    let sizes = [
        AvatarSize::Small,
        AvatarSize::Medium,
        AvatarSize::Large,
        AvatarSize::Huge,
        AvatarSize::Giant,
    ];
    let people = [
        "Noor van den Berg",
        "Chen Wei-Ling",
        "Siobhán Ní Bhriain",
        "Oluwaseun Adeyemi",
        "Kateryna Shevchenko",
    ];
    let stages = ["New", "Qualified", "Briefing", "Proposal", "Negotiation", "Contract"];
    let team: Vec<_> = ["Jana Brandt", "Tomasz Wieczorek", "Aylin Demir", "Mateo Fuentes"]
        .map(|name| (name.to_owned(), Face::person(name)))
        .to_vec();
    view! {
        <Specimen title="Chips, tags, badges">
            <Line label="Filter">
                {move || filtered.get().then(|| view! {
                    <FilterChip
                        field="Stage"
                        operator="is any of"
                        value="Customer, Lead"
                        on_part=move |part: ChipPart| {
                            toaster.show(Toast::info(format!("Opens the menu of the {part:?}").to_lowercase()));
                        }
                        on_remove=move || filtered.set(false)
                    />
                })}
                <AddChip label="Filter" on_click=move |_| filtered.set(true)/>
                <Button kind=ButtonKind::Link>"Clear all"</Button>
                <ToggleChip label="Calls" pressed=calls on_click=move |_| calls.update(|on| *on = !*on)/>
                <ToggleChip label="Notes" pressed=move || !calls.get() on_click=move |_| calls.update(|on| *on = !*on)/>
            </Line>
            <Line label="Tag"><Tag text="print"/> <Tag text="speaks at events"/> <Tag text="Offer.pdf" icon=Glyph::Attachment/></Line>
            <Line label="State">
                <Badge tone=Tone::Success icon=Glyph::Check>"Paid"</Badge>
                <Badge tone=Tone::Warning icon=Glyph::Clock>"Due in 3 h"</Badge>
                <Badge tone=Tone::Danger icon=Glyph::Alert>"25 min late"</Badge>
                <Badge tone=Tone::Info icon=Glyph::Info>"Synced"</Badge>
                <Badge tone=Tone::Accent icon=Glyph::Sparkle>"Suggested"</Badge>
                <Badge icon=Glyph::Snooze>"Waiting"</Badge>
            </Line>
            <Line label="Stage">
                {stages.into_iter().enumerate().map(|(step, text)| view! { <Stage kind=StageKind::Live { step, steps: 6 } text=text/> }).collect_view()}
                <Stage kind=StageKind::Won text="Won"/>
                <Stage kind=StageKind::Lost text="Lost"/>
                <Stage kind=StageKind::Idle text="None"/>
            </Line>
            <Line label="Count"><Count text="1,284"/> <Count text="3" fresh=true/></Line>
            <Line label="Meter">
                <span class="gallery__meter"><Meter value=8.0 text="8%"/></span>
                <span class="gallery__meter"><Meter value=34.0 text="34%" level=MeterLevel::Medium/></span>
                <span class="gallery__meter"><Meter value=62.0 text="62%" level=MeterLevel::High/></span>
            </Line>
        </Specimen>
        <Specimen title="Avatars">
            <Line label="People">
                {sizes.into_iter().zip(people).map(|(size, name)| view! { <Avatar face=Face::person(name) size=size label=name/> }).collect_view()}
            </Line>
            <Line label="Companies">
                {sizes.into_iter().zip(["Havenlicht", "Wattwerk", "Lumen", "Vltava Rail", "Maison"]).map(|(size, name)| view! { <Avatar face=Face::company(name) size=size label=name/> }).collect_view()}
            </Line>
            <Line label="Team"><AvatarStack people=team/></Line>
        </Specimen>
    }
}

#[component]
pub(super) fn Icons() -> impl IntoView {
    view! {
        <Specimen title="Icons" wide=true>
            <div class="icon-sheet">
                {Glyph::ALL
                    .iter()
                    .map(|glyph| view! { <span data-tip=format!("{glyph:?}")><Icon glyph=*glyph/></span> })
                    .collect_view()}
            </div>
        </Specimen>
    }
}
