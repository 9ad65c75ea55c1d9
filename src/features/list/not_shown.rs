//! What stands in the place of a table or board that could not be shown: why, and the ways on.

use crate::reactive::prelude::*;

use super::lens::Lens;
use crate::client::AskError;
use crate::ui::{
    button::{Button, ButtonKind},
    icon::Glyph,
    state::Empty,
};
use crate::words;

/// Why there is nothing, with trying again and clearing the filters.
#[component]
pub(super) fn NotShown(lens: Lens, error: AskError, #[prop(into)] on_retry: Callback<()>) -> impl IntoView {
    let text = lens.def.with_untracked(|def| words::failure::line(&error, def.as_deref()));
    view! {
        <div class="scroll">
            <Empty icon=Glyph::Alert title=words::list::not_shown() text=text>
                <Button kind=ButtonKind::Primary on_click=move |_| on_retry.run(())>{words::list::try_again()}</Button>
                <Button on_click=move |_| lens.widen()>{words::list::clear_filters()}</Button>
            </Empty>
        </div>
    }
}
