//! Has the crate compiled anew when the web app that a release holds has changed.

use std::path::Path;

/// Left by `cargo xtask build`; the same folder as in `src/web_app/embedded.rs`.
const APP: &str = "../../frontend/dist/portal";

#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script about the build in the environment"
)]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // A debug build reads the folder when it starts, so nothing of it is compiled in.
    if std::env::var_os("PROFILE").is_some_and(|profile| profile == "release") {
        // A folder that is not there would count as changed on every build. Should making it fail, that is all.
        let _ = std::fs::create_dir_all(Path::new(APP));
        println!("cargo::rerun-if-changed={APP}");
    }
}
