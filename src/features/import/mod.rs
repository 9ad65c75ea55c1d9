//! Import: choose files, match their columns, look at what would happen, do it, undo it.
//!
//! The wizard's state lives in the engine: one may leave the page at any step and come back to it.

mod choose;
mod columns;
mod dialect;
mod mapping;
mod policies;
mod problems;
mod report;
mod review;
mod steps;
mod targets;
mod wizard;

use bridge::import::{ImportRequest, Phase};
use leptos::task::spawn_local;

use crate::backup::{Restore, RestoreDialog, is_backup_name, use_restore};
use crate::platform::incoming;
use crate::reactive::prelude::*;
use crate::routes::{Navigator, PageParameter, Query, Route, use_title};
use crate::ui::{
    button::{Button, ButtonKind},
    frame::TopBar,
    icon::Glyph,
    state::{Callout, Skeleton},
    tone::Tone,
};
use crate::words;
use crate::work::WorkProgress;
use steps::{Step, StepBar};
use wizard::Wizard;

/// The value of the tab parameter that stands for the review.
const REVIEW: &str = "review";

/// Goes to the review, or back to the columns; a step of the browser's history.
fn go_to_review(navigator: Navigator, review: bool) {
    let query = navigator.query().get_untracked();
    navigator.set_query(&query.with(PageParameter::Tab.name(), review.then(|| REVIEW.to_owned())), false);
}

/// Files that were shared with Kith or opened with it begin the import; a back-up among them is restored instead.
fn take_incoming(wizard: Wizard, navigator: Navigator, restore: Restore) {
    let shared = navigator.parameter(PageParameter::Shared);
    let opened = wizard.session.opened;
    Effect::new(move || {
        opened.track();
        let was_shared = !shared.with(String::is_empty);
        spawn_local(async move {
            let mut files = incoming::take_opened();
            if was_shared {
                files.extend(incoming::take_shared().await.files);
                // A reload has nothing more to take.
                navigator.replace(&Route::Import);
            }
            match files.iter().position(|file| is_backup_name(&file.name())) {
                Some(backup) => restore.check(files.swap_remove(backup)),
                None if files.is_empty() => {}
                None => wizard.start(files, None),
            }
        });
    });
}

/// The page.
#[component]
pub fn ImportPage() -> impl IntoView {
    let wizard = Wizard::new();
    let navigator = Navigator::expect();
    let tab = navigator.parameter(PageParameter::Tab);
    let step = Memo::new(move |_| match wizard.phase() {
        Phase::Empty | Phase::Cancelled | Phase::Reading => Step::File,
        Phase::Mapping | Phase::Previewing | Phase::Ready if tab.with(|tab| tab == REVIEW) => Step::Review,
        Phase::Mapping | Phase::Previewing | Phase::Ready => Step::Columns,
        Phase::Running | Phase::Done => Step::Done,
    });
    let phase = Memo::new(move |_| wizard.phase());
    let known = Memo::new(move |_| wizard.state().is_some());
    let under_way = Memo::new(move |_| !matches!(phase.get(), Phase::Empty | Phase::Cancelled | Phase::Done | Phase::Running));
    use_title(|| vec![words::import::title().to_owned()]);
    let restore = use_restore();
    take_incoming(wizard, navigator, restore);
    let discard = move |_| {
        wizard.change(ImportRequest::Discard);
        navigator.set_query(&Query::default(), true);
    };
    view! {
        <main class="main" id="main" tabindex="-1">
            <TopBar title=words::import::title()>
                {move || under_way.get().then(|| view! {
                    <Button kind=ButtonKind::Ghost icon=Glyph::Close on_click=discard>{words::import::cancel()}</Button>
                })}
            </TopBar>
            <StepBar wizard=wizard step=step/>
            {move || (!wizard.error.with(String::is_empty)).then(|| view! {
                <div class="import__error"><Callout tone=Tone::Danger title=wizard.error/></div>
            })}
            {move || match (known.get(), step.get()) {
                (false, _) => view! { <div class="scroll"><Skeleton waiting=true lines=6/></div> }.into_any(),
                (true, Step::File) if phase.get() == Phase::Reading => view! {
                    <div class="scroll"><div class="import import--narrow">
                        <h2 class="page-title">{words::import::reading()}</h2>
                        <WorkProgress/>
                    </div></div>
                }
                .into_any(),
                (true, Step::File) => view! { <choose::ChooseStep wizard=wizard/> }.into_any(),
                (true, Step::Columns) => view! { <columns::ColumnsStep wizard=wizard/> }.into_any(),
                (true, Step::Review) => view! { <review::ReviewStep wizard=wizard/> }.into_any(),
                (true, Step::Done) => view! { <report::ReportStep wizard=wizard/> }.into_any(),
            }}
            <RestoreDialog restore=restore/>
        </main>
    }
}
