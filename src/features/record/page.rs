//! A record as a page: fields on one side, what happened in the middle, what belongs to it on the other side.
//!
//! Up to 1024 px the last column is a tab of the middle one, up to 640 px the first one too.

use model::{ObjectKey, RecordId};

use super::{
    attach::{Attaching, DropZone},
    compose_kind::ComposeKind,
    composer::Composer,
    deeds::use_deeds,
    facts::AllFacts,
    files::{self, RecordFiles},
    header::{FavouriteButton, QuickActions, mark, number_of, second_line},
    history::RecordHistory,
    lines::OrderLines,
    menu::RecordMenu,
    neighbours::Neighbours,
    notices::RecordNotices,
    related::RelatedRecords,
    stages::Stages,
    subject::Subject,
    thread::{Deadlines, ReplyBox, Thread, solve_ticket},
    timeline::RecordTimeline,
};
use crate::reactive::prelude::*;
use crate::routes::{Navigator, PageParameter, Route, use_title};
use crate::shortcuts::{Action, Shortcuts};
use crate::ui::{
    avatar::AvatarSize,
    button::{Button, ButtonKind, IconButton},
    dom::use_media,
    frame::{Crumb, TopBar},
    icon::{Glyph, Icon, IconSize},
    state::{Empty, Skeleton},
    tabs::{Tab, TabPanel, Tabs},
};
use crate::words;

const CONVERSATION: &str = "conversation";
const LINES: &str = "lines";
const ACTIVITY: &str = "activity";
const HISTORY: &str = "history";
const DETAILS: &str = "details";
const RELATED: &str = "related";

/// The page of a record.
#[component]
pub fn RecordPageView(
    /// The object.
    object: ObjectKey,
    /// The record.
    id: Memo<RecordId>,
) -> impl IntoView {
    let navigator = Navigator::expect();
    let shortcuts = Shortcuts::expect();
    let subject = Subject::new(object.clone(), id);
    let session = subject.session;
    use_deeds(subject);
    let name = subject.name();
    let number = number_of(subject);
    let plural = Memo::new(move |_| {
        subject
            .def
            .with(|def| def.as_ref().map(|def| def.plural.clone()).unwrap_or_default())
    });
    use_title(move || vec![name.get(), plural.get()]);
    let narrow = use_media("(width <= 64rem)");
    let phone = use_media("(width <= 40rem)");
    let asked = navigator.parameter(PageParameter::Tab);
    let attaching = Attaching::new(subject);
    let tabs = Memo::new(move |_| tabs_of(subject, attaching, narrow.get(), phone.get()));
    let tab = Memo::new(move |_| {
        let asked = asked.get();
        tabs.with(|tabs| {
            tabs.iter()
                .find(|tab| tab.key == asked)
                .or(tabs.first())
                .map(|tab| tab.key.clone())
                .unwrap_or_default()
        })
    });
    let show = move |key: String| {
        let query = navigator.query().get_untracked().with(PageParameter::Tab.name(), Some(key));
        navigator.set_query(&query, true);
    };
    let kind = RwSignal::new(ComposeKind::Note);
    let compose = move |wanted: ComposeKind| {
        show(ACTIVITY.to_owned());
        kind.set(wanted);
    };
    let composes = session
        .engine
        .schema()
        .with_untracked(|schema| ComposeKind::Note.fits(schema, &object));
    let go = move |record: RecordId| navigator.visit(&Route::Record(subject.object(), record));
    let list = Route::List(object.clone()).href();
    let crumbs = Signal::derive({
        let (list, object) = (list.clone(), object.clone());
        move || {
            let mut crumbs = vec![Crumb::new(plural.get(), list.clone())];
            session.trail.with(|trail| {
                crumbs.extend(
                    trail
                        .as_ref()
                        .filter(|trail| *trail.object() == object)
                        .map(|trail| Crumb::new(trail.name.clone(), trail.href.clone())),
                )
            });
            crumbs
        }
    });
    let list = StoredValue::new(list);
    let waiting =
        Signal::derive(move || subject.page.with(Option::is_none) && !subject.missing.get() && subject.error.with(Option::is_none));
    let known = Memo::new(move |_| subject.page.with(Option::is_some));
    let saved = move || session.engine.unsaved().get() == 0 && session.engine.trouble().with(Option::is_none);
    view! {
        <main class="main" id="main" tabindex="-1">
            <TopBar
                title=Signal::derive(move || match number.get() {
                    _ if subject.missing.get() => words::record::missing().to_owned(),
                    number if number.is_empty() => name.get(),
                    number => number,
                })
                crumbs=crumbs
                aside=move || view! { <Neighbours subject=subject on_go=go/> }
            >
                {move || saved().then(|| view! {
                    <span class="saved only-wide" role="status"><Icon glyph=Glyph::Check size=IconSize::Small/>{words::shell::saved()}</span>
                })}
                <IconButton icon=Glyph::Undo label=words::list::undo() key=shortcuts.hint(Action::Undo) on_click=move |_| session.undo()/>
            </TopBar>
            <div class="page-wait"><Skeleton waiting=waiting lines=10/></div>
            {move || subject.missing.get().then(|| view! {
                <div class="scroll">
                    <Empty icon=Glyph::Search title=words::record::missing() text=words::record::missing_text()>
                        <a class="button button--primary" href=list.get_value()>{move || words::record::go_to_list(&plural.get())}</a>
                    </Empty>
                </div>
            })}
            {move || known.get().then(|| view! {
                <div class="record-head">
                    {mark(subject, AvatarSize::Huge)}
                    <div>
                        <h2 class="record-head__name">{move || name.get()}</h2>
                        <p class="identity__sub">{second_line(subject)}</p>
                    </div>
                    <div class="record-head__actions">
                        {subject.is("ticket").then(|| view! { <TicketActions subject=subject/> })}
                        <QuickActions subject=subject on_compose=compose/>
                        <FavouriteButton subject=subject/>
                        <RecordMenu subject=subject edged=true/>
                    </div>
                </div>
                <DropZone attaching=attaching/>
                <RecordNotices subject=subject/>
                <Stages subject=subject/>
                <div class="record">
                    {move || (!phone.get()).then(|| view! {
                        <div class="record__side scroll" tabindex="0" role="region" aria-label=words::record::fields()><AllFacts subject=subject/></div>
                    })}
                    <div class="record__main">
                        <Tabs class="record__tabs" label=words::record::tabs() tabs=tabs selected=tab on_select=show/>
                        <TabPanel of=CONVERSATION.to_owned() selected=tab class="record__thread">
                            <div class="scroll thread" tabindex="0" role="region" aria-label=words::record::conversation()><Thread subject=subject/></div>
                            {move || subject.writable.get().then(|| view! { <ReplyBox subject=subject/> })}
                        </TabPanel>
                        <TabPanel of=LINES.to_owned() selected=tab class="scroll record__feed"><OrderLines subject=subject/></TabPanel>
                        <TabPanel of=ACTIVITY.to_owned() selected=tab class="scroll record__feed">
                            {move || (composes && subject.writable.get()).then(|| view! { <Composer subject=subject kind=kind/> })}
                            <RecordTimeline subject=subject/>
                        </TabPanel>
                        <TabPanel of=DETAILS.to_owned() selected=tab class="scroll"><AllFacts subject=subject/></TabPanel>
                        <TabPanel of=RELATED.to_owned() selected=tab class="scroll"><RelatedRecords subject=subject/></TabPanel>
                        <TabPanel of=files::TAB.to_owned() selected=tab class="scroll record__feed"><RecordFiles attaching=attaching/></TabPanel>
                        <TabPanel of=HISTORY.to_owned() selected=tab class="scroll record__feed"><RecordHistory subject=subject/></TabPanel>
                    </div>
                    {move || (!narrow.get()).then(|| view! {
                        <div class="record__side record__side--end scroll" tabindex="0" role="region" aria-label=words::record::related_region()>
                            <RelatedRecords subject=subject/>
                        </div>
                    })}
                </div>
            })}
        </main>
    }
}

/// What the middle column holds, depending on the object and on what the other columns hold.
fn tabs_of(subject: Subject, attaching: Attaching, narrow: bool, phone: bool) -> Vec<Tab> {
    let mut tabs = Vec::new();
    if subject.is("ticket") {
        tabs.push(Tab::new(CONVERSATION, words::record::conversation()));
    }
    if subject.is("order") {
        tabs.push(Tab::new(LINES, words::record::lines()));
    }
    tabs.push(Tab::new(ACTIVITY, words::record::activity()));
    if phone {
        tabs.push(Tab::new(DETAILS, words::record::details()));
    }
    if narrow {
        tabs.push(Tab::new(RELATED, words::record::related()));
    }
    let of_files = Tab::new(files::TAB, words::files::title());
    tabs.push(match attaching.count() {
        0 => of_files,
        count => of_files.count(words::number(count as u64)),
    });
    tabs.push(Tab::new(HISTORY, words::record::history()));
    tabs
}

/// What one does with a ticket: its deadlines in view, and the button that ends it.
#[component]
fn TicketActions(subject: Subject) -> impl IntoView {
    let status = subject.cell(&"status".into());
    let open =
        move || status.with(|status| matches!(status, bridge::Cell::Choice(choice) if !matches!(choice.key.as_str(), "solved" | "closed")));
    view! {
        <Deadlines subject=subject/>
        {move || (subject.writable.get() && open()).then(|| view! {
            <Button kind=ButtonKind::Primary icon=Glyph::Check on_click=move |_| solve_ticket(subject)>{words::record::solve()}</Button>
        })}
    }
}
