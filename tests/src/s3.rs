//! A real S3 server, moto of `PyPI`, on loopback: `cargo xtask test` installs it and names it by `RIBAMBELLE_S3_SERVER`;
//! without that, it is looked for where `xtask` puts it.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use api::config::StorageConfig;

use crate::process::Process;
use crate::wait::eventually;

/// A server with one empty bucket; it ends with what is given.
pub struct S3Server {
    address: SocketAddr,
    _process: Process,
}

impl S3Server {
    /// The name of its bucket.
    pub const BUCKET: &str = "documents-of-families";

    /// Starts one.
    pub async fn start() -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        let mut command = Command::new(program());
        command.args(["-H", "127.0.0.1", "-p", &address.port().to_string()]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let process = Process::start(&mut command);
        let bucket = format!("http://{address}/{}", Self::BUCKET);
        let http = reqwest::Client::new();
        eventually("the S3 server has made a bucket", async || {
            let made = http.put(&bucket).send().await.ok()?;
            made.status().is_success().then_some(())
        })
        .await;
        Self { address, _process: process }
    }

    /// How to reach its bucket.
    #[must_use]
    pub fn settings(&self) -> StorageConfig {
        StorageConfig {
            s3_bucket: Some(Self::BUCKET.to_owned()),
            s3_endpoint: Some(format!("http://{}", self.address)),
            s3_region: "us-east-1".to_owned(),
            s3_access_key_id: Some("test".to_owned()),
            s3_secret_access_key: Some("test".to_owned()),
            ..StorageConfig::default()
        }
    }
}

fn program() -> PathBuf {
    if let Some(named) = std::env::var_os("RIBAMBELLE_S3_SERVER") {
        return named.into();
    }
    let built = std::env::current_exe().unwrap();
    // target/<profile>/deps/<test>
    let program = built.ancestors().nth(3).unwrap().join("xtask/moto/bin/moto_server");
    assert!(program.is_file(), "{} is missing: `cargo xtask test` installs it", program.display());
    program
}
