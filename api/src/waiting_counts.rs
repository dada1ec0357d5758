//! How much waits for staff, in each of their lists.

use actix_web::{HttpResponse, get, web};
use serde::Deserialize;
use shared::calendar::SchoolYear;
use shared::staff::Permission;
use shared::wire::WaitingCounts;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::auth::{ReadFamilies, Require};
use crate::db::Db;
use crate::documents::waiting_documents;
use crate::error::Error;
use crate::family_files::{waiting_families, year_of};
use crate::http::{Query, Received};
use crate::organisation::Snapshots;
use crate::rights::waiting_erasures;

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes.service(get_waiting_counts);
}

/// Of which school year files are counted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CountsQuery {
    /// The present one when absent.
    #[param(example = "2026-2027")]
    school_year: Option<SchoolYear>,
}

/// How much waits for staff in each of their lists, as the lists themselves would tell; of a referent, for the families of their
/// facilities.
#[utoipa::path(
    operation_id = "get_waiting_counts",
    tag = "staff",
    security(("access_token" = ["read_families"])),
    params(CountsQuery),
    responses(
        (status = 200, description = "The counts.", body = WaitingCounts, example = json!({ "school_year": "2026-2027",
            "family_files": 12, "change_requests": 3, "documents": 27, "erasures": 1, "without_account": 4,
            "never_opened": 9, "not_submitted": 31 })),
        (status = 422, description = "`invalid_value`: `school_year` is `unknown`"),
    )
)]
#[get("/waiting_counts")]
async fn get_waiting_counts(
    received: Received,
    staff: Require<ReadFamilies>,
    query: Query<CountsQuery>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let year = year_of(&organisation, query.0.school_year, received.at)?;
    let scope = staff.scope(&tx, &organisation, received.at).await?;
    let families = waiting_families(&tx, &scope, year).await?;
    let erasures =
        if staff.role.may(Permission::HandleRights) { Some(waiting_erasures(&tx).await?) } else { None };
    let (who, today) = ((staff.signed_in.account_id, staff.role), organisation.today(received.at));
    let documents = waiting_documents(&tx, &organisation, who, today).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(WaitingCounts {
        school_year: year,
        family_files: families.files,
        change_requests: families.change_requests,
        documents,
        erasures,
        without_account: families.without_account,
        never_opened: families.never_opened,
        not_submitted: families.not_submitted,
    }))
}
