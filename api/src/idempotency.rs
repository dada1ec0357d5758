//! Creating requests under an `Idempotency-Key`: a repetition gets the answer of the first time, and acts once.
//!
//! The row is inserted first, in the transaction of the work: on `PostgreSQL` a concurrent twin waits at that insert,
//! on `SQLite` at the begin of its transaction, and then reads the answer. Problems that the same request would meet
//! again (404, 422, …) are kept like answers; 401, 429 and 5xx are not.

mod key;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    QueryFilter, TransactionTrait,
};
use serde::Serialize;
use serde_json::Value;
use shared::ids::AccountId;
use shared::problem::Problem;
use uuid::Uuid;

use crate::db::Db;
use crate::digest::sha256_hex;
use crate::entities::idempotency_keys::{ActiveModel, Column, Entity, Model};
use crate::error::Error;
use crate::http::Received;

pub use key::{HEADER, IdempotencyKey};

/// Says that an answer is one given before.
pub const REPLAYED: &str = "Idempotency-Replayed";
/// How long an answer is kept.
pub const KEPT: TimeDelta = TimeDelta::days(7);

/// What is to be done once.
pub struct Once<'a> {
    /// Who asks; keys of different accounts never meet.
    pub account_id: AccountId,
    /// The operation id, `create_request`.
    pub operation: &'a str,
    /// The key.
    pub key: &'a IdempotencyKey,
    /// What tells one request from another: [`fingerprint`] of path and body. What is kept is a mark of it, by a key of the
    /// settings: who has a copy of the database cannot try bodies.
    pub request_hash: String,
}

/// A hash of what is asked: the path's parameters and the body.
///
/// # Errors
///
/// When they cannot be written as JSON.
pub fn fingerprint(asked: &impl Serialize) -> Result<String, Error> {
    let written =
        serde_json::to_vec(asked).map_err(|error| Error::internal(format!("writing JSON: {error}")))?;
    Ok(sha256_hex(written))
}

/// Runs `work` in a transaction that also keeps its answer, unless there is one under the key already.
///
/// # Errors
///
/// Those of `work`; [`Error::IdempotencyKeyReused`] when the key came with another request before;
/// [`Error::IdempotencyInProgress`] when the twin takes too long.
pub async fn once<T: Serialize>(
    db: &Db,
    received: &Received,
    once: Once<'_>,
    work: impl AsyncFn(&DatabaseTransaction) -> Result<(StatusCode, T), Error>,
) -> Result<HttpResponse, Error> {
    let outcome = db
        .write(async |tx| {
            let claimed = claim(tx, received, &once).await.map_err(|error| match error {
                // the twin holds the row for longer than we wait; a busy server elsewhere stays a busy server
                Error::Unavailable => Error::IdempotencyInProgress,
                other => other,
            })?;
            if let Some(kept) = claimed {
                return replay(kept, &once);
            }
            // what was refused leaves nothing behind but its answer
            let inner = tx.begin().await?;
            match work(&inner).await {
                Ok((status, body)) => {
                    inner.commit().await?;
                    let body = serde_json::to_value(body).context("writing the answer")?;
                    keep(tx, &once, status.as_u16(), &body).await?;
                    Ok(Outcome { status, body: Ok(body), replayed: false })
                }
                Err(refused) if lasting(&refused) => {
                    inner.rollback().await?;
                    let problem = refused.problem(&received.request_id);
                    let body = serde_json::to_value(&problem).context("writing the answer")?;
                    keep(tx, &once, problem.status, &body).await?;
                    Ok(Outcome {
                        status: refused.status_code(),
                        body: Err(Box::new(problem)),
                        replayed: false,
                    })
                }
                Err(failed) => Err(failed),
            }
        })
        .await?;
    let body = outcome.body.map_err(Error::Repeated)?;
    let mut answer = HttpResponse::build(outcome.status);
    if outcome.replayed {
        answer.insert_header((REPLAYED, "true"));
    }
    Ok(answer.json(body))
}

struct Outcome {
    status: StatusCode,
    body: Result<Value, Box<Problem>>,
    replayed: bool,
}

/// Inserts the row, or tells the one that is there.
async fn claim(
    tx: &DatabaseTransaction,
    received: &Received,
    once: &Once<'_>,
) -> Result<Option<Model>, Error> {
    let row = ActiveModel {
        account_id: Set(once.account_id.into()),
        operation: Set(once.operation.to_owned()),
        key: Set(once.key.key.clone()),
        request_hash: Set(once.key.vault.mark(&once.request_hash)?),
        status: Set(None),
        body: Set(None),
        created_at: Set(received.at),
    };
    let columns = [Column::AccountId, Column::Operation, Column::Key];
    let inserted = Entity::insert(row)
        .on_conflict(OnConflict::columns(columns).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    if inserted > 0 {
        return Ok(None);
    }
    let found = Entity::find_by_id(primary_key(once)).one(tx).await?;
    // removed between the two statements: the client may simply ask again
    found.map(Some).ok_or(Error::IdempotencyInProgress)
}

fn primary_key(once: &Once<'_>) -> (Uuid, String, String) {
    (once.account_id.into(), once.operation.to_owned(), once.key.key.clone())
}

async fn keep(tx: &DatabaseTransaction, once: &Once<'_>, status: u16, body: &Value) -> Result<(), Error> {
    let (account_id, operation, key) = primary_key(once);
    let row = ActiveModel {
        account_id: Set(account_id),
        operation: Set(operation),
        key: Set(key),
        status: Set(Some(status.into())),
        body: Set(Some(body.clone())),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

fn replay(kept: Model, once: &Once<'_>) -> Result<Outcome, Error> {
    if !once.key.vault.is_mark_of(&once.request_hash, &kept.request_hash) {
        return Err(Error::IdempotencyKeyReused);
    }
    let (Some(status), Some(body)) = (kept.status, kept.body) else {
        return Err(Error::IdempotencyInProgress);
    };
    let status = u16::try_from(status).ok().and_then(|status| StatusCode::from_u16(status).ok());
    let status = status.context("a kept answer without a status")?;
    let body = if status.is_success() {
        Ok(body)
    } else {
        Err(Box::new(serde_json::from_value(body).context("reading a kept problem")?))
    };
    Ok(Outcome { status, body, replayed: true })
}

/// Whether the same request would be refused again.
fn lasting(error: &Error) -> bool {
    let status = error.status_code();
    status.is_client_error() && status != StatusCode::UNAUTHORIZED && status != StatusCode::TOO_MANY_REQUESTS
}

/// Removes answers kept long enough.
///
/// # Errors
///
/// When the database fails.
pub async fn clean(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<u64, Error> {
    let old = Entity::delete_many().filter(Column::CreatedAt.lt(now - KEPT)).exec(tx).await?;
    Ok(old.rows_affected)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use actix_web::body::to_bytes;
    use actix_web::web::Data;
    use futures_util::future::join_all;

    use super::*;
    use crate::testing::World;
    use crate::vault::Vault;

    fn named(key: &str) -> IdempotencyKey {
        let ring = [crate::config::Key { id: "a".to_owned(), secret: vec![7; 32] }];
        IdempotencyKey { key: key.to_owned(), vault: Data::new(Vault::new(&ring).unwrap()) }
    }

    fn received(world: &World, id: &str) -> Received {
        Received { at: world.clock.now(), request_id: id.to_owned() }
    }

    fn asked<'a>(account_id: AccountId, key: &'a IdempotencyKey, hash: &str) -> Once<'a> {
        Once { account_id, operation: "create_thing", key, request_hash: hash.to_owned() }
    }

    async fn body(answer: HttpResponse) -> String {
        String::from_utf8(to_bytes(answer.into_body()).await.unwrap().to_vec()).unwrap()
    }

    #[actix_web::test]
    async fn twins_act_once_and_get_the_same_answer() {
        let world = World::new().await;
        let account = world.account("a@b.example").await;
        let key = named("k");
        let acted = Cell::new(0);
        let twins = (0..8).map(|_| async {
            let received = received(&world, "first");
            once(&world.db, &received, asked(account, &key, "hash"), async |_| {
                acted.set(acted.get() + 1);
                Ok((StatusCode::CREATED, acted.get()))
            })
            .await
            .unwrap()
        });
        let answers = join_all(twins).await;
        assert_eq!(acted.get(), 1);
        assert_eq!(answers.iter().filter(|answer| answer.headers().contains_key(REPLAYED)).count(), 7);
        for answer in answers {
            assert_eq!(answer.status(), StatusCode::CREATED);
            assert_eq!(body(answer).await, "1");
        }
    }

    #[actix_web::test]
    async fn another_body_is_refused_and_another_account_is_another_key() {
        let world = World::new().await;
        let (one, other) = (world.account("a@b.example").await, world.account("c@d.example").await);
        let key = named("k");
        let ask = async |account, hash: &str| {
            let received = received(&world, "id");
            once(&world.db, &received, asked(account, &key, hash), async |_| Ok((StatusCode::CREATED, hash)))
                .await
        };
        ask(one, "x").await.unwrap();
        assert!(matches!(ask(one, "y").await, Err(Error::IdempotencyKeyReused)));
        assert_eq!(body(ask(other, "y").await.unwrap()).await, "\"y\"");
        world
            .db
            .write(async |tx| clean(tx, world.clock.now() + KEPT + TimeDelta::seconds(1)).await)
            .await
            .unwrap();
        assert_eq!(body(ask(one, "y").await.unwrap()).await, "\"y\"", "forgotten after a week");
    }

    #[actix_web::test]
    async fn refusals_are_kept_without_what_they_wrote_and_failures_are_not() {
        let world = World::new().await;
        let account = world.account("a@b.example").await;
        let ask = async |key: &str, id: &str, error: Error| {
            let (received, key) = (received(&world, id), named(key));
            let error = Cell::new(Some(error));
            once::<()>(&world.db, &received, asked(account, &key, "hash"), async |tx| {
                crate::auth::Throttle::new(
                    &world.config.auth,
                    crate::auth::Attempt::Password,
                    "x",
                    [127, 0, 0, 1].into(),
                )
                .count(tx, received.at)
                .await?;
                Err(error.take().unwrap())
            })
            .await
            .unwrap_err()
        };
        let written = async || {
            crate::entities::sign_in_throttles::Entity::find().all(world.db.reader()).await.unwrap().len()
        };
        assert_eq!(
            ask("k", "first", Error::TooManyLines { max_lines: 3 }).await.problem("x").request_id,
            "first"
        );
        let again = ask("k", "second", Error::NotFound).await.problem("x");
        assert_eq!((again.request_id.as_str(), again.params["max_lines"].as_u64()), ("first", Some(3)));
        assert!(matches!(ask("f", "first", Error::internal("x")).await, Error::Internal(_)));
        assert!(matches!(ask("f", "second", Error::Unauthenticated).await, Error::Unauthenticated));
        assert!(matches!(ask("f", "third", Error::NotFound).await, Error::Repeated(_)));
        assert_eq!(written().await, 0);
    }
}
