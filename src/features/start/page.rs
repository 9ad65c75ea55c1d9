//! The page of the first run. It stands alone: there is nothing to navigate to yet.

use bridge::Command;
use bridge::command::Persona;
use bridge::import::ImportRequest;
use leptos::{html, task::spawn_local};
use web_sys::File;

use crate::backup::{is_backup_name, restore_dialog, use_restore};
use crate::client::{AskError, Connection, Engine};
use crate::platform::{
    files::{self, Pick},
    format,
    preferences::{Preferences, Role},
};
use crate::reactive::prelude::*;
use crate::region::{currencies, currency};
use crate::routes::{Route, use_title};
use crate::sample;
use crate::session::{NewRecord, Session};
use crate::ui::{
    button::{Button, ButtonKind},
    field::{Field, Select, SelectOption, TextInput},
    icon::{Glyph, Icon, IconSize},
    state::Callout,
    tone::Tone,
};
use crate::words;
use crate::work::WorkProgress;

/// What is written about the workspace before it is there.
#[derive(Clone, Copy)]
struct About {
    workspace: RwSignal<String>,
    person: RwSignal<String>,
    currency: RwSignal<String>,
}

impl About {
    fn new() -> Self {
        Self {
            workspace: RwSignal::new(String::new()),
            person: RwSignal::new(String::new()),
            currency: RwSignal::new(format::home_currency().code().to_owned()),
        }
    }

    fn set_up(self) -> Command {
        Command::SetUp {
            workspace: self.workspace.get_untracked(),
            person: self.person.get_untracked(),
        }
    }

    /// Settings beside the set-up: the currency, always, since "as this device says" would change with the device.
    fn settings(self) -> Vec<Command> {
        vec![Command::SetSetting {
            key: "currency".to_owned(),
            value: self.currency.get_untracked(),
        }]
    }
}

/// A way to begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Empty,
    Sample,
    Import,
}

/// The page.
#[component]
pub fn StartPage() -> impl IntoView {
    let session = Session::expect();
    let connection = Engine::expect().connection();
    let evicted = Memo::new(move |_| connection.with(|connection| matches!(connection, Connection::Ready { evicted: true, .. })));
    let about = About::new();
    let busy = RwSignal::new(None::<Way>);
    let restore = use_restore().then(move || session.navigator.visit(&Route::Today));
    let main = NodeRef::<html::Main>::new();
    let take = move |files: Vec<File>| {
        let backup = files.iter().find(|file| is_backup_name(&file.name())).cloned();
        match backup {
            Some(file) => restore.check(file),
            None => import(session, about, busy, files),
        }
    };
    let over = files::use_drop(main, take);
    let preferences = Preferences::expect();
    let role = Signal::derive(move || preferences.role().get().map_or("", Role::key).to_owned());
    use_title(|| vec![words::start::welcome().to_owned()]);
    let pick = move || {
        spawn_local(async move {
            let chosen = files::pick(Pick {
                accept: files::IMPORTED.to_owned(),
                many: true,
            })
            .await;
            if !chosen.is_empty() {
                import(session, about, busy, chosen);
            }
        });
    };
    let off = Signal::derive(move || busy.get().is_some());
    // To name and sort all currencies takes longer than to paint the page: they are there from the moment somebody turns to the fields.
    let choices = RwSignal::new(vec![currency(format::home_currency())]);
    let offer_all = move || {
        if choices.with_untracked(|choices| choices.len() == 1) {
            choices.set(currencies());
        }
    };
    view! {
        <main class="first" class:first--drop=move || over.get() id="main" tabindex="-1" node_ref=main>
            <div class="first__box">
                <span class="first__mark" aria-hidden="true"><Icon glyph=Glyph::Kith/></span>
                <h1 class="first__title" tabindex="-1">{move || if evicted.get() { words::start::evicted() } else { words::start::welcome() }}</h1>
                <p class="first__lead">{move || if evicted.get() { words::start::evicted_lead() } else { words::start::lead() }}</p>
                {move || evicted.get().then(|| view! {
                    <div class="first__notice"><Callout tone=Tone::Warning title=words::start::evicted_help()/></div>
                })}
                <ul class="choices" aria-label=words::start::ways()>
                    {move || {
                        let mut ways = vec![
                            way(Glyph::Plus, words::start::empty(), words::start::empty_text().to_owned(), "", off, move || start_empty(session, about, busy)),
                            way(Glyph::Sparkle, words::start::sample(), sample_text(), "", off, move || load_sample(session, about, busy, Persona::Agency)),
                            way(Glyph::Upload, words::start::import(), words::start::import_text().to_owned(), words::start::import_hint(), off, pick),
                            way(Glyph::History, words::start::restore(), words::start::restore_text().to_owned(), "", off, move || restore.choose()),
                        ];
                        // Who lost data looks for the way back first.
                        if evicted.get() {
                            ways.rotate_right(1);
                        }
                        ways
                    }}
                </ul>
                <Templates off=off on_choose=move |key| start_with(session, about, busy, key)/>
                <Others off=off on_choose=move |persona| load_sample(session, about, busy, persona)/>
                {move || (busy.get() == Some(Way::Sample)).then(|| view! { <div class="first__notice"><WorkProgress can_stop=false/></div> })}
                <div class="first__foot" on:focusin=move |_| offer_all() on:pointerdown=move |_| offer_all()>
                    <Field label=words::start::workspace()>
                        <TextInput value=about.workspace placeholder=words::start::optional() autocomplete="organization" on_input=move |text| about.workspace.set(text)/>
                    </Field>
                    <Field label=words::start::person()>
                        <TextInput value=about.person placeholder=words::start::optional() autocomplete="name" on_input=move |text| about.person.set(text)/>
                    </Field>
                    <Field label=words::home::what_you_do()>
                        <Select value=role options=Signal::stored(roles()) on_change=move |key: String| preferences.set_role(Role::of(&key))/>
                    </Field>
                    <Field label=words::start::currency()>
                        <Select value=about.currency options=choices on_change=move |code| about.currency.set(code)/>
                    </Field>
                </div>
                <ul class="promises">
                    <li><Icon glyph=Glyph::Device/>{words::start::on_device()}</li>
                    <li><Icon glyph=Glyph::Cloud/>{words::start::offline()}</li>
                    <li><Icon glyph=Glyph::Lock/>{words::start::private()}</li>
                </ul>
            </div>
            {move || over.get().then(|| view! { <p class="drop-note" role="status">{words::start::drop()}</p> })}
            {restore_dialog(restore)}
        </main>
    }
}

/// Sample data of other businesses.
#[component]
fn Others(off: Signal<bool>, #[prop(into)] on_choose: Callback<Persona>) -> impl IntoView {
    let others = [
        (Persona::Freelancer, words::start::freelancer()),
        (Persona::Shop, words::start::shop()),
        (Persona::Telecom, words::start::telecom()),
    ];
    let button = move |(persona, name): (Persona, &'static str)| {
        view! { <Button kind=ButtonKind::Link disabled=off on_click=move |_| on_choose.run(persona)>{name}</Button> }
    };
    view! {
        <div class="first__others" role="group" aria-label=words::start::others()>
            <span>{words::start::others()}</span>
            {others.map(button).into_iter().collect_view()}
        </div>
    }
}

/// Set-ups for lines of business, without any records.
#[component]
fn Templates(off: Signal<bool>, #[prop(into)] on_choose: Callback<&'static str>) -> impl IntoView {
    let button = move |template: words::own::TemplateWords| {
        view! { <Button kind=ButtonKind::Link disabled=off on_click=move |_| on_choose.run(template.key)>{(template.name)()}</Button> }
    };
    view! {
        <div class="first__others" role="group" aria-label=words::own::start_with()>
            <span>{words::own::start_with()}</span>
            {words::own::TEMPLATES.map(button).into_iter().collect_view()}
        </div>
    }
}

/// What one does here: a bit of everything first.
fn roles() -> Vec<SelectOption> {
    let option = |role: Option<Role>| SelectOption::new(role.map_or("", Role::key), Role::name(role));
    std::iter::once(None).chain(Role::ALL.map(Some)).map(option).collect()
}

fn sample_text() -> String {
    words::start::sample_text(u64::from(Persona::Agency.contacts()))
}

fn way(icon: Glyph, title: &'static str, text: String, hint: &'static str, off: Signal<bool>, act: impl Fn() + 'static) -> AnyView {
    view! {
        <li>
            <button type="button" class="choice" disabled=move || off.get() on:click=move |_| act()>
                <span class="choice__icon"><Icon glyph=icon size=IconSize::Large/></span>
                <span class="choice__title">{title}</span>
                <span class="choice__text">{text}</span>
                {(!hint.is_empty()).then(|| view! { <span class="choice__hint only-wide">{hint}</span> })}
            </button>
        </li>
    }
    .into_any()
}

/// Makes the workspace ready; a refusal is told.
async fn run_all(session: Session, commands: Vec<Command>) -> Result<(), AskError> {
    for command in commands {
        session.engine.run(command).await?;
    }
    Ok(())
}

fn begin(session: Session, busy: RwSignal<Option<Way>>, way: Way, commands: Vec<Command>, then: impl FnOnce() + 'static) {
    if busy.get_untracked().is_some() {
        return;
    }
    busy.set(Some(way));
    spawn_local(async move {
        match run_all(session, commands).await {
            Ok(()) => then(),
            Err(error) => session.refused(&error, None),
        }
        busy.try_set(None);
    });
}

fn start_empty(session: Session, about: About, busy: RwSignal<Option<Way>>) {
    let mut commands = about.settings();
    commands.push(about.set_up());
    begin(session, busy, Way::Empty, commands, move || {
        session.navigator.visit(&Route::List("contact".into()));
        session.creating.try_set(Some(NewRecord::of(&"contact".into())));
    });
}

/// Starts empty with a template, and shows what came with it.
fn start_with(session: Session, about: About, busy: RwSignal<Option<Way>>, template: &'static str) {
    let mut commands = about.settings();
    commands.push(about.set_up());
    begin(session, busy, Way::Empty, commands, move || {
        spawn_local(async move {
            let added = match session.engine.check_template(template.to_owned()).await {
                Ok(_) => session.engine.restore(true).await,
                Err(error) => Err(error),
            };
            match added {
                Ok(_) => session.navigator.visit(&Route::Settings("fields".to_owned())),
                Err(error) => session.refused(&error, None),
            }
        });
    });
}

/// The sample brings its own pipelines; those of an empty workspace come when it is removed.
fn load_sample(session: Session, about: About, busy: RwSignal<Option<Way>>, persona: Persona) {
    let mut commands = about.settings();
    let workspace = about.workspace.get_untracked();
    if !workspace.trim().is_empty() {
        commands.push(Command::SetSetting {
            key: "workspace".to_owned(),
            value: workspace,
        });
    }
    commands.push(sample::load(persona));
    begin(session, busy, Way::Sample, commands, move || session.navigator.visit(&Route::Today));
}

fn import(session: Session, about: About, busy: RwSignal<Option<Way>>, files: Vec<File>) {
    if busy.get_untracked().is_some() || files.is_empty() {
        return;
    }
    busy.set(Some(Way::Import));
    let mut commands = about.settings();
    commands.push(about.set_up());
    let names = files.iter().map(File::name).collect();
    spawn_local(async move {
        let started = match run_all(session, commands).await {
            Ok(()) => {
                session
                    .engine
                    .import_files(
                        ImportRequest::Start {
                            names,
                            pasted: None,
                            object: None,
                            tasks: words::import::tasks().to_owned(),
                        },
                        files,
                    )
                    .await
            }
            Err(error) => Err(error),
        };
        match started {
            Ok(_) => session.navigator.visit(&Route::Import),
            Err(error) => session.refused(&error, None),
        }
        busy.try_set(None);
    });
}
