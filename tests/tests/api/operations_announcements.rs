//! Who may do what about announcements.

use serde_json::{Value, json};
use shared::staff::Permission;

use super::operations::{Row, Who};

/// The rows.
pub(super) fn rows() -> Vec<Row> {
    let none = || Value::Null;
    let text =
        || json!({ "title_fr": "", "body_fr": "", "audience": "everyone", "shown_until": "2026-09-21" });
    let (read, write) = (Permission::ReadAnnouncements, Permission::WriteAnnouncements);
    vec![
        (
            "list_household_announcements",
            "GET",
            "/v1/households/{household_id}/announcements",
            none(),
            Who::Household,
        ),
        (
            "update_announcement_reading",
            "PUT",
            "/v1/households/{household_id}/announcements/{announcement_id}/reading",
            none(),
            Who::Household,
        ),
        ("list_announcements", "GET", "/v1/announcements", none(), Who::Staff(read)),
        ("get_announcement", "GET", "/v1/announcements/{announcement_id}", none(), Who::Staff(read)),
        (
            "get_announcement_reach",
            "GET",
            "/v1/announcements/{announcement_id}/reach",
            none(),
            Who::Staff(read),
        ),
        ("list_audiences", "GET", "/v1/announcements/audiences", none(), Who::Staff(write)),
        (
            "preview_announcement",
            "POST",
            "/v1/announcements/preview",
            json!({ "text": "Bonjour" }),
            Who::Staff(write),
        ),
        ("create_announcement", "POST", "/v1/announcements", text(), Who::Staff(write)),
        ("update_announcement", "PUT", "/v1/announcements/{announcement_id}", text(), Who::StaffOver(write)),
        (
            "delete_announcement",
            "DELETE",
            "/v1/announcements/{announcement_id}",
            none(),
            Who::StaffOver(write),
        ),
        (
            "publish_announcement",
            "PUT",
            "/v1/announcements/{announcement_id}/publication",
            json!({ "by_mail": false }),
            Who::StaffOver(write),
        ),
        (
            "withdraw_announcement",
            "DELETE",
            "/v1/announcements/{announcement_id}/publication",
            none(),
            Who::StaffOver(write),
        ),
    ]
}
