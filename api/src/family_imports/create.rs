//! A file of families is imported.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, post, web};
use shared::problem::FieldError;
use shared::wire::ImportReport;

use super::{Import, ImportQuery, MAX_BYTES};
use crate::accounts::permit_invitations;
use crate::auth::{ImportFamilies, Require};
use crate::clock::Clock;
use crate::db::Db;
use crate::digest::sha256_hex;
use crate::error::Error;
use crate::family_files::year_of;
use crate::history::By;
use crate::http::{Query, Received, read_body};
use crate::idempotency::{IdempotencyKey, Once, fingerprint, once};
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// How many faults a problem names.
const NAMED: usize = 100;

/// Imports a file whole, or refuses it whole when a line is at fault: the preview says which. The same file again changes
/// nothing; an empty cell changes nothing. With `invite`, those whose mail address is new get an invitation.
#[utoipa::path(
    operation_id = "create_family_import",
    tag = "family_imports",
    security(("access_token" = ["import_families"])),
    params(
        ImportQuery,
        IdempotencyKey,
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file, at most 5 MB and 5,000 lines."),
    responses(
        (status = 201, description = "Imported.", body = ImportReport,
            example = json!({ "school_year": "2026-2027", "imported": true,
            "households": { "made": 1, "changed": 0, "unchanged": 0 },
            "guardians": { "made": 1, "changed": 0, "unchanged": 0 }, "children": { "made": 0, "changed": 0, "unchanged": 0 },
            "faulty": 0, "invited": 1, "lines": [
                { "line": 2, "outcome": "made", "household": "F-1", "people": ["Odile Petit"] }] })),
        (status = 403, description = "`invitations_closed` with `invite`"),
        (status = 422, description = "`invalid_value`: the first 100 faults, as `line[<number>].<column>`; `school_year` is \
            `unknown`; `idempotency_key_reused`"),
    )
)]
#[post("/family_imports")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn create_family_import(
    received: Received,
    staff: Require<ImportFamilies>,
    key: IdempotencyKey,
    query: Query<ImportQuery>,
    request: HttpRequest,
    payload: web::Payload,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let file = read_body(&request, payload, MAX_BYTES).await?;
    let ImportQuery { school_year, invite } = query.0;
    let account_id = staff.signed_in.account_id;
    let request_hash = fingerprint(&(school_year, invite, sha256_hex(&file)))?;
    let asked = Once { account_id, operation: "create_family_import", key: &key, request_hash };
    once(&db, &received, asked, async |tx| {
        let organisation = snapshots.current(tx).await?;
        let year = year_of(&organisation, school_year, received.at)?;
        if invite {
            permit_invitations(&snapshots, tx).await?;
        }
        let by = By { account_id: Some(account_id), request_id: &received.request_id };
        let import = Import {
            clock: &clock,
            vault: &vault,
            organisation: &organisation,
            year,
            now: received.at,
            by,
            file: &file,
        };
        let report = import.run(tx, invite).await?;
        if report.imported {
            Ok((StatusCode::CREATED, report))
        } else {
            Err(Error::InvalidValue(faults(&report)))
        }
    })
    .await
}

fn faults(report: &ImportReport) -> Vec<FieldError> {
    let all = report.lines.iter().flat_map(|line| line.faults.iter().map(move |fault| (line.line, fault)));
    all.take(NAMED)
        .map(|(line, fault)| FieldError {
            field: match &fault.column {
                Some(column) => format!("line[{line}].{column}"),
                None => format!("line[{line}]"),
            },
            code: fault.code.clone(),
            detail: "see the preview".to_owned(),
        })
        .collect()
}
