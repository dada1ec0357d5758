//! Restoring a backup into an empty database, in one transaction.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use anyhow::{Context, bail, ensure};
use flate2::read::GzDecoder;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde_json::{Map, Value as Json};

use super::values::from_json;
use super::{Counts, END, FORMAT, HEAD, Head, migrations};
use crate::db::Db;
use crate::entities::{Table, tables};
use crate::error::Error;

/// Values of one statement: under the limits of `SQLite` (32,766) and `PostgreSQL` (65,535).
const VALUES: usize = 30_000;

/// Restores all rows of `file`.
///
/// # Errors
///
/// When the file is no complete backup of this schema, the database is not migrated or not empty: nothing is written.
pub async fn restore(db: &Db, file: &Path) -> anyhow::Result<Counts> {
    ensure!(db.pending_migrations().await? == 0, "the schema is older than this program: migrate first");
    db.write(async |tx| Ok(all(tx, file).await?)).await.map_err(Error::into_report)
}

async fn all(tx: &DatabaseTransaction, file: &Path) -> anyhow::Result<Counts> {
    let tables = tables();
    for table in &tables {
        ensure!(is_empty(tx, table).await?, "the database is not empty: {} has rows", table.name);
    }
    let opened = File::open(file).with_context(|| format!("opening {}", file.display()))?;
    let mut archive = tar::Archive::new(GzDecoder::new(BufReader::new(opened)));
    let mut counts = Counts::default();
    let mut complete = false;
    let mut text = String::new();
    for (position, entry) in archive.entries().context("reading the backup")?.enumerate() {
        let mut entry = entry.context("reading the backup: is it cut off?")?;
        let name = entry.path()?.to_string_lossy().into_owned();
        text.clear();
        entry.read_to_string(&mut text).with_context(|| format!("reading {name}: is the backup cut off?"))?;
        if position == 0 {
            ensure!(name == HEAD, "no backup of Ribambelle");
            check_head(&text)?;
        } else if name == END {
            let told: Counts = serde_json::from_str(&text).context(END)?;
            for table in &tables {
                counts.add(table.name, 0);
            }
            ensure!(told == counts, "the backup tells of {} rows and holds {}", told.total(), counts.total());
            complete = true;
        } else {
            let table = name.split('/').next().unwrap_or_default();
            let table =
                tables.iter().find(|known| known.name == table).with_context(|| format!("{name}: what?"))?;
            counts.add(table.name, insert(tx, table, &text).await.with_context(|| name.clone())?);
        }
    }
    ensure!(complete, "the backup is cut off");
    Ok(counts)
}

fn check_head(text: &str) -> anyhow::Result<()> {
    let head: Head = serde_json::from_str(text).context(HEAD)?;
    ensure!(head.format == FORMAT, "the backup has form {}, this program reads {FORMAT}", head.format);
    if head.migrations != migrations() {
        bail!(
            "the backup is of version {} with another schema: restore it with that version, then migrate",
            head.version
        );
    }
    Ok(())
}

async fn is_empty(tx: &DatabaseTransaction, table: &Table) -> anyhow::Result<bool> {
    let any = Query::select().expr(Expr::val(1)).from(table.name).limit(1).to_owned();
    Ok(tx.query_one(&any).await?.is_none())
}

async fn insert(tx: &DatabaseTransaction, table: &Table, text: &str) -> anyhow::Result<usize> {
    let lines: Vec<&str> = text.lines().collect();
    for chunk in lines.chunks(VALUES / table.columns.len()) {
        let mut insert = Query::insert();
        insert.into_table(table.name).columns(table.columns.iter().map(|column| column.name));
        for line in chunk {
            let object: Map<String, Json> = serde_json::from_str(line)?;
            let values = table
                .columns
                .iter()
                .map(|column| Ok(Expr::value(from_json(object.get(column.name), column)?)))
                .collect::<anyhow::Result<Vec<_>>>()?;
            insert.values(values)?;
        }
        tx.execute(&insert).await?;
    }
    Ok(lines.len())
}
