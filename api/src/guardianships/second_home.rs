//! Staff let a child whom the organisation knows live in a second household, of a parent who lives apart.

use actix_web::{HttpResponse, put, web};
use sea_orm::{ConnectionTrait, EntityTrait};
use shared::families::FileSubject;
use shared::ids::{ChildId, HouseholdId};
use shared::paths;

use super::letters::{About, tell};
use crate::auth::{EditFamilies, Require, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::{children, household_children};
use crate::error::Error;
use crate::family_files::{Adding, NOBODY_YET, homes, in_reach, live_in, may_live};
use crate::history::{Deed, record};
use crate::http::Received;
use crate::letters::Letters;
use crate::organisation::Snapshots;

/// Lets a child who lives in another household live in this one too: its guardians see what is told of the child, and book
/// for it; neither household sees the other's address or bookings, and the guardians of the other one are told by mail. It
/// counts as checked where the household's file is validated. Nothing happens when the child lives here already; `remove_child`
/// undoes it. Nobody does it for a household of their own.
#[utoipa::path(
    operation_id = "add_child_of_household",
    tag = "family_files",
    security(("access_token" = ["edit_families"])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("child_id" = ChildId, Path, description = "The child, who lives in another one."),
    ),
    responses(
        (status = 204, description = "The child lives here too."),
        (status = 404, description = "`not_found`: no such household or child, or none of a referent's."),
        (status = 410, description = "`household_merged`"),
        (status = 422, description = "`invalid_value`: `child` is `two_households`: it lives in as many as a child does; \
            `exists`: this household has a child of that name and day of birth; `too_many`; or `own`: a colleague does it"),
    )
)]
#[put("/family_files/{household_id}/children/{child_id}")]
pub(super) async fn add_child_of_household(
    received: Received,
    staff: Require<EditFamilies>,
    path: web::Path<(HouseholdId, ChildId)>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let (household, child) = *path;
    let adding = Adding { received: &received, signed_in: &staff.signed_in, clock: &clock };
    db.write(async |tx| {
        let organisation = snapshots.current(tx).await?;
        let scope = staff.scope(tx, &organisation, received.at).await?;
        scope.permit_child(tx, child).await?;
        let living = lock_all(tx, household, child).await?;
        let family = in_reach(tx, &organisation, &staff, (household, NOBODY_YET), received.at).await?;
        if living.iter().any(|home| home.household_id == household.0) {
            return Ok(());
        }
        let row = children::Entity::find_by_id(child.0).one(tx).await?.ok_or(Error::NotFound)?;
        may_live(&family, &row, living.len(), staff.signed_in.account_id)?;
        live_in(tx, household, child, None).await?;
        adding.tell(tx, household, FileSubject::Child(child)).await?;
        for home in living {
            let other = HouseholdId(home.household_id);
            let deed = Deed {
                household: Some(other),
                ..Deed::by(&staff.signed_in, &received, ("child", child.0), "shared")
            };
            record(tx, &clock, received.at, &deed, None, None).await?;
            let about = About {
                template: "child_lives_elsewhere",
                who: "",
                children: &row.first_name,
                path: paths::GUARDIANS,
            };
            tell(&letters, tx, received.at, other, None, about).await?;
        }
        Ok(())
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Locks a household and those where a child lives, in the order of their ids: two who let the child live in two more wait for
/// each other. Where the child lives.
///
/// # Errors
///
/// [`Error::Retryable`] when the child has come to live elsewhere meanwhile; those of the database.
async fn lock_all(
    tx: &impl ConnectionTrait,
    household: HouseholdId,
    child: ChildId,
) -> Result<Vec<household_children::Model>, Error> {
    let before = homes(tx, &[child.0]).await?;
    let mut all: Vec<_> = before.iter().map(|home| HouseholdId(home.household_id)).collect();
    all.push(household);
    all.sort_unstable();
    for id in all {
        lock_household(tx, id).await?;
    }
    if homes(tx, &[child.0]).await? == before {
        Ok(before)
    } else {
        Err(Error::Retryable("the child has come to live elsewhere".to_owned()))
    }
}
