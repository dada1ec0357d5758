//! The rules as a browser runs them: compiled to WebAssembly, run by Node.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

/// Reads questions from standard input, asks the module, prints its answers.
const SCRIPT: &str = "
const { cells } = require('./rules.js');
let questions = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (part) => { questions += part; });
process.stdin.on('end', () => process.stdout.write(cells(questions)));
";

/// The cells that the module computes from `{"facts": …, "asks": […]}`.
///
/// # Panics
///
/// When the module cannot be built or run.
#[must_use]
pub fn cells(questions: &Value) -> Vec<Value> {
    let folder = crate::databases::directory().join("rules-wasm");
    if !folder.join("rules.js").is_file() {
        std::fs::create_dir_all(&folder).unwrap();
        let mut bindgen = Bindgen::new();
        bindgen.input_path(module()).out_name("rules").nodejs(true).unwrap().typescript(false);
        bindgen.generate(&folder).expect("wasm-bindgen");
        std::fs::write(folder.join("ask.cjs"), SCRIPT).unwrap();
        std::fs::rename(folder.join("ask.cjs"), folder.join("run.cjs")).unwrap();
    }
    let answers = node(&folder, &questions.to_string());
    match serde_json::from_str(&answers).unwrap() {
        Value::Array(cells) => cells,
        other => panic!("{other}"),
    }
}

/// The compiled module: the one named by `RIBAMBELLE_RULES_WASM`, or built now.
fn module() -> PathBuf {
    if let Some(named) = std::env::var_os("RIBAMBELLE_RULES_WASM") {
        return named.into();
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let built = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--package", "rules-wasm", "--target", "wasm32-unknown-unknown", "--profile", "web"])
        .current_dir(root)
        .status()
        .unwrap();
    assert!(built.success(), "rules-wasm cannot be built: rustup target add wasm32-unknown-unknown");
    target.join("wasm32-unknown-unknown/web/rules_wasm.wasm")
}

fn node(folder: &Path, input: &str) -> String {
    let file = folder.join("questions.json");
    std::fs::write(&file, input).unwrap();
    let run = Command::new("node")
        .arg("run.cjs")
        .current_dir(folder)
        .stdin(Stdio::from(std::fs::File::open(&file).unwrap()))
        .output()
        .expect("Node is not installed: apt-get install nodejs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}
