//! The dialog that brings records together: which one stays, whose value each field takes, and what follows.
//!
//! Every choice is put to the engine, which says what the merge would make; the dialog shows that and nothing of its own.

use bridge::Command;
use bridge::duplicates::{MergeField, MergePreview};
use model::{FieldKey, ObjectDef, RecordId};

use crate::client::{Follow, use_answer};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::session::{Merging, Session};
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::{Dialog, DialogSize},
    dom::fresh_id,
    icon::Glyph,
    state::{Callout, Skeleton},
    tone::Tone,
};
use crate::value::{CellView, detail_words};
use crate::words::{self, duplicates as say};

/// What was chosen.
#[derive(Clone, PartialEq, Debug)]
struct Choices {
    into: RecordId,
    taken: Vec<(FieldKey, RecordId)>,
}

/// Asks how records are brought together.
#[component]
pub fn MergeDialog() -> impl IntoView {
    let session = Session::expect();
    let schema = session.engine.schema();
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let choices = RwSignal::new(None::<Choices>);
    Effect::new(move || {
        let first = session
            .merging
            .with(|merging| merging.as_ref().and_then(|merging| merging.records.first().copied()));
        choices.set(first.map(|into| Choices { into, taken: Vec::new() }));
        busy.set(false);
        open.set(first.is_some());
    });
    let def = Memo::new(move |_| {
        let object = session
            .merging
            .with(|merging| merging.as_ref().map(|merging| merging.object.clone()))?;
        schema.with(|schema| schema.object(&object).cloned())
    });
    let asked = move || session.merging.get().zip(choices.get());
    let shown = move || {
        session
            .merging
            .with_untracked(|merging| merging.as_ref().map(|merging| merging.records.clone()).unwrap_or_default())
    };
    let answer = use_answer(Follow::records(shown), move || {
        let asked = asked();
        async move {
            match asked {
                Some((Merging { object, records, .. }, Choices { into, taken })) => {
                    let others = records.into_iter().filter(|record| *record != into).collect();
                    session.engine.merge_preview(object, into, others, taken).await.map(Some)
                }
                None => Ok(None),
            }
        }
    });
    let (preview, error) = (answer.value(), answer.error());
    let preview = Memo::new(move |_| preview.with(|preview| preview.as_ref().and_then(|preview| (**preview).clone())));
    let close = move || session.merging.set(None);
    let what = move || {
        let count = session
            .merging
            .with(|merging| merging.as_ref().map_or(0, |merging| merging.records.len()));
        def.with(|def| def.as_ref().map(|def| words::counted(def, count as u64)).unwrap_or_default())
    };
    let merge = move || {
        let Some((Merging { object, records, on_done }, Choices { into, taken })) = untrack(asked) else {
            return;
        };
        busy.set(true);
        let others = records.into_iter().filter(|record| *record != into).collect();
        session.act_then(
            Command::Merge {
                object,
                into,
                others,
                taken,
            },
            move |result| {
                busy.try_set(false);
                if result.is_ok() {
                    session.merging.try_set(None);
                    on_done.try_run(());
                }
                false
            },
        );
    };
    view! {
        <Dialog
            open=open
            title=move || say::merge_title(&what())
            size=DialogSize::Wide
            on_close=close
            on_submit=merge
            foot=move || view! {
                <Button on_click=move |_| close()>{say::cancel()}</Button>
                <Button kind=ButtonKind::Primary icon=Glyph::Merge submit=true busy=busy disabled=Signal::derive(move || preview.with(Option::is_none))>
                    {move || say::merge_do(&what())}
                </Button>
            }
        >
            <p>{say::merge_text()}</p>
            {move || error.get().map(|error| view! {
                <Callout tone=Tone::Danger title=def.with(|def| words::failure::line(&error, def.as_ref()))/>
            })}
            <Skeleton waiting=Signal::derive(move || preview.with(Option::is_none) && error.with(Option::is_none)) lines=6/>
            {move || preview.get().zip(def.get()).map(|(preview, def)| view! { <Comparison preview=*preview def=def choices=choices/> })}
        </Dialog>
    }
}

/// The records beside each other: a head with who stays, and a line for each field in which they differ.
#[component]
fn Comparison(preview: MergePreview, def: ObjectDef, choices: RwSignal<Option<Choices>>) -> impl IntoView {
    let session = Session::expect();
    let records = session
        .merging
        .with_untracked(|merging| merging.as_ref().map(|merging| merging.records.clone()).unwrap_or_default());
    // The engine tells the one that stays first; on the screen nobody changes places.
    let places = records
        .iter()
        .filter_map(|record| preview.records.iter().position(|line| line.link.id == *record))
        .collect::<Vec<_>>();
    let name = fresh_id("stays");
    let stays = places.iter().map(|&place| {
        let line = &preview.records[place];
        let (id, label, detail) = (line.link.id, line.link.label.clone(), detail_words(&line.detail));
        let choose = move |_| {
            choices.update(|choices| {
                if let Some(choices) = choices {
                    choices.into = id;
                }
            })
        };
        view! {
            <label class="check merge-option">
                <input type="radio" name=name.clone() checked={place == 0} on:change=choose/>
                <span class="merge-option__value">{label}</span>
                <span class="merge-option__detail">{detail}</span>
            </label>
        }
    });
    let stays = stays.collect_view();
    let names = preview.records.iter().map(|line| line.link.label.clone()).collect::<Vec<_>>();
    let ids = preview.records.iter().map(|line| line.link.id).collect::<Vec<_>>();
    let lines = preview.fields.iter().filter_map(|merged| {
        let field = def.field(&merged.field)?;
        Some(field_line(field, merged, &places, &names, &ids, choices))
    });
    let lines = lines.collect_view();
    let schema = session.engine.schema();
    let referring = preview.referring.iter().filter_map(|(object, count)| {
        schema.with_untracked(|schema| schema.object(object).map(|def| words::counted(def, u64::from(*count))))
    });
    let referring = referring.collect::<Vec<_>>();
    let same = preview.fields.is_empty();
    view! {
        <div class="merge" style:--records=places.len().to_string()>
            <div class="merge__line merge__line--head" role="radiogroup" aria-label=say::stays_label()>
                <span class="merge__field">{say::stays()}</span>
                {stays}
            </div>
            {lines}
        </div>
        {same.then(|| view! { <p class="muted">{say::nothing_differs()}</p> })}
        {(!referring.is_empty()).then(|| view! { <p class="muted">{say::referring(&format::list(&referring))}</p> })}
    }
}

/// A value to choose; where there is none, nothing can be filled in here.
fn value_of(cell: &bridge::Cell, field: &model::FieldDef) -> AnyView {
    if cell.is_empty() {
        view! { <span class="faint">{words::value::empty()}</span> }.into_any()
    } else {
        view! { <CellView cell=cell.clone() field=field.clone()/> }.into_any()
    }
}

fn field_line(
    field: &model::FieldDef,
    merged: &MergeField,
    places: &[usize],
    names: &[String],
    ids: &[RecordId],
    choices: RwSignal<Option<Choices>>,
) -> AnyView {
    let label = field.label.clone();
    if merged.keeps_all {
        return view! {
            <div class="merge__line" role="group" aria-label=label.clone()>
                <span class="merge__field">{label.clone()}<span class="faint">{say::keeps_all()}</span></span>
                <span class="merge__all"><CellView cell=merged.merged.clone() field=field.clone()/></span>
            </div>
        }
        .into_any();
    }
    // A name says itself whose it is.
    let is_name = places
        .iter()
        .all(|&place| matches!(&merged.cells[place], bridge::Cell::Name(name) if name.full() == names[place]));
    let group = fresh_id("merge");
    let options = places.iter().map(|&place| {
        let (key, id) = (field.key.clone(), ids[place]);
        let choose = move |_| {
            choices.update(|choices| {
                if let Some(choices) = choices {
                    choices.taken.retain(|(taken, _)| *taken != key);
                    choices.taken.push((key.clone(), id));
                }
            })
        };
        view! {
            <label class="check merge-option">
                <input type="radio" name=group.clone() checked={merged.taken == Some(place as u32)} on:change=choose/>
                <span class="merge-option__value">{value_of(&merged.cells[place], field)}</span>
                {(!is_name).then(|| view! { <span class="merge-option__of faint">{names[place].clone()}</span> })}
            </label>
        }
    });
    view! {
        <div class="merge__line" role="radiogroup" aria-label=label.clone()>
            <span class="merge__field">{label.clone()}</span>
            {options.collect_view()}
        </div>
    }
    .into_any()
}
