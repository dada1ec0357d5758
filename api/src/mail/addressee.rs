//! Whom an account is, for letters.

use sea_orm::{ConnectionTrait, EntityTrait};
use shared::catalogue::Language;
use shared::ids::AccountId;

use crate::entities::{accounts, guardians, staff};
use crate::error::Error;

/// Somebody who signs in, as letters address them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// First and last name; the mail address of an account that is nobody's parent.
    pub name: String,
    /// Mail address.
    pub address: String,
    /// Telephone number.
    pub phone: Option<String>,
    /// Language of letters.
    pub language: Language,
}

impl Addressee {
    /// The one of an account. One statement, two for somebody who is nobody's parent.
    ///
    /// # Errors
    ///
    /// [`Error::Unauthenticated`] when the account is gone; those of the database.
    pub async fn of(db: &impl ConnectionTrait, account: AccountId) -> Result<Self, Error> {
        let found =
            accounts::Entity::find_by_id(account.0).find_also_related(guardians::Entity).one(db).await?;
        let (account, guardian) = found.ok_or(Error::Unauthenticated)?;
        let (name, phone) = match guardian {
            Some(guardian) => (format!("{} {}", guardian.first_name, guardian.last_name), guardian.phone),
            None => match staff::Entity::find_by_id(account.id).one(db).await? {
                Some(member) => (format!("{} {}", member.first_name, member.last_name), None),
                None => (account.email.clone(), None),
            },
        };
        let language = Language::from_tag(&account.locale).unwrap_or_default();
        Ok(Self { name, address: account.email, phone, language })
    }
}
