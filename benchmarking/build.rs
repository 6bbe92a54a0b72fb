//! Tells the weight generator which compiler it was built by.

use std::process::Command;

fn main() {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().ok();
    let version = version.and_then(|output| String::from_utf8(output.stdout).ok());
    println!("cargo:rustc-env=RUSTC_VERSION={}", version.as_deref().unwrap_or("an unknown rustc").trim());
    // The macro of host functions asks for it.
    println!("cargo:rustc-check-cfg=cfg(substrate_runtime)");
    println!("cargo:rerun-if-changed=build.rs");
}
