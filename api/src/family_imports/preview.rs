//! What importing a file would do.

use actix_web::{HttpRequest, HttpResponse, post, web};
use shared::wire::ImportReport;

use super::{Import, ImportQuery, MAX_BYTES};
use crate::accounts::permit_invitations;
use crate::auth::{ImportFamilies, Require};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::family_files::year_of;
use crate::history::By;
use crate::http::{Query, Received, read_body};
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// Says line by line what importing a file would do: who is made, what changes, what is wrong. No family is
/// changed; that the health of a child was compared is recorded. The body is
/// the CSV file, whatever content type it names: UTF-8, UTF-16 or Windows-1252, cells between `;`, `,` or tabs. Its format is
/// in the documentation. Administrators and agents.
#[utoipa::path(
    operation_id = "preview_family_import",
    tag = "family_imports",
    security(("access_token" = ["import_families"])),
    params(ImportQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file, at most 5 MB and 5,000 lines."),
    responses(
        (status = 200, description = "What it comes to.", body = ImportReport, example = json!({ "school_year": "2026-2027",
            "imported": false, "households": { "made": 1, "changed": 0, "unchanged": 0 },
            "guardians": { "made": 1, "changed": 0, "unchanged": 0 }, "children": { "made": 0, "changed": 0, "unchanged": 0 },
            "faulty": 1, "invited": 0, "lines": [
                { "line": 2, "outcome": "made", "household": "F-1", "people": ["Odile Petit"] },
                { "line": 3, "outcome": "faulty", "household": "F-1", "people": ["Tom Petit"],
                    "faults": [{ "column": "child_birth_date", "code": "invalid_date" }] }] })),
        (status = 403, description = "`invitations_closed` with `invite`"),
        (status = 422, description = "`invalid_value`: `school_year` is `unknown`"),
    )
)]
#[post("/family_imports/preview")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn preview_family_import(
    received: Received,
    staff: Require<ImportFamilies>,
    query: Query<ImportQuery>,
    request: HttpRequest,
    payload: web::Payload,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let file = read_body(&request, payload, MAX_BYTES).await?;
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let year = year_of(&organisation, query.0.school_year, received.at)?;
    if query.0.invite {
        permit_invitations(&snapshots, &tx).await?;
    }
    let by = By { account_id: Some(staff.signed_in.account_id), request_id: &received.request_id };
    let import = Import {
        clock: &clock,
        vault: &vault,
        organisation: &organisation,
        year,
        now: received.at,
        by,
        file: &file,
    };
    let (mut report, looks) = import.preview(&tx).await?;
    tx.commit().await?;
    if !looks.is_empty() {
        db.write(async |tx| import.record(tx, &looks).await).await?;
    }
    if !query.0.invite {
        report.invited = 0;
    }
    Ok(HttpResponse::Ok().json(report))
}
