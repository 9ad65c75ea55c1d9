//! Entry of the app: mounts the root component and takes the painted shell away.

use kith_app::app::App;
use kith_app::reactive::prelude::*;
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
    match language::promised() {
        None => start(),
        // The executor of Leptos starts with the first mount.
        Some(words) => spawn_local(async {
            language::arrive(words).await;
            start();
        }),
    }
}

fn start() {
    mount_to_body(App);
    shell_done();
}
