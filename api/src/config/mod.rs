//! Configuration: defaults, then a TOML file, then the environment (`RIBAMBELLE_DATABASE__URL` is
//! `database.url`). Every setting is described in `docs/configuration.md`, which a test compares with this.

mod geocoder;
mod keys;
mod limits;
mod rights;
mod sections;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use serde::{Deserialize, Serialize};

pub use geocoder::{GeocoderConfig, Geocoding};
pub use keys::{Key, signing_keys, vault_keys};
pub use limits::LimitsConfig;
pub use rights::{RetentionConfig, RightsConfig};
pub use sections::{
    AuthConfig, DatabaseConfig, DocumentsConfig, HttpConfig, LogConfig, LogFormat, MailConfig, MailDelivery,
    StorageConfig, VaultConfig, WorkerConfig,
};

/// Begins the name of every environment variable that is a setting.
pub const ENV_PREFIX: &str = "RIBAMBELLE_";
/// Names the configuration file; not itself a setting.
pub const ENV_CONFIG: &str = "RIBAMBELLE_CONFIG";

/// In which shape the server runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// One process on one machine: keys are made, the schema is migrated (after a backup), the worker runs inside.
    #[default]
    Embedded,
    /// Several processes over one database: keys, schema and worker are the operator's to provide.
    Production,
}

/// All settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// In which shape the server runs.
    pub mode: Mode,
    /// Where it listens.
    pub listen: SocketAddr,
    /// How browsers reach it, without a path: links in mails, and the origin that cookies are accepted from.
    pub public_url: String,
    /// Folder of the embedded mode: database, keys, backups.
    pub data_dir: PathBuf,
    /// Folder of the built app, with a folder for each entry point, `family` and `staff`; none: the API alone is served.
    pub web_root: Option<PathBuf>,
    /// The database.
    pub database: DatabaseConfig,
    /// Limits of the HTTP side.
    pub http: HttpConfig,
    /// Sign-in.
    pub auth: AuthConfig,
    /// What one client address may ask of one replica.
    pub limits: LimitsConfig,
    /// What is sealed in the database.
    pub vault: VaultConfig,
    /// Where the contents of documents are kept.
    pub storage: StorageConfig,
    /// Limits of supporting documents.
    pub documents: DocumentsConfig,
    /// What completes addresses.
    pub geocoder: GeocoderConfig,
    /// Mail.
    pub mail: MailConfig,
    /// Rights of the person.
    pub rights: RightsConfig,
    /// How long data are kept.
    pub retention: RetentionConfig,
    /// The worker.
    pub worker: WorkerConfig,
    /// The log.
    pub log: LogConfig,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            mode: Mode::default(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: "http://127.0.0.1:8080".to_owned(),
            data_dir: PathBuf::from("var"),
            web_root: None,
            database: DatabaseConfig::default(),
            http: HttpConfig::default(),
            auth: AuthConfig::default(),
            limits: LimitsConfig::default(),
            vault: VaultConfig::default(),
            storage: StorageConfig::default(),
            documents: DocumentsConfig::default(),
            geocoder: GeocoderConfig::default(),
            mail: MailConfig::default(),
            rights: RightsConfig::default(),
            retention: RetentionConfig::default(),
            worker: WorkerConfig::default(),
            log: LogConfig::default(),
        }
    }
}

impl Config {
    /// Reads the settings of the process: the file, if one is named, under the environment.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, a setting is unknown or of the wrong form, or they do not fit together.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        Self::read(file, std::env::vars().collect())
    }

    fn read(file: Option<&Path>, environment: HashMap<String, String>) -> anyhow::Result<Self> {
        let mut builder = config::Config::builder();
        if let Some(path) = file {
            builder = builder.add_source(config::File::from(path).format(config::FileFormat::Toml));
        }
        let settings = environment
            .into_iter()
            .filter(|(name, _)| name.starts_with(ENV_PREFIX) && name != ENV_CONFIG)
            .collect();
        let source = config::Environment::with_prefix(ENV_PREFIX.trim_end_matches('_'))
            .prefix_separator("_")
            .separator("__")
            .list_separator(",")
            .with_list_parse_key("http.trusted_proxies")
            .try_parsing(true)
            .source(Some(settings));
        let read = builder.add_source(source).build().context("reading the configuration")?;
        let config: Self = read.try_deserialize().context("reading the configuration")?;
        config.check()?;
        Ok(config)
    }

    /// Refuses settings that do not fit together.
    ///
    /// # Errors
    ///
    /// Names the setting at fault.
    pub fn check(&self) -> anyhow::Result<()> {
        let url = self.public_url.as_str();
        ensure!(
            url.starts_with("https://") || url.starts_with("http://"),
            "public_url: must start with https:// or http://, is {url:?}"
        );
        ensure!(
            !url.trim_start_matches("https://").trim_start_matches("http://").contains('/'),
            "public_url: must have no path and no trailing slash, is {url:?}"
        );
        ensure!(self.http.body_limit_bytes >= 1024, "http.body_limit_bytes: at least 1024");
        ensure!(self.http.body_seconds >= 1, "http.body_seconds: at least 1");
        ensure!(self.auth.concurrent_hashes >= 1, "auth.concurrent_hashes: at least 1");
        ensure!(self.auth.concurrent_estimates >= 1, "auth.concurrent_estimates: at least 1");
        ensure!(self.auth.access_token_minutes >= 1, "auth.access_token_minutes: at least 1");
        ensure!(self.documents.limit_bytes >= 1024, "documents.limit_bytes: at least 1024");
        ensure!(self.documents.max_megapixels >= 1, "documents.max_megapixels: at least 1");
        ensure!(self.documents.concurrent_checks >= 1, "documents.concurrent_checks: at least 1");
        ensure!(self.documents.concurrent_uploads >= 1, "documents.concurrent_uploads: at least 1");
        ensure!(self.documents.per_minute >= 1, "documents.per_minute: at least 1");
        ensure!(self.documents.at_once >= 1, "documents.at_once: at least 1");
        ensure!(
            self.storage.s3_access_key_id.is_some() == self.storage.s3_secret_access_key.is_some(),
            "storage.s3_secret_access_key: goes with storage.s3_access_key_id"
        );
        self.geocoder.check()?;
        self.limits.check()?;
        self.retention.check()?;
        ensure!(self.rights.exports_per_day >= 1, "rights.exports_per_day: at least 1");
        ensure!(self.worker.concurrency >= 1, "worker.concurrency: at least 1");
        ensure!(self.worker.lease_seconds >= 2, "worker.lease_seconds: at least 2");
        if self.mail.delivery == MailDelivery::Smtp && self.mail.smtp_url.is_none() {
            bail!("mail.smtp_url: needed when mail.delivery is smtp");
        }
        if self.mode == Mode::Production {
            ensure!(
                self.auth.keys.is_some(),
                "auth.keys: production needs explicit signing keys (make one with `ribambelle new-key`)"
            );
            ensure!(
                self.vault.keys.is_some(),
                "vault.keys: production needs explicit keys (make one with `ribambelle new-key`)"
            );
            ensure!(self.database.url.is_some(), "database.url: production needs an explicit database");
            ensure!(
                self.storage.folder.is_some() || self.storage.s3_bucket.is_some(),
                "storage.folder: production needs an explicit place for documents, or storage.s3_bucket"
            );
            ensure!(
                self.secure_cookies() || self.listen.ip().is_loopback(),
                "public_url: production is reached by https"
            );
            ensure!(
                self.mail.delivery == MailDelivery::Smtp,
                "mail.delivery: production sends mails (smtp); the viewer would show them to everybody"
            );
        }
        Ok(())
    }

    /// Whether cookies carry `Secure`.
    #[must_use]
    pub fn secure_cookies(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The database to connect to: the one named, or a file in the data folder.
    #[must_use]
    pub fn database_url(&self) -> String {
        self.database
            .url
            .clone()
            .unwrap_or_else(|| format!("sqlite://{}", self.data_dir.join("ribambelle.sqlite").display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(entries: &[(&str, &str)]) -> HashMap<String, String> {
        entries.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_environment_wins_over_the_file_and_the_file_over_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ribambelle.toml");
        std::fs::write(&file, "public_url = \"https://a.example\"\n[auth]\naccess_token_minutes = 5\n")
            .unwrap();
        let config = Config::read(
            Some(&file),
            environment(&[
                ("RIBAMBELLE_PUBLIC_URL", "https://b.example"),
                ("RIBAMBELLE_HTTP__TRUSTED_PROXIES", "10.0.0.1,10.0.0.2"),
                ("RIBAMBELLE_AUTH__CONCURRENT_HASHES", "3"),
                ("RIBAMBELLE_CONFIG", "ignored"),
                ("PATH", "/bin"),
            ]),
        )
        .unwrap();
        assert_eq!(config.public_url, "https://b.example");
        assert_eq!(config.auth.access_token_minutes, 5);
        assert_eq!(config.auth.concurrent_hashes, 3);
        assert_eq!(config.http.trusted_proxies.len(), 2);
        assert_eq!(config.worker, WorkerConfig::default());
    }

    #[test]
    fn unknown_settings_are_refused_by_name() {
        let refused = Config::read(None, environment(&[("RIBAMBELLE_DATABASE__URI", "x")])).unwrap_err();
        assert!(format!("{refused:#}").contains("uri"), "{refused:#}");
    }

    #[test]
    fn production_needs_keys_a_database_storage_https_and_smtp() {
        let mut entries = vec![("RIBAMBELLE_MODE", "production"), ("RIBAMBELLE_LISTEN", "0.0.0.0:8080")];
        for (missing, name, value) in [
            ("auth.keys", "RIBAMBELLE_AUTH__KEYS", "2026:c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U="),
            ("vault.keys", "RIBAMBELLE_VAULT__KEYS", "2026:c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U="),
            ("database.url", "RIBAMBELLE_DATABASE__URL", "postgres://localhost/ribambelle"),
            ("storage.folder", "RIBAMBELLE_STORAGE__FOLDER", "/srv/documents"),
            ("public_url", "RIBAMBELLE_PUBLIC_URL", "https://famille.example"),
            ("mail.delivery", "RIBAMBELLE_MAIL__SMTP_URL", "smtp://localhost"),
        ] {
            let refused = Config::read(None, environment(&entries)).unwrap_err();
            assert!(format!("{refused:#}").contains(missing), "{refused:#}");
            entries.push((name, value));
        }
        entries.push(("RIBAMBELLE_MAIL__DELIVERY", "smtp"));
        Config::read(None, environment(&entries)).unwrap();
    }

    #[test]
    fn every_setting_is_documented() {
        fn names(prefix: &str, value: &serde_json::Value, found: &mut Vec<String>) {
            match value {
                serde_json::Value::Object(section) => {
                    for (name, value) in section {
                        let name = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                        names(&name, value, found);
                    }
                }
                _ => found.push(prefix.to_owned()),
            }
        }
        let mut found = Vec::new();
        names("", &serde_json::to_value(Config::default()).unwrap(), &mut found);
        assert!(found.len() > 20, "{found:?}");
        let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/configuration.md"))
            .unwrap();
        for name in found {
            let variable = format!("{ENV_PREFIX}{}", name.to_uppercase().replace('.', "__"));
            assert!(page.contains(&format!("`{name}`")), "docs/configuration.md does not describe {name}");
            assert!(
                page.contains(&format!("`{variable}`")),
                "docs/configuration.md does not name {variable}"
            );
        }
    }
}
