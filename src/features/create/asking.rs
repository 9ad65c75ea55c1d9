//! The dialog that asks for what a step needs first, such as the reason of a lost deal, and then takes the step.

use crate::reactive::prelude::*;

use super::form::{Form, FormFields};
use crate::client::{Follow, use_answer};
use crate::session::{Session, answered};
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::Dialog,
};
use crate::words;

/// Asks for fields of a record.
#[component]
pub fn AskingDialog() -> impl IntoView {
    let session = Session::expect();
    let schema = session.engine.schema();
    let open = RwSignal::new(false);
    let form = RwSignal::new(None::<Form>);
    let busy = RwSignal::new(false);
    Effect::new(move || {
        let started = session.asking.with(|asking| {
            let asking = asking.as_ref()?;
            let def = schema.with_untracked(|schema| schema.object(&asking.object).cloned())?;
            // What is asked for is needed, whatever the schema says.
            let fields = asking
                .fields
                .iter()
                .filter_map(|key| def.field(key).cloned().map(model::FieldDef::required))
                .collect();
            Some(Form::of(session, &def, fields, &[]))
        });
        busy.set(false);
        open.set(started.is_some());
        form.set(started);
    });
    let name = use_answer(Follow::Nothing, move || {
        let asking = session.asking.get();
        async move {
            match asking {
                Some(asking) => session.engine.record(asking.object, asking.record).await,
                None => Ok(None),
            }
        }
    })
    .value();
    let name = move || {
        name.with(|page| {
            page.as_ref()
                .and_then(|page| page.as_ref().as_ref().map(|page| page.link.label.clone()))
                .unwrap_or_default()
        })
    };
    let close = move || session.asking.set(None);
    let save = move || {
        let Some((form, asking)) = form.get_untracked().zip(session.asking.get_untracked()) else {
            return;
        };
        let Some(answers) = form.inputs(&[]) else { return };
        busy.set(true);
        session.act_then(answered(asking.command, answers), move |result| {
            busy.try_set(false);
            match result {
                Ok(_) => {
                    session.asking.try_set(None);
                    false
                }
                Err(error) => form.take_problems(error),
            }
        });
    };
    view! {
        <Dialog
            open=open
            title=words::create::asking_title()
            on_close=close
            on_submit=save
            foot=move || view! {
                <Button on_click=move |_| close()>{words::create::cancel()}</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>{words::create::go_on()}</Button>
            }
        >
            <p class="muted">{move || words::create::asking_text(&name())}</p>
            {move || form.get().map(|form| view! { <FormFields form=form shown=|_| true/> })}
        </Dialog>
    }
}
