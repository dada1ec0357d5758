//! The authorisation matrix: guardians of a household, the other household of a child.

use serde_json::{Value, json};
use shared::staff::Permission;

use super::operations::{Row, Who};

#[expect(clippy::too_many_lines, reason = "a table, one row an operation")]
pub(crate) fn rows() -> Vec<Row> {
    let none = || Value::Null;
    vec![
        (
            "delete_change_request",
            "DELETE",
            "/v1/households/{household_id}/change_requests/{change_request_id}",
            none(),
            Who::Booking,
        ),
        (
            "delete_document",
            "DELETE",
            "/v1/households/{household_id}/documents/{document_id}",
            none(),
            Who::Booking,
        ),
        ("list_guardians", "GET", "/v1/households/{household_id}/guardians", none(), Who::Household),
        ("update_payer", "PUT", "/v1/households/{household_id}/payer", none(), Who::Household),
        (
            "create_guardian_invitation",
            "POST",
            "/v1/households/{household_id}/guardian_invitations",
            json!({ "email": "", "living": "here" }),
            Who::Booking,
        ),
        (
            "send_guardian_invitation_again",
            "POST",
            "/v1/households/{household_id}/guardian_invitations/{invitation_id}/mails",
            none(),
            Who::Booking,
        ),
        (
            "delete_guardian_invitation",
            "DELETE",
            "/v1/households/{household_id}/guardian_invitations/{invitation_id}",
            none(),
            Who::Booking,
        ),
        (
            "inspect_guardian_invitation",
            "POST",
            "/v1/guardian_invitations/inspect",
            json!({ "token": "" }),
            Who::Everybody,
        ),
        (
            "create_guardian_account",
            "POST",
            "/v1/guardian_invitations/account",
            json!({ "token": "", "password": "" }),
            Who::Everybody,
        ),
        (
            "accept_guardian_invitation",
            "POST",
            "/v1/guardian_invitations/acceptance",
            json!({ "token": "" }),
            Who::SignedIn,
        ),
        (
            "get_child_custody",
            "GET",
            "/v1/households/{household_id}/children/{child_id}/custody",
            none(),
            Who::Household,
        ),
        (
            "create_custody_proposal",
            "PUT",
            "/v1/households/{household_id}/children/{child_id}/custody/proposal",
            json!({ "calendar": {} }),
            Who::Booking,
        ),
        (
            "delete_custody_proposal",
            "DELETE",
            "/v1/households/{household_id}/children/{child_id}/custody/proposal",
            none(),
            Who::Booking,
        ),
        (
            "decide_custody_proposal",
            "PUT",
            "/v1/households/{household_id}/children/{child_id}/custody/decision",
            json!({ "accepted": false }),
            Who::Booking,
        ),
        (
            "list_guardians_of_household",
            "GET",
            "/v1/family_files/{household_id}/guardians",
            none(),
            Who::StaffOf(Permission::ReadFamilies),
        ),
        (
            "update_guardian_roles",
            "PUT",
            "/v1/family_files/{household_id}/guardians",
            json!({ "guardians": [] }),
            Who::StaffOf(Permission::CheckFamilies),
        ),
        (
            "get_child_custody_of_household",
            "GET",
            "/v1/family_files/{household_id}/children/{child_id}/custody",
            none(),
            Who::StaffOf(Permission::ReadFamilies),
        ),
        (
            "update_child_custody",
            "PUT",
            "/v1/family_files/{household_id}/children/{child_id}/custody",
            json!({ "calendar": {} }),
            Who::StaffOf(Permission::CheckFamilies),
        ),
    ]
}
