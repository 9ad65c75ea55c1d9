//! The chip that says that there is no network. The place it appears in is always there, so that it is also announced.

use crate::platform::online;
use crate::reactive::prelude::*;
use crate::ui::icon::{Glyph, Icon, IconSize};
use crate::words;

/// The chip; empty while there is a network.
#[component]
pub(super) fn OfflineChip(
    /// Class of its place.
    class: &'static str,
) -> impl IntoView {
    let online = online::use_online();
    view! {
        <div class=class role="status">
            {move || (!online.get()).then(|| view! {
                <p class="offline" data-tip=words::shell::offline_help()>
                    <Icon glyph=Glyph::Globe size=IconSize::Small/>
                    <span class="nav__label">{words::shell::offline()}</span>
                </p>
            })}
        </div>
    }
}
