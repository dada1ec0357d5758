//! What must be on the machine: installed when it is missing and can be, else one line says what to install.

use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::step::step;
use crate::{cache, crates, paths, process};

/// What the single-page app is built with: the compiler's wasm target and the npm packages of `xtask/tools`.
pub(crate) fn web() -> Result<()> {
    wasm_target()?;
    npm_packages(&paths::build_tools(), "Install the build tools of the app")
}

/// What the browser tests run with: their npm packages and Debian's Chromium, without the windows that nobody sees, which is a
/// sixth faster; the whole of it, where that is all there is.
pub(crate) fn browser() -> Result<()> {
    npm_packages(&paths::at("tests/browser"), "Install the browser tests' packages")?;
    if Path::new("/usr/bin/chromium-headless-shell").exists() {
        return Ok(());
    }
    let installed = debian_package("chromium-headless-shell");
    if Path::new("/usr/bin/chromium").exists() { Ok(()) } else { installed }
}

/// PostgreSQL's server programs, for the throw-away clusters of the tests.
pub(crate) fn postgresql() -> Result<()> {
    if postgres_installed() { Ok(()) } else { debian_package("postgresql") }
}

/// The S3 server of the tests, from `PyPI`, in a virtual environment of its own; its program.
pub(crate) fn moto() -> Result<PathBuf> {
    let requirements = paths::build_tools().join("requirements.txt");
    let wanted = cache::hash(&[&fs::read(&requirements)?]);
    let environment = paths::target().join("xtask/moto");
    let (installed, server) = (environment.join(".ribambelle"), environment.join("bin/moto_server"));
    if fs::read_to_string(&installed).is_ok_and(|it| it == wanted) {
        return Ok(server);
    }
    let has_venv = || process::command("python3").args(["-c", "import ensurepip, venv"]).status();
    if !has_venv().is_ok_and(|status| status.success()) {
        debian_package("python3-venv")?;
    }
    step("Install the S3 server of the tests", || {
        process::run(process::command("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
        let mut pip = process::command(environment.join("bin/pip"));
        pip.args(["install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(&requirements);
        process::run(&mut pip).context("pip cannot install moto: is its package index reachable?")
    })?;
    fs::write(installed, wanted)?;
    Ok(server)
}

fn postgres_installed() -> bool {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    versions.map(|version| version.path().join("bin/postgres")).any(|server| server.exists())
}

/// `cargo deny`, built without the optimisations that its users' seconds are not worth.
pub(crate) fn cargo_deny() -> Result<()> {
    let installed = crates::cargo(&["deny", "--version"]).output().is_ok_and(|it| it.status.success());
    if installed {
        return Ok(());
    }
    step("Install cargo-deny", || {
        let mut install = crates::cargo(&["install", "cargo-deny", "--locked"]);
        install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_LTO", "off");
        install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        process::run(&mut install).context("install it by hand: cargo install cargo-deny --locked")
    })
}

fn wasm_target() -> Result<()> {
    let mut rustc = process::command("rustc");
    rustc.args(["--print", "target-libdir", "--target", crates::WASM]);
    let libraries = PathBuf::from(String::from_utf8(process::output(&mut rustc)?)?.trim());
    if libraries.is_dir() {
        return Ok(());
    }
    let by_hand = format!("install the target by hand: rustup target add {}", crates::WASM);
    step("Install the WebAssembly target of Rust", || {
        process::run(process::command("rustup").args(["target", "add", crates::WASM])).context(by_hand)
    })
}

/// `npm ci` where a `package.json` stands, unless its lock file is installed already.
fn npm_packages(directory: &Path, title: &str) -> Result<()> {
    if !process::exists("node") || !process::exists("npm") {
        bail!("Node.js with npm is missing, install it: sudo apt-get install nodejs npm");
    }
    let lock = directory.join("package-lock.json");
    let lock = cache::hash(&[&fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?]);
    let installed = directory.join("node_modules/.ribambelle");
    if fs::read_to_string(&installed).is_ok_and(|it| it == lock) {
        return Ok(());
    }
    step(title, || {
        let mut npm = process::command("npm");
        npm.current_dir(directory).args(["ci", "--no-audit", "--no-fund"]);
        process::run(&mut npm).context("npm cannot install what xtask needs: is its registry reachable?")
    })?;
    Ok(fs::write(installed, lock)?)
}

/// Installs a Debian package, as root or through sudo.
fn debian_package(name: &str) -> Result<()> {
    let by_hand = format!("{name} is missing, install it: sudo apt-get install {name}");
    let root = process::output(process::command("id").arg("-u"))? == b"0\n";
    let sudo = !root && process::exists("sudo") && std::io::stdin().is_terminal();
    if !process::exists("apt-get") || !(root || sudo) {
        bail!(by_hand);
    }
    let apt = |arguments: &[&str]| {
        let mut command = process::command(if root { "apt-get" } else { "sudo" });
        if sudo {
            // sudo asks for the password
            command.stdin(std::process::Stdio::inherit()).arg("apt-get");
        }
        command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
        process::run(&mut command)
    };
    step(&format!("Install Debian's package {name}"), || {
        apt(&["update", "--quiet"])?;
        apt(&["install", "--yes", "--quiet", "--no-install-recommends", name]).context(by_hand)
    })
}
