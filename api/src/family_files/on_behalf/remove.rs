//! Staff take somebody out of a household who was entered by mistake.

use actix_web::{HttpResponse, delete, web};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use shared::families::FileSubject;
use shared::ids::{ChildId, GuardianId, HouseholdId};

use super::in_reach;
use crate::auth::{EditFamilies, Require};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::change_requests::ChangeState;
use crate::entities::{
    bookings, documents, household_children, household_guardians, request_lines, requests,
};
use crate::error::Error;
use crate::family_files::changes::{self, End};
use crate::family_files::erase::forget_children;
use crate::family_files::events::NAME;
use crate::family_files::family::{Family, subject_key};
use crate::family_files::forget::forget_guardian;
use crate::history::{Deed, record};
use crate::http::{IfMatch, Received};
use crate::organisation::Snapshots;

/// Takes a child out of a household that has booked or asked for nothing and sent no document for it. Otherwise mark that it
/// leaves: nothing that was done is undone. Of whoever lives in no other household, what is told is forgotten.
#[utoipa::path(
    operation_id = "remove_child",
    tag = "family_files",
    security(("access_token" = ["edit_families"])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("child_id" = ChildId, Path, description = "The child."),
        ("If-Match" = String, Header, description = "The `version` of the child's part.", example = "\"1\""),
    ),
    responses(
        (status = 204, description = "The child is no more of this household."),
        (status = 404, description = "`not_found`: no such household or child, or none of a referent's."),
        (status = 410, description = "`household_merged`"),
        (status = 422, description = "`invalid_value`: `child` is `in_use`"),
    )
)]
#[delete("/family_files/{household_id}/children/{child_id}")]
pub(in crate::family_files) async fn remove_child(
    received: Received,
    staff: Require<EditFamilies>,
    path: web::Path<(HouseholdId, ChildId)>,
    version: IfMatch,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let (household, child) = *path;
    let removing = Removing { received: &received, staff: &staff, clock: &clock };
    db.write(async |tx| {
        let subject = FileSubject::Child(child);
        let family = removing.begin(tx, &snapshots, household, subject, version).await?;
        if is_used(tx, household, child).await? {
            return Err(Error::invalid("child", "in_use", "something was booked, asked for or sent"));
        }
        household_children::Entity::delete_by_id((household.0, child.0)).exec(tx).await?;
        let elsewhere =
            household_children::Entity::find().filter(household_children::Column::ChildId.eq(child.0));
        if elsewhere.count(tx).await? == 0 {
            forget_children(tx, &[child.0]).await?;
        }
        let (row, _) = family.child(child)?;
        let name = format!("{} {}", row.first_name, row.last_name);
        removing.end(tx, household, subject, &name).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Takes a guardian out of a household, who then may act for it no more. Not the last one, and none whose documents are kept.
/// Of whoever belongs to no other household, what is told is forgotten.
#[utoipa::path(
    operation_id = "remove_guardian",
    tag = "family_files",
    security(("access_token" = ["edit_families"])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household."),
        ("guardian_id" = GuardianId, Path, description = "The guardian."),
        ("If-Match" = String, Header, description = "The `version` of the guardian's part.", example = "\"1\""),
    ),
    responses(
        (status = 204, description = "The guardian is no more of this household."),
        (status = 404, description = "`not_found`: no such household or guardian, or none of a referent's."),
        (status = 410, description = "`household_merged`"),
        (status = 422, description = "`invalid_value`: `guardian` is `in_use` or `last`"),
    )
)]
#[delete("/family_files/{household_id}/guardians/{guardian_id}")]
pub(in crate::family_files) async fn remove_guardian(
    received: Received,
    staff: Require<EditFamilies>,
    path: web::Path<(HouseholdId, GuardianId)>,
    version: IfMatch,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let (household, guardian) = *path;
    let removing = Removing { received: &received, staff: &staff, clock: &clock };
    db.write(async |tx| {
        let subject = FileSubject::Guardian(guardian);
        let family = removing.begin(tx, &snapshots, household, subject, version).await?;
        if family.guardians.len() == 1 {
            return Err(Error::invalid("guardian", "last", "a household has a guardian"));
        }
        let sent = documents::Entity::find()
            .filter(documents::Column::HouseholdId.eq(household.0))
            .filter(documents::Column::GuardianId.eq(guardian.0));
        if sent.count(tx).await? > 0 {
            return Err(Error::invalid("guardian", "in_use", "documents of theirs are kept"));
        }
        household_guardians::Entity::delete_by_id((household.0, guardian.0)).exec(tx).await?;
        forget_guardian(tx, guardian).await?;
        let (row, _) = family.guardian(guardian)?;
        let name = format!("{} {}", row.first_name, row.last_name);
        removing.end(tx, household, subject, &name).await
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Whether a household has booked, asked or sent something for a child.
async fn is_used(tx: &impl ConnectionTrait, household: HouseholdId, child: ChildId) -> Result<bool, Error> {
    let booked = bookings::Entity::find()
        .filter(bookings::Column::HouseholdId.eq(household.0))
        .filter(bookings::Column::ChildId.eq(child.0));
    let asked = request_lines::Entity::find()
        .inner_join(requests::Entity)
        .filter(requests::Column::HouseholdId.eq(household.0))
        .filter(request_lines::Column::ChildId.eq(child.0));
    let sent = documents::Entity::find()
        .filter(documents::Column::HouseholdId.eq(household.0))
        .filter(documents::Column::ChildId.eq(child.0));
    Ok(booked.count(tx).await? + asked.count(tx).await? + sent.count(tx).await? > 0)
}

struct Removing<'a> {
    received: &'a Received,
    staff: &'a Require<EditFamilies>,
    clock: &'a Clock,
}

impl Removing<'_> {
    /// Makes sure that somebody may be removed; the family.
    async fn begin(
        &self,
        tx: &impl ConnectionTrait,
        snapshots: &Snapshots,
        household: HouseholdId,
        subject: FileSubject,
        version: IfMatch,
    ) -> Result<Family, Error> {
        let organisation = snapshots.current(tx).await?;
        let family = in_reach(tx, &organisation, self.staff, (household, subject), self.received.at).await?;
        if family.version(subject)? != version.0 {
            return Err(Error::ChangedMeanwhile);
        }
        Ok(family)
    }

    /// What waits of them is withdrawn; the history tells.
    async fn end(
        &self,
        tx: &impl ConnectionTrait,
        household: HouseholdId,
        subject: FileSubject,
        name: &str,
    ) -> Result<(), Error> {
        let now = self.received.at;
        let waiting = changes::waiting(tx, household).await?;
        for row in changes::of_subject(&waiting, household, subject) {
            let end = End { state: ChangeState::Withdrawn, reason: None };
            changes::finish(tx, row, self.staff.signed_in.account_id, now, end).await?;
        }
        let deed = Deed {
            household: Some(household),
            ..Deed::by(&self.staff.signed_in, self.received, subject_key(subject, household), "removed")
        };
        record(tx, self.clock, now, &deed, Some(json!({ NAME: name })), None).await
    }
}
