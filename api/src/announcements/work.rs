//! What the worker does about announcements.

use std::sync::Arc;

use super::{AnnouncementLetters, MAIL_ANNOUNCEMENT, mail_announcement};
use crate::db::Db;
use crate::jobs::Handlers;

/// Writes their mails.
#[must_use]
pub fn work(handlers: Handlers, db: &Db, letters: AnnouncementLetters) -> Handlers {
    let (db, letters) = (db.clone(), Arc::new(letters));
    handlers.on(MAIL_ANNOUNCEMENT, move |job| {
        let (db, letters) = (db.clone(), letters.clone());
        async move { mail_announcement(&db, &letters, job).await }
    })
}
