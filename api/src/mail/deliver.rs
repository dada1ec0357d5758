//! Delivery: by SMTP, or into the built-in viewer.
//!
//! At least once: `sent_at` is made durable as soon as the server has accepted the mail; only dying in that moment, or a
//! server whose acceptance gets lost, sends it again, under the same `Message-ID`.

use std::time::Duration;

use anyhow::Context;
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::PoolConfig;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, QueryFilter,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::Clock;
use crate::config::{MailConfig, MailDelivery};
use crate::db::Db;
use crate::entities::mails;
use crate::error::Error;
use crate::jobs::Job;

/// The kind of the jobs that deliver mails.
pub const SEND_MAIL: &str = "send_mail";
/// How long each answer of the mail server may take. Giving up on one that is about to accept would send the mail twice
/// (RFC 5321, 4.5.3.2.6), so this is long.
const PATIENCE: Duration = Duration::from_mins(1);

/// What such a job names.
#[derive(Serialize, Deserialize)]
pub(super) struct SendMail {
    pub(super) mail_id: Uuid,
}

/// Delivers mails.
pub struct Mailer {
    db: Db,
    clock: Clock,
    transport: Option<AsyncSmtpTransport<Tokio1Executor>>,
    sender: Address,
}

impl Mailer {
    /// As the settings ask.
    ///
    /// # Errors
    ///
    /// When the sender's address or the URL of the server is badly written.
    pub fn new(settings: &MailConfig, db: Db, clock: Clock) -> anyhow::Result<Self> {
        let sender: Address = settings.from_address.parse().context("mail.from_address")?;
        let transport = match (settings.delivery, &settings.smtp_url) {
            (MailDelivery::Viewer, _) => None,
            (MailDelivery::Smtp, None) => anyhow::bail!("mail.smtp_url: needed when mail.delivery is smtp"),
            (MailDelivery::Smtp, Some(url)) => Some(
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .context("mail.smtp_url")?
                    .timeout(Some(PATIENCE))
                    .pool_config(PoolConfig::new().max_size(4))
                    .build(),
            ),
        };
        Ok(Self { db, clock, transport, sender })
    }

    /// Does one job of kind [`SEND_MAIL`].
    ///
    /// # Errors
    ///
    /// When the server cannot be reached or refuses the mail: to be tried again.
    pub async fn deliver(&self, job: Job) -> anyhow::Result<()> {
        let SendMail { mail_id } = serde_json::from_value(job.payload).context("reading the job")?;
        let mail =
            mails::Entity::find_by_id(mail_id).one(self.db.reader()).await?.context("the mail is gone")?;
        // forgotten meanwhile: nobody is to be written to any more
        if mail.sent_at.is_some() || mail.to_address.is_empty() {
            return Ok(());
        }
        let attempt = i32::try_from(job.attempt).unwrap_or(i32::MAX);
        let sent = match self.db.backend() {
            // Written before and committed after: between the server's acceptance and the commit lies one message.
            DbBackend::Postgres => {
                let work = async |tx: &DatabaseTransaction| {
                    self.mark_sent(tx, &mail, attempt).await?;
                    Ok(self.send(&mail).await?)
                };
                self.db.write(work).await.map_err(Error::into_report)
            }
            // Here a transaction would keep all others from writing while the server makes up its mind.
            _ => match self.send(&mail).await {
                Ok(()) => self.mark_sent(self.db.single_write(), &mail, attempt).await.map_err(Into::into),
                refused => refused,
            },
        };
        if let Err(error) = &sent {
            self.mark_failed(&mail, attempt, &format!("{error:#}")).await?;
        }
        sent
    }

    async fn mark_sent(
        &self,
        db: &impl ConnectionTrait,
        mail: &mails::Model,
        attempt: i32,
    ) -> Result<(), DbErr> {
        let mut update = mails::Entity::update_many();
        // the viewer stands for the inbox
        if mail.secret && self.transport.is_some() {
            for body in [mails::Column::TextBody, mails::Column::HtmlBody] {
                update = update.col_expr(body, "".into());
            }
        }
        update
            .col_expr(mails::Column::SentAt, Some(self.clock.now()).into())
            .col_expr(mails::Column::Attempts, attempt.into())
            .col_expr(mails::Column::LastError, None::<String>.into())
            .filter(mails::Column::Id.eq(mail.id))
            .exec(db)
            .await?;
        Ok(())
    }

    async fn mark_failed(&self, mail: &mails::Model, attempt: i32, error: &str) -> Result<(), DbErr> {
        mails::Entity::update_many()
            .col_expr(mails::Column::Attempts, attempt.into())
            .col_expr(mails::Column::LastError, Some(error).into())
            .filter(mails::Column::Id.eq(mail.id))
            .exec(self.db.single_write())
            .await?;
        Ok(())
    }

    async fn send(&self, mail: &mails::Model) -> anyhow::Result<()> {
        let Some(transport) = &self.transport else { return Ok(()) };
        let message = self.message(mail)?;
        transport.send(message).await.context("the mail server")?;
        Ok(())
    }

    fn message(&self, mail: &mails::Model) -> anyhow::Result<Message> {
        let to = Mailbox::new(
            Some(mail.to_name.clone()).filter(|name| !name.is_empty()),
            mail.to_address.parse().context("address of the recipient")?,
        );
        let mut message = Message::builder()
            .from(Mailbox::new(Some(mail.from_name.clone()), self.sender.clone()))
            .to(to)
            .subject(mail.subject.clone())
            .date(mail.created_at.into())
            .message_id(Some(mail.message_id.clone()));
        if let Some(reply_to) = &mail.reply_to {
            message = message.reply_to(Mailbox::new(None, reply_to.parse().context("address for answers")?));
        }
        let body = MultiPart::alternative_plain_html(mail.text_body.clone(), mail.html_body.clone());
        message.multipart(body).context("composing the mail")
    }
}
