//! Families from a CSV file, as spreadsheets write it: previewed line by line, then imported whole or not at all.

mod cells;
mod changes;
mod columns;
mod command;
mod create;
mod invitations;
mod known;
mod looks;
mod matching;
mod people;
mod plan;
mod preview;
mod run;
mod schools;
mod template;
mod text;
mod write;

use serde::Deserialize;
use shared::calendar::SchoolYear;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

pub use command::ImportFamiliesCommand;
pub use invitations::{INVITE_IMPORTED, invite_imported};
pub use run::Import;
pub use text::MAX_LINES;

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 5_000_000;

/// How a file is imported.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ImportQuery {
    /// Of which school year schooling is told; the present one when absent.
    #[param(example = "2026-2027")]
    school_year: Option<SchoolYear>,
    /// Whether those whose mail address is new are invited.
    #[serde(default)]
    invite: bool,
}

/// Routes under `/api/v1`.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .service(template::get_family_import_template)
        .service(preview::preview_family_import)
        .service(create::create_family_import);
}
