//! Next best actions: what to do, why, what is at stake; accepted, put off or dismissed.

use bridge::Command;
use bridge::insight::NextAction;

use crate::client::{Engine, Follow, use_answer};
use crate::platform::{clock, format, working::WorkingHours};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::Session;
use crate::snooze::SnoozeButton;
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    card::Card,
    dialog::Dialog,
    icon::Glyph,
    state::{Callout, Empty, Skeleton},
    tone::Tone,
};
use crate::words;

/// Most suggestions asked for.
const MOST: u32 = 50;

/// The card of suggestions.
#[component]
pub fn NextActions(
    /// Shown before the rest is asked for.
    #[prop(default = 5)]
    first: usize,
) -> impl IntoView {
    let engine = Engine::expect();
    let answer = use_answer(Follow::Anything, move || engine.next_actions(MOST));
    let (found, error) = (answer.value(), answer.error());
    let all = RwSignal::new(false);
    let about = RwSignal::new(false);
    let total = Memo::new(move |_| found.with(|found| found.as_ref().map_or(0, |found| found.len())));
    let shown = Memo::new(move |_| {
        let most = if all.get() { usize::MAX } else { first };
        found.with(|found| {
            found
                .as_ref()
                .map(|found| found.iter().take(most).cloned().enumerate().collect::<Vec<_>>())
                .unwrap_or_default()
        })
    });
    let waiting = Signal::derive(move || found.with(Option::is_none) && error.with(Option::is_none));
    let more = Memo::new(move |_| total.get().saturating_sub(first));
    let aside = || view! { <span class="count only-wide">{words::insight::ranked()}</span> };
    let tools = move || view! { <Button kind=ButtonKind::Link on_click=move |_| about.set(true)>{words::insight::how()}</Button> };
    view! {
        <Card title=words::insight::next_actions() aside=aside tools=tools flush=true class="next-actions">
            {move || error.get().map(|error| view! { <div class="card__body"><Callout tone=Tone::Danger title=words::failure::line(&error, None)/></div> })}
            <Skeleton waiting=waiting/>
            {move || found.with(|found| found.as_ref().is_some_and(|found| found.is_empty())).then(|| view! {
                <Empty icon=Glyph::Sparkle title=words::insight::none() text=words::insight::none_text()/>
            })}
            <ol class="actions">
                <For each=move || shown.get() key=|(place, action)| (action.key.clone(), *place, format!("{action:?}")) let((place, action))>
                    <ActionLine place=place action=action/>
                </For>
            </ol>
            {move || (more.get() > 0).then(|| view! {
                <p class="card__more">
                    <Button kind=ButtonKind::Link on_click=move |_| all.update(|all| *all = !*all)>
                        {move || if all.get() { words::insight::show_fewer().to_owned() } else { words::insight::show_more(&words::number(more.get() as u64)) }}
                    </Button>
                </p>
            })}
        </Card>
        <Dialog open=about title=words::insight::how_title()
            foot=move || view! { <Button kind=ButtonKind::Primary on_click=move |_| about.set(false)>{words::insight::close()}</Button> }>
            <p>{words::insight::how_text()}</p>
        </Dialog>
    }
}

/// Accepts a suggestion: its task is due on the first day of work from today on.
#[must_use]
pub fn accept(key: String, title: &str) -> Command {
    Command::AcceptAction {
        key,
        title: title.to_owned(),
        due: WorkingHours::read().first_from(clock::today()),
    }
}

#[component]
fn ActionLine(place: usize, action: NextAction) -> impl IntoView {
    let session = Session::expect();
    let busy = RwSignal::new(false);
    let key = StoredValue::new(action.key.clone());
    let answer = move |command: Command| {
        busy.set(true);
        session.act_then(command, move |_| {
            busy.try_set(false);
            false
        });
    };
    let title = StoredValue::new(words::insight::task(action.verb, &action.about.label));
    let accepted = move |_| answer(title.with_value(|title| accept(key.get_value(), title)));
    let dismiss = move |until: Option<i32>| {
        answer(Command::DismissAction {
            key: key.get_value(),
            until,
        })
    };
    let (what, whom) = words::insight::action(&action);
    let href = Route::Record(action.about.object.clone(), action.about.id).href();
    let note = words::insight::value_note(&action);
    let kind = if place == 0 { ButtonKind::Primary } else { ButtonKind::Default };
    let label = words::insight::accept_what(&what);
    let dismiss_label = words::insight::dismiss_what(&what);
    view! {
        <li class="action">
            <span class="action__rank" role="img" aria-label=words::insight::rank(&words::number(place as u64 + 1))>{words::number(place as u64 + 1)}</span>
            <div class="action__text">
                <h3><a href=href><b>{what.clone()}</b>{(!whom.is_empty()).then(|| format!(" {whom}"))}</a></h3>
                <p class="muted">{words::insight::reasons(&action.reasons)}</p>
            </div>
            <p class="action__value">
                {action.value.map(|money| view! { <b>{format::money_short(money)}</b><span class="faint">{note}</span> })}
            </p>
            <div class="action__buttons">
                <Button kind=kind icon=Glyph::Check busy=busy on_click=accepted attr:aria-label=label>{words::insight::accept()}</Button>
                <SnoozeButton what=what on_pick=move |day| dismiss(Some(day))/>
                <IconButton icon=Glyph::Close label=dismiss_label on_click=move |_| dismiss(None)/>
            </div>
        </li>
    }
}
