//! Sections of the configuration, with their defaults.

use std::net::IpAddr;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DatabaseConfig {
    /// `sqlite://path` or `postgres://user:password@host/name?sslmode=…`; none: a file in `data_dir`.
    pub url: Option<String>,
    /// Connections per process (on `SQLite`: readers beside the one writer).
    pub max_connections: u32,
    /// How long a request waits for a connection or a lock before it is told to come back.
    pub wait_seconds: u64,
    /// The longest a statement may take on `PostgreSQL`.
    pub statement_timeout_seconds: u64,
}

impl Default for DatabaseConfig {
    fn default() -> Self {
        Self { url: None, max_connections: 8, wait_seconds: 20, statement_timeout_seconds: 30 }
    }
}

/// Limits of the HTTP side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HttpConfig {
    /// The largest body accepted.
    pub body_limit_bytes: usize,
    /// How long a body may be on its way; a file has more time, by its size.
    pub body_seconds: u64,
    /// Threads that answer requests; none: one per core.
    pub workers: Option<usize>,
    /// How long requests under way may take to finish when the server stops.
    pub shutdown_seconds: u64,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            body_limit_bytes: 1024 * 1024,
            body_seconds: 15,
            workers: None,
            shutdown_seconds: 20,
            trusted_proxies: Vec::new(),
        }
    }
}

/// Sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AuthConfig {
    /// Keys of access tokens, `id:base64,id:base64`; the first signs, all verify. None: made in `data_dir`.
    pub keys: Option<String>,
    /// How long an access token is good for.
    pub access_token_minutes: u32,
    /// How long a sign-in lasts without being used.
    pub refresh_token_days: u32,
    /// How long a used refresh token is still good for: two tabs may refresh at once.
    pub refresh_grace_seconds: u32,
    /// Passwords checked at the same time; each takes about 19 MiB.
    pub concurrent_hashes: usize,
    /// Passwords judged at the same time, how hard they are to guess.
    pub concurrent_estimates: usize,
    /// Over how long failed sign-ins are counted.
    pub throttle_window_minutes: u32,
    /// Failures accepted per account within the window.
    pub failures_per_account: u32,
    /// Links for one account within the window: to set a password, to confirm a new address.
    pub links_per_account: u32,
    /// How long the link to set a forgotten password is good for.
    pub reset_link_minutes: u32,
    /// How long an invitation is good for.
    pub invitation_days: u32,
    /// How long the link that confirms a new mail address is good for.
    pub address_link_hours: u32,
    /// How long a sign-up is kept and its link is good for.
    pub sign_up_days: u32,
    /// Failures accepted per client address within the window; families may share one.
    pub failures_per_address: u32,
}

impl Default for AuthConfig {
    fn default() -> Self {
        Self {
            keys: None,
            access_token_minutes: 15,
            refresh_token_days: 30,
            refresh_grace_seconds: 10,
            concurrent_hashes: 4,
            concurrent_estimates: 2,
            throttle_window_minutes: 15,
            failures_per_account: 10,
            links_per_account: 3,
            reset_link_minutes: 60,
            invitation_days: 14,
            address_link_hours: 24,
            sign_up_days: 7,
            failures_per_address: 100,
        }
    }
}

/// What is sealed in the database: secrets of second factors, health data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VaultConfig {
    /// Keys of 32 bytes, `id:base64,id:base64`; the first seals, all open. None: made in `data_dir`.
    pub keys: Option<String>,
}

/// What becomes of mails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailDelivery {
    /// Kept for the built-in viewer.
    #[default]
    Viewer,
    /// Sent by SMTP.
    Smtp,
}

/// Mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailConfig {
    /// What becomes of mails.
    pub delivery: MailDelivery,
    /// `smtp://`, `smtps://` or `smtp://…?tls=required`, with user and password if needed.
    pub smtp_url: Option<String>,
    /// Mail address of the sender.
    pub from_address: String,
    /// Folder whose templates replace those built in.
    pub templates: Option<PathBuf>,
}

impl Default for MailConfig {
    fn default() -> Self {
        Self {
            delivery: MailDelivery::default(),
            smtp_url: None,
            from_address: "ne-pas-repondre@ribambelle.example".to_owned(),
            templates: None,
        }
    }
}

/// Where the contents of documents are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StorageConfig {
    /// A folder that all processes share; none: `documents` in `data_dir`. Of no use with a bucket.
    pub folder: Option<PathBuf>,
    /// A bucket of an S3-compatible store.
    pub s3_bucket: Option<String>,
    /// Where the store answers, `https://s3.example.org`; none: Amazon's.
    pub s3_endpoint: Option<String>,
    /// Its region.
    pub s3_region: String,
    /// Who we are to it; none, with the secret: as the environment of the process says (`AWS_…`, a machine's own role).
    pub s3_access_key_id: Option<String>,
    /// The secret of that.
    pub s3_secret_access_key: Option<String>,
}

impl Default for StorageConfig {
    fn default() -> Self {
        Self {
            folder: None,
            s3_bucket: None,
            s3_endpoint: None,
            s3_region: "eu-west-3".to_owned(),
            s3_access_key_id: None,
            s3_secret_access_key: None,
        }
    }
}

/// Limits of supporting documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DocumentsConfig {
    /// The largest file accepted.
    pub limit_bytes: usize,
    /// The largest picture accepted, in millions of points: each takes 4 bytes while it is looked at.
    pub max_megapixels: u32,
    /// Files looked at at the same time by one process.
    pub concurrent_checks: usize,
    /// Files received at the same time by one process: each is in memory until it is kept.
    pub concurrent_uploads: usize,
    /// How long a file waits to be received, and again to be looked at, before it is sent away.
    pub wait_seconds: u64,
    /// Files of one account in a minute, for one process.
    pub per_minute: u32,
    /// Files of one account at the same time, for one process.
    pub at_once: u32,
}

impl Default for DocumentsConfig {
    fn default() -> Self {
        Self {
            limit_bytes: 15_000_000,
            max_megapixels: 50,
            concurrent_checks: 2,
            concurrent_uploads: 16,
            wait_seconds: 20,
            per_minute: 30,
            at_once: 4,
        }
    }
}

/// The worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WorkerConfig {
    /// Jobs done at the same time by one process.
    pub concurrency: usize,
    /// How often an idle worker looks for work.
    pub poll_milliseconds: u64,
    /// How long a job belongs to the worker that took it; then another may, as it must have died.
    pub lease_seconds: u32,
    /// Attempts before a job is given up.
    pub max_attempts: u32,
}

impl Default for WorkerConfig {
    fn default() -> Self {
        Self { concurrency: 2, poll_milliseconds: 500, lease_seconds: 60, max_attempts: 14 }
    }
}

/// In which form the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// The log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LogConfig {
    /// In which form it is written.
    pub format: LogFormat,
    /// What is written, as `tracing` filters: `info,api=debug`.
    pub filter: String,
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { format: LogFormat::default(), filter: "info,sqlx=warn,sea_orm_migration=warn".to_owned() }
    }
}
