//! The menu of saved replies under the box that answers: one press inserts the text where the caret stands, filled in.

use leptos::html;
use leptos::task::spawn_local;

use super::subject::Subject;
use crate::reactive::prelude::*;
use crate::replies::{SavedReply, fill, use_replies};
use crate::routes::Route;
use crate::ui::{
    dom::{announce, focus},
    field::insert_at_caret,
    icon::Glyph,
    menu::{MenuButton, MenuEntry, MenuItem},
    toast::Toast,
};
use crate::words::replies as say;

/// The menu.
#[component]
pub(super) fn SavedReplies(
    /// The ticket.
    subject: Subject,
    /// The box.
    area: NodeRef<html::Textarea>,
    /// What is in it.
    text: RwSignal<String>,
    /// Placeholders that nothing was known for.
    left: RwSignal<Vec<String>>,
    /// Puts another text into the box.
    #[prop(into)]
    on_text: Callback<String>,
) -> impl IntoView {
    let session = subject.session;
    let replies = use_replies();
    let insert = move |reply: SavedReply| {
        let Some(ticket) = subject.page.get_untracked() else { return };
        let schema = session.engine.schema().get_untracked();
        spawn_local(async move {
            let filled = match fill(session.engine, schema, ticket, &reply.body).await {
                Ok(filled) => filled,
                Err(error) => return session.refused(&error, None),
            };
            let (Some(typed), Some(Some(area))) = (text.try_get_untracked(), area.try_get_untracked()) else {
                return;
            };
            let (typed, caret) = insert_at_caret(&area, &typed, &filled.text);
            on_text.try_run(typed.clone());
            // The caret goes behind what was inserted, which needs the text to be there.
            area.set_value(&typed);
            focus(&area);
            let _ = area.set_selection_range(caret, caret);
            if let Some(first) = filled.left.first() {
                session.toaster.show(Toast::warning(say::not_known(first)));
            } else {
                announce(&say::inserted(&reply.name));
            }
            left.try_update(|left| left.extend(filled.left));
        });
    };
    let entries = Signal::derive(move || {
        let saved = replies.get().unwrap_or_default();
        let mut entries = Vec::with_capacity(saved.len() + 3);
        if saved.is_empty() {
            entries.push(MenuEntry::Label(say::none_short().to_owned()));
        }
        entries.extend(saved.into_iter().map(|reply| {
            let hint = reply.body.lines().next().unwrap_or_default().chars().take(40).collect::<String>();
            let name = reply.name.clone();
            MenuItem::new(name, move || insert(reply.clone())).hint(hint).into()
        }));
        entries.push(MenuEntry::Rule);
        let manage = MenuItem::link(say::manage(), Route::Settings("replies".to_owned()).href());
        entries.push(manage.icon(Glyph::Settings).into());
        entries
    });
    view! { <MenuButton icon=Glyph::Note label=say::insert() text=say::title() entries=entries/> }
}
