//! Dialogs and sheets, on the native `<dialog>`: the browser makes the rest inert and keeps focus inside.
//!
//! ```ignore
//! let open = RwSignal::new(false);
//! <Dialog open=open title="Delete 5 contacts for good?"
//!     foot=move || view! {
//!         <Button on_click=move |_| open.set(false)>"Keep them"</Button>
//!         <Button kind=ButtonKind::Danger on_click=move |_| delete()>"Delete 5 contacts"</Button>
//!     }>
//!     <p>"Their 38 notes go with them."</p>
//! </Dialog>
//! ```
//! Content exists only while open, so a form starts fresh. The title is the accessible name. Focus starts at the
//! element marked `autofocus`, else the first field, else the first button of the foot, and returns to the opener.

use leptos::{ev, html};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};

use super::{
    button::IconButton,
    dom::{focus, fresh_id},
    icon::Glyph,
    layer::{LayerKind, enter},
    words::use_words,
};
use crate::reactive::prelude::*;

/// Shape of a dialog.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogSize {
    /// 440 px: questions and short forms.
    #[default]
    Normal,
    /// 720 px: forms in two columns, tables.
    Wide,
    /// Full height at the end of the window; full screen on phones.
    Sheet,
}

/// A modal dialog.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Title and accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// Shape.
    #[prop(optional)]
    size: DialogSize,
    /// Asked to close (Esc, the close button). Without it, it closes; with it, the callback decides and sets `open`.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// Makes body and foot one form: Enter submits, and the foot's button has `submit`.
    #[prop(optional, into)]
    on_submit: Option<Callback<()>>,
    /// Buttons at the foot.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// The body, built anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let class = match size {
        DialogSize::Normal => "dialog",
        DialogSize::Wide => "dialog dialog--wide",
        DialogSize::Sheet => "dialog sheet",
    };
    let close = move || match on_close {
        Some(on_close) => on_close.run(()),
        None => {
            open.try_set(false);
        }
    };
    let foot = StoredValue::new(foot);
    let children = StoredValue::new(children);
    dynamic(move || {
        open.get().then(|| {
            let words = use_words();
            let node_ref = NodeRef::<html::Dialog>::new();
            let title_id = fresh_id("dialog");
            let labelled_by = title_id.clone();
            use_modal(node_ref, close);
            let inside = move || {
                view! {
                    <div class="dialog__body">{children.with_value(|children| children())}</div>
                    {foot.get_value().map(|foot| view! { <div class="dialog__foot">{foot.run()}</div> })}
                }
            };
            view! {
                <dialog
                    class=class
                    node_ref=node_ref
                    aria-labelledby=labelled_by
                    on:cancel=move |event: ev::Event| {
                        // The back gesture and Esc where the keydown did not reach us.
                        event.prevent_default();
                        close();
                    }
                >
                    <div class="dialog__head">
                        <h2 id=title_id>{move || title.get()}</h2>
                        <IconButton icon=Glyph::Close label=words.close class="push" on_click=move |_| close()/>
                    </div>
                    {match on_submit {
                        Some(on_submit) => view! {
                            <form on:submit=move |event| {
                                event.prevent_default();
                                on_submit.run(());
                            }>{inside()}</form>
                        }
                        .into_any(),
                        None => inside().into_any(),
                    }}
                </dialog>
            }
        })
    })
}

/// Opens a `<dialog>` modally, registers it as a layer and chooses where focus starts.
pub(super) fn use_modal(node_ref: NodeRef<html::Dialog>, close: impl Fn() + Copy + 'static) {
    let shown = StoredValue::new(None::<HtmlDialogElement>);
    node_ref.on_load(move |dialog| {
        shown.set_value(Some(dialog.clone()));
        let find = move || shown.try_get_value().flatten().map(Element::from);
        let opened = enter(LayerKind::Modal, find, || None, close);
        on_cleanup(move || {
            let leaving = shown.try_update_value(Option::take).flatten();
            if let Some(dialog) = &leaving {
                dialog.close();
            }
            opened.leave(leaving.map(Element::from).as_ref());
        });
        // Fails only if the element is already open or detached; both leave a readable page.
        let _ = dialog.show_modal();
        let first = [
            "[autofocus]",
            ".dialog__body :is(input, select, textarea):not(:disabled), .palette__search input",
            ".dialog__foot button:not(:disabled)",
        ]
        .into_iter()
        .find_map(|selector| dialog.query_selector(selector).ok().flatten());
        if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
            focus(&first);
        }
    });
}
