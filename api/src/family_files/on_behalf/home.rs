//! Staff let a child whom the organisation knows live in a second household, of a parent who lives apart.

use actix_web::{HttpResponse, put, web};
use sea_orm::{ConnectionTrait, EntityTrait};
use shared::families::FileSubject;
use shared::guardianships::may_live_in_one_more;
use shared::ids::{ChildId, HouseholdId};

use super::{NOBODY_YET, in_reach};
use crate::auth::{EditFamilies, Require, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::children;
use crate::error::Error;
use crate::family_files::homes::{homes, live_in};
use crate::family_files::newcomers::{Adding, MOST, has_child};
use crate::http::Received;
use crate::organisation::Snapshots;

/// Lets a child who lives in another household live in this one too: its guardians see what is told of the child, and book
/// for it; neither household sees the other's address or bookings. It counts as checked where the household's file is
/// validated. Nothing happens when the child lives here already; `remove_child` undoes it.
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
            `exists`: this household has a child of that name and day of birth; or `too_many`"),
    )
)]
#[put("/family_files/{household_id}/children/{child_id}")]
pub(in crate::family_files) async fn add_child_of_household(
    received: Received,
    staff: Require<EditFamilies>,
    path: web::Path<(HouseholdId, ChildId)>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let (household, child) = *path;
    let adding = Adding { received: &received, signed_in: &staff.signed_in, clock: &clock };
    db.write(async |tx| {
        let organisation = snapshots.current(tx).await?;
        let scope = staff.scope(tx, &organisation, received.at).await?;
        scope.permit_child(tx, child).await?;
        lock_all(tx, household, child).await?;
        let family = in_reach(tx, &organisation, &staff, (household, NOBODY_YET), received.at).await?;
        if family.child(child).is_ok() {
            return Ok(());
        }
        let living = homes(tx, &[child.0]).await?;
        let row = children::Entity::find_by_id(child.0).one(tx).await?.ok_or(Error::NotFound)?;
        // of whoever lives nowhere, what was told is forgotten
        if living.is_empty() {
            return Err(Error::NotFound);
        }
        if !may_live_in_one_more(living.len()) {
            return Err(Error::invalid("child", "two_households", "a child lives in two at most"));
        }
        if family.children.len() >= MOST {
            return Err(Error::invalid("child", "too_many", format!("at most {MOST}")));
        }
        if has_child(&family, &row.first_name, &row.birth_date.to_string()) {
            return Err(Error::invalid("child", "exists", "a child of that name and day of birth"));
        }
        live_in(tx, household, child, None).await?;
        adding.tell(tx, household, FileSubject::Child(child)).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Locks a household and those where a child lives, in the order of their ids: two who let the child live in two more wait for
/// each other.
async fn lock_all(tx: &impl ConnectionTrait, household: HouseholdId, child: ChildId) -> Result<(), Error> {
    let mut all: Vec<_> =
        homes(tx, &[child.0]).await?.into_iter().map(|home| HouseholdId(home.household_id)).collect();
    all.push(household);
    all.sort_unstable();
    for id in all {
        lock_household(tx, id).await?;
    }
    Ok(())
}
