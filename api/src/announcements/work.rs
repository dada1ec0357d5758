//! What the worker does about announcements.

use std::sync::Arc;

use super::{MAIL_ANNOUNCEMENT, mail_announcement};
use crate::db::Db;
use crate::jobs::Handlers;
use crate::letters::Letters;

/// Writes their mails.
#[must_use]
pub fn work(handlers: Handlers, db: &Db, letters: Arc<Letters>) -> Handlers {
    let db = db.clone();
    handlers.on(MAIL_ANNOUNCEMENT, move |job| {
        let (db, letters) = (db.clone(), letters.clone());
        async move { mail_announcement(&db, &letters, job).await }
    })
}
