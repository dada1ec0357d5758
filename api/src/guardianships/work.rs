//! What the worker does about invitations.

use std::sync::Arc;

use super::{SEND_GUARDIAN_INVITATION, invitation_store, send_guardian_invitation};
use crate::db::Db;
use crate::jobs::Handlers;
use crate::letters::Letters;

/// Writes the mails of invitations, and removes those that have long been of no use.
#[must_use]
pub fn work(handlers: Handlers, db: &Db, letters: Arc<Letters>) -> Handlers {
    let handlers = handlers.on(SEND_GUARDIAN_INVITATION, {
        let (db, letters) = (db.clone(), letters.clone());
        move |job| {
            let (db, letters) = (db.clone(), letters.clone());
            async move { send_guardian_invitation(&db, &letters, job).await }
        }
    });
    let db = db.clone();
    handlers.clean("invitations long of no use", move || {
        let (db, letters) = (db.clone(), letters.clone());
        async move {
            let now = letters.clock.now();
            db.write(async |tx| Ok(invitation_store::clean(tx, now).await?)).await?;
            Ok(())
        }
    })
}
