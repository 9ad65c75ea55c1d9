//! Entry of the app: mounts the root component and takes the painted shell away.

use kith_app::app::App;
use kith_app::reactive::prelude::*;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Defined in `index.html`: removes the shell that was painted before this module arrived.
    #[wasm_bindgen(js_name = __kithReady)]
    fn shell_done();
}

fn main() {
    mount_to_body(App);
    shell_done();
}
