//! Tabs, stage bar, callouts, empty, loading, facts, timeline.

use crate::reactive::prelude::*;

use super::Specimen;
use crate::ui::{
    badge::{Stage, StageKind},
    button::{Button, ButtonKind, IconButton},
    card::{Card, Section},
    facts::{Fact, FactEdit, Facts},
    field::TextInput,
    icon::Glyph,
    meter::Progress,
    stage_bar::{StageBar, Step},
    state::{Callout, Empty, SkeletonList},
    tabs::{Tab, TabPanel, Tabs},
    timeline::{TimelineDay, TimelineItem},
    tone::Tone,
};

#[component]
pub(super) fn Structure() -> impl IntoView {
    let tab = RwSignal::new("activity".to_owned());
    let stage = RwSignal::new("proposal".to_owned());
    let email = RwSignal::new("noor@havenlicht.nl".to_owned());
    let steps: Vec<Step> = [
        ("new", "New", "2 d"),
        ("qualified", "Qualified", "6 d"),
        ("briefing", "Briefing", "9 d"),
        ("proposal", "Proposal", "11 d"),
        ("negotiation", "Negotiation", ""),
        ("contract", "Contract", ""),
    ]
    .map(|(key, label, days)| Step {
        key: key.into(),
        label: label.into(),
        days: days.into(),
    })
    .to_vec();
    view! {
        <Specimen title="Tabs and stage bar">
            <Tabs
                label="Example"
                selected=tab
                on_select=move |key| tab.set(key)
                tabs=vec![Tab::new("overview", "Overview"), Tab::new("activity", "Activity").count("38"), Tab::new("notes", "Notes"), Tab::new("files", "Files")]
            />
            <TabPanel of="activity" selected=tab><p class="muted">"38 activities."</p></TabPanel>
            <TabPanel of="notes" selected=tab><p class="muted">"No notes."</p></TabPanel>
            <StageBar label="Stage" steps=steps current=stage on_move=move |key| stage.set(key)/>
        </Specimen>
        <Specimen title="Callouts">
            <div class="specimen__stack">
                <Callout tone=Tone::Info title="You are looking at sample data." action=|| view! { <Button>"Remove"</Button> }>"Remove it whenever you like; your own records stay."</Callout>
                <Callout tone=Tone::Success title="Import finished.">"97 created, 38 updated, 4 skipped."</Callout>
                <Callout tone=Tone::Warning title="Last back-up was 16 days ago.">"Save a copy somewhere other than this browser."</Callout>
                <Callout tone=Tone::Danger title="This deal was changed on another device.">"Tomasz set €26,400 at 10:12; you set €24,000 at 10:15."</Callout>
            </div>
        </Specimen>
        <Specimen title="Empty, loading, progress">
            <div class="specimen__grid specimen__grid--top">
                <Card flush=true>
                    <Empty icon=Glyph::Ticket title="No open tickets" text="Tickets you open or receive by e-mail appear here.">
                        <Button kind=ButtonKind::Primary icon=Glyph::Plus>"New ticket"</Button>
                        <Button>"Clear filters"</Button>
                    </Empty>
                </Card>
                <div class="specimen__stack">
                    <Card flush=true><SkeletonList faces=true/></Card>
                    <Card flush=true>
                        <Progress title="Importing contacts" done=61_400.0 total=100_000.0 count="61,400 of 100,000" rate="52,000 rows a second, 1 s left" on_cancel=|| ()/>
                    </Card>
                </div>
            </div>
        </Specimen>
        <Specimen title="Facts and timeline">
            <Card title="Noor van den Berg" tools=|| view! { <IconButton icon=Glyph::More label="More"/> }>
                <Facts>
                    <Fact label="Stage" view=|| view! { <Stage kind=StageKind::Won text="Customer"/> }/>
                    <Fact
                        label="E-mail"
                        view=move || email.get()
                        editor=Callback::new(move |edit: FactEdit| {
                            view! {
                                <TextInput value=email.get_untracked() autofocus=true on_change=move |text| email.set(text) on_blur=move || edit.done() on_key=move |event| { edit.keys(&event); }/>
                            }
                                .into_any()
                        })
                    />
                    <Fact label="City" view=|| "Rotterdam, Netherlands"/>
                </Facts>
            </Card>
            <Card>
                <Section title="Timeline" count="4">
                    <TimelineDay title="Yesterday">
                        <TimelineItem icon=Glyph::Ticket time="14:20" exact="11 March 2026, 14:20" line=|| view! { <strong>"Noor"</strong>" opened a ticket" }>
                            <p>"The colours in the print files are off."</p>
                        </TimelineItem>
                        <TimelineItem icon=Glyph::Mail time="09:02" line=|| view! { <strong>"Jana"</strong>" sent “Retainer, next steps”" }/>
                    </TimelineDay>
                    <TimelineDay title="16 February">
                        <TimelineItem icon=Glyph::Stage4 time="16:41" line=|| view! { "Deal moved to "<strong>"Negotiation"</strong> }/>
                        <TimelineItem icon=Glyph::Meeting time="11:00" line=|| view! { <strong>"Jana, Noor"</strong>" met for 45 min" }/>
                    </TimelineDay>
                </Section>
            </Card>
        </Specimen>
    }
}
