//! The template of a file: the columns that the organisation asks for, and a family that does not exist.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use shared::families::{Field, FieldKind, Grade, Need};
use shared::organisation::Organisation;

use super::columns::{Column, template};
use super::text::harmless;
use crate::auth::{ImportFamilies, Require};
use crate::db::Db;
use crate::error::Error;
use crate::family_files::year_of;
use crate::http::Received;
use crate::organisation::Snapshots;

/// A template with the columns that the organisation asks for in the present school year, to be opened by a spreadsheet:
/// UTF-8 with its mark, cells between `;`. Its two lines tell of a family that does not exist: delete them.
#[utoipa::path(
    operation_id = "get_family_import_template",
    tag = "family_imports",
    security(("access_token" = ["import_families"])),
    responses(
        (status = 200, description = "The template.", body = String, content_type = "text/csv",
            example = "household;household_name;resident;guardian_email\nF-1;Famille Exemple;oui;parent@exemple.example\n"),
    )
)]
#[get("/family_imports/template")]
pub(super) async fn get_family_import_template(
    received: Received,
    _staff: Require<ImportFamilies>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let organisation = snapshots.current(db.reader()).await?;
    let year = year_of(&organisation, None, received.at)?;
    let asked = |field: Field| organisation.file.rule(field, year).need != Need::Hidden;
    let columns = template(asked);
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![0xEF, 0xBB, 0xBF]);
    let mut line = |cells: Vec<String>| writer.write_record(cells).map_err(Error::internal);
    line(columns.iter().map(|column| column.name().to_owned()).collect())?;
    for child in ["Zoé", "Tom"] {
        let cell = |column: &Column| harmless(&example(&organisation, *column, child));
        line(columns.iter().map(cell).collect())?;
    }
    let file = writer.into_inner().map_err(Error::internal)?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"families.csv\""))
        .body(file))
}

/// A value of a column for a family that does not exist.
fn example(organisation: &Organisation, column: Column, child: &str) -> String {
    let text = match column {
        Column::Household => "F-1",
        Column::HouseholdName => "Famille Exemple",
        Column::Resident => "oui",
        Column::Guardian => "R-1",
        Column::GuardianEmail => "parent@exemple.example",
        Column::Child if child == "Tom" => "E-2",
        Column::Child => "E-1",
        Column::Answer(Field::GuardianFirstName) => "Odile",
        Column::Answer(Field::ChildFirstName) => child,
        Column::Answer(Field::GuardianLastName | Field::ChildLastName) => "Exemple",
        Column::Answer(Field::AddressLine) => "12 rue de l’École",
        Column::Answer(Field::AddressPostalCode) => "55190",
        Column::Answer(Field::AddressCity) => "Void-Vacon",
        Column::Answer(field) => return by_kind(organisation, field, child),
    };
    text.to_owned()
}

fn by_kind(organisation: &Organisation, field: Field, child: &str) -> String {
    match field.kind() {
        FieldKind::BirthDate if child == "Tom" => "04/05/2020".to_owned(),
        FieldKind::BirthDate => "14/05/2018".to_owned(),
        FieldKind::Phone => "06 12 34 56 78".to_owned(),
        FieldKind::YesNo => "non".to_owned(),
        FieldKind::Choice(codes) => codes.first().map(|code| (*code).to_owned()).unwrap_or_default(),
        FieldKind::School => {
            organisation.schools.first().map(|school| school.name.clone()).unwrap_or_default()
        }
        FieldKind::Grade => Grade::Ce1.code().to_owned(),
        _ => String::new(),
    }
}
