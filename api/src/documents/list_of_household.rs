//! What is asked of a household, and what it has sent, for staff.

use actix_web::{HttpResponse, get, web};
use shared::families::FileSubject;
use shared::ids::HouseholdId;
use shared::wire::HouseholdDocuments;

use super::list::documents;
use super::{health, scope};
use crate::auth::{ReadDocuments, Require};
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::http::Received;
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// What is asked of a household, and how far what it has sent is. Every role; a referent, of the families of their
/// facilities, and of the children who go to school there. What tells of health is told to those who may read health: not to
/// readers.
#[utoipa::path(
    operation_id = "list_documents_of_household",
    tag = "documents",
    security(("access_token" = ["read_documents"])),
    params(("household_id" = HouseholdId, Path, description = "The household.")),
    responses(
        (status = 200, description = "Types, people, and what is asked about whom.", body = HouseholdDocuments,
            example = json!({ "server_time_ms": 1_788_760_800_000_i64, "school_year": "2026-2027",
                "limit_bytes": 20_971_520, "types": [], "guardians": [],
                "children": [{ "id": "0197c9a2-0000-7000-8000-000000000001", "first_name": "Lina", "last_name": "Martin" }],
                "items": [{ "type_id": "0197c9a2-0000-7000-8000-0000000000aa",
                    "subject": { "child": "0197c9a2-0000-7000-8000-000000000001" }, "school_year": "2026-2027",
                    "required": true, "satisfied": false, "state": { "code": "missing" }, "elsewhere": false }] })),
        (status = 404, description = "`not_found`: no such household, or none of a referent's."),
    )
)]
#[get("/family_files/{household_id}/documents")]
pub(super) async fn list_documents_of_household(
    received: Received,
    staff: Require<ReadDocuments>,
    household_id: web::Path<HouseholdId>,
    config: web::Data<Config>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let today = organisation.today(received.at);
    let seen = scope::children(&tx, &organisation, (&staff).into(), today, *household_id).await?;
    let mut answer = documents(&tx, &vault, &organisation, *household_id, received.at).await?;
    tx.commit().await?;
    answer.children.retain(|child| seen.contains(&child.id));
    answer.items.retain(|item| match item.asked.subject {
        FileSubject::Child(child) => seen.contains(&child),
        FileSubject::Household | FileSubject::Guardian(_) => true,
    });
    if !health::is_readable(staff.role) {
        answer.items.retain(|item| !organisation.tells_health(item.asked.type_id));
    }
    answer.limit_bytes = u64::try_from(config.documents.limit_bytes).unwrap_or(u64::MAX);
    Ok(HttpResponse::Ok().json(answer))
}
