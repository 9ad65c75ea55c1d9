//! A whole screen made of the blocks: sidebar, top bar, views, filters, grid, side panel, bottom bar.

use leptos::html;

use super::grid::ContactsGrid;
use crate::reactive::prelude::*;
use crate::ui::{
    avatar::{Avatar, AvatarSize, Face},
    badge::{Badge, Count, Stage, StageKind, Tag},
    button::{Button, ButtonKind, IconButton, Kbd},
    card::Section,
    chip::{AddChip, FilterChip},
    facts::{Fact, Facts},
    frame::{BottomBar, BottomItem, Crumb, Frame, NavGroup, NavItem, Sidebar, TopBar},
    icon::{Glyph, Icon, IconSize},
    menu::{Menu, MenuItem},
    side_panel::SidePanel,
    tabs::{Tab, TabLinks},
    timeline::{TimelineDay, TimelineItem},
    tone::Tone,
};

#[component]
pub(super) fn FrameSpecimen(on_leave: Callback<()>) -> impl IntoView {
    let rail = RwSignal::new(false);
    let current = RwSignal::new(Some(12_u128));
    let places = [
        ("Contacts", Glyph::Person, ""),
        ("Companies", Glyph::Company, ""),
        ("Deals", Glyph::Deal, ""),
        ("Tickets", Glyph::Ticket, "4"),
        ("Tasks", Glyph::Task, ""),
        ("Insights", Glyph::Insights, ""),
    ];
    let top = move || {
        view! {
            <div class="sidebar__top">
                <button type="button" class="workspace" on:click=move |_| on_leave.run(())>
                    <span class="workspace__mark"><Icon glyph=Glyph::Kith/></span>
                    <span class="workspace__name">"Back to the gallery"</span>
                    <Icon glyph=Glyph::ChevronUpDown size=IconSize::Small/>
                </button>
            </div>
            <button type="button" class="sidebar__search">
                <Icon glyph=Glyph::Search/>
                <span class="nav__label">"Search"</span>
                <Kbd key="/"/>
            </button>
        }
    };
    let foot = || {
        view! {
            <ul class="nav"><NavItem href="settings" label="Settings" icon=Glyph::Settings current=false/></ul>
            <a class="storage" href="settings/storage" data-tip="Saved on this device" data-tip-rail="">
                <Icon glyph=Glyph::Device/>
                <span class="storage__text nav__label"><span>"Saved on this device"</span><span class="faint">"38 MB, back-up of 10 Mar"</span></span>
            </a>
        }
    };
    let sidebar = move || {
        view! {
            <Sidebar label="Main" top=top foot=foot>
                <NavGroup>
                    <NavItem href="today" label="Today" icon=Glyph::Today current=false count="5"/>
                    <NavItem href="inbox" label="Inbox" icon=Glyph::Inbox current=false count="3" fresh=true/>
                </NavGroup>
                <NavGroup>
                    {places
                        .into_iter()
                        .map(|(label, icon, count)| view! { <NavItem href=label label=label icon=icon current=label == "Contacts" count=count/> })
                        .collect_view()}
                </NavGroup>
                <NavGroup title="Favourites">
                    <NavItem href="leonie" label="Leonie Albrecht" face=Face::person("Leonie Albrecht") current=false/>
                    <NavItem href="wattwerk" label="Wattwerk Energie" face=Face::company("Wattwerk Energie") current=false/>
                </NavGroup>
            </Sidebar>
        }
    };
    let bottom = || {
        view! {
            <BottomBar label="Main">
                <BottomItem label="Today" icon=Glyph::Today href="today"/>
                <BottomItem label="Contacts" icon=Glyph::Person href="contacts" current=true/>
                <BottomItem label="Deals" icon=Glyph::Deal href="deals"/>
                <BottomItem label="Tickets" icon=Glyph::Ticket href="tickets" count="4"/>
                <BottomItem label="More" icon=Glyph::List/>
            </BottomBar>
        }
    };
    let bar = move || {
        let step = move |by: i128| current.update(|id| *id = id.and_then(|id| id.checked_add_signed(by)).filter(|id| *id > 0).or(*id));
        view! {
            <IconButton icon=Glyph::ChevronUp label="Previous contact" on_click=move |_| step(-1)/>
            <IconButton icon=Glyph::ChevronDown label="Next contact" on_click=move |_| step(1)/>
            <Count text=move || format!("{} of 100,000", current.get().unwrap_or(1))/>
            <span class="push"></span>
            <Button kind=ButtonKind::Ghost icon=Glyph::Expand>"Open"</Button>
            <IconButton icon=Glyph::Star label="Add to favourites"/>
        }
    };
    let is_open = Memo::new(move |_| current.get().is_some());
    let filter_open = RwSignal::new(false);
    let filter_anchor = NodeRef::<html::Button>::new();
    view! {
        <Frame rail=rail on_rail=move |()| rail.update(|on| *on = !*on) sidebar=sidebar bottom=bottom>
            <main class="main" id="main" tabindex="-1">
                <TopBar crumbs=vec![Crumb::new("Contacts", "contacts")] title="All contacts">
                    <IconButton icon=Glyph::Undo label="Undo" key="⌘Z"/>
                    <IconButton icon=Glyph::Bell label="Notifications"/>
                    <Button icon=Glyph::Upload>"Import"</Button>
                    <Button kind=ButtonKind::Primary icon=Glyph::Plus key="N">"New contact"</Button>
                </TopBar>
                <div class="viewbar">
                    <TabLinks
                        label="Views"
                        current="all"
                        tabs=vec![
                            Tab::link("all", "All contacts", "contacts").icon(Glyph::View).count("100,000"),
                            Tab::link("key", "Key accounts", "contacts?view=key").icon(Glyph::Star).count("42"),
                            Tab::link("risk", "At risk this quarter", "contacts?view=risk").icon(Glyph::Alert).count("18"),
                        ]
                    />
                    <IconButton icon=Glyph::Plus label="Add view"/>
                </div>
                <div class="filterbar">
                    <FilterChip field="Owner" operator="is any of" value="4 people" on_part=|_| () on_remove=|| ()/>
                    <FilterChip field="Last activity" operator="in the last" value="100 days" on_part=|_| () on_remove=|| ()/>
                    <AddChip label="Filter" node_ref=filter_anchor expanded=filter_open on_click=move |_| filter_open.update(|open| *open = !*open)/>
                    <Menu open=filter_open anchor=filter_anchor label="Filter by" entries=|| ["Name", "Company", "Stage", "Owner"].map(|field| MenuItem::new(field, || ()).into()).to_vec()/>
                    <div class="filterbar__end only-wide">
                        <Button kind=ButtonKind::Ghost icon=Glyph::Sort>"Sort"</Button>
                        <Button kind=ButtonKind::Ghost icon=Glyph::Columns>"Columns" <Count text="8 of 12"/></Button>
                    </div>
                </div>
                <p class="list-note only-phone"><span>"100,000 contacts"</span><span class="push">"Lifetime value "<Icon glyph=Glyph::ArrowDown size=IconSize::Small/></span></p>
                <ContactsGrid count=100_000 current=current/>
                <button type="button" class="fab" aria-label="New contact"><Icon glyph=Glyph::Plus size=IconSize::Large/></button>
            </main>
            {move || is_open.get().then(|| view! {
                <SidePanel label="Noor van den Berg" on_close=move || current.set(None) bar=bar>
                    <div class="identity">
                        <Avatar face=Face::person("Noor van den Berg") size=AvatarSize::Huge/>
                        <div>
                            <h2 class="identity__name">"Noor van den Berg"</h2>
                            <p class="identity__sub">"Head of Brand, "<a href="havenlicht">"Havenlicht"</a></p>
                        </div>
                    </div>
                    <div class="quick">
                        <Button icon=Glyph::Mail>"E-mail"</Button>
                        <Button icon=Glyph::Phone>"Call"</Button>
                        <Button icon=Glyph::Note>"Note"</Button>
                        <Button icon=Glyph::Task>"Task"</Button>
                        <IconButton kind=ButtonKind::Default icon=Glyph::More label="More actions"/>
                    </div>
                    <Section>
                        <Facts>
                            <Fact label="Stage" view=|| view! { <Stage kind=StageKind::Won text="Customer"/> }/>
                            <Fact label="E-mail" view=|| "noor@havenlicht.nl"/>
                            <Fact label="Phone" view=|| "+31 10 555 0142"/>
                            <Fact label="City" view=|| "Rotterdam, Netherlands"/>
                            <Fact label="Segment" view=|| view! { <Tag text="At risk"/> }/>
                            <Fact label="Churn risk" view=|| view! { <Badge tone=Tone::Danger icon=Glyph::TrendUp>"62%, high"</Badge> }/>
                        </Facts>
                    </Section>
                    <Section title="Timeline">
                        <TimelineDay title="Yesterday">
                            <TimelineItem icon=Glyph::Ticket time="14:20" line=|| view! { <strong>"Noor"</strong>" opened a ticket" }/>
                            <TimelineItem icon=Glyph::Mail time="09:02" line=|| view! { <strong>"Jana"</strong>" sent “Retainer, next steps”" }/>
                        </TimelineDay>
                    </Section>
                </SidePanel>
            })}
        </Frame>
    }
}
