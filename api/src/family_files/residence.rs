//! Whether a household lives on the territory, as staff say.

use actix_web::{HttpResponse, put, web};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;
use shared::families::FileSubject;
use shared::ids::HouseholdId;
use shared::wire::Residence;

use super::family::Family;
use super::store::raise_files;
use crate::auth::{CheckFamilies, Require, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::households::{Column, Entity};
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Json, Received};
use crate::organisation::Snapshots;

/// Says whether a household lives on the organisation's territory, at any time and whatever its files; nobody is told by mail.
/// It may be said with the decision on a file too. Administrators, agents, and the referents of facilities that serve one of
/// the children.
#[utoipa::path(
    operation_id = "update_residence",
    tag = "family_files",
    security(("access_token" = ["check_families"])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("If-Match" = String, Header, description = "The `version` of the household's part that was read.", example = "\"1\""),
    ),
    request_body(content = Residence, example = json!({ "resident": true })),
    responses(
        (status = 204, description = "Said."),
        (status = 404, description = "`not_found`: no such household, or none of a referent's."),
        (status = 410, description = "`household_merged`; `merged_into` names the household it is one with."),
    )
)]
#[put("/family_files/{household_id}/residence")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn update_residence(
    received: Received,
    staff: Require<CheckFamilies>,
    household_id: web::Path<HouseholdId>,
    version: IfMatch,
    body: Json<Residence>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let (household_id, resident) = (*household_id, body.0.resident);
    db.write(async |tx| {
        let organisation = snapshots.current(tx).await?;
        staff.scope(tx, &organisation, received.at).await?.permit(tx, household_id).await?;
        lock_household(tx, household_id).await?;
        let family = Family::load(tx, household_id).await?;
        if family.household.version != version.0 {
            return Err(Error::ChangedMeanwhile);
        }
        let before = family.household.resident;
        if resident == before {
            return Ok(());
        }
        write(tx, &family, resident).await?;
        // who has read a file before decides on nothing they have not seen
        raise_files(tx, household_id.0, FileSubject::Household).await?;
        let said = match resident {
            Some(true) => "resident",
            Some(false) => "not_resident",
            None => "residence_untold",
        };
        let deed = Deed {
            household: Some(household_id),
            ..Deed::by(&staff.signed_in, &received, ("household", household_id.0), said)
        };
        let told = |resident: Option<bool>| Some(json!({ "resident": resident }));
        record(tx, &clock, received.at, &deed, told(before), told(resident)).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Writes it, if the household is still as it was loaded.
///
/// # Errors
///
/// [`Error::ChangedMeanwhile`]; those of the database.
pub(super) async fn write(
    tx: &impl ConnectionTrait,
    family: &Family,
    resident: Option<bool>,
) -> Result<(), Error> {
    let written = Entity::update_many()
        .col_expr(Column::Resident, Expr::value(resident))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(family.household.id))
        .filter(Column::Version.eq(family.household.version))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(()) } else { Err(Error::ChangedMeanwhile) }
}
