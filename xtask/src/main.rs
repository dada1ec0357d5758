//! `cargo xtask …`: everything that builds, checks and starts Ribambelle, in one place.
//!
//! A subcommand is a file of the same name. What several of them need stands beside: `paths`, `process`, `step`,
//! `tools` (what must be on the machine), `cache`, `crates` (the cargo commands).

mod cache;
mod compose;
mod crates;
mod dev;
mod openapi;
mod paths;
mod process;
mod run;
mod step;
mod test;
mod tools;
mod web;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    bin_name = "cargo xtask",
    about = "Builds, checks and starts Ribambelle.",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and start it on this machine with a demo organisation.
    Run(run::Arguments),
    /// Check everything that continuous integration checks.
    Test(test::Arguments),
    /// Build the single-page app into `dist/`.
    Web(web::Arguments),
    /// Write `openapi/openapi.json` from the server's operations.
    Openapi,
    /// Like `run`, and rebuild and restart whenever a source file changes.
    Dev(run::Arguments),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Run(arguments) => run::run(&arguments),
        // the last line of `test` is its count: it reports its failures itself
        Command::Test(arguments) => return test::test(&arguments),
        Command::Web(arguments) => web::run(&arguments),
        Command::Openapi => openapi::write(),
        Command::Dev(arguments) => dev::dev(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}
