//! The third step: what would happen, and the problems, each of which can be corrected in place.

use std::sync::Arc;

use bridge::import::{ColumnState, Counts, FileState, Phase, ProblemKind};
use leptos::task::spawn_local;
use model::{FileKind, ObjectDef};

use super::{
    go_to_review,
    mapping::Correction,
    problems::{ProblemGroup, by_row, grouped},
    steps::{Tallies, TallyList},
    wizard::Wizard,
};
use crate::backup::save;
use crate::client::Engine;
use crate::reactive::prelude::*;
use crate::routes::Navigator;
use crate::ui::{
    button::{Button, ButtonKind},
    card::Card,
    icon::Glyph,
    state::{Callout, Empty},
    tone::Tone,
};
use crate::words::{self, catalogue::plain, count, number};
use crate::work::WorkProgress;

/// Problems shown at once; more on request.
const AT_ONCE: usize = 100;
/// Lines named before the rest is only counted.
const LINES_NAMED: usize = 3;

/// The step.
#[component]
pub(super) fn ReviewStep(wizard: Wizard) -> impl IntoView {
    let navigator = Navigator::expect();
    let phase = Memo::new(move |_| wizard.phase());
    let counts = Memo::new(move |_| wizard.state().map(|state| state.counts).unwrap_or_default());
    let ready = Memo::new(move |_| phase.get() == Phase::Ready);
    let writes = Memo::new(move |_| counts.with(|counts| u64::from(counts.create) + u64::from(counts.update)));
    let files = Memo::new(move |_| wizard.state().map_or(0, |state| state.files.len()));
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=words::import::step_review()>
            <div class="import">
                <div>
                    <h2 class="page-title">{words::import::review_title()}</h2>
                    <p class="muted">{words::import::review_text()}</p>
                </div>
                {move || match phase.get() {
                    Phase::Previewing => view! { <div class="card"><WorkProgress can_stop=false/></div> }.into_any(),
                    Phase::Mapping => view! { <Callout tone=Tone::Info title=words::work::counting()/> }.into_any(),
                    _ => view! { <div class="import__tallies"><TallyList counts=counts.get()/></div> }.into_any(),
                }}
                <FileTable wizard=wizard/>
                <For each=move || 0..files.get() key=|file| *file let(file)>
                    <FileProblems wizard=wizard file=file/>
                </For>
            </div>
        </div>
        <footer class="wizard-foot">
            <Tallies wizard=wizard/>
            <span class="push faint only-wide">{words::import::undo_note()}</span>
            {move || (phase.get() == Phase::Previewing).then(|| view! { <Button on_click=move |_| wizard.stop()>{words::import::stop_counting()}</Button> })}
            <Button on_click=move |_| go_to_review(navigator, false)>{words::import::back()}</Button>
            <Button kind=ButtonKind::Primary busy=wizard.busy disabled=Signal::derive(move || !ready.get() || writes.get() == 0) on_click=move |_| wizard.run()>
                {move || if ready.get() && writes.get() == 0 {
                    words::import::nothing_changes().to_owned()
                } else {
                    words::import::run(&count::rows(writes.get()))
                }}
            </Button>
        </footer>
    }
}

/// Counts per file, for imports of several.
#[component]
fn FileTable(wizard: Wizard) -> impl IntoView {
    let schema = Engine::expect().schema();
    let files = Memo::new(move |_| {
        wizard
            .state()
            .map(|state| state.files.iter().map(FileRow::of).collect::<Vec<_>>())
            .unwrap_or_default()
    });
    let amount = |amount: u32| {
        if amount == 0 {
            view! { <span class="table__none">"–"</span> }.into_any()
        } else {
            number(u64::from(amount)).into_any()
        }
    };
    let object_name = move |row: &FileRow| match &row.object {
        Some(key) => schema.with(|schema| schema.object(key).map_or_else(|| key.to_string(), |object| object.plural.clone())),
        None => words::import::leave_out().to_owned(),
    };
    let row = move |row: FileRow| {
        let counts = row.counts;
        let becomes = object_name(&row);
        view! {
            <tr class:is-off=row.object.is_none()>
                <th scope="row"><span data-tip=row.name.clone()>{row.name.clone()}</span></th>
                <td>{becomes}</td>
                <td class="table__number">{number(u64::from(row.rows))}</td>
                <td class="table__number">{amount(counts.create)}</td>
                <td class="table__number">{amount(counts.update)}</td>
                <td class="table__number">{amount(counts.duplicate)}</td>
                <td class="table__number">{amount(counts.skip)}</td>
                <td class="table__number">{amount(counts.unchanged)}</td>
                <td class="table__number">{amount(counts.linked)}</td>
                <td class="table__number">{amount(row.problems)}</td>
            </tr>
        }
    };
    dynamic(move || {
        (files.with(Vec::len) > 1).then(|| {
            view! {
                <Card title=words::import::by_file() flush=true class="by-file">
                    <div class="wide-table" tabindex="0" role="region" aria-label=words::import::by_file()>
                    <table class="table">
                        <thead><tr>
                            <th scope="col">{words::import::file()}</th>
                            <th scope="col">{words::import::becomes()}</th>
                            <th scope="col" class="table__number">{words::import::rows()}</th>
                            <th scope="col" class="table__number">{words::import::create()}</th>
                            <th scope="col" class="table__number">{words::import::update()}</th>
                            <th scope="col" class="table__number">{words::import::duplicate()}</th>
                            <th scope="col" class="table__number">{words::import::skip_rows()}</th>
                            <th scope="col" class="table__number">{words::import::unchanged()}</th>
                            <th scope="col" class="table__number">{words::import::linked()}</th>
                            <th scope="col" class="table__number">{words::import::problems()}</th>
                        </tr></thead>
                        <tbody>{files.get().into_iter().map(row).collect_view()}</tbody>
                    </table>
                    </div>
                </Card>
            }
        })
    })
}

#[derive(Clone, PartialEq)]
struct FileRow {
    name: String,
    object: Option<model::ObjectKey>,
    rows: u32,
    counts: Counts,
    problems: u32,
}

impl FileRow {
    fn of(file: &FileState) -> Self {
        Self {
            name: file.name.clone(),
            object: file.object.clone(),
            rows: file.rows,
            counts: file.counts,
            problems: file.problem_count,
        }
    }
}

/// Problems of one file.
#[component]
fn FileProblems(wizard: Wizard, file: usize) -> impl IntoView {
    let name = Memo::new(move |_| wizard.of_file(file, |file| file.name.clone()).unwrap_or_default());
    let kind = Memo::new(move |_| wizard.of_file(file, |file| file.dialect.kind).unwrap_or_default());
    let all = Memo::new(move |_| wizard.of_file(file, |file| file.problem_count).unwrap_or(0));
    let listed = Memo::new(move |_| wizard.of_file(file, |file| file.problems.len() as u32).unwrap_or(0));
    let groups = Memo::new(move |_| Arc::new(wizard.of_file(file, |file| grouped(&file.problems)).unwrap_or_default()));
    let headers = Memo::new(move |_| {
        wizard
            .of_file(file, |file| {
                let name = |(column, state): (usize, &ColumnState)| words::import::column_name(&state.header, column);
                file.columns.iter().enumerate().map(name).collect::<Vec<_>>()
            })
            .unwrap_or_default()
    });
    let schema = Engine::expect().schema();
    let object = Memo::new(move |_| {
        let key = wizard.of_file(file, |file| file.object.clone()).flatten()?;
        schema.with(|schema| schema.object(&key).cloned()).map(Arc::new)
    });
    let shown = RwSignal::new(AT_ONCE);
    let busy = RwSignal::new(false);
    let session = wizard.session;
    let download = move |_| {
        busy.set(true);
        let (kind, object) = (kind.get_untracked(), object.get_untracked());
        let (to, columns) = (words::import::problems_file(&name.get_untracked()), headers.get_untracked());
        spawn_local(async move {
            let file = file as u32;
            let reply = match session.engine.import_problems(file).await {
                Ok(problems) => {
                    let words = |problem: &ProblemKind| plain(&words::import::problem(problem, kind, object.as_deref()));
                    let rows = by_row(&problems, words);
                    session.engine.error_file(file, to, columns, rows).await
                }
                Err(error) => Err(error),
            };
            match reply {
                Ok(reply) => {
                    save(session, reply).await;
                }
                Err(error) => session.refused(&error, None),
            }
            busy.try_set(false);
        });
    };
    let aside = move || {
        let (all, listed) = (all.get(), listed.get());
        let text = if listed < all {
            words::import::first_problems(&number(u64::from(listed)), &number(u64::from(all)))
        } else {
            number(u64::from(all))
        };
        view! { <span class="count">{text}</span> }
    };
    let tools = move || view! { <Button kind=ButtonKind::Ghost icon=Glyph::Download busy=busy on_click=download>{words::import::download_problems()}</Button> };
    let body = move || {
        let items = groups.with(|groups| groups.iter().take(shown.get()).cloned().collect::<Vec<_>>());
        let header = |column: Option<u32>| {
            column
                .and_then(|column| headers.with(|headers| headers.get(column as usize).cloned()))
                .unwrap_or_default()
        };
        items
            .into_iter()
            .map(|group| {
                let header = header(group.column);
                view! { <ProblemRow wizard=wizard file=file kind=kind.get() object=object.get() group=group header=header/> }
            })
            .collect_view()
    };
    let more = Memo::new(move |_| groups.with(|groups| groups.len() > shown.get()));
    view! {
        {move || if all.get() == 0 {
            (wizard.phase() == Phase::Ready && wizard.state().is_some_and(|state| state.files.len() == 1)).then(|| view! {
                <Empty icon=Glyph::CheckCircle title=words::import::no_problems() text=words::import::no_problems_text()/>
            }).into_any()
        } else {
            view! {
                <Card title=Signal::derive(move || words::import::problems_in(&name.get())) aside=aside tools=tools flush=true class="problems">
                    <table class="table">
                        <colgroup><col class="problems__line"/><col class="problems__column"/><col class="problems__value"/><col/></colgroup>
                        <thead><tr>
                            <th scope="col">{words::import::place(kind.get())}</th>
                            <th scope="col">{words::import::column()}</th>
                            <th scope="col">{words::import::value()}</th>
                            <th scope="col">{words::import::wrong()}</th>
                        </tr></thead>
                        <tbody>{body}</tbody>
                    </table>
                    {move || more.get().then(|| view! {
                        <p class="problems__more"><Button on_click=move |_| shown.update(|shown| *shown += AT_ONCE)>{words::import::show_more()}</Button></p>
                    })}
                </Card>
            }.into_any()
        }}
    }
}

/// One problem, or the same one in many rows.
#[component]
fn ProblemRow(
    wizard: Wizard,
    file: usize,
    kind: FileKind,
    object: Option<Arc<ObjectDef>>,
    group: ProblemGroup,
    header: String,
) -> impl IntoView {
    let many = group.rows.len() as u64;
    let named = group
        .lines
        .iter()
        .take(LINES_NAMED)
        .map(|line| number(u64::from(*line)))
        .collect::<Vec<_>>()
        .join(", ");
    let lines = match group.lines.len().saturating_sub(LINES_NAMED) {
        0 => named,
        more => words::import::lines(&named, &number(more as u64)),
    };
    let wrong = words::import::problem(&group.problem, kind, object.as_deref());
    let proposal = group.close().map(str::to_owned).zip(group.column).map(|(close, column)| {
        let label = if many > 1 {
            words::import::use_close_all(&close, &count::rows(many))
        } else {
            words::import::use_close(&close)
        };
        let rows = group.rows.clone();
        view! { <Button on_click=move |_| wizard.edit(file, rows.clone(), column, close.clone())>{label}</Button> }
    });
    let value = if group.is_editable() {
        let label = words::import::corrected(&header);
        view! {
            <Correction wizard=wizard file=file problem=group.clone() label=label autofocus=false on_end=|| ()/>
            {(many > 1).then(|| view! { <p class="field__help">{words::import::edits_all(&count::rows(many))}</p> })}
        }
        .into_any()
    } else {
        view! { <span class="truncate">{group.text.clone()}</span> }.into_any()
    };
    view! {
        <tr>
            <td class="muted" data-label=words::import::place(kind)>{lines}</td>
            <td data-label=words::import::column()>{header}</td>
            <td class="problems__value">{value}</td>
            <td class="problems__wrong"><span>{wrong}</span>{proposal}</td>
        </tr>
    }
}
