//! The extractor of operations for staff: who asks, in which role, and that the role permits it.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait};
use shared::organisation::Organisation;
use shared::staff::{Permission, Role};

use super::{Scope, SignedIn};
use crate::db::Db;
use crate::entities::{sign_ins, staff};
use crate::error::Error;

/// What an operation asks for, as a type: `Require<ManageStaff>`.
pub trait Asks {
    /// The permission.
    const PERMISSION: Permission;
}

macro_rules! asks {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Asks for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    )+};
}

asks! {
    /// [`Permission::ReadStaff`].
    ReadStaff;
    /// [`Permission::ManageStaff`].
    ManageStaff;
    /// [`Permission::InviteFamilies`].
    InviteFamilies;
    /// [`Permission::OpenSchoolYears`].
    OpenSchoolYears;
    /// [`Permission::ReadDocuments`].
    ReadDocuments;
    /// [`Permission::CheckDocuments`].
    CheckDocuments;
    /// [`Permission::ReadFamilies`].
    ReadFamilies;
    /// [`Permission::CheckFamilies`].
    CheckFamilies;
    /// [`Permission::EditFamilies`].
    EditFamilies;
    /// [`Permission::ImportFamilies`].
    ImportFamilies;
    /// [`Permission::MergeFamilies`].
    MergeFamilies;
    /// [`Permission::HandleRights`].
    HandleRights;
    /// [`Permission::EditPages`].
    EditPages;
    /// [`Permission::ReadAnnouncements`].
    ReadAnnouncements;
    /// [`Permission::WriteAnnouncements`].
    WriteAnnouncements;
}

/// Somebody of the staff whose role permits what `P` asks, signed in with a second factor.
#[derive(Clone, Copy, Debug)]
pub struct Require<P> {
    /// Who.
    pub signed_in: SignedIn,
    /// In which role.
    pub role: Role,
    permission: PhantomData<P>,
}

impl<P> Require<P> {
    /// The families in reach at an instant.
    ///
    /// # Errors
    ///
    /// As [`Scope::of`].
    pub async fn scope(
        &self,
        db: &impl ConnectionTrait,
        organisation: &Organisation,
        at: DateTime<Utc>,
    ) -> Result<Scope, Error> {
        let who = (self.signed_in.account_id, self.role);
        Scope::of(db, organisation, who, organisation.today(at)).await
    }
}

impl<P: Asks> FromRequest for Require<P> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let signed_in = SignedIn::from_request(request, payload);
        let db = request.app_data::<web::Data<Db>>().cloned();
        Box::pin(async move {
            let signed_in = signed_in.await?;
            let db = db.ok_or_else(|| Error::internal("no database"))?;
            let member = staff::Entity::find_by_id(signed_in.account_id.0).one(db.reader()).await?;
            let member = member.ok_or(Error::RoleNotPermitted)?;
            let role = Role::from_code(&member.role).ok_or_else(|| Error::internal("an unknown role"))?;
            if !role.may(P::PERMISSION) {
                return Err(Error::RoleNotPermitted);
            }
            let sign_in = sign_ins::Entity::find_by_id(signed_in.sign_in_id.0).one(db.reader()).await?;
            if !sign_in.is_some_and(|sign_in| sign_in.second_factor) {
                return Err(Error::SecondFactorMissing);
            }
            Ok(Self { signed_in, role, permission: PhantomData })
        })
    }
}
