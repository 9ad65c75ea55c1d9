//! One file of a record: what it looks like, what it is, what can be done with it.

use bridge::file::FileLine;
use bridge::{Command, Selection};
use leptos::task::spawn_local;
use model::RecordId;

use super::subject::Subject;
use crate::platform::{
    files::{self, FileToSave},
    format, pictures,
};
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{
    icon::{Glyph, Icon},
    menu::{MenuButton, MenuEntry, MenuItem},
    popover::Align,
    toast::Toast,
};
use crate::value::{moment_exact, moment_words};
use crate::words;

/// Larger pictures are shown when somebody asks for them, not in the list.
const MOST_IN_LIST: u64 = 8_000_000;

/// The row.
#[component]
pub(super) fn FileRow(
    /// Whose file.
    subject: Subject,
    /// The file.
    file: FileLine,
    /// The picture to look at.
    shown: RwSignal<Option<FileLine>>,
    /// The file that gets another name.
    renamed: RwSignal<Option<FileLine>>,
) -> impl IntoView {
    let session = subject.session;
    let kept = StoredValue::new(file.clone());
    let picture = pictures::is_shown(&file.media_type);
    let open = move || {
        let file = kept.get_value();
        if picture {
            shown.set(Some(file));
        } else {
            save_file(session, file.id);
        }
    };
    let entries = Signal::derive(move || {
        let file = kept.get_value();
        let (id, name) = (file.id, file.name.clone());
        let mut entries: Vec<MenuEntry> = Vec::new();
        if picture {
            entries.push(MenuItem::new(words::files::show(&name), open).icon(Glyph::Eye).into());
        }
        entries.push(
            MenuItem::new(words::files::download(), move || save_file(session, id))
                .icon(Glyph::Download)
                .into(),
        );
        if subject.writable.get() {
            entries.push(
                MenuItem::new(words::files::rename(), move || renamed.set(Some(file.clone())))
                    .icon(Glyph::Edit)
                    .into(),
            );
            entries.push(
                MenuItem::new(words::files::remove(), move || remove(session, id))
                    .icon(Glyph::Trash)
                    .into(),
            );
        }
        entries
    });
    let mut about = vec![words::files::kind(&file.media_type, &file.name), format::bytes(file.size)];
    about.extend(
        file.by
            .as_ref()
            .filter(|by| !by.label.is_empty())
            .map(|by| words::files::added_by(&by.label)),
    );
    about.push(moment_words(file.at));
    let label = if picture {
        words::files::show(&file.name)
    } else {
        words::files::download_one(&file.name)
    };
    let mark = if picture && file.size <= MOST_IN_LIST {
        view! { <Thumbnail session=session file=file.clone()/> }.into_any()
    } else {
        view! { <Icon glyph=Glyph::File/> }.into_any()
    };
    view! {
        <li class="file">
            <span class="file__mark">{mark}</span>
            <span class="file__about">
                <button type="button" class="file__name truncate" aria-label=label on:click=move |_| open()>{file.name.clone()}</button>
                <span class="file__meta truncate" title=moment_exact(file.at)>{about.join(" · ")}</span>
            </span>
            <MenuButton icon=Glyph::More label=words::files::more(&file.name) align=Align::End entries=entries/>
        </li>
    }
}

/// A picture, loaded from the engine. What cannot be shown says why.
#[component]
pub(super) fn Thumbnail(
    /// Who asks.
    session: Session,
    /// The file.
    file: FileLine,
    /// In full, with its name for who does not see it.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let address = RwSignal::new(None::<String>);
    let problem = RwSignal::new(String::new());
    let FileLine { id, name, media_type, .. } = file;
    spawn_local(async move {
        match session.engine.file_contents(id).await {
            Ok(file) => {
                let made = pictures::address(&file.bytes, &media_type);
                // The row may be gone meanwhile.
                if let Some(left) = address.try_set(made).flatten() {
                    pictures::forget(&left);
                }
            }
            Err(error) => {
                problem.try_set(words::failure::line(&error, None));
            }
        }
    });
    on_cleanup(move || {
        if let Some(address) = address.try_get_untracked().flatten() {
            pictures::forget(&address);
        }
    });
    let class = if large {
        "file__picture file__picture--large"
    } else {
        "file__picture"
    };
    let alternative = if large { name.clone() } else { String::new() };
    view! {
        {move || address.get().map(|address| view! { <img class=class src=address alt=alternative.clone() decoding="async"/> })}
        {move || (large && address.with(Option::is_none) && problem.with(String::is_empty)).then(|| view! { <p class="muted" role="status">{words::files::opening(&name)}</p> })}
        {move || (!problem.with(String::is_empty)).then(|| if large {
            view! { <p class="file__problem" role="alert">{problem.get()}</p> }.into_any()
        } else {
            view! { <span class="file__broken" title=problem.get()><Icon glyph=Glyph::Alert/></span> }.into_any()
        })}
    }
}

/// Hands a file to the person. It is saved, never opened here: whatever is in it does not run.
pub(super) fn save_file(session: Session, id: RecordId) {
    spawn_local(async move {
        let file = match session.engine.file_contents(id).await {
            Ok(file) => file,
            Err(error) => return session.refused(&error, None),
        };
        let saved = files::save(FileToSave {
            name: file.name,
            media_type: "application/octet-stream".to_owned(),
            bytes: file.bytes,
        });
        if saved.await.is_err() {
            session.toaster.show(Toast::danger(words::list::export_failed()));
        }
    });
}

fn remove(session: Session, id: RecordId) {
    session.act(Command::Trash {
        object: "file".into(),
        selection: Selection::Records(vec![id]),
    });
}
