//! The list of first steps: what somebody new does first in their role. Each step ticks itself by what is there, and opens
//! the place where it is done; the list is put away for good from its menu.

use std::time::Duration;

use model::schema::SAMPLE;
use model::{Filter, Operator, Value};

use crate::client::{AskError, Engine, Follow, use_answer};
use crate::platform::{
    install,
    preferences::{Preferences, Role},
};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::{FirstSteps, Session};
use crate::tour::Tour;
use crate::ui::{
    icon::{Glyph, Icon},
    menu::{MenuButton, MenuItem},
    popover::Align,
};
use crate::words::{self, home as say};

/// The rows of the page come first: what there is is counted when they had this much time.
const AFTER_FIRST_ROWS: Duration = Duration::from_millis(1_200);

/// Names of the stages that a workspace begins with.
const FIRST_STAGES: [&str; 7] = ["New", "Qualified", "Proposal", "Negotiation", "Contract", "Won", "Lost"];

/// A step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    Contacts,
    Deal,
    Ticket,
    Segment,
    Stages,
    SavedView,
    Palette,
    Tour,
    Install,
    BackUp,
}

/// What pressing a step does.
enum Open {
    Place(Route),
    Palette,
    Tour,
}

/// The steps of a role.
fn steps(role: Option<Role>) -> &'static [Step] {
    use Step::{BackUp, Contacts, Deal, Install, Palette, SavedView, Segment, Stages, Ticket};
    match role {
        None => &[Step::Tour, Contacts, Stages, SavedView, Palette, BackUp],
        Some(Role::Sales) => &[Step::Tour, Contacts, Deal, Stages, SavedView, BackUp],
        Some(Role::Support) => &[Step::Tour, Contacts, Ticket, SavedView, Palette, BackUp],
        Some(Role::Marketing) => &[Step::Tour, Contacts, Segment, SavedView, Palette, BackUp],
        Some(Role::Owner) => &[Step::Tour, Contacts, Stages, Palette, Install, BackUp],
    }
}

impl Step {
    /// Its name where it is kept.
    fn key(self) -> &'static str {
        match self {
            Step::Contacts => "contacts",
            Step::Deal => "deal",
            Step::Ticket => "ticket",
            Step::Segment => "segment",
            Step::Stages => FirstSteps::STAGES,
            Step::SavedView => "view",
            Step::Palette => FirstSteps::PALETTE,
            Step::Tour => FirstSteps::TOUR,
            Step::Install => "install",
            Step::BackUp => "back-up",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Step::Contacts => say::step_contacts(),
            Step::Deal => say::step_deal(),
            Step::Ticket => say::step_ticket(),
            Step::Segment => say::step_segment(),
            Step::Stages => say::step_stages(),
            Step::SavedView => say::step_view(),
            Step::Palette => say::step_palette(),
            Step::Tour => say::step_tour(),
            Step::Install => say::step_install(),
            Step::BackUp => say::step_backup(),
        }
    }

    fn open(self, role: Option<Role>) -> Open {
        let settings = |section: &str| Open::Place(Route::Settings(section.to_owned()));
        match self {
            Step::Contacts => Open::Place(Route::List("contact".into())),
            Step::Deal => Open::Place(Route::List("deal".into())),
            Step::Ticket => Open::Place(Route::List("ticket".into())),
            Step::Segment => Open::Place(Route::Segments(None)),
            Step::Stages => settings("pipelines"),
            Step::SavedView => Open::Place(Route::List(
                match role {
                    Some(Role::Sales) => "deal",
                    Some(Role::Support) => "ticket",
                    _ => "contact",
                }
                .into(),
            )),
            Step::Palette => Open::Palette,
            Step::Tour => Open::Tour,
            Step::Install => settings("device"),
            Step::BackUp => settings("storage"),
        }
    }

    /// The records that say it is done: none of them came with the sample data.
    fn traces(self) -> Option<(&'static str, Filter)> {
        let (object, more) = match self {
            Step::Contacts => ("contact", None),
            Step::Deal => ("deal", None),
            Step::Ticket => ("ticket", None),
            Step::Segment => ("segment", None),
            Step::SavedView => ("view", None),
            Step::Stages => {
                let first = FIRST_STAGES.map(|name| Filter::field("name", Operator::Is, vec![Value::from(name)]));
                ("stage", Some(Filter::Not(Box::new(Filter::Any(first.to_vec())))))
            }
            _ => return None,
        };
        let own = Filter::field(SAMPLE, Operator::False, Vec::new());
        Some((object, Filter::All(std::iter::once(own).chain(more).collect())))
    }
}

/// What is there: for every step that leaves traces, whether it did.
async fn look(engine: Engine, steps: &'static [Step]) -> Result<Vec<(Step, bool)>, AskError> {
    let mut found = Vec::new();
    for step in steps {
        let done = match step {
            Step::BackUp => engine.status().await?.last_backup.is_some(),
            Step::Install => install::is_installed(),
            step => match step.traces() {
                Some((object, filter)) => engine.count(object.into(), filter).await? > 0,
                None => continue,
            },
        };
        // Probabilities leave no trace: who changed only those has said so.
        if done || *step != Step::Stages {
            found.push((*step, done));
        }
    }
    Ok(found)
}

/// The list; nothing once it was put away, or where everything was done before one came.
#[component]
pub(super) fn FirstStepsCard() -> impl IntoView {
    let session = Session::expect();
    let engine = session.engine;
    let role = Preferences::expect().role();
    let kept = session.first_steps;
    let all_done = move || steps(role.get()).iter().all(|step| kept.is_done(step.key()));
    // Who did it all long ago is not told again; who does the last of it now is.
    let begun = !untrack(all_done);
    let shown = Memo::new(move |_| begun && !kept.is_away());
    let started = RwSignal::new(false);
    set_timeout(
        move || {
            started.try_set(true);
        },
        AFTER_FIRST_ROWS,
    );
    let found = use_answer(Follow::Anything, move || {
        let wanted = (started.get() && shown.get()).then(|| steps(role.get()));
        async move {
            match wanted {
                Some(steps) => look(engine, steps).await,
                None => Ok(Vec::new()),
            }
        }
    })
    .value();
    Effect::new(move || {
        let found = found.get();
        for (step, done) in found.iter().flat_map(|found| found.iter()) {
            kept.set_done(step.key(), *done);
        }
    });
    let put_away = move || {
        vec![
            MenuItem::new(say::put_away(), move || kept.put_away(true))
                .icon(Glyph::Close)
                .into(),
        ]
    };
    dynamic(move || {
        shown.get().then(|| {
            let steps = steps(role.get());
            let count = move || steps.iter().filter(|step| kept.is_done(step.key())).count();
            let summary = move || {
                if all_done() {
                    say::all_done().to_owned()
                } else {
                    say::done_of(&words::number(count() as u64), &words::number(steps.len() as u64))
                }
            };
            view! {
                <section class="card first-steps" aria-labelledby="first-steps">
                    <div class="card__head">
                        <h2 id="first-steps">{say::first_steps()}</h2>
                        <span class="count" role="status">{summary}</span>
                        <span class="push"></span>
                        <MenuButton label=say::steps_menu() align=Align::End entries=Signal::derive(put_away)/>
                    </div>
                    <ul class="first-steps__list">
                        {steps.iter().map(|step| line(session, *step, role.get())).collect_view()}
                    </ul>
                </section>
            }
        })
    })
}

fn line(session: Session, step: Step, role: Option<Role>) -> AnyView {
    let done = Memo::new(move |_| session.first_steps.is_done(step.key()));
    let inside = move || {
        let glyph = if done.get() { Glyph::CheckCircle } else { Glyph::StageNone };
        view! {
            <Icon glyph=glyph/>
            <span>{step.title()}</span>
            {done.get().then(|| view! { <span class="visually-hidden">{say::done()}</span> })}
        }
    };
    let class = move || if done.get() { "first-step first-step--done" } else { "first-step" };
    let control = match step.open(role) {
        Open::Place(route) => view! { <a class=class href=route.href()>{inside}</a> }.into_any(),
        Open::Palette => {
            view! { <button type="button" class=class on:click=move |_| session.searching.set(true)>{inside}</button> }.into_any()
        }
        Open::Tour => {
            view! { <button type="button" class=class on:click=move |_| session.touring.set(Some(Tour::Start))>{inside}</button> }
                .into_any()
        }
    };
    view! { <li>{control}</li> }.into_any()
}

#[cfg(test)]
mod tests {
    use model::Schema;

    use super::*;

    #[test]
    fn every_role_has_four_to_six_steps_that_look_at_what_there_is() {
        let schema = Schema::built_in();
        for role in Role::ALL.into_iter().map(Some).chain([None]) {
            let steps = steps(role);
            assert!((4..=6).contains(&steps.len()), "{role:?}");
            for step in steps {
                if let Some((object, _)) = step.traces() {
                    let object = schema.object(object).expect("a built-in object");
                    assert!(object.field(SAMPLE).is_some(), "{} can be part of the sample", object.key);
                }
            }
        }
    }
}
