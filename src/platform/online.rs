//! Whether the device has a network. Kith works without one; only what would need it says so.

use crate::reactive::prelude::*;

use crate::ui::dom::on_window;

/// Whether the browser believes that there is a network. Ends with its owner.
#[must_use]
pub fn use_online() -> Signal<bool> {
    let online = RwSignal::new(window().navigator().on_line());
    for name in ["online", "offline"] {
        on_window(name, move |_| {
            online.try_set(window().navigator().on_line());
        });
    }
    online.into()
}
