//! `cargo xtask bench`: the benchmarks.

use anyhow::Result;

use crate::{crates, process};

/// The names of the benchmarks, as `cargo bench --bench NAME` knows them.
const BENCHMARKS: &[&str] = &[];

/// Runs every benchmark, or says that there is none.
pub(crate) fn bench() -> Result<()> {
    if BENCHMARKS.is_empty() {
        println!("There is no benchmark yet.");
    }
    for name in BENCHMARKS {
        process::run(&mut crates::cargo(&["bench", "--bench", name]))?;
    }
    Ok(())
}
