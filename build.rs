//! The links of the app and of the benchmarks keep their relocations: `cargo xtask` takes programs apart by them (ADR 11).

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
        println!("cargo::rustc-link-arg-examples=--emit-relocs");
    }
}
