//! The extractor of every operation that needs somebody signed in.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use shared::ids::{AccountId, SignInId};
use uuid::Uuid;

use super::AccessTokens;
use crate::db::Db;
use crate::entities::sign_ins;
use crate::error::Error;
use crate::http::Received;

/// An account that is signed in: the token is ours, has not expired, and its sign-in stands.
#[derive(Clone, Copy, Debug)]
pub struct SignedIn {
    /// Who.
    pub account_id: AccountId,
    /// By which sign-in.
    pub sign_in_id: SignInId,
}

impl FromRequest for SignedIn {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let received = Received::from_request(request, payload).into_inner();
        let claims = received.and_then(|received| {
            let tokens = request
                .app_data::<web::Data<AccessTokens>>()
                .ok_or_else(|| Error::internal("no access tokens"))?;
            tokens.read(bearer(request)?, received.at)
        });
        let db = request.app_data::<web::Data<Db>>().cloned();
        Box::pin(async move {
            let claims = claims?;
            let db = db.ok_or_else(|| Error::internal("no database"))?;
            let found: Option<Uuid> = sign_ins::Entity::find_by_id(claims.sid)
                .select_only()
                .column(sign_ins::Column::Id)
                .filter(sign_ins::Column::AccountId.eq(Uuid::from(claims.sub)))
                .filter(sign_ins::Column::RevokedAt.is_null())
                .into_tuple()
                .one(db.reader())
                .await?;
            let sign_in_id = found.ok_or(Error::Unauthenticated)?.into();
            Ok(Self { account_id: claims.sub, sign_in_id })
        })
    }
}

fn bearer(request: &HttpRequest) -> Result<&str, Error> {
    let value = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, token) = value.and_then(|value| value.split_once(' ')).ok_or(Error::Unauthenticated)?;
    if scheme.eq_ignore_ascii_case("bearer") { Ok(token.trim()) } else { Err(Error::Unauthenticated) }
}
