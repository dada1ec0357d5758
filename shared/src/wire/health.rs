//! Whether the server lives.

use serde::{Deserialize, Serialize};

/// The server lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Health {
    /// The server's instant in milliseconds since 1970.
    pub server_time_ms: i64,
}
