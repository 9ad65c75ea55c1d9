//! A record beside the list it came from.

use model::{ObjectKey, RecordId};

use super::{
    attach::{Attaching, DropZone},
    compose_kind::ComposeKind,
    composer::Composer,
    deeds::use_deeds,
    facts::AllFacts,
    files::RecordFiles,
    header::{FavouriteButton, QuickActions, mark, second_line},
    menu::RecordMenu,
    neighbours::Neighbours,
    notices::RecordNotices,
    related::RelatedRecords,
    stages::Stages,
    subject::Subject,
    timeline::RecordTimeline,
};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::ui::{
    avatar::AvatarSize,
    card::Section,
    icon::{Glyph, Icon},
    side_panel::SidePanel,
    state::{Empty, Skeleton},
};
use crate::words;

/// Events at the foot of the panel.
const BRIEF: u32 = 8;

/// The panel.
#[component]
pub fn RecordPanel(
    /// The object.
    object: ObjectKey,
    /// The record.
    id: Memo<RecordId>,
    /// Shows another record.
    #[prop(into)]
    on_go: Callback<RecordId>,
    /// Closes.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let subject = Subject::new(object, id);
    use_deeds(subject);
    let name = subject.name();
    let attaching = Attaching::new(subject);
    let count = Signal::derive(move || match attaching.count() {
        0 => String::new(),
        count => words::number(count as u64),
    });
    let kind = RwSignal::new(ComposeKind::Note);
    let composing = RwSignal::new(false);
    let compose = move |wanted: ComposeKind| {
        kind.set(wanted);
        composing.set(true);
    };
    let waiting =
        Signal::derive(move || subject.page.with(Option::is_none) && !subject.missing.get() && subject.error.with(Option::is_none));
    let known = Memo::new(move |_| subject.page.with(Option::is_some));
    // A composer belongs to the record it was opened for.
    let shown = Memo::new(move |_| subject.page.with(|page| page.as_ref().map(|page| page.link.id)));
    Effect::new(move |before: Option<()>| {
        shown.track();
        if before.is_some() {
            composing.set(false);
        }
    });
    view! {
        <SidePanel
            label=name
            on_close=on_close
            bar=move || view! {
                <Neighbours subject=subject on_go=on_go/>
                <span class="push"></span>
                <FavouriteButton subject=subject/>
                <a class="button button--ghost" href=move || Route::Record(subject.object(), id.get()).href()>
                    <Icon glyph=Glyph::Expand/>
                    {words::record::open()}
                </a>
            }
        >
            <Skeleton waiting=waiting lines=8/>
            {move || subject.missing.get().then(|| view! { <Empty icon=Glyph::Search title=words::record::missing() text=words::record::missing_text()/> })}
            {move || known.get().then(|| view! {
                <div class="identity">
                    {mark(subject, AvatarSize::Huge)}
                    <div>
                        <h2 class="identity__name">{move || name.get()}</h2>
                        <p class="identity__sub">{second_line(subject)}</p>
                    </div>
                </div>
                <div class="quick">
                    <QuickActions subject=subject on_compose=compose/>
                    <RecordMenu subject=subject edged=true to_page=true/>
                </div>
                <DropZone attaching=attaching/>
                <RecordNotices subject=subject/>
                {move || (subject.writable.get() && composing.get()).then(|| view! {
                    <div class="panel__composer"><Composer subject=subject kind=kind autofocus=true on_added=move |()| composing.set(false)/></div>
                })}
                <Stages subject=subject brief=true/>
                <AllFacts subject=subject brief=true/>
                <RelatedRecords subject=subject brief=true/>
                <Section title=words::files::title() count=count><RecordFiles attaching=attaching brief=true/></Section>
                <Section title=words::record::timeline()>
                    <RecordTimeline subject=subject brief=BRIEF/>
                </Section>
            })}
        </SidePanel>
    }
}
