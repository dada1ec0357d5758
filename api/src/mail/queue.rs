//! Queuing: the mail's row and the job that delivers it, in the caller's transaction.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};
use serde::Serialize;
use shared::ids::MailId;
use uuid::Uuid;

use super::Templates;
use super::deliver::{SEND_MAIL, SendMail};
use crate::clock::Clock;
use crate::db::bulk::insert_all;
use crate::entities::mails;
use crate::error::Error;
use crate::jobs;

/// A mail to be written.
pub struct Letter<'a, V> {
    /// Name of the sender: the organisation's.
    pub from_name: &'a str,
    /// Name of the recipient.
    pub to_name: &'a str,
    /// Mail address of the recipient.
    pub to_address: &'a str,
    /// Mail address that answers go to, if not the sender's.
    pub reply_to: Option<&'a str>,
    /// Language of the recipient.
    pub locale: &'a str,
    /// Name of the template, without language and kind: `receipt`.
    pub template: &'a str,
    /// Whether its text lets whoever reads it act: it is forgotten once sent.
    pub secret: bool,
    /// What the template names.
    pub values: &'a V,
}

/// Queues a letter.
///
/// # Errors
///
/// When the template cannot be filled or the database fails.
pub async fn queue<V: Serialize>(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    templates: &Templates,
    letter: &Letter<'_, V>,
) -> Result<MailId, Error> {
    let id = clock.new_id(now);
    row(id, now, templates, letter)?.insert(tx).await?;
    jobs::enqueue(tx, clock, now, SEND_MAIL, &SendMail { mail_id: id }).await?;
    Ok(id.into())
}

/// Queues many letters, in few statements.
///
/// # Errors
///
/// As [`queue`].
pub async fn queue_all<V: Serialize>(
    tx: &impl ConnectionTrait,
    clock: &Clock,
    now: DateTime<Utc>,
    templates: &Templates,
    letters: &[Letter<'_, V>],
) -> Result<(), Error> {
    let ids: Vec<Uuid> = letters.iter().map(|_| clock.new_id(now)).collect();
    let rows = ids.iter().zip(letters).map(|(id, letter)| row(*id, now, templates, letter));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    insert_all(tx, rows, None).await?;
    jobs::enqueue_all(tx, clock, now, SEND_MAIL, ids.into_iter().map(|mail_id| SendMail { mail_id })).await
}

fn row<V: Serialize>(
    id: Uuid,
    now: DateTime<Utc>,
    templates: &Templates,
    letter: &Letter<'_, V>,
) -> Result<mails::ActiveModel, Error> {
    let written = templates.write(letter.locale, letter.template, letter.values)?;
    Ok(mails::ActiveModel {
        id: Set(id),
        from_name: Set(letter.from_name.to_owned()),
        to_name: Set(letter.to_name.to_owned()),
        to_address: Set(letter.to_address.to_owned()),
        reply_to: Set(letter.reply_to.map(str::to_owned)),
        subject: Set(written.subject),
        text_body: Set(written.text),
        html_body: Set(written.html),
        locale: Set(letter.locale.to_owned()),
        message_id: Set(format!("<{id}@{}>", templates.domain)),
        created_at: Set(now),
        sent_at: Set(None),
        attempts: Set(0),
        last_error: Set(None),
        secret: Set(letter.secret),
    })
}
