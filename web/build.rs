//! Both apps are split into parts after linking: the splitter follows the relocations to know who needs what.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = std::env::var("CARGO_CFG_TARGET_ARCH").unwrap_or_default();
    if target == "wasm32" {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
