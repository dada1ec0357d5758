//! `ribambelle demo`: one process that imports a demonstration organisation and serves it on this machine.

mod sign_ins;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;

use anyhow::Context;
use chrono::NaiveDateTime;
use shared::calendar::resolve;

use crate::clock::Clock;
use crate::config::{Config, LogConfig, MailConfig, MailDelivery, Mode};
use crate::db::Db;
use crate::imports::{self, Files};
use crate::organisation::{self, Identities};
use crate::serve::{StopSignal, serve};

/// Imports a demonstration organisation and serves it on this machine: server, worker and mail viewer in one process.
#[derive(clap::Args, Debug)]
pub struct DemoCommand {
    /// The organisation, such as demo/ages.toml.
    #[arg(long)]
    config: PathBuf,
    /// Its families, such as demo/ages.families.toml.
    #[arg(long)]
    families: PathBuf,
    /// Folder of database, mails and sign-ins; what is in it is kept.
    #[arg(long)]
    data_dir: PathBuf,
    /// Start the clock at this local time of the organisation and let it run: 2027-04-03T18:59:30.
    #[arg(long, value_name = "LOCAL")]
    at: Option<NaiveDateTime>,
    /// Folder of the built single-page app.
    #[arg(long)]
    web_root: Option<PathBuf>,
    /// Port on this machine.
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

impl DemoCommand {
    /// Imports, prints how to sign in, and serves until the process is told to stop.
    ///
    /// # Errors
    ///
    /// When the port is taken, a file is wrong, or the data folder cannot be used.
    pub async fn run(self, settings: Config) -> anyhow::Result<()> {
        let told = StopSignal::listen()?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let listener = TcpListener::bind(address)
            .with_context(|| format!("port {} of this machine: choose another with --port", self.port))?;
        let address = listener.local_addr()?;
        let config = self.settings(settings, address);
        crate::telemetry::start(&config.log)?;
        let clock = self.clock()?;
        std::fs::create_dir_all(&config.data_dir)
            .with_context(|| format!("making {}", config.data_dir.display()))?;

        let db = Db::connect(&config).await?;
        db.migrate_after_backup(&config.data_dir.join("backups"), clock.now()).await?;
        let files = Files { config: self.config.clone(), families: Some(self.families.clone()) };
        imports::run(&db, &clock, &files).await?;
        let sign_ins = sign_ins::prepare(&db, &config.data_dir.join("sign-ins.txt")).await?;
        db.close().await;

        let running = serve(config, listener, clock.clone()).await?;
        println!("  http://{address}              the portal");
        println!("  http://{address}/staff/       that of staff");
        println!("  http://{address}/mails        the mails it would send");
        println!("  http://{address}/api/docs/    its API\n");
        println!("{sign_ins}\n{}\n\nCtrl-C stops.", self.staff(address, &clock)?);
        running.until(told).await
    }

    /// How to be let in on the side of staff, whom a command lets in here as everywhere.
    fn staff(&self, address: SocketAddr, clock: &Clock) -> anyhow::Result<String> {
        let binary = std::env::current_exe().context("looking up where this program is")?;
        let at = self.at.map(|_| format!(" --at {}", clock.now().to_rfc3339())).unwrap_or_default();
        Ok(format!(
            "Staff: let somebody in, then open the link in their mail under /mails.\n  \
             RIBAMBELLE_DATA_DIR={} RIBAMBELLE_PUBLIC_URL=http://{address} \\\n  \
             {} add-staff{at} --first-name Nadia --last-name Roux nadia.roux@commune.example",
            self.data_dir.display(),
            binary.display(),
        ))
    }

    fn settings(&self, settings: Config, address: SocketAddr) -> Config {
        let default = LogConfig::default();
        // the sign-ins stay on the screen unless somebody asked for more
        let filter =
            if settings.log.filter == default.filter { "warn".to_owned() } else { settings.log.filter };
        Config {
            mode: Mode::Embedded,
            listen: address,
            public_url: format!("http://{address}"),
            data_dir: self.data_dir.clone(),
            web_root: self.web_root.clone(),
            mail: mail(settings.mail),
            log: LogConfig { filter, ..settings.log },
            ..settings
        }
    }

    /// The clock, which starts at the local time asked for.
    fn clock(&self) -> anyhow::Result<Clock> {
        let machine = Clock::system();
        let Some(at) = self.at else { return Ok(machine) };
        let new_id = || machine.new_id(machine.now());
        let organisation = organisation::load(&self.config, &mut Identities::default(), &new_id)?;
        Ok(Clock::starting_at(resolve(organisation.calendar.time_zone, at)))
    }
}

/// A demonstration writes to nobody: its mails stay in the viewer, unless the settings name a mail server by an address of
/// this very machine, `smtp://127.0.0.1:2525`, such as one that only catches mails.
fn mail(settings: MailConfig) -> MailConfig {
    let server = settings.smtp_url.as_deref().and_then(|url| url.strip_prefix("smtp://"));
    let is_here = server
        .and_then(|server| server.parse::<SocketAddr>().ok())
        .is_some_and(|address| address.ip().is_loopback());
    if settings.delivery == MailDelivery::Smtp && is_here {
        settings
    } else {
        MailConfig { templates: settings.templates, ..MailConfig::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_leave_a_demonstration_only_for_a_server_on_this_machine() {
        let by = |delivery, url: &str| {
            let smtp_url = Some(url.to_owned());
            mail(MailConfig { delivery, smtp_url, ..MailConfig::default() }).delivery
        };
        assert_eq!(by(MailDelivery::Smtp, "smtp://127.0.0.1:2525"), MailDelivery::Smtp);
        assert_eq!(by(MailDelivery::Smtp, "smtp://[::1]:2525"), MailDelivery::Smtp);
        assert_eq!(by(MailDelivery::Viewer, "smtp://127.0.0.1:2525"), MailDelivery::Viewer);
        for elsewhere in [
            "smtp://mail.example.org:25",
            "smtps://127.0.0.1:465",
            "smtp://user:secret@192.0.2.1:25",
            "smtp://127.0.0.1:25@mail.example.org",
            "smtp://localhost:25",
        ] {
            assert_eq!(by(MailDelivery::Smtp, elsewhere), MailDelivery::Viewer, "{elsewhere}");
        }
    }
}
