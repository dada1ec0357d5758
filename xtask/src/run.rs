//! `cargo xtask run`: from a fresh clone to a portal in the browser.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::step::{Stopwatch, seconds, step};
use crate::{crates, paths, process, tools, web};

/// Options of `cargo xtask run` and `cargo xtask dev`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The organisation to show.
    #[arg(long, value_enum, default_value_t = Demo::PortesDeMeuse)]
    demo: Demo,
    /// Start the clock at this local instant and let it run, for example `2027-04-03T18:59:30`.
    #[arg(long, value_name = "INSTANT")]
    at: Option<String>,
    /// Forget what earlier starts kept.
    #[arg(long)]
    fresh: bool,
    /// The port on 127.0.0.1.
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// The organisations under `demo/`.
#[derive(Clone, Copy, ValueEnum)]
enum Demo {
    PortesDeMeuse,
    Ages,
}

impl Demo {
    fn name(self) -> &'static str {
        match self {
            Self::PortesDeMeuse => "portes-de-meuse",
            Self::Ages => "ages",
        }
    }
}

impl Arguments {
    /// Where this demo keeps its database, its mails and its sign-ins.
    fn data(&self) -> PathBuf {
        paths::at("var").join(self.demo.name())
    }

    /// Deletes what earlier starts kept, when asked.
    pub(crate) fn prepare(&self) -> Result<()> {
        let data = self.data();
        if self.fresh && data.exists() {
            fs::remove_dir_all(&data).with_context(|| format!("cannot delete {}", data.display()))?;
        }
        Ok(())
    }

    /// The one process: server, worker, mail viewer, on SQLite.
    pub(crate) fn server(&self) -> Command {
        let config = paths::at("demo").join(self.demo.name());
        let mut command = process::command(paths::server());
        command.arg("demo");
        command.arg("--config").arg(config.with_extension("toml"));
        command.arg("--families").arg(config.with_extension("families.toml"));
        command.arg("--data-dir").arg(self.data());
        command.arg("--web-root").arg(web::directory());
        command.arg("--port").arg(self.port.to_string());
        if let Some(at) = &self.at {
            command.arg("--at").arg(at);
        }
        command
    }
}

/// Builds everything and becomes the server: Ctrl-C and other signals reach it directly, its exit is ours.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let watch = Stopwatch::start();
    println!("The first build takes some minutes, the next ones seconds.");
    tools::web()?;
    web::make(web::Build::Optimised)?;
    step("Build the server", crates::server)?;
    arguments.prepare()?;
    println!("Ready after {}.\n", seconds(watch.elapsed()));
    let mut server = arguments.server();
    let error = server.exec();
    Err(error).with_context(|| format!("cannot start `{}`", process::shown(&server)))
}
