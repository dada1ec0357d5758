//! The `ribambelle` binary: reads the command line and hands over.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use api::StopSignal;
use api::accounts::{InviteCommand, RemoveSecondFactorCommand};
use api::backups::{BackupCommand, RestoreCommand};
use api::clock::Clock;
use api::config::{Config, ENV_CONFIG, Key, Mode};
use api::db::Db;
use api::demo::DemoCommand;
use api::family_imports::ImportFamiliesCommand;
use api::imports::ImportCommand;
use api::organisation::DeadlineCommand;
use api::simulations::SimulateCommand;
use api::staff::AddStaffCommand;
use chrono::{DateTime, Utc};
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(version, about = "Ribambelle: a portal by which families book places for their children")]
struct Cli {
    /// Configuration file (TOML); the environment wins over it.
    #[arg(long = "settings", global = true, env = ENV_CONFIG)]
    settings: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer requests; in the embedded mode also do the worker's part.
    Serve,
    /// Do the work that requests leave behind: mails, cleaning.
    Worker,
    /// Bring the schema of the database up to date.
    Migrate,
    /// Import an organisation and its families.
    Import(Timed<ImportCommand>),
    /// Import families from a CSV file.
    ImportFamilies(ImportFamiliesCommand),
    /// Invite families that the organisation knows: a mail with a link to set their password.
    Invite(Timed<InviteCommand>),
    /// Let somebody work for the organisation: the first administrator is made here.
    AddStaff(Timed<AddStaffCommand>),
    /// Let an account whose phone is lost sign in by password alone.
    RemoveSecondFactor(RemoveSecondFactorCommand),
    /// Print the local instant a deadline rule closes at.
    Deadline(DeadlineCommand),
    /// Print what a family could do with a place at an instant, and why not.
    Simulate(Box<SimulateCommand>),
    /// Write all rows to one portable file.
    Backup(BackupCommand),
    /// Restore a backup into an empty database.
    Restore(RestoreCommand),
    /// Serve a demonstration organisation on this machine.
    Demo(DemoCommand),
    /// Print the OpenAPI document.
    Openapi,
    /// Print a fresh key for `auth.keys` or `vault.keys`.
    NewKey,
    /// Print how much each key of `vault.keys` has sealed: one that has sealed nothing may go.
    KeysInUse,
}

/// A command that can be told what time it is, as the server of a demonstration can.
#[derive(clap::Args)]
struct Timed<C: clap::Args> {
    /// Work as if it were this instant, 2026-09-14T06:00:00Z: beside a demonstration that was started with `--at`. In the
    /// embedded mode only.
    #[arg(long, value_name = "INSTANT")]
    at: Option<DateTime<Utc>>,
    #[command(flatten)]
    command: C,
}

impl<C: clap::Args> Timed<C> {
    /// The clock to work by.
    fn clock(&self, config: &Config) -> anyhow::Result<Clock> {
        match self.at {
            None => Ok(Clock::system()),
            Some(at) if config.mode == Mode::Embedded => Ok(Clock::starting_at(at)),
            Some(_) => {
                anyhow::bail!("--at is for the embedded mode: elsewhere all go by the machine's clock")
            }
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    // its commands are many, and large
    match Box::pin(run(Cli::parse())).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("ribambelle: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> anyhow::Result<()> {
    let settings = || Config::load(cli.settings.as_deref());
    match cli.command {
        Command::Serve => {
            let told = StopSignal::listen()?;
            let config = settings()?;
            api::telemetry::start(&config.log)?;
            let listener =
                TcpListener::bind(config.listen).with_context(|| format!("listen: {}", config.listen))?;
            api::serve(config, listener, Clock::system()).await?.until(told).await
        }
        Command::Worker => {
            let told = StopSignal::listen()?;
            let config = settings()?;
            api::telemetry::start(&config.log)?;
            api::work(config, Clock::system(), told).await
        }
        Command::Migrate => {
            let config = settings()?;
            api::telemetry::start(&config.log)?;
            Db::connect(&config).await?.migrate().await
        }
        Command::Import(command) => {
            let (config, db, _) = ready(settings()?).await?;
            let clock = command.clock(&config)?;
            println!("{}", command.command.run(&db, &clock).await?);
            db.close().await;
            Ok(())
        }
        Command::ImportFamilies(command) => {
            let (config, db, clock) = ready(settings()?).await?;
            let (vault, letters) = (api::app::vault(&config)?, api::app::letters(&config, &clock)?);
            println!("{}", Box::pin(command.run(&db, &clock, &vault, &letters)).await?);
            db.close().await;
            Ok(())
        }
        Command::Invite(command) => {
            let (config, db, _) = ready(settings()?).await?;
            let clock = command.clock(&config)?;
            println!("{}", command.command.run(&db, &api::app::letters(&config, &clock)?).await?);
            db.close().await;
            Ok(())
        }
        Command::AddStaff(command) => {
            let (config, db, _) = ready(settings()?).await?;
            let clock = command.clock(&config)?;
            println!("{}", command.command.run(&db, &clock, &api::app::letters(&config, &clock)?).await?);
            db.close().await;
            Ok(())
        }
        Command::RemoveSecondFactor(command) => {
            let (config, db, clock) = ready(settings()?).await?;
            println!("{}", command.run(&db, &api::app::letters(&config, &clock)?).await?);
            db.close().await;
            Ok(())
        }
        Command::Deadline(command) => {
            println!("{}", command.run()?);
            Ok(())
        }
        Command::Simulate(command) => {
            println!("{}", command.run(&Clock::system())?);
            Ok(())
        }
        Command::Backup(command) => {
            let (_, db, clock) = ready(settings()?).await?;
            println!("{}", command.run(&db, &clock).await?);
            db.close().await;
            Ok(())
        }
        Command::Restore(command) => {
            let config = settings()?;
            api::telemetry::start(&config.log)?;
            let db = Db::connect(&config).await?;
            println!("{}", command.run(&db).await?);
            db.close().await;
            Ok(())
        }
        Command::Demo(command) => command.run(settings()?).await,
        Command::Openapi => {
            println!("{}", api::app::openapi().to_pretty_json()?);
            Ok(())
        }
        Command::NewKey => {
            println!("{}", Key::generate().to_setting());
            Ok(())
        }
        Command::KeysInUse => {
            let (config, db, _) = ready(settings()?).await?;
            println!("{}", api::app::keys_in_use(&config, &db).await?);
            db.close().await;
            Ok(())
        }
    }
}

/// The log, a database whose schema is up to date, and the clock: what most commands begin with.
async fn ready(config: Config) -> anyhow::Result<(Config, Db, Clock)> {
    api::telemetry::start(&config.log)?;
    let db = Db::connect(&config).await?;
    db.require_schema().await?;
    Ok((config, db, Clock::system()))
}
