//! Who may do what of the rights of persons and of the pages that administrators write.

use serde_json::{Value, json};
use shared::staff::Permission;

use super::operations::{Row, Who};

/// The rows.
pub(super) fn rows() -> Vec<Row> {
    let none = || Value::Null;
    let proof = || json!({ "password": "wrong" });
    vec![
        ("get_personal_data", "GET", "/v1/households/{household_id}/personal_data", none(), Who::Household),
        ("create_export", "POST", "/v1/households/{household_id}/exports", proof(), Who::Household),
        ("list_exports", "GET", "/v1/households/{household_id}/exports", none(), Who::Household),
        (
            "create_export_of_household",
            "POST",
            "/v1/family_files/{household_id}/exports",
            none(),
            Who::Staff(Permission::HandleRights),
        ),
        (
            "list_exports_of_household",
            "GET",
            "/v1/family_files/{household_id}/exports",
            none(),
            Who::Staff(Permission::HandleRights),
        ),
        (
            "get_export_content",
            "GET",
            "/v1/households/{household_id}/exports/{export_id}/content",
            none(),
            Who::Asker,
        ),
        (
            "get_export_content_of_household",
            "GET",
            "/v1/family_files/{household_id}/exports/{export_of_household_id}/content",
            none(),
            Who::Staff(Permission::HandleRights),
        ),
        (
            "delete_erasure",
            "DELETE",
            "/v1/households/{household_id}/erasures/{erasure_id}",
            none(),
            Who::Booking,
        ),
        ("create_erasure", "POST", "/v1/households/{household_id}/erasures", proof(), Who::Booking),
        (
            "create_erasure_of_household",
            "POST",
            "/v1/family_files/{household_id}/erasures",
            json!({}),
            Who::Staff(Permission::HandleRights),
        ),
        ("list_erasures", "GET", "/v1/erasures", none(), Who::Staff(Permission::HandleRights)),
        ("get_erasure", "GET", "/v1/erasures/{erasure_id}", none(), Who::Staff(Permission::HandleRights)),
        (
            "decide_erasure",
            "PUT",
            "/v1/erasures/{erasure_id}/decision",
            json!({ "confirmed": false, "reason": "Non" }),
            Who::Staff(Permission::HandleRights),
        ),
        ("list_retention_runs", "GET", "/v1/retention_runs", none(), Who::Staff(Permission::HandleRights)),
        ("get_page", "GET", "/v1/pages/privacy?language=en", none(), Who::Everybody),
        ("list_pages", "GET", "/v1/pages", none(), Who::Staff(Permission::EditPages)),
        (
            "preview_page",
            "POST",
            "/v1/pages/preview",
            json!({ "text": "Bonjour" }),
            Who::Staff(Permission::EditPages),
        ),
        ("get_page_source", "GET", "/v1/pages/contact/source", none(), Who::Staff(Permission::EditPages)),
        (
            "update_page",
            "PUT",
            "/v1/pages/contact/source",
            json!({ "fr": "Bonjour" }),
            Who::Staff(Permission::EditPages),
        ),
        (
            "get_page_version",
            "GET",
            "/v1/pages/contact/versions/1",
            none(),
            Who::Staff(Permission::EditPages),
        ),
        (
            "list_page_versions",
            "GET",
            "/v1/pages/contact/versions",
            none(),
            Who::Staff(Permission::EditPages),
        ),
    ]
}
