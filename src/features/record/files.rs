//! Files of a record: the list, ways to add, a look at a picture, another name.

use std::sync::Arc;

use bridge::file::FileLine;
use bridge::{Command, Input};

use super::{
    attach::Attaching,
    file_row::{FileRow, Thumbnail, save_file},
};
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::{Dialog, DialogSize},
    dom::use_media,
    field::{Checkbox, Field, TextInput},
    icon::Glyph,
    state::{Callout, Empty, Skeleton},
    tone::Tone,
};
use crate::words;

/// Key of the tab.
pub(super) const TAB: &str = "files";

/// The list with what one can do.
#[component]
pub(super) fn RecordFiles(
    /// The files.
    attaching: Attaching,
    /// Without words where there is nothing: for the panel.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let (files, writable) = (attaching.files, attaching.subject.writable);
    let error = attaching.error;
    let shown = RwSignal::new(None::<FileLine>);
    let renamed = RwSignal::new(None::<FileLine>);
    let waiting = Signal::derive(move || files.with(Option::is_none) && error.with(Option::is_none));
    let empty = Memo::new(move |_| files.with(|files| files.as_ref().is_some_and(|files| files.is_empty())));
    let lines = move || files.get().map(Arc::unwrap_or_clone).unwrap_or_default();
    view! {
        <div class="files">
            {move || error.get().map(|error| view! { <Callout tone=Tone::Danger title=words::failure::line(&error, None)/> })}
            {move || writable.get().then(|| view! { <AddBar attaching=attaching/> })}
            <Skeleton waiting=waiting lines=3/>
            {move || (empty.get() && !brief).then(|| view! { <Empty icon=Glyph::Attachment title=words::files::none() text=words::files::none_text()/> })}
            <ul class="files__list">
                <For each=lines key=|file| (file.id, file.name.clone()) let(file)>
                    <FileRow subject=attaching.subject file=file shown=shown renamed=renamed/>
                </For>
            </ul>
            <Look attaching=attaching shown=shown/>
            <Rename attaching=attaching renamed=renamed/>
        </div>
    }
}

/// Ways to add.
#[component]
fn AddBar(attaching: Attaching) -> impl IntoView {
    let by_hand = use_media("(pointer: coarse)");
    let busy = attaching.busy;
    view! {
        <div class="files__bar">
            <Button icon=Glyph::Attachment busy=busy on_click=move |_| attaching.pick()>{words::files::add()}</Button>
            {move || by_hand.get().then(|| view! { <Button icon=Glyph::Camera busy=busy on_click=move |_| attaching.photo()>{words::files::photo()}</Button> })}
            <Checkbox checked=attaching.original on_change=move |on| attaching.original.set(on)>{words::files::original()}</Checkbox>
        </div>
    }
}

/// A picture in full.
#[component]
fn Look(attaching: Attaching, shown: RwSignal<Option<FileLine>>) -> impl IntoView {
    let session = attaching.subject.session;
    let open = open_while(shown);
    let name = Signal::derive(move || shown.with(|file| file.as_ref().map(|file| file.name.clone()).unwrap_or_default()));
    let close = move || {
        shown.try_set(None);
    };
    let save = move |_| {
        if let Some(file) = shown.get_untracked() {
            save_file(session, file.id);
        }
    };
    view! {
        <Dialog open=open title=name size=DialogSize::Wide on_close=close
            foot=move || view! {
                <Button on_click=move |_| close()>{words::files::close()}</Button>
                <Button kind=ButtonKind::Primary icon=Glyph::Download on_click=save>{words::files::download()}</Button>
            }>
            {move || shown.get().map(|file| view! { <Thumbnail session=session file=file large=true/> })}
        </Dialog>
    }
}

/// Another name.
#[component]
fn Rename(attaching: Attaching, renamed: RwSignal<Option<FileLine>>) -> impl IntoView {
    let session = attaching.subject.session;
    let open = open_while(renamed);
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(String::new());
    Effect::new(move || {
        if let Some(file) = renamed.get() {
            name.set(file.name);
            problem.set(String::new());
        }
    });
    let close = move || {
        renamed.try_set(None);
    };
    let save = move || {
        let Some(file) = renamed.get_untracked() else { return };
        let command = Command::Edit {
            object: "file".into(),
            record: file.id,
            fields: vec![("name".into(), Input::Text(name.get_untracked()))],
        };
        let schema = session.engine.schema().get_untracked();
        session.act_then(command, move |result| {
            match result {
                Ok(_) => close(),
                Err(error) => {
                    problem.try_set(words::failure::line(error, schema.object("file")));
                }
            }
            true
        });
    };
    view! {
        <Dialog open=open title=words::files::rename() on_close=close on_submit=save
            foot=move || view! {
                <Button on_click=move |_| close()>{words::files::cancel()}</Button>
                <Button kind=ButtonKind::Primary submit=true>{words::files::save()}</Button>
            }>
            <Field label=words::files::name() error=problem>
                <TextInput value=name on_input=move |typed| name.set(typed)/>
            </Field>
        </Dialog>
    }
}

/// Whether a dialog is open: as long as it is about something.
fn open_while(about: RwSignal<Option<FileLine>>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move || open.set(about.with(Option::is_some)));
    open
}
