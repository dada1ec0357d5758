//! Keys change: what another key than the first sealed is sealed anew.

use anyhow::Context;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Vault, row};
use crate::db::Db;

/// Rows that are read at once.
const BATCH: u64 = 500;

/// Seals anew, in the column `sealed` of a table, what was sealed by a key that is no longer the first, so that the key
/// can be dropped. A row is known by its column `id`.
///
/// # Errors
///
/// When a key is gone, or the database fails.
pub async fn seal_anew<E: EntityTrait>(
    db: &Db,
    vault: &Vault,
    id: E::Column,
    sealed: E::Column,
) -> anyhow::Result<()> {
    let first = format!("{}:", vault.first().context("no key")?.0);
    let length = i32::try_from(first.chars().count())?;
    let kid = || Func::cust("substr").args([Expr::col(sealed), Expr::val(1), Expr::val(length)]);
    let mut after = Uuid::nil();
    loop {
        let outdated = E::find().select_only().columns([id, sealed]).filter(id.gt(after));
        let outdated = outdated.filter(Expr::expr(kid()).ne(first.as_str())).order_by_asc(id).limit(BATCH);
        let outdated: Vec<(Uuid, String)> = outdated.into_tuple().all(db.reader()).await?;
        let Some((last, _)) = outdated.last() else { return Ok(()) };
        after = *last;
        for (of, before) in outdated {
            let context = row::<E>(of);
            let anew = vault.seal(&context, &vault.open(&context, &before)?)?;
            db.write(async |tx| {
                // unless somebody has written meanwhile, who has sealed by the new key
                let same = E::update_many().filter(id.eq(of)).filter(sealed.eq(before.as_str()));
                same.col_expr(sealed, Expr::val(anew.clone())).exec(tx).await?;
                Ok(())
            })
            .await?;
        }
    }
}
