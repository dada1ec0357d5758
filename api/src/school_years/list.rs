//! The school years that can be opened.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, get, web};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::calendar::SchoolYear;
use shared::families::{Field, Need};
use shared::organisation::Organisation;
use shared::wire::{SchoolYearToOpen, SchoolYears};
use uuid::Uuid;

use super::store;
use crate::auth::{OpenSchoolYears, Require};
use crate::db::Db;
use crate::entities::{history, staff};
use crate::error::Error;
use crate::organisation::Snapshots;

/// The school years that are planned and follow one that is, when each was opened, and what families will be asked then.
/// Administrators.
#[utoipa::path(
    operation_id = "list_school_years",
    tag = "school_years",
    security(("access_token" = ["open_school_years"])),
    responses(
        (status = 200, description = "In order.", body = SchoolYears, example = json!({ "items": [{
            "school_year": "2027-2028", "opened_at": "2027-06-15T08:00:00Z", "opened_by": "Nadia Roux",
            "fields": ["child_class"], "documents": [{ "fr": "Attestation d’assurance scolaire" }] }] })),
    )
)]
#[get("/school_years")]
pub(super) async fn list_school_years(
    _: Require<OpenSchoolYears>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let opened = openings(&tx).await?;
    let authors = opened.values().filter_map(|row| row.account_id);
    let authors = staff::Entity::find().filter(staff::Column::AccountId.is_in(authors)).all(&tx).await?;
    tx.commit().await?;
    let years = organisation.school_years().into_iter();
    let items = years.filter(|year| store::before(&organisation, *year).is_ok()).map(|school_year| {
        let opening = opened.get(&school_year.to_string());
        let by = authors.iter().find(|row| opening.is_some_and(|it| it.account_id == Some(row.account_id)));
        SchoolYearToOpen {
            school_year,
            opened_at: opening.map(|row| row.at),
            opened_by: by.map(|row| format!("{} {}", row.first_name, row.last_name)),
            fields: asked(&organisation, school_year),
            documents: organisation
                .documents
                .iter()
                .filter(|kind| kind.is_yearly())
                .map(|kind| kind.name.clone())
                .collect(),
        }
    });
    Ok(HttpResponse::Ok().json(SchoolYears { items: items.collect() }))
}

/// Whether a school year, or a later one, was opened.
///
/// # Errors
///
/// Those of the database.
pub async fn is_opened(db: &impl ConnectionTrait, year: SchoolYear) -> Result<bool, Error> {
    Ok(openings(db).await?.into_keys().any(|opened| opened >= year.to_string()))
}

/// The last opening of each year, by the year.
async fn openings(db: &impl ConnectionTrait) -> Result<BTreeMap<String, history::Model>, Error> {
    let rows = history::Entity::find()
        .filter(history::Column::SubjectType.eq("school_year"))
        .filter(history::Column::SubjectId.eq(Uuid::nil()))
        .filter(history::Column::Action.eq("opened"))
        .order_by_asc(history::Column::Id)
        .all(db)
        .await?;
    let year = |row: &history::Model| Some(row.after.as_ref()?.get("school_year")?.as_str()?.to_owned());
    Ok(rows.into_iter().filter_map(|row| Some((year(&row)?, row))).collect())
}

/// What families have not been asked in the year before, and the class: classes are made anew.
fn asked(organisation: &Organisation, year: SchoolYear) -> Vec<Field> {
    let before = SchoolYear::starting_in(year.first_year().saturating_sub(1));
    let need = |field, year| organisation.file.rule(field, year).need;
    let new = |field: &Field| need(*field, year) == Need::Required && need(*field, before) != Need::Required;
    let again = |field: &Field| *field == Field::ChildClass && need(*field, year) != Need::Hidden;
    Field::ALL.into_iter().filter(|field| new(field) || again(field)).collect()
}
