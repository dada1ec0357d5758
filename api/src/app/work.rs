//! What the worker can do: jobs, and what is cleaned from time to time.

use std::sync::Arc;

use super::{Ground, rights_work};
use crate::accounts::{SEND_PASSWORD_RESET, SEND_SIGN_UP, send_password_reset, send_sign_up};
use crate::error::Error;
use crate::jobs::Handlers;
use crate::mail::{Mailer, SEND_MAIL};
use crate::{accounts, announcements, documents, family_files, family_imports, guardianships, idempotency};

/// What the worker does about documents.
fn document_handlers(handlers: Handlers, ground: &Ground) -> Handlers {
    let Ground { db, clock, storage, vault, snapshots, letters, .. } = ground.clone();
    let handlers = handlers.on(documents::REMOVE_CONTENT, {
        let storage = storage.clone();
        move |job| {
            let storage = storage.clone();
            async move { documents::remove_content(&storage, job).await }
        }
    });
    let handlers = handlers.clean("contents that no document names", {
        let (db, clock, storage) = (db.clone(), clock.clone(), storage.clone());
        move || {
            let (db, clock, storage) = (db.clone(), clock.clone(), storage.clone());
            async move { documents::sweep(&db, &storage, clock.now()).await.map(drop) }
        }
    });
    let handlers = handlers.clean("documents about health that the first key has not sealed", {
        let (db, clock, vault) = (db.clone(), clock.clone(), vault.clone());
        move || {
            let (db, clock, vault) = (db.clone(), clock.clone(), vault.clone());
            let (storage, snapshots) = (storage.clone(), snapshots.clone());
            async move {
                match snapshots.current(db.reader()).await {
                    Ok(organisation) => {
                        documents::seal_anew(&db, &storage, &vault, &clock, &organisation).await
                    }
                    // nothing has been imported yet: there is nothing to seal
                    Err(Error::Unavailable) => Ok(()),
                    Err(error) => Err(error.into_report()),
                }
            }
        }
    });
    handlers.clean("documents that expire unannounced", move || {
        let (db, clock, letters, vault) = (db.clone(), clock.clone(), letters.clone(), vault.clone());
        async move { Ok(documents::remind(&db, &letters, &vault, clock.now()).await.map(drop)?) }
    })
}

/// Everything that the worker can do.
///
/// # Errors
///
/// When the settings of mail are badly written.
pub fn handlers(ground: &Ground) -> anyhow::Result<Handlers> {
    let Ground { config, db, clock, vault, letters, .. } = ground.clone();
    let mailer = Arc::new(Mailer::new(&config.mail, db.clone(), clock.clone())?);
    let handlers = Handlers::default().on(SEND_MAIL, move |job| {
        let mailer = mailer.clone();
        async move { mailer.deliver(job).await }
    });
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
        let (db, letters) = (db.clone(), letters.clone());
        move |job| {
            let (db, letters) = (db.clone(), letters.clone());
            async move { send_password_reset(&db, &letters, job).await }
        }
    });
    let handlers = document_handlers(handlers, ground);
    let handlers = announcements::work(handlers, &db, letters.clone());
    let handlers = guardianships::work(handlers, &db, letters);
    let handlers = rights_work::handlers(handlers, ground);
    let handlers = handlers.clean("seals of keys that are no longer the first", {
        let db = db.clone();
        move || {
            let (db, vault) = (db.clone(), vault.clone());
            async move {
                // one that fails keeps the other from nothing
                let done =
                    [accounts::seal_anew(&db, &vault).await, family_files::seal_anew(&db, &vault).await];
                done.into_iter().try_for_each(|done| done.map(drop))
            }
        }
    });
    let handlers = handlers.clean("refresh tokens that have expired", {
        let (db, clock) = (db.clone(), clock.clone());
        move || {
            let (db, clock, config) = (db.clone(), clock.clone(), config.clone());
            async move { accounts::clean(&db, &config.auth, clock.now()).await }
        }
    });
    Ok(handlers.clean("old idempotency keys", move || {
        let (db, clock) = (db.clone(), clock.clone());
        async move {
            db.write(async |tx| idempotency::clean(tx, clock.now()).await).await?;
            Ok(())
        }
    }))
}
