//! What the worker can do: jobs, and what is cleaned from time to time.

use std::sync::Arc;

use super::{household_letters, letters, letters_of_documents, rights_work};
use crate::accounts::{SEND_PASSWORD_RESET, SEND_SIGN_UP, send_password_reset, send_sign_up};
use crate::clock::Clock;
use crate::config::{Config, vault_keys};
use crate::db::Db;
use crate::jobs::Handlers;
use crate::mail::{Mailer, SEND_MAIL};
use crate::storage::Storage;
use crate::vault::Vault;
use crate::{accounts, documents, family_files, family_imports, guardianships, idempotency};

/// What the worker does about documents.
fn document_handlers(
    handlers: Handlers,
    config: &Config,
    db: &Db,
    clock: &Clock,
) -> anyhow::Result<Handlers> {
    let storage = Storage::open(config)?;
    let letters = Arc::new(letters_of_documents(config, clock)?);
    let handlers = handlers.on(documents::REMOVE_CONTENT, {
        let storage = storage.clone();
        move |job| {
            let storage = storage.clone();
            async move { documents::remove_content(&storage, job).await }
        }
    });
    let handlers = handlers.clean("contents that no document names", {
        let (db, clock) = (db.clone(), clock.clone());
        move || {
            let (db, clock, storage) = (db.clone(), clock.clone(), storage.clone());
            async move { documents::sweep(&db, &storage, clock.now()).await.map(drop) }
        }
    });
    let (db, clock) = (db.clone(), clock.clone());
    Ok(handlers.clean("documents that expire unannounced", move || {
        let (db, clock, letters) = (db.clone(), clock.clone(), letters.clone());
        async move { Ok(documents::remind(&db, &letters, clock.now()).await.map(drop)?) }
    }))
}

/// Everything that the worker can do.
///
/// # Errors
///
/// When the settings of mail or a template are badly written.
pub fn handlers(config: &Config, db: &Db, clock: &Clock) -> anyhow::Result<Handlers> {
    let mailer = Arc::new(Mailer::new(&config.mail, db.clone(), clock.clone())?);
    let (auth, parts) = (config.auth.clone(), (db.clone(), clock.clone()));
    let handlers = Handlers::default().on(SEND_MAIL, move |job| {
        let mailer = mailer.clone();
        async move { mailer.deliver(job).await }
    });
    let letters = Arc::new(letters(config, clock)?);
    let handlers = handlers.on(SEND_SIGN_UP, {
        let (db, letters) = (db.clone(), letters.clone());
        move |job| {
            let (db, letters) = (db.clone(), letters.clone());
            async move { send_sign_up(&db, &letters, job).await }
        }
    });
    let handlers = handlers.on(family_imports::INVITE_IMPORTED, {
        let (db, letters) = (db.clone(), letters.clone());
        move |job| {
            let (db, letters) = (db.clone(), letters.clone());
            async move { family_imports::invite_imported(&db, &letters, job).await }
        }
    });
    let handlers = handlers.on(SEND_PASSWORD_RESET, {
        let db = db.clone();
        move |job| {
            let (db, letters) = (db.clone(), letters.clone());
            async move { send_password_reset(&db, &letters, job).await }
        }
    });
    let handlers = document_handlers(handlers, config, db, clock)?;
    let handlers = guardianships::work(handlers, db, household_letters(config, clock)?);
    let handlers = rights_work::handlers(handlers, config, db, clock)?;
    let vault = Arc::new(Vault::new(&vault_keys(config)?)?);
    let handlers = handlers.clean("seals of keys that are no longer the first", {
        let db = db.clone();
        move || {
            let (db, vault) = (db.clone(), vault.clone());
            async move {
                accounts::seal_anew(&db, &vault).await?;
                family_files::seal_anew(&db, &vault).await
            }
        }
    });
    let handlers = handlers.clean("refresh tokens that have expired", {
        let (db, clock) = parts.clone();
        move || {
            let (db, clock, auth) = (db.clone(), clock.clone(), auth.clone());
            async move { accounts::clean(&db, &auth, clock.now()).await }
        }
    });
    Ok(handlers.clean("old idempotency keys", move || {
        let (db, clock) = parts.clone();
        async move {
            db.write(async |tx| idempotency::clean(tx, clock.now()).await).await?;
            Ok(())
        }
    }))
}
