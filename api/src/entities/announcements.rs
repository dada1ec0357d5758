//! Announcements to families.

use sea_orm::entity::prelude::*;

/// How far an announcement is; that its last day is over is no state of the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum AnnouncementState {
    /// Only staff see it.
    #[sea_orm(string_value = "draft")]
    Draft,
    /// Families see it until its last day.
    #[sea_orm(string_value = "published")]
    Published,
    /// Staff took it back.
    #[sea_orm(string_value = "withdrawn")]
    Withdrawn,
}

/// An announcement.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "announcements")]
pub struct Model {
    /// Identifies it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// How far it is.
    pub state: AnnouncementState,
    /// Title in French.
    #[sea_orm(column_type = "Text")]
    pub title_fr: String,
    /// Text in French, Markdown.
    #[sea_orm(column_type = "Text")]
    pub body_fr: String,
    /// Title in English; empty: none.
    #[sea_orm(column_type = "Text")]
    pub title_en: String,
    /// Text in English; empty: none.
    #[sea_orm(column_type = "Text")]
    pub body_en: String,
    /// Whom it is for: `shared::announcements::Audience`.
    #[sea_orm(column_type = "JsonBinary")]
    pub audience: Json,
    /// In which school year, `2026-2027`.
    #[sea_orm(column_type = "Text")]
    pub school_year: String,
    /// The last day on which families see it.
    pub shown_until: Date,
    /// When it was first written, or last while it was a draft.
    pub written_at: DateTimeUtc,
    /// By whom.
    pub written_by: Uuid,
    /// When it was published.
    pub published_at: Option<DateTimeUtc>,
    /// By whom.
    pub published_by: Option<Uuid>,
    /// When it was last corrected after that.
    pub corrected_at: Option<DateTimeUtc>,
    /// When it was taken back.
    pub withdrawn_at: Option<DateTimeUtc>,
    /// Whether guardians get it by mail too.
    pub by_mail: bool,
    /// The last account whose turn it was; accounts have theirs in the order of their ids.
    pub mailed_to: Option<Uuid>,
    /// How many mails were written.
    pub mailed: i32,
    /// When every account had had its turn, or the announcement was taken back.
    pub mailed_at: Option<DateTimeUtc>,
    /// How often the row was edited, from 1; the `ETag`.
    pub version: i32,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
