//! What one can do with the sample data: keep it, begin again with it, hand it on as a file, take it away.

use bridge::Command;
use bridge::command::Persona;
use leptos::task::spawn_local;

use crate::backup::use_backup;
use crate::client::AskError;
use crate::platform::preferences::{self, Key};
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    icon::Glyph,
    menu::{MenuButton, MenuEntry, MenuItem},
};
use crate::words;

/// The sample data is the same for everybody, so that what is written about it can be found in it.
const SEED: u64 = 1284;

/// Makes the sample data of a business. Which one is remembered on this device, for beginning again.
#[must_use]
pub fn load(persona: Persona) -> Command {
    let index = Persona::ALL.iter().position(|other| *other == persona);
    preferences::write(Key::Sample, &index);
    Command::LoadSample {
        seed: SEED,
        contacts: persona.contacts(),
        persona,
    }
}

fn last_loaded() -> Persona {
    let index: usize = preferences::read(Key::Sample).unwrap_or_default();
    Persona::ALL.get(index).copied().unwrap_or_default()
}

/// Removes the sample data with one press; a menu beside it has the rest.
#[component]
pub fn SampleActions(
    /// How the removing button looks.
    kind: ButtonKind,
) -> impl IntoView {
    let session = Session::expect();
    let backup = use_backup();
    let busy = RwSignal::new(false);
    let once = move |commands: Vec<Command>| {
        if !busy.get_untracked() {
            busy.set(true);
            spawn_local(async move {
                if let Err(error) = all(session, commands).await {
                    session.refused(&error, None);
                }
                busy.try_set(false);
            });
        }
    };
    let remove = move |_| once(vec![prepared(), Command::RemoveSample]);
    let again = move || once(vec![load(last_loaded())]);
    let entries = move || -> Vec<MenuEntry> {
        vec![
            MenuItem::new(words::sample::keep(), move || once(vec![Command::KeepSample]))
                .icon(Glyph::Check)
                .into(),
            MenuItem::new(words::sample::again(), again).icon(Glyph::History).into(),
            MenuItem::new(words::sample::share(), move || backup.make())
                .icon(Glyph::Download)
                .into(),
        ]
    };
    view! {
        <MenuButton kind=kind label=words::sample::options() text=words::sample::options() entries=Signal::derive(entries)/>
        <Button kind=kind busy=busy on_click=remove>{words::sample::remove()}</Button>
    }
}

/// Makes an empty workspace ready. It is done before the sample goes, so that one step back brings the sample again and leaves the
/// pipelines that the person goes on with.
fn prepared() -> Command {
    Command::SetUp {
        workspace: String::new(),
        person: String::new(),
    }
}

/// Does one after the other; the last is told with its way back.
async fn all(session: Session, mut commands: Vec<Command>) -> Result<(), AskError> {
    let last = commands.pop();
    for command in commands {
        session.engine.run(command).await?;
    }
    if let Some(last) = last {
        session.act(last);
    }
    Ok(())
}
