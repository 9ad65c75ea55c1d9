//! The dialog that makes a record: what is required and usual first, everything else behind one press. Fields that are shown
//! only under a condition come and go as their condition does.

use bridge::duplicates::Known;
use bridge::{Cell, Command};
use model::{FieldDef, FieldKey, ObjectDef};

use super::form::{Form, FormFields, ProblemCount};
use crate::client::{Follow, use_answer};
use crate::reactive::prelude::*;
use crate::routes::{Route, ViewState};
use crate::session::{NewRecord, Session};
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::{Dialog, DialogSize},
    state::Callout,
    tone::Tone,
};
use crate::value::detail_words;
use crate::words;

/// Fields that are asked for at once: what is required, what is known, what the object's table shows, and what its records are
/// called by.
fn is_main(def: &ObjectDef, new: &NewRecord, field: &FieldDef) -> bool {
    field.required
        || new.known.iter().any(|(key, _)| *key == field.key)
        || def.columns.contains(&field.key)
        || def.naming().any(|naming| naming.key == field.key)
        || def.board.as_ref() == Some(&field.key)
}

/// Makes a record of any object.
#[component]
pub fn CreateDialog() -> impl IntoView {
    let session = Session::expect();
    let schema = session.engine.schema();
    let open = RwSignal::new(false);
    let form = RwSignal::new(None::<Form>);
    let everything = RwSignal::new(false);
    let resumed = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let def = Memo::new(move |_| {
        session.creating.with(|new| {
            new.as_ref()
                .and_then(|new| schema.with(|schema| schema.object(&new.object).cloned()))
        })
    });
    Effect::new(move || {
        let started = session.creating.with(|new| {
            let new = new.as_ref()?;
            let def = schema.with_untracked(|schema| schema.object(&new.object).cloned())?;
            let fields = def
                .fields
                .iter()
                .filter(|field| field.is_editable() && !field.hidden)
                .cloned()
                .collect();
            let mut form = Form::of(session, &def, fields, &new.known);
            resumed.set(form.resume(&place_of(new)));
            Some(form)
        });
        everything.set(false);
        busy.set(false);
        open.set(started.is_some());
        form.set(started);
    });
    // Asked again as one types, where there is something to ask about.
    let hidden = use_answer(Follow::Nothing, move || {
        let asked = form
            .get()
            .filter(Form::has_conditions)
            .map(|form| (form.object.clone(), form.values()));
        async move {
            match asked {
                Some((object, values)) => session.engine.hidden(object, values).await,
                None => Ok(Vec::new()),
            }
        }
    })
    .value();
    let hidden = Memo::new(move |_| hidden.get().map(|hidden| hidden.to_vec()).unwrap_or_default());
    let known = use_answer(Follow::Nothing, move || {
        let asked = form
            .get()
            .filter(|_| def.with(|def| def.as_ref().is_some_and(ObjectDef::is_of_single_things)))
            .map(|form| (form.object.clone(), form.values()));
        async move {
            match asked {
                Some((object, values)) => session.engine.known(object, values).await,
                None => Ok(Vec::new()),
            }
        }
    })
    .value();
    let known = Memo::new(move |_| known.get().map(|known| known.to_vec()).unwrap_or_default());
    let close = move || session.creating.set(None);
    let save = move || {
        let Some((form, new)) = form.get_untracked().zip(session.creating.get_untracked()) else {
            return;
        };
        let Some(fields) = form.inputs(&hidden.get_untracked()) else {
            // Whatever needs a look must be in sight.
            everything.set(true);
            return;
        };
        busy.set(true);
        session.act_then(
            Command::Create {
                object: new.object.clone(),
                fields,
            },
            move |result| {
                busy.try_set(false);
                match result {
                    Ok(done) => {
                        form.forget();
                        session.creating.try_set(None);
                        if let Some(link) = done.record.as_ref().filter(|_| new.visit) {
                            visit(session, &link.object.clone(), link.id);
                        }
                        false
                    }
                    Err(error) => {
                        everything.try_set(true);
                        form.take_problems(error)
                    }
                }
            },
        );
    };
    let label = move || def.with(|def| def.as_ref().map(|def| def.label.clone()).unwrap_or_default());
    let shown = move |key: FieldKey| {
        if hidden.with(|hidden| hidden.contains(&key)) {
            return false;
        }
        everything.get()
            || session.creating.with(|new| {
                def.with(|def| {
                    def.as_ref()
                        .zip(new.as_ref())
                        .is_some_and(|(def, new)| def.field(&key).is_some_and(|field| is_main(def, new, field)))
                })
            })
    };
    view! {
        <Dialog
            open=open
            title=move || words::create::title(&label())
            size=DialogSize::Wide
            on_close=close
            on_submit=save
            foot=move || view! {
                <Button kind=ButtonKind::Link on_click=move |_| everything.update(|on| *on = !*on)>
                    {move || if everything.get() { words::create::fewer_fields() } else { words::create::all_fields() }}
                </Button>
                {move || form.get().map(|form| view! { <ProblemCount form=form/> })}
                <span class="push"></span>
                <Button on_click=move |_| close()>{words::create::cancel()}</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>{move || words::create::create(&label())}</Button>
            }
        >
            {move || resumed.get().then(|| view! {
                <p class="muted">
                    {words::create::resumed()} " "
                    <Button kind=ButtonKind::Link on_click=move |_| {
                        if let Some(form) = form.get_untracked() {
                            form.start_afresh();
                        }
                        resumed.set(false);
                    }>{words::create::start_afresh()}</Button>
                </p>
            })}
            {move || form.get().map(|form| view! { <FormFields form=form shown=shown/> })}
            <KnownRecords known=known on_go=close/>
        </Dialog>
    }
}

/// Records that may be the one that is being made. Going to one of them keeps what was typed.
#[component]
fn KnownRecords(known: Memo<Vec<Known>>, on_go: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let line = move |known: Known| {
        let link = known.record.link;
        let href = Route::Record(link.object.clone(), link.id).href();
        view! {
            <li>
                <a href=href on:click=move |_| on_go()>{link.label}</a>
                <span class="muted">{detail_words(&known.record.detail)}</span>
                <span>{words::duplicates::likeness(&known.likeness)}</span>
            </li>
        }
    };
    view! {
        <div role="status">
            {move || (!known.with(Vec::is_empty)).then(|| view! {
                <Callout tone=Tone::Warning title=words::duplicates::known_title()>
                    <ul class="known-records">{known.get().into_iter().map(line).collect_view()}</ul>
                </Callout>
            })}
        </div>
    }
}

/// Where what is typed for a new record is kept: forms that start from different places do not meet.
fn place_of(new: &NewRecord) -> String {
    let mut place = format!("new/{}", new.object);
    for (key, cell) in &new.known {
        place += &format!("/{key}");
        if let Cell::Record(link) = cell {
            place += &format!("={}", link.id);
        }
    }
    place
}

/// Shows a record: beside its list where that is what is looked at, else as a page.
fn visit(session: Session, object: &model::ObjectKey, record: model::RecordId) {
    let navigator = session.navigator;
    let beside = navigator.route().try_with_untracked(|route| *route == Route::List(object.clone()));
    if beside == Some(true) {
        let query = navigator.query().get_untracked();
        let state = ViewState {
            panel: Some(record),
            ..ViewState::parse(&query)
        };
        navigator.set_query(&state.write(query), false);
    } else if session
        .engine
        .schema()
        .try_with_untracked(|schema| schema.object(object).is_some_and(|object| !object.hidden))
        == Some(true)
    {
        navigator.visit(&Route::Record(object.clone(), record));
    }
}
