//! The frame around every page: navigation, the state of storage, notices, and keys that work everywhere.

mod banner;
mod bottom;
mod keys;
mod missing;
mod notices;
mod offline;
mod practice;
mod sheet;
mod sidebar;
mod storage_line;

use crate::reactive::prelude::*;

pub use missing::MissingPage;
pub use sheet::ShortcutSheet;

use crate::platform::preferences::Preferences;
use crate::shortcuts::{Action, Shortcuts};
use crate::ui::frame::Frame;

/// The frame with a page in it: `.main` and, beside it, an open panel.
#[component]
pub fn Shell(
    /// What is said above every page, such as that the data is a sample.
    #[prop(optional, into)]
    notice: Option<ViewFn>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let preferences = Preferences::expect();
    keys::use_keys();
    notices::use_notices();
    view! {
        <div class="window">
            <practice::PracticeBar/>
            <banner::Banner/>
            // Phones have no sidebar to say it in.
            <offline::OfflineChip class="offline-place only-phone"/>
            {notice.map(|notice| notice.run())}
            <Frame
                rail=preferences.sidebar()
                on_rail=move |()| preferences.set_sidebar(!preferences.sidebar().get_untracked())
                rail_key=Shortcuts::expect().hint(Action::Sidebar)
                sidebar=move || view! { <sidebar::MainSidebar/> }
                bottom=move || view! { <bottom::MainBottomBar/> }
            >
                {children()}
            </Frame>
        </div>
    }
}
