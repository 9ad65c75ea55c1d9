//! Entry of the app: mounts the root component and takes the painted shell away.

use std::time::Duration;

use kith_app::app::App;
use kith_app::pages;
use kith_app::reactive::prelude::*;
use kith_app::routes::Route;
use kith_app::words::language;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen]
extern "C" {
    /// Defined in `index.html`: removes the shell that was painted before this module arrived.
    #[wasm_bindgen(js_name = __kithReady)]
    fn shell_done();
}

fn main() {
    let (words, pictured) = (language::promised(), pictured());
    if words.is_none() && !pictured {
        return start();
    }
    // The executor of Leptos starts with the first mount.
    spawn_local(async move {
        if let Some(words) = words {
            language::arrive(words).await;
        }
        // The picture of the last visit stays until the page that it shows can take its place.
        if pictured {
            pages::fetch(&Route::here()).await;
        }
        start();
    });
}

/// Mounts the app in a turn of its own: what the browser was about to paint is painted before.
fn start() {
    set_timeout(|| mount_to_body(|| view! { <App on_screen=shell_done/> }), Duration::ZERO);
}

/// Whether `index.html` has painted the first screen of the last visit.
fn pictured() -> bool {
    document().get_element_by_id("picture").is_some()
}
