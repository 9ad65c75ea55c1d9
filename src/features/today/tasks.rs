//! The card of tasks: late, today, soon, without a day, done; finished with one press, put off with two.

use std::sync::Arc;

use bridge::Command;
use bridge::record::{TaskLine, Today};

use crate::platform::clock;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::Session;
use crate::snooze::SnoozeButton;
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    card::Card,
    icon::{Glyph, Icon, IconSize},
    state::Empty,
};
use crate::value::day_words;
use crate::words;

/// Tasks of a group shown before the rest is asked for.
const FIRST: usize = 8;

/// A group of tasks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Group {
    Late,
    Today,
    Soon,
    Someday,
    Done,
}

const GROUPS: [Group; 5] = [Group::Late, Group::Today, Group::Soon, Group::Someday, Group::Done];

impl Group {
    fn of(self, today: &Today) -> &[TaskLine] {
        match self {
            Group::Late => &today.late,
            Group::Today => &today.today,
            Group::Soon => &today.soon,
            Group::Someday => &today.someday,
            Group::Done => &today.done,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Group::Late => words::today::late(),
            Group::Today => words::today::due_today(),
            Group::Soon => words::today::soon(),
            Group::Someday => words::today::someday(),
            Group::Done => words::today::done(),
        }
    }
}

/// The card.
#[component]
pub(super) fn TaskCard(today: Signal<Option<Arc<Today>>>, #[prop(into)] on_add: Callback<()>) -> impl IntoView {
    let lines = move |group: Group| {
        Memo::new(move |_| today.with(|today| today.as_ref().map(|today| group.of(today).to_vec()).unwrap_or_default()))
    };
    let groups = GROUPS.map(|group| (group, lines(group)));
    let empty = move || groups.iter().all(|(_, lines)| lines.with(Vec::is_empty));
    let due = Memo::new(move |_| today.with(|today| today.as_ref().map_or(0, |today| today.late.len() + today.today.len())));
    view! {
        <Card
            title=words::today::tasks()
            aside=move || (due.get() > 0).then(|| view! { <span class="count">{words::number(due.get() as u64)}</span> })
            tools=move || view! { <IconButton icon=Glyph::Plus label=words::today::add_task() on_click=move |_| on_add.run(())/> }
            flush=true
            class="task-card"
        >
            {move || empty().then(|| view! { <Empty icon=Glyph::Task title=words::today::no_tasks() text=words::today::no_tasks_text()/> })}
            {groups.into_iter().map(|(group, lines)| view! { <TaskGroup group=group lines=lines/> }).collect_view()}
        </Card>
    }
}

#[component]
fn TaskGroup(group: Group, lines: Memo<Vec<TaskLine>>) -> impl IntoView {
    let all = RwSignal::new(false);
    let shown = Memo::new(move |_| {
        let most = if all.get() { usize::MAX } else { FIRST };
        lines.with(|lines| lines.iter().take(most).cloned().collect::<Vec<_>>())
    });
    let rest = Memo::new(move |_| {
        if all.get() {
            0
        } else {
            lines.with(|lines| lines.len().saturating_sub(FIRST))
        }
    });
    let any = Memo::new(move |_| lines.with(|lines| !lines.is_empty()));
    dynamic(move || {
        any.get().then(|| {
            view! {
                <section class="task-group">
                    <h3 class="task-group__head">{group.title()} <span class="count">{move || words::number(lines.with(Vec::len) as u64)}</span></h3>
                    <ul class="tasks">
                        <For each=move || shown.get() key=|task| (task.link.id, format!("{task:?}")) let(task)>
                            <TaskItem task=task group=group/>
                        </For>
                    </ul>
                    {move || (rest.get() > 0).then(|| view! {
                        <p class="card__more"><Button kind=ButtonKind::Link on_click=move |_| all.set(true)>{words::today::show_more(&words::number(rest.get() as u64))}</Button></p>
                    })}
                </section>
            }
        })
    })
}

#[component]
fn TaskItem(task: TaskLine, group: Group) -> impl IntoView {
    let session = Session::expect();
    let id = task.link.id;
    let title = task.link.label.clone();
    let done = task.done;
    let href = Route::Record("task".into(), id).href();
    let about = task.about.first().map(|about| about.label.clone()).unwrap_or_default();
    let label = if done {
        words::today::reopen(&title)
    } else {
        words::today::finish(&title)
    };
    let busy = RwSignal::new(false);
    let finish = move |_| {
        busy.set(true);
        session.act_then(Command::CompleteTask { task: id }, move |_| {
            busy.try_set(false);
            false
        });
    };
    let snooze = move |day: i32| session.act(Command::SnoozeTask { task: id, until: day });
    let high = task.priority == "high";
    let repeats = !task.recurrence.is_empty();
    view! {
        <li class="task">
            <label class="check">
                <input type="checkbox" prop:checked=done disabled=move || busy.get() on:change=finish/>
                <span class="visually-hidden">{label}</span>
            </label>
            <a class=if done { "task__text task__text--done" } else { "task__text" } href=href data-tip=title.clone()>
                {title.clone()}
                {(!about.is_empty()).then(|| view! { <span class="faint">" " {about}</span> })}
            </a>
            {high.then(|| view! { <span class="task__mark" role="img" aria-label=words::today::high() data-tip=words::today::high()><Icon glyph=Glyph::Flame size=IconSize::Small/></span> })}
            {repeats.then(|| view! { <span class="task__mark" role="img" aria-label=words::today::repeats() data-tip=words::today::repeats()><Icon glyph=Glyph::Sync size=IconSize::Small/></span> })}
            {task.due.map(|due| due_view(due, group))}
            {(!done).then(|| view! { <SnoozeButton what=title on_pick=snooze/> })}
        </li>
    }
}

/// When it is due: how late, or the day. Of today nothing needs to be said.
fn due_view(due: i32, group: Group) -> Option<AnyView> {
    match group {
        Group::Late => {
            let late = words::today::days_late(u64::from((clock::today() - due).unsigned_abs()));
            Some(view! { <span class="task__due task__due--late"><Icon glyph=Glyph::Alert size=IconSize::Small/>{late}</span> }.into_any())
        }
        Group::Soon => Some(view! { <span class="task__due">{day_words(due)}</span> }.into_any()),
        Group::Today | Group::Someday | Group::Done => None,
    }
}
