//! Keys change: what another key than the first sealed is sealed anew, and it is told which keys are still needed.

use std::collections::BTreeMap;

use anyhow::Context;
use sea_orm::sea_query::{Expr, ExprTrait, Func, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::{Vault, row};
use crate::db::Db;

/// Rows that are read at once.
const BATCH: u64 = 500;
/// Rows that do not open, named one by one in the log; the others are counted.
const NAMED: u64 = 10;

/// How many values of a table were sealed by which key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seals {
    /// Of which table.
    pub table: String,
    /// By `kid`, those of the ring.
    pub by_key: BTreeMap<String, u64>,
    /// By keys that are not in the ring: they do not open.
    pub by_others: u64,
}

/// Whether a column begins with what a key writes before its seals.
fn begins_with<E: EntityTrait>(sealed: E::Column, prefix: &str) -> anyhow::Result<SimpleExpr> {
    let length = i32::try_from(prefix.chars().count())?;
    let begin = Func::cust("substr").args([Expr::col(sealed), Expr::val(1), Expr::val(length)]);
    Ok(Expr::expr(begin).eq(prefix))
}

/// Counts, in the column `sealed` of a table, the seals of each key.
///
/// # Errors
///
/// When the database fails.
pub async fn seals<E: EntityTrait>(db: &Db, vault: &Vault, sealed: E::Column) -> anyhow::Result<Seals> {
    let count = async |rows: Select<E>| -> anyhow::Result<u64> {
        let counted = rows.select_only().expr(Expr::col(sealed).count()).into_tuple::<i64>();
        Ok(counted.one(db.reader()).await?.unwrap_or_default().try_into()?)
    };
    let mut found = Seals { table: E::default().table_name().to_owned(), ..Seals::default() };
    let all = count(E::find()).await?;
    for (id, _) in &vault.keys {
        let of_key = E::find().filter(begins_with::<E>(sealed, &format!("{id}:"))?);
        found.by_key.insert(id.clone(), count(of_key).await?);
    }
    found.by_others = all.saturating_sub(found.by_key.values().sum());
    Ok(found)
}

/// Seals anew, in the column `sealed` of a table, what was sealed by a key that is no longer the first, so that the key
/// can be dropped; how many could not be, for their key is gone or they were changed. Those are named in the log and left as
/// they are: they keep nothing else from being sealed anew. A row is known by its column `id`.
///
/// # Errors
///
/// When the database fails.
pub async fn seal_anew<E: EntityTrait>(
    db: &Db,
    vault: &Vault,
    id: E::Column,
    sealed: E::Column,
) -> anyhow::Result<u64> {
    let first = format!("{}:", vault.first().context("no key")?.0);
    let mut after = Uuid::nil();
    let (mut anew, mut left) = (0_u64, 0_u64);
    loop {
        let outdated = E::find().select_only().columns([id, sealed]).filter(id.gt(after));
        let outdated = outdated.filter(begins_with::<E>(sealed, &first)?.not()).order_by_asc(id).limit(BATCH);
        let outdated: Vec<(Uuid, String)> = outdated.into_tuple().all(db.reader()).await?;
        let Some((last, _)) = outdated.last() else { break };
        after = *last;
        for (of, before) in outdated {
            let context = row::<E>(of);
            let opened = match vault.open(&context, &before) {
                Ok(opened) => opened,
                Err(error) => {
                    left += 1;
                    if left <= NAMED {
                        tracing::error!(row = context, error = format!("{error:#}"), "a seal does not open");
                    }
                    continue;
                }
            };
            let sealed_anew = vault.seal(&context, &opened)?;
            db.write(async |tx| {
                // unless somebody has written meanwhile, who has sealed by the new key
                let same = E::update_many().filter(id.eq(of)).filter(sealed.eq(before.as_str()));
                same.col_expr(sealed, Expr::val(sealed_anew.clone())).exec(tx).await?;
                Ok(())
            })
            .await?;
            anew += 1;
        }
    }
    let table = E::default();
    let table = table.table_name();
    if anew > 0 {
        tracing::info!(table, anew, "sealed anew by the first key");
    }
    if left > 0 {
        tracing::error!(table, left, "seals do not open: their key is gone, or they were changed");
    }
    Ok(left)
}
