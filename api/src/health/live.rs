//! Liveness: the process answers.

use actix_web::{HttpResponse, get};

use crate::http::Received;

/// Tells whether the process lives. Says nothing of the database: restarting the process would not help it.
#[utoipa::path(
    operation_id = "get_health",
    tag = "health",
    responses((status = 200, description = "It does.", body = shared::wire::Health, example = json!({ "server_time_ms": 1_803_812_370_000_i64 })))
)]
#[get("/api/health")]
pub(super) async fn get_health(received: Received) -> HttpResponse {
    HttpResponse::Ok().json(shared::wire::Health { server_time_ms: received.at.timestamp_millis() })
}
