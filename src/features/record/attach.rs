//! Attaching files to the record that is shown: from the picker, the camera, a drop or the clipboard.

use std::sync::Arc;

use bridge::Failure;
use bridge::file::{FileLine, FileTrouble, MAX_AT_ONCE, MAX_FILE};
use leptos::{html, task::spawn_local};
use web_sys::File;

use super::subject::Subject;
use crate::client::{AskError, Follow, use_answer};
use crate::platform::{
    clock,
    files::{self, Pick},
    format, pictures,
};
use crate::reactive::prelude::*;
use crate::words;

/// The files of a record and how more come to it; copy it into callbacks.
#[derive(Clone, Copy)]
pub(super) struct Attaching {
    pub(super) subject: Subject,
    /// The files, newest first; none before they are known.
    pub(super) files: Signal<Option<Arc<Vec<FileLine>>>>,
    /// Why they are not known.
    pub(super) error: Signal<Option<AskError>>,
    /// Files are being added.
    pub(super) busy: RwSignal<bool>,
    /// Photos are kept as they are instead of being made smaller.
    pub(super) original: RwSignal<bool>,
}

impl Attaching {
    /// Called in the body of a component.
    pub(super) fn new(subject: Subject) -> Self {
        let engine = subject.session.engine;
        let answer = use_answer(Follow::Anything, move || engine.files(subject.id.get()));
        Self {
            subject,
            files: answer.value(),
            error: answer.error(),
            busy: RwSignal::new(false),
            original: RwSignal::new(false),
        }
    }

    /// How many files there are.
    pub(super) fn count(self) -> usize {
        self.files.with(|files| files.as_ref().map_or(0, |files| files.len()))
    }

    /// Lets the person pick files.
    pub(super) fn pick(self) {
        spawn_local(async move {
            let picked = files::pick(Pick {
                accept: String::new(),
                many: true,
            });
            self.add(picked.await);
        });
    }

    /// Lets the person take a photo.
    pub(super) fn photo(self) {
        spawn_local(async move { self.add(files::take_photo().await) });
    }

    /// Adds files in one change, and says so.
    pub(super) fn add(self, chosen: Vec<File>) {
        let Some(record) = self.subject.shown() else { return };
        let writable = self.subject.writable.try_get_untracked() == Some(true);
        if chosen.is_empty() || !writable || self.busy.try_get_untracked() != Some(false) {
            return;
        }
        let (session, object) = (self.subject.session, self.subject.object());
        self.busy.set(true);
        spawn_local(async move {
            let mut files = Vec::with_capacity(chosen.len());
            for file in chosen {
                files.push(if self.original.try_get_untracked() == Some(true) {
                    file
                } else {
                    pictures::smaller(file).await
                });
            }
            let added = match too_much(&files) {
                Some(trouble) => Err(AskError::Refused(Failure::Attached(trouble))),
                None => session.engine.add_files(object, record, files).await,
            };
            match added {
                Ok(done) => session.toast(&done),
                Err(error) => session.refused(&error, None),
            }
            self.busy.try_set(false);
        });
    }
}

/// What is too much is not even read: it might not fit into memory.
fn too_much(files: &[File]) -> Option<FileTrouble> {
    let size = |file: &File| file.size() as u64;
    let large = files.iter().find(|file| size(file) > MAX_FILE);
    if let Some(file) = large {
        return Some(FileTrouble::TooLarge {
            name: file.name(),
            most: MAX_FILE,
        });
    }
    (files.iter().map(size).sum::<u64>() > MAX_AT_ONCE).then_some(FileTrouble::TooMuchAtOnce { most: MAX_AT_ONCE })
}

/// A pasted picture has no name of its own: it gets the moment.
fn named(file: File) -> File {
    let now = clock::now();
    let when = format!("{} {}", format::date_short(clock::day_of(now)), format::time(now));
    let ending = file.type_().rsplit('/').next().unwrap_or_default().to_owned();
    let name = format!("{}.{ending}", words::files::pasted(&when));
    files::named(&file, &name).unwrap_or(file)
}

/// Takes what is dropped on the page or panel it stands in, and pictures that are pasted.
#[component]
pub(super) fn DropZone(attaching: Attaching) -> impl IntoView {
    let over = RwSignal::new(false);
    let here = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let host = here.get().and_then(|here| here.closest("main, aside").ok().flatten());
        if let Some(host) = host {
            files::take_drops(&host, over, move |files| attaching.add(files));
        }
    });
    files::on_pasted_pictures(move |files| {
        // A dialog in front has the word.
        let in_front = document().query_selector("dialog[open]").ok().flatten().is_some();
        if !in_front {
            attaching.add(files.into_iter().map(named).collect());
        }
    });
    let hint = move || over.get() && attaching.subject.writable.get();
    view! {
        <div node_ref=here class="attach-zone" class:attach-zone--over=hint aria-hidden="true">
            {move || hint().then(|| view! { <p>{words::files::drop()}</p> })}
        </div>
    }
}
