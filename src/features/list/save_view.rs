//! The dialog that names a view.

use bridge::Command;
use bridge::command::ViewChange;
use bridge::query::SavedView;

use super::lens::Lens;
use crate::reactive::prelude::*;
use crate::routes::ViewState;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::Dialog,
    field::{Checkbox, Field, TextInput},
    icon::Glyph,
    segmented::{Choice, Segmented},
};
use crate::value::object_glyph;
use crate::words;

/// The name of a drawing and what people call it.
type Icon = (&'static str, fn() -> &'static str);

/// Icons that a view can have, by the names of their drawings; the first is that of its form.
const ICONS: [Icon; 10] = [
    ("", words::list::icon_form),
    ("star", words::list::icon_star),
    ("today", words::list::icon_today),
    ("clock", words::list::icon_clock),
    ("bell", words::list::icon_bell),
    ("users", words::list::icon_people),
    ("company", words::list::icon_company),
    ("deal", words::list::icon_deal),
    ("phone", words::list::icon_phone),
    ("globe", words::list::icon_globe),
];

/// What the name is for.
#[derive(Clone, PartialEq)]
pub(super) enum Saving {
    /// A new view of what is looked at.
    New,
    /// Another name for a view.
    Rename(SavedView),
}

/// Asks for the name.
#[component]
pub(super) fn SaveViewDialog(lens: Lens, saving: RwSignal<Option<Saving>>) -> impl IntoView {
    let session = Session::expect();
    let open = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let favourite = RwSignal::new(false);
    let icon = RwSignal::new(String::new());
    let renaming = Memo::new(move |_| matches!(saving.get(), Some(Saving::Rename(_))));
    let problem = RwSignal::new(String::new());
    let close = move || {
        open.set(false);
        saving.set(None);
    };
    // The request comes from elsewhere on the page: the dialog starts afresh with each.
    Effect::new(move || {
        if let Some(wanted) = saving.get() {
            match wanted {
                Saving::New => {
                    name.set(String::new());
                    favourite.set(false);
                }
                Saving::Rename(saved) => {
                    name.set(saved.name);
                    favourite.set(saved.favourite);
                    icon.set(saved.icon);
                }
            }
            problem.set(String::new());
            open.set(true);
        }
    });
    let save = move || {
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            problem.set(words::list::name_needed().to_owned());
            return;
        }
        let command = match saving.get_untracked() {
            Some(Saving::Rename(saved)) => Command::ChangeView {
                view: saved.id,
                change: ViewChange::Name(typed, icon.get_untracked()),
            },
            _ => {
                let Some(view) = lens.view.get_untracked() else { return };
                Command::SaveView {
                    id: None,
                    name: typed,
                    view,
                    favourite: favourite.get_untracked(),
                }
            }
        };
        let fresh = matches!(command, Command::SaveView { id: None, .. });
        session.act_then(command, move |result| match result {
            Ok(done) => {
                if let (true, Some(link)) = (fresh, &done.record) {
                    let id = link.id;
                    lens.change(|state| {
                        *state = ViewState {
                            view: Some(id),
                            ..state.reset()
                        }
                    });
                }
                open.try_set(false);
                saving.try_set(None);
                false
            }
            Err(error) => {
                problem.try_set(words::failure::line(error, None));
                true
            }
        });
    };
    view! {
        <Dialog
            open=open
            title=move || match saving.get() {
                Some(Saving::Rename(_)) => words::list::rename_view_title(),
                _ => words::list::save_view_title(),
            }.to_owned()
            on_close=close
            on_submit=save
            foot=move || view! {
                <Button on_click=move |_| close()>{words::list::cancel()}</Button>
                <Button kind=ButtonKind::Primary submit=true>{words::list::save()}</Button>
            }
        >
            <Field label=words::list::view_name() help=words::list::view_name_help() error=problem required=true>
                <TextInput value=name on_input=move |text| {
                    problem.set(String::new());
                    name.set(text);
                }/>
            </Field>
            {move || if renaming.get() {
                let icons = ICONS.iter().map(|(key, label)| {
                    let glyph = if key.is_empty() { Glyph::View } else { object_glyph(key) };
                    Choice::icon(*key, label(), glyph)
                });
                let icons: Vec<Choice> = icons.collect();
                view! {
                    <Field label=words::list::icon()>
                        <Segmented label=words::list::icon() value=icon choices=icons on_change=move |key: String| icon.set(key)/>
                    </Field>
                }
                .into_any()
            } else {
                view! { <Checkbox checked=favourite on_change=move |on| favourite.set(on)>{words::list::favourite()}</Checkbox> }.into_any()
            }}
        </Dialog>
    }
}
