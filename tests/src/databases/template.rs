//! The templates: schema, organisation and families, made once per run and database.

use std::path::PathBuf;
use std::sync::OnceLock;

use api::auth::Passwords;
use api::clock::Clock;
use api::config::Config;
use api::db::Db;
use api::entities::accounts;
use sea_orm::EntityTrait;
use sea_orm::sea_query::Expr;

use super::{Backend, Cluster, Database, run, sqlite_url};
use crate::fixtures::{PASSWORD, START, at, files};
use crate::wait::on_runtime;

const TEMPLATE: &str = "fixtures";

pub(super) fn copy(backend: Backend) -> Database {
    let folder = run::folder();
    let url = match backend {
        Backend::Sqlite => {
            let file = folder.path().join("test.sqlite");
            std::fs::copy(sqlite(), &file).unwrap();
            sqlite_url(&file)
        }
        Backend::Postgres => postgres().create(TEMPLATE),
    };
    Database { backend, url, folder }
}

fn sqlite() -> &'static PathBuf {
    static FILE: OnceLock<PathBuf> = OnceLock::new();
    FILE.get_or_init(|| {
        let file = run::directory().join("fixtures.sqlite");
        fill(&sqlite_url(&file));
        file
    })
}

fn postgres() -> &'static Cluster {
    static CLUSTER: OnceLock<&Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        let cluster = Cluster::of_this_run();
        cluster.create_named(TEMPLATE, "template0");
        fill(&cluster.url(TEMPLATE));
        cluster
    })
}

/// Fills a template, in a thread of its own: the test that needs it first may already be on a runtime.
fn fill(url: &str) {
    std::thread::scope(|scope| {
        scope.spawn(|| on_runtime(import(url))).join().unwrap();
    });
}

async fn import(url: &str) {
    let mut config = Config::default();
    config.database.url = Some(url.to_owned());
    config.database.max_connections = 2;
    let db = Db::connect(&config).await.unwrap();
    db.migrate().await.unwrap();
    let folder = run::folder();
    let files = files(folder.path());
    // a fortnight before the tests' own present
    let clock = Clock::standing_at(at(START) - chrono::TimeDelta::days(14));
    if let Err(error) = api::imports::run(&db, &clock, &files).await {
        panic!("importing the fixtures: {error}");
    }
    let hash = Passwords::hash(PASSWORD).unwrap();
    db.write(async |tx| {
        let update = accounts::Entity::update_many();
        let hash = Expr::value(hash.clone());
        update.col_expr(accounts::Column::PasswordHash, hash).exec(tx).await?;
        Ok(())
    })
    .await
    .unwrap();
    db.close().await;
}
