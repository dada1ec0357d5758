//! Running: the server in this process, the worker beside it or alone.

use std::net::{SocketAddr, TcpListener};
use std::thread;

use actix_web::dev::ServerHandle;
use anyhow::Context;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use crate::app::{self, Ground, Parts};
use crate::clock::Clock;
use crate::config::{Config, Mode};
use crate::db::Db;
use crate::jobs::Worker;

/// A server under way, in this process.
pub struct Running {
    address: SocketAddr,
    db: Db,
    server: ServerHandle,
    finished: JoinHandle<std::io::Result<()>>,
    worker: Option<WorkerThread>,
}

impl Running {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its database: tests count statements and look behind the doors.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// Stops: requests and jobs under way are finished first.
    ///
    /// # Errors
    ///
    /// When the server had failed before.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.server.stop(true).await;
        let served = self.finished.await.context("waiting for the server")?;
        if let Some(worker) = self.worker {
            worker.stop().await;
        }
        self.db.close().await;
        served.context("serving")
    }

    /// Waits until the process is told to stop, then stops.
    ///
    /// # Errors
    ///
    /// When the server failed.
    pub async fn until(mut self, mut told: StopSignal) -> anyhow::Result<()> {
        tokio::select! {
            () = told.wait() => {}
            served = &mut self.finished => {
                return served.context("waiting for the server")?.context("serving");
            }
        }
        tracing::info!("stopping");
        self.stop().await
    }
}

/// Starts a server on `listener`. The embedded mode migrates first, and works off jobs in the same process.
///
/// # Errors
///
/// When the settings do not fit, the database cannot be reached or is older than the program (in production), or
/// keys, templates or files cannot be read.
pub async fn serve(config: Config, listener: TcpListener, clock: Clock) -> anyhow::Result<Running> {
    config.check()?;
    let db = Db::connect(&config).await?;
    prepare(&config, &db, &clock).await?;
    let address = listener.local_addr().context("the address to listen on")?;
    listener.set_nonblocking(true).context("the address to listen on")?;
    let ground = Ground::new(config, db.clone(), clock)?;
    let worker = match ground.config.mode {
        Mode::Embedded => Some(WorkerThread::start(worker(&ground)?)?),
        Mode::Production => None,
    };
    let server = app::listen(Parts::new(ground)?, listener)?;
    let handle = server.handle();
    let finished = tokio::spawn(server);
    tracing::info!(%address, "listening");
    Ok(Running { address, db, server: handle, finished, worker })
}

/// Works off jobs until the process is told to stop.
///
/// # Errors
///
/// As [`serve`].
pub async fn work(config: Config, clock: Clock, mut told: StopSignal) -> anyhow::Result<()> {
    config.check()?;
    let db = Db::connect(&config).await?;
    prepare(&config, &db, &clock).await?;
    let worker = WorkerThread::start(worker(&Ground::new(config, db.clone(), clock)?)?)?;
    tracing::info!("working");
    told.wait().await;
    tracing::info!("stopping");
    worker.stop().await;
    db.close().await;
    Ok(())
}

/// Brings the schema up to date, or refuses an older one.
async fn prepare(config: &Config, db: &Db, clock: &Clock) -> anyhow::Result<()> {
    match config.mode {
        Mode::Embedded => {
            let copy = db.migrate_after_backup(&config.data_dir.join("backups"), clock.now()).await?;
            if let Some(copy) = copy {
                tracing::info!(copy = %copy.display(), "migrated, after a backup");
            }
        }
        Mode::Production => {
            db.require_schema().await?;
        }
    }
    Ok(())
}

fn worker(ground: &Ground) -> anyhow::Result<Worker> {
    let handlers = app::handlers(ground)?;
    Ok(Worker::new(ground.db.clone(), ground.clock.clone(), handlers, ground.config.worker.clone()))
}

/// A worker on a thread of its own, so that long jobs hold up no request.
struct WorkerThread {
    stop: watch::Sender<bool>,
    stopped: oneshot::Receiver<()>,
}

impl WorkerThread {
    fn start(worker: Worker) -> anyhow::Result<Self> {
        let (stop, told) = watch::channel(false);
        let (done, stopped) = oneshot::channel();
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().context("a runtime")?;
        thread::Builder::new()
            .name("worker".to_owned())
            .spawn(move || {
                runtime.block_on(async move {
                    worker.run(told).await;
                    // here, where connections to the mail server can still be closed
                    drop(worker);
                });
                // nobody waits when the process ends without being told
                let _ = done.send(());
            })
            .context("a thread for the worker")?;
        Ok(Self { stop, stopped })
    }

    async fn stop(self) {
        let _ = self.stop.send(true);
        if self.stopped.await.is_err() {
            tracing::error!("the worker broke off");
        }
    }
}

/// What tells the process to stop: SIGINT (Ctrl-C) or SIGTERM.
pub struct StopSignal {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(windows)]
    interrupt: tokio::signal::windows::CtrlC,
}

impl StopSignal {
    /// Listens from now on. To be called before anybody can know that the process runs: a signal that arrives while
    /// listening begins would be lost.
    ///
    /// # Errors
    ///
    /// When the system refuses to tell.
    pub fn listen() -> anyhow::Result<Self> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            Ok(Self {
                interrupt: signal(SignalKind::interrupt()).context("listening for SIGINT")?,
                terminate: signal(SignalKind::terminate()).context("listening for SIGTERM")?,
            })
        }
        #[cfg(windows)]
        Ok(Self { interrupt: tokio::signal::windows::ctrl_c().context("listening for Ctrl-C")? })
    }

    async fn wait(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
        #[cfg(windows)]
        self.interrupt.recv().await;
    }
}
