//! What is looked at, and whether whoever looks may.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use shared::organisation::Organisation;
use shared::wire::OnlookerSubject;
use uuid::Uuid;

use crate::auth::{ReadFamilies, Require};
use crate::error::Error;
use crate::{documents, family_files};

/// What a path names: its kind, and which one.
pub(super) type Subject = (OnlookerSubject, Uuid);

/// Makes sure that somebody of the staff sees what they say they look at.
///
/// # Errors
///
/// [`Error::NotFound`]; those of the database.
pub(super) async fn permit(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    staff: &Require<ReadFamilies>,
    (kind, id): Subject,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let who = (staff.signed_in.account_id, staff.role);
    let day = organisation.today(now);
    match kind {
        OnlookerSubject::FamilyFile => family_files::permit(db, organisation, who, day, id.into()).await,
        OnlookerSubject::ChangeRequest => {
            family_files::permit_change_request(db, organisation, who, day, id.into()).await
        }
        OnlookerSubject::Document => documents::permit(db, organisation, who, day, id.into()).await,
    }
}
