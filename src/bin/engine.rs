//! Entry of the engine worker: wires engine, store and bridge, and nothing else.

#[path = "../worker/mod.rs"]
mod worker;

fn main() {
    worker::run();
}
