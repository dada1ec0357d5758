//! Writing a backup: all tables as they are at one moment.

use std::fs::{File, OpenOptions};
use std::io::BufWriter;
use std::path::Path;

use anyhow::Context;
use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::values::{from_json, to_json};
use super::{Counts, END, FORMAT, HEAD, Head, PIECE, migrations};
use crate::db::Db;
use crate::entities::{Table, tables};

/// Writes all rows to `file`, which appears only when it is complete, readable by its owner alone.
///
/// # Errors
///
/// When the schema is not the program's, the database fails, or the file cannot be written.
pub async fn back_up(db: &Db, file: &Path, now: DateTime<Utc>) -> anyhow::Result<Counts> {
    anyhow::ensure!(
        db.pending_migrations().await? == 0,
        "the schema is older than this program: migrate first"
    );
    let partial = file.with_added_extension("part");
    let mut archive = Archive::create(&partial, now)?;
    let head = Head {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        created_at: now,
        migrations: migrations(),
    };
    archive.add(HEAD, &serde_json::to_vec_pretty(&head)?)?;
    let tx = db.read_tx().await?;
    let mut counts = Counts::default();
    for table in tables() {
        write_table(&tx, &table, &mut archive, &mut counts).await.with_context(|| table.name.to_owned())?;
    }
    tx.commit().await?;
    archive.add(END, &serde_json::to_vec_pretty(&counts)?)?;
    archive.finish()?;
    std::fs::rename(&partial, file).with_context(|| format!("naming {}", file.display()))?;
    Ok(counts)
}

async fn write_table(
    tx: &impl ConnectionTrait,
    table: &Table,
    archive: &mut Archive,
    counts: &mut Counts,
) -> anyhow::Result<()> {
    counts.add(table.name, 0);
    let mut last = None;
    for piece in 1.. {
        let rows = tx.query_all(&select(table, last.as_ref())?).await?;
        let objects = rows.iter().map(|row| object(row, table)).collect::<anyhow::Result<Vec<_>>>()?;
        if !objects.is_empty() {
            archive.add(&format!("{}/{piece:06}.jsonl", table.name), &lines(&objects)?)?;
            counts.add(table.name, objects.len());
        }
        if objects.len() < PIECE {
            break;
        }
        last = objects.into_iter().next_back();
    }
    Ok(())
}

/// The rows after `last`, by primary key.
fn select(table: &Table, last: Option<&Map<String, Json>>) -> anyhow::Result<SelectStatement> {
    let mut select = Query::select();
    select.from(table.name).columns(table.columns.iter().map(|column| column.name)).limit(PIECE as u64);
    for name in &table.primary_key {
        select.order_by(*name, Order::Asc);
    }
    if let Some(last) = last {
        let keys = table.columns.iter().filter(|column| table.primary_key.contains(&column.name));
        let (names, values): (Vec<_>, Vec<_>) = keys
            .map(|column| {
                Ok((Expr::col(column.name), Expr::value(from_json(last.get(column.name), column)?)))
            })
            .collect::<anyhow::Result<Vec<_>>>()?
            .into_iter()
            .unzip();
        select.and_where(Expr::tuple(names).gt(Expr::tuple(values)));
    }
    Ok(select)
}

fn object(row: &QueryResult, table: &Table) -> anyhow::Result<Map<String, Json>> {
    table.columns.iter().map(|column| Ok((column.name.to_owned(), to_json(row, column)?))).collect()
}

fn lines(objects: &[impl Serialize]) -> anyhow::Result<Vec<u8>> {
    let mut text = Vec::new();
    for object in objects {
        serde_json::to_writer(&mut text, object)?;
        text.push(b'\n');
    }
    Ok(text)
}

/// The file under way.
struct Archive {
    tar: tar::Builder<GzEncoder<BufWriter<File>>>,
    time: u64,
}

impl Archive {
    fn create(file: &Path, now: DateTime<Utc>) -> anyhow::Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let made = options.open(file).with_context(|| format!("making {}", file.display()))?;
        let gzip = GzEncoder::new(BufWriter::new(made), Compression::default());
        Ok(Self { tar: tar::Builder::new(gzip), time: now.timestamp().try_into().unwrap_or_default() })
    }

    fn add(&mut self, name: &str, content: &[u8]) -> anyhow::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o600);
        header.set_mtime(self.time);
        self.tar.append_data(&mut header, name, content).context("writing the backup")
    }

    fn finish(self) -> anyhow::Result<()> {
        let file =
            self.tar.into_inner()?.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all().context("writing the backup")
    }
}
