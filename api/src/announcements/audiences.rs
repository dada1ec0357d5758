//! Whom one may write to, with how many households each has.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, get, web};
use serde::Deserialize;
use shared::announcements::{Addressed, Audience, SchoolClass, class_key};
use shared::calendar::SchoolYear;
use shared::organisation::Organisation;
use shared::wire::{Audiences, ClassAudience, FacilityAudience};
use utoipa::IntoParams;

use super::families::Families;
use crate::auth::{Require, Scope, WriteAnnouncements};
use crate::db::Db;
use crate::error::Error;
use crate::http::{Query, Received};
use crate::organisation::Snapshots;

/// In which school year.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AudiencesQuery {
    /// The present one when absent.
    #[param(example = "2026-2027")]
    school_year: Option<SchoolYear>,
}

/// The audiences that one may choose: everyone, facilities, schools and the classes that children are in. Of a referent, their
/// facilities and the schools that these take children from.
#[utoipa::path(
    operation_id = "list_audiences",
    tag = "announcements",
    security(("access_token" = ["write_announcements"])),
    params(AudiencesQuery),
    responses(
        (status = 200, description = "They, with how many households each has.", body = Audiences, example = json!({
            "school_year": "2026-2027", "everyone": 312,
            "facilities": [{ "facility_id": "0197c9a2-0000-7000-8000-0000000000f1", "name": "Périscolaire des Tilleuls",
                "households": 140 }],
            "classes": [{ "school_id": "0197c9a2-0000-7000-8000-0000000000c1", "school": "École des Tilleuls",
                "class_name": "CP A", "households": 22 }] })),
        (status = 422, description = "`invalid_value`: `school_year` is `unknown`"),
    )
)]
#[get("/announcements/audiences")]
pub(super) async fn list_audiences(
    received: Received,
    staff: Require<WriteAnnouncements>,
    query: Query<AudiencesQuery>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let year = organisation
        .planned_school_year(query.0.school_year, received.at)
        .ok_or_else(|| Error::invalid("school_year", "unknown", "not among the school years planned"))?;
    let scope = staff.scope(&tx, &organisation, received.at).await?;
    let families = Families::load(&tx).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(offered(&organisation, &scope, &families, year)))
}

fn offered(organisation: &Organisation, scope: &Scope, families: &Families, year: SchoolYear) -> Audiences {
    let count = |audience| families.count(&Addressed::of(&audience, year, organisation));
    let facilities = organisation.facilities.iter().filter(|facility| scope.has_facility(facility.id));
    let facilities = facilities.map(|facility| FacilityAudience {
        facility_id: facility.id,
        name: facility.name.clone(),
        households: count(Audience::Facilities(vec![facility.id])),
    });
    let mut classes = Vec::new();
    for school in organisation.schools.iter().filter(|school| scope.has_school(school.id)) {
        // of several ways to write it, one
        let written: BTreeMap<String, &str> =
            families.classes(year, school.id).map(|class| (class_key(class), class)).collect();
        let names = std::iter::once(None).chain(written.into_values().map(|class| Some(class.to_owned())));
        classes.extend(names.map(|class_name| ClassAudience {
            school_id: school.id,
            school: school.name.clone(),
            households: count(Audience::Classes(vec![SchoolClass {
                school_id: school.id,
                class_name: class_name.clone(),
            }])),
            class_name,
        }));
    }
    Audiences {
        school_year: year,
        everyone: scope.is_everyone().then(|| count(Audience::Everyone)),
        facilities: facilities.collect(),
        classes,
    }
}
