//! Reminding families before a document expires: once a document, and not when its successor is there.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use shared::documents::{Concerned, DocumentState, SentDocument, asked_documents};
use shared::organisation::Organisation;
use uuid::Uuid;

use super::letters::{self, About};
use super::store::WithNames;
use super::{called_for, family, store};
use crate::db::Db;
use crate::entities::documents::{Column, Entity, Verdict};
use crate::error::Error;
use crate::letters::Letters;
use crate::vault::Vault;

/// Documents looked at at a time.
const CHUNK: u64 = 500;

/// Writes to the families whose documents expire soon; how many documents.
///
/// # Errors
///
/// When the database fails, or a record of health does not open.
pub async fn remind(db: &Db, letters: &Letters, vault: &Vault, now: DateTime<Utc>) -> Result<usize, Error> {
    let organisation = letters.snapshots.current(db.reader()).await?;
    let day = organisation.today(now);
    let (mut told, mut after) = (0, Uuid::nil());
    loop {
        let which = Condition::all()
            .add(Column::Id.gt(after))
            .add(Column::RemindedAt.is_null())
            .add(Column::Verdict.ne(Verdict::Refused));
        let found = store::with_names(db.reader(), which, CHUNK).await?;
        let Some(last) = found.last() else { return Ok(told) };
        after = last.row.id;
        for one in &found {
            let sent = family::as_sent(&one.row, &organisation)?;
            let Some(kind) = organisation.document(sent.type_id) else { continue };
            if let DocumentState::Expiring { expires_on } = sent.state(kind, &organisation.calendar, day)
                && is_asked_again((db, vault), &organisation, one, &sent, day).await?
                && !has_successor(db, &organisation, one, &sent).await?
            {
                told += usize::from(tell(db, letters, now, one, &About::Expiring { expires_on }).await?);
            }
        }
    }
}

/// Whether the same is asked for still, or for another school year that is not over: not of a child who leaves.
async fn is_asked_again(
    (db, vault): (&Db, &Vault),
    organisation: &Organisation,
    one: &WithNames,
    sent: &SentDocument,
    day: NaiveDate,
) -> Result<bool, Error> {
    let household = one.row.household_id.into();
    let children = family::children(db.reader(), household).await?;
    let guardians = family::guardians(db.reader(), household).await?;
    let guardians: Vec<_> = guardians.into_iter().map(|row| row.id.into()).collect();
    let called_for =
        called_for::load(db.reader(), vault, organisation, children.iter().map(|child| child.id.0)).await?;
    let of = Concerned { guardians: &guardians, children: &children, called_for: &called_for };
    let is_over = |year| organisation.calendar.bounds(year).is_none_or(|(_, until)| until <= day);
    let years = organisation.school_years().into_iter().filter(|year| !is_over(*year));
    Ok(years
        .filter(|year| sent.school_year != Some(*year))
        .flat_map(|year| asked_documents(organisation, of, year))
        .any(|asked| (asked.type_id, asked.subject) == (sent.type_id, sent.subject)))
}

/// Whether a document that lasts longer was sent for the same person, and not refused.
async fn has_successor(
    db: &Db,
    organisation: &Organisation,
    one: &WithNames,
    sent: &SentDocument,
) -> Result<bool, Error> {
    let Some(kind) = organisation.document(sent.type_id) else { return Ok(false) };
    let rows = family::sent(db.reader(), one.row.household_id.into(), one.row.child_id).await?;
    let expires = sent.expires_on(kind, &organisation.calendar);
    for row in rows.iter().filter(|row| row.id != one.row.id && row.verdict != Verdict::Refused) {
        let other = family::as_sent(row, organisation)?;
        let same = (other.type_id, other.subject) == (sent.type_id, sent.subject);
        if same && other.expires_on(kind, &organisation.calendar) > expires {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Marks and tells in one transaction: of two workers, one does.
async fn tell(
    db: &Db,
    letters: &Letters,
    now: DateTime<Utc>,
    one: &WithNames,
    about: &About<'_>,
) -> Result<bool, Error> {
    db.write(async |tx| {
        let marked = Entity::update_many()
            .col_expr(Column::RemindedAt, Expr::value(Some(now)))
            .filter(Column::Id.eq(one.row.id))
            .filter(Column::RemindedAt.is_null())
            .exec(tx)
            .await?;
        if marked.rows_affected == 1 {
            letters::tell(letters, tx, now, one, about).await?;
        }
        Ok(marked.rows_affected == 1)
    })
    .await
}
