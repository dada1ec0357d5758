//! Mails: queued with what they tell, then sent or kept for the viewer.

use sea_orm::entity::prelude::*;

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mails")]
pub struct Model {
    /// Identifies the mail.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Name of the sender.
    #[sea_orm(column_type = "Text")]
    pub from_name: String,
    /// Name of the recipient.
    #[sea_orm(column_type = "Text")]
    pub to_name: String,
    /// Mail address of the recipient.
    #[sea_orm(column_type = "Text")]
    pub to_address: String,
    /// Mail address that answers go to.
    #[sea_orm(column_type = "Text")]
    pub reply_to: Option<String>,
    /// Subject.
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    /// Body, plain text.
    #[sea_orm(column_type = "Text")]
    pub text_body: String,
    /// Body, HTML.
    #[sea_orm(column_type = "Text")]
    pub html_body: String,
    /// Language it is written in.
    #[sea_orm(column_type = "Text")]
    pub locale: String,
    /// `Message-ID`, stable over attempts, so that a server can tell a repetition.
    #[sea_orm(unique, column_type = "Text")]
    pub message_id: String,
    /// When the row was written.
    pub created_at: DateTimeUtc,
    /// When a server accepted it, or the viewer received it.
    pub sent_at: Option<DateTimeUtc>,
    /// How often it was tried.
    pub attempts: i32,
    /// Why the last attempt failed.
    #[sea_orm(column_type = "Text")]
    pub last_error: Option<String>,
    /// Whether its text lets whoever reads it act: it is forgotten once a server has accepted the mail.
    pub secret: bool,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
