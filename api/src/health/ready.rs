//! Readiness: the database answers and its schema is the program's.

use actix_web::{HttpResponse, get, web};

use crate::db::Db;
use crate::error::Error;
use crate::http::Received;

/// Tells whether requests would be answered: the database is reachable and its schema current.
#[utoipa::path(
    operation_id = "get_readiness",
    tag = "health",
    responses(
        (status = 200, description = "They would.", body = shared::wire::Health,
            example = json!({ "server_time_ms": 1_803_895_200_000_i64 })),
        (status = 503, description = "`unavailable`: not now."),
    )
)]
#[get("/api/ready")]
pub(super) async fn get_readiness(received: Received, db: web::Data<Db>) -> Result<HttpResponse, Error> {
    match db.pending_migrations().await {
        Ok(0) => {}
        Ok(pending) => {
            tracing::warn!(pending, "the schema is older than the program");
            return Err(Error::Unavailable);
        }
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "the database does not answer");
            return Err(Error::Unavailable);
        }
    }
    Ok(HttpResponse::Ok().json(shared::wire::Health { server_time_ms: received.at.timestamp_millis() }))
}
