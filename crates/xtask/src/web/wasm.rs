//! The apps' crates as wasm, and the JavaScript that loads each.

use super::{APPS, App, For, read};
use crate::workspace::{Workspace, line, run};
use anyhow::{Context as _, Result, bail, ensure};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

pub const TARGET: &str = "wasm32-unknown-unknown";
/// Flags for the compiler for this target alone: the build scripts of the same build must not get them.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// What wasm-bindgen makes of the crate.
pub struct Bound {
    pub wasm: Vec<u8>,
    pub js: String,
}

/// The standard library for wasm, installed if the toolchain lacks it.
pub fn target() -> Result<()> {
    let mut rustc = Command::new("rustc");
    let output = rustc
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .context("rustc did not start")?;
    let folder = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    let is_there =
        output.status.success() && fs::read_dir(folder).is_ok_and(|mut f| f.next().is_some());
    if is_there {
        return Ok(());
    }
    println!("the toolchain has no standard library for {TARGET}, which the web app is built for");
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", TARGET]);
    match rustup.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => bail!("`{}` failed ({status})", line(&rustup)),
        Err(error) if error.kind() == ErrorKind::NotFound => bail!(
            "there is no rustup to add it with; please install Rust's standard library for {TARGET}"
        ),
        Err(error) => Err(error).context("rustup did not start"),
    }
}

const fn profile(whom: For) -> &'static str {
    match whom {
        For::Phones => "web",
        For::Writing => "web-dev",
    }
}

/// Compiles the crates of all apps.
pub fn compile(workspace: &Workspace, whom: For) -> Result<()> {
    let mut cargo = workspace.cargo(["build", "--locked"]);
    for app in &APPS {
        cargo.args(["--package", app.package]);
    }
    cargo.args(["--target", TARGET, "--profile", profile(whom)]);
    cargo.env(FLAGS, flags());
    run(&mut cargo)
}

/// One of them as the compiler left it.
pub fn compiled(workspace: &Workspace, app: &App, whom: For) -> Result<Vec<u8>> {
    let folder = workspace.target.join(TARGET).join(profile(whom));
    read(&folder.join(app.package).with_extension("wasm"))
}

/// What the compiler is told besides the profile.
///
/// Panics name source files: our own by their place in the workspace, the others by where cargo keeps them.
/// Without that folder the app is the same wherever it is built, and so are the names of its files.
///
/// Leptos makes a type of every tree of elements, and code for each; erased, they share it. That is an eighth
/// of the app after brotli, and less to compile.
fn flags() -> String {
    let crates = cargo_home().join("registry").join("src");
    format!(
        "--remap-path-prefix={}=crates --cfg=erase_components",
        crates.display()
    )
}

#[expect(
    clippy::disallowed_methods,
    reason = "cargo says in the environment where its home is"
)]
fn cargo_home() -> PathBuf {
    std::env::var_os("CARGO_HOME").map_or_else(
        || std::env::home_dir().unwrap_or_default().join(".cargo"),
        PathBuf::from,
    )
}

/// Binds it for a browser. `wasm-opt` is left out: it gains less than 1.2 % once brotli has been over it.
pub fn bind(folder: &Path, app: &App, module: Vec<u8>, whom: For) -> Result<Bound> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let is_small = whom == For::Phones;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(app.name, module)
        .web(true)?
        .typescript(false)
        // `boot.js` hands the module over, having begun to fetch it before this script was there.
        .omit_default_module_path(true)
        .remove_name_section(is_small)
        .remove_producers_section(is_small)
        .generate(folder)
        .context("wasm-bindgen cannot bind the app")?;
    ensure!(
        !folder.join("snippets").exists() && !folder.join("package.json").exists(),
        "a crate brings JavaScript files of its own, which the app's one script would have to fetch first"
    );
    let js = read(&folder.join(format!("{}.js", app.name)))?;
    Ok(Bound {
        wasm: read(&folder.join(format!("{}_bg.wasm", app.name)))?,
        js: String::from_utf8(js).context("wasm-bindgen's script is not text")?,
    })
}
