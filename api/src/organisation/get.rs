//! `GET /organisation`: what everybody may know.

use actix_web::{HttpResponse, get, web};
use chrono::{DateTime, Utc};
use shared::families::{FieldOwner, Need};
use shared::organisation::Organisation;
use shared::wire::{PublicActivity, PublicFacility, PublicOrganisation, PublicSchool, SignUpForm};

use super::Snapshots;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::http::Received;

/// Name, contacts, schools and facilities of the organisation; needs no sign-in.
#[utoipa::path(
    operation_id = "get_organisation",
    tag = "organisation",
    responses(
        (status = 200, description = "What everybody may know.", body = PublicOrganisation,
            example = json!({ "server_time_ms": 1_788_249_600_000_i64, "name": "Codecom des Portes de Meuse",
                "time_zone": "Europe/Paris",
                "contacts": [{ "name": "Service scolaire", "phone": "03 53 01 20 00", "email": "scolaire@example.org" }],
                "schools": [], "facilities": [], "school_years": ["2026-2027"],
                "school_year": "2026-2027",
                "beginning": { "school_years": ["2026-2027"], "suggested": "2026-2027" }, "invites": true, "completes_addresses": true })),
    ),
)]
#[get("/organisation")]
pub(super) async fn get_organisation(
    config: web::Data<Config>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
    received: Received,
) -> Result<HttpResponse, Error> {
    let organisation = snapshots.current(db.reader()).await?;
    Ok(HttpResponse::Ok().json(public(&organisation, &config, received.at)))
}

/// What parents are asked who create an account in the present school year, else in the first planned.
fn sign_up(organisation: &Organisation, now: DateTime<Utc>) -> Option<SignUpForm> {
    let school_year = organisation.present_school_year(now).filter(|_| organisation.file.entry.signs_up())?;
    let mut rules = organisation.file.rules(school_year);
    rules.retain(|field, rule| rule.need != Need::Hidden && field.owner() != FieldOwner::Child);
    Some(SignUpForm { school_year, rules })
}

fn public(organisation: &Organisation, config: &Config, now: DateTime<Utc>) -> PublicOrganisation {
    let schools = organisation.schools.iter().map(|school| PublicSchool {
        id: school.id,
        name: school.name.clone(),
        referent: school.referent.clone(),
    });
    let facilities = organisation.facilities.iter().map(|facility| PublicFacility {
        id: facility.id,
        name: facility.name.clone(),
        address: facility.address.clone(),
        referent: facility.referent.clone(),
        activities: organisation
            .activities
            .iter()
            .filter(|activity| activity.facility_id == facility.id)
            .map(|activity| PublicActivity { kind: activity.kind, name: activity.name.clone() })
            .collect(),
    });
    PublicOrganisation {
        server_time_ms: now.timestamp_millis(),
        name: organisation.name.clone(),
        time_zone: organisation.calendar.time_zone.name().to_owned(),
        contacts: organisation.contacts.clone(),
        schools: schools.collect(),
        facilities: facilities.collect(),
        school_years: organisation.school_years(),
        school_year: organisation.present_school_year(now),
        beginning: organisation.beginning(now),
        invites: organisation.file.entry.invites(),
        completes_addresses: config.geocoder.is_configured(),
        sign_up: sign_up(organisation, now),
    }
}
