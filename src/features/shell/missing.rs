//! The page for addresses that lead nowhere.

use crate::reactive::prelude::*;

use crate::routes::{Navigator, Route, use_title};
use crate::ui::{button::Button, frame::TopBar, icon::Glyph, state::Empty};
use crate::words;

/// Says that nothing is here, and where to go.
#[component]
pub fn MissingPage(
    /// The address as it was written.
    #[prop(into)]
    path: Signal<String>,
) -> impl IntoView {
    let navigator = Navigator::expect();
    use_title(|| vec![words::shell::not_found().to_owned()]);
    view! {
        <main class="main" id="main" tabindex="-1">
            <TopBar title=words::shell::not_found()/>
            <div class="scroll">
                <Empty icon=Glyph::Search title=words::shell::not_found() text=move || words::shell::not_found_text(&path.get())>
                    <a class="button button--primary" href=Route::Today.href()>{words::shell::go_home()}</a>
                    <Button on_click=move |_| navigator.back()>{words::shell::back()}</Button>
                </Empty>
            </div>
        </main>
    }
}
