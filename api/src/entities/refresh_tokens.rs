//! Refresh tokens, by hash.

use sea_orm::entity::prelude::*;

/// A refresh token.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_tokens")]
pub struct Model {
    /// Identifies the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The sign-in it continues.
    pub sign_in_id: Uuid,
    /// SHA-256 of the token, hexadecimal.
    #[sea_orm(unique, column_type = "Text")]
    pub token_hash: String,
    /// When it was issued.
    pub issued_at: DateTimeUtc,
    /// From when it is of no use.
    pub expires_at: DateTimeUtc,
    /// When it was exchanged.
    pub used_at: Option<DateTimeUtc>,
    /// The token it was exchanged for.
    pub replaced_by: Option<Uuid>,
}

/// Rows that a row belongs to.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// By `sign_in_id`.
    #[sea_orm(
        belongs_to = "super::sign_ins::Entity",
        from = "Column::SignInId",
        to = "super::sign_ins::Column::Id"
    )]
    SignIn,
}

impl Related<super::sign_ins::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::SignIn.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
