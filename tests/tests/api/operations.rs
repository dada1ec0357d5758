//! The authorisation matrix: every operation, and who may.

use serde_json::{Value, json};
use shared::staff::Permission;

use super::operations_of_guardians as of_guardians;

/// Who may.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Who {
    /// Everybody, also who is not signed in.
    Everybody,
    /// Whoever is signed in, on their own account.
    SignedIn,
    /// Guardians of the household; to all others it does not exist.
    Household,
    /// Guardians of the household who may book; others of it may look.
    Booking,
    /// The guardian who asked for it, as long as they are of the household; to all others it does not exist.
    Asker,
    /// Staff whose role permits it, signed in with a second factor.
    Staff(Permission),
    /// The same, of a referent only for families whose children their facilities serve; to others they do not exist.
    StaffOf(Permission),
    /// The same, of a referent only what is for such families; others may look.
    StaffOver(Permission),
}

/// An operation: method, path below `/api`, body, who may.
pub(crate) type Row = (&'static str, &'static str, &'static str, Value, Who);

/// Bodies are read well and then refused or harmless: what counts is who is let through.
#[expect(clippy::too_many_lines, reason = "a table, one row an operation")]
pub(crate) fn rows() -> Vec<Row> {
    let none = || Value::Null;
    let proof = || json!({ "password": "wrong" });
    let line =
        json!({ "action": "book", "child_id": "{child_id}", "slot_id": "{slot_id}", "day": "2026-09-01" });
    let request = || json!({ "lines": [line] });
    let member = || json!({ "first_name": "", "last_name": "", "role": "reader" });
    let nobody = || json!({ "school_year": "2026-2027", "values": {} });
    vec![
        ("get_health", "GET", "/health", none(), Who::Everybody),
        ("get_readiness", "GET", "/ready", none(), Who::Everybody),
        ("get_organisation", "GET", "/v1/organisation", none(), Who::Everybody),
        ("list_address_suggestions", "GET", "/v1/addresses?q=3", none(), Who::Everybody),
        ("list_mails", "GET", "/v1/mails", none(), Who::Everybody),
        ("get_mail", "GET", "/v1/mails/{mail_id}", none(), Who::Everybody),
        ("create_sign_in", "POST", "/v1/sign_ins", json!({ "email": "", "password": "" }), Who::Everybody),
        ("refresh_sign_in", "POST", "/v1/sign_ins/current/refresh", none(), Who::Everybody),
        ("get_current_account", "GET", "/v1/accounts/current", none(), Who::SignedIn),
        ("update_current_account", "PATCH", "/v1/accounts/current", json!({}), Who::SignedIn),
        (
            "create_address_change",
            "POST",
            "/v1/accounts/current/address_changes",
            json!({ "password": "wrong", "email": "" }),
            Who::SignedIn,
        ),
        ("close_current_account", "POST", "/v1/accounts/current/closing", proof(), Who::SignedIn),
        (
            "confirm_second_factor",
            "POST",
            "/v1/accounts/current/second_factor/confirm",
            json!({ "code": "000000" }),
            Who::SignedIn,
        ),
        ("delete_device", "DELETE", "/v1/accounts/current/devices/{sign_in_id}", none(), Who::SignedIn),
        ("list_devices", "GET", "/v1/accounts/current/devices", none(), Who::SignedIn),
        ("delete_other_devices", "DELETE", "/v1/accounts/current/devices", none(), Who::SignedIn),
        (
            "update_password",
            "PUT",
            "/v1/accounts/current/password",
            json!({ "current_password": "wrong", "new_password": "" }),
            Who::SignedIn,
        ),
        ("create_second_factor", "POST", "/v1/accounts/current/second_factor", proof(), Who::SignedIn),
        (
            "create_recovery_codes",
            "POST",
            "/v1/accounts/current/second_factor/recovery_codes",
            proof(),
            Who::SignedIn,
        ),
        ("remove_second_factor", "POST", "/v1/accounts/current/second_factor/remove", proof(), Who::SignedIn),
        ("get_planning", "GET", "/v1/households/{household_id}/planning{range}", none(), Who::Household),
        (
            "list_planning_cells",
            "GET",
            "/v1/households/{household_id}/planning/cells{range}",
            none(),
            Who::Household,
        ),
        ("list_requests", "GET", "/v1/households/{household_id}/requests", none(), Who::Household),
        ("get_request", "GET", "/v1/households/{household_id}/requests/{request_id}", none(), Who::Household),
        ("create_request", "POST", "/v1/households/{household_id}/requests", request(), Who::Booking),
        (
            "preview_request",
            "POST",
            "/v1/households/{household_id}/requests/preview",
            request(),
            Who::Booking,
        ),
        (
            "create_message",
            "POST",
            "/v1/households/{household_id}/messages",
            json!({ "child_id": "{child_id}", "day": "2026-09-15", "body": "Bonjour" }),
            Who::Household,
        ),
        (
            "create_simulation",
            "POST",
            "/v1/households/{household_id}/simulations",
            json!({ "child_id": "{child_id}", "slot_id": "{slot_id}", "day": "2026-09-15" }),
            Who::Household,
        ),
        ("list_staff", "GET", "/v1/staff", none(), Who::Staff(Permission::ReadStaff)),
        ("get_staff_member", "GET", "/v1/staff/{account_id}", none(), Who::Staff(Permission::ReadStaff)),
        (
            "create_staff_member",
            "POST",
            "/v1/staff",
            json!({ "email": "", "first_name": "", "last_name": "", "role": "reader" }),
            Who::Staff(Permission::ManageStaff),
        ),
        (
            "update_staff_member",
            "PUT",
            "/v1/staff/{account_id}",
            member(),
            Who::Staff(Permission::ManageStaff),
        ),
        (
            "delete_staff_member",
            "DELETE",
            "/v1/staff/{account_id}",
            none(),
            Who::Staff(Permission::ManageStaff),
        ),
        ("list_documents", "GET", "/v1/households/{household_id}/documents", none(), Who::Household),
        (
            "create_document",
            "POST",
            "/v1/households/{household_id}/documents?type_id={type_id}",
            json!("no file that is taken"),
            Who::Booking,
        ),
        (
            "get_household_document_content",
            "GET",
            "/v1/households/{household_id}/documents/{document_id}/content",
            none(),
            Who::Household,
        ),
        (
            "list_documents_to_check",
            "GET",
            "/v1/documents/to_check",
            none(),
            Who::Staff(Permission::ReadDocuments),
        ),
        (
            "get_document",
            "GET",
            "/v1/documents/{document_id}",
            none(),
            Who::StaffOf(Permission::ReadDocuments),
        ),
        (
            "get_document_content",
            "GET",
            "/v1/documents/{document_id}/content",
            none(),
            Who::StaffOf(Permission::ReadDocuments),
        ),
        (
            "decide_document",
            "PUT",
            "/v1/documents/{document_id}/decision",
            json!({ "verdict": "accepted" }),
            Who::StaffOf(Permission::CheckDocuments),
        ),
        ("get_family_file", "GET", "/v1/households/{household_id}/file", none(), Who::Household),
        (
            "update_family_file",
            "PATCH",
            "/v1/households/{household_id}/file",
            json!({ "subject": "household", "school_year": "2026-2027", "values": {} }),
            Who::Booking,
        ),
        ("create_child", "POST", "/v1/households/{household_id}/children", nobody(), Who::Booking),
        ("create_guardian", "POST", "/v1/households/{household_id}/guardians", nobody(), Who::Booking),
        (
            "submit_family_file",
            "PUT",
            "/v1/households/{household_id}/file/submission",
            json!({ "school_year": "1999-2000" }),
            Who::Booking,
        ),
        (
            "list_family_files",
            "GET",
            "/v1/family_files?only=all&q=nguyen",
            none(),
            Who::Staff(Permission::ReadFamilies),
        ),
        (
            "get_family_file_of_household",
            "GET",
            "/v1/family_files/{household_id}",
            none(),
            Who::StaffOf(Permission::ReadFamilies),
        ),
        (
            "get_child_health",
            "GET",
            "/v1/family_files/{household_id}/children/{child_id}/health",
            none(),
            Who::StaffOf(Permission::CheckFamilies),
        ),
        (
            "decide_family_file",
            "PUT",
            "/v1/family_files/{household_id}/decision",
            json!({ "school_year": "2026-2027", "verdict": "validated" }),
            Who::StaffOf(Permission::CheckFamilies),
        ),
        (
            "get_household_record",
            "GET",
            "/v1/family_files/{household_id}/record",
            none(),
            Who::StaffOf(Permission::ReadFamilies),
        ),
        (
            "create_household_note",
            "POST",
            "/v1/family_files/{household_id}/notes",
            json!({ "text": "Bonjour" }),
            Who::StaffOf(Permission::CheckFamilies),
        ),
        (
            "create_document_of_household",
            "POST",
            "/v1/family_files/{household_id}/documents?type_id={type_id}",
            json!("no file that is taken"),
            Who::StaffOf(Permission::CheckDocuments),
        ),
        (
            "list_documents_of_household",
            "GET",
            "/v1/family_files/{household_id}/documents",
            none(),
            Who::StaffOf(Permission::ReadDocuments),
        ),
        (
            "update_onlooker",
            "PUT",
            "/v1/onlookers/document/{document_id}",
            none(),
            Who::StaffOf(Permission::ReadFamilies),
        ),
        (
            "delete_onlooker",
            "DELETE",
            "/v1/onlookers/family_file/{household_id}",
            none(),
            Who::StaffOf(Permission::ReadFamilies),
        ),
        ("list_change_requests", "GET", "/v1/change_requests", none(), Who::Staff(Permission::ReadFamilies)),
        (
            "decide_change_request",
            "PUT",
            "/v1/change_requests/{change_request_id}/decision",
            json!({ "accepted": false, "reason": "Non" }),
            Who::StaffOf(Permission::CheckFamilies),
        ),
        ("list_school_years", "GET", "/v1/school_years", none(), Who::Staff(Permission::OpenSchoolYears)),
        (
            "list_promotions",
            "GET",
            "/v1/school_years/2027-2028/promotions",
            none(),
            Who::Staff(Permission::OpenSchoolYears),
        ),
        (
            "open_school_year",
            "POST",
            "/v1/school_years/2027-2028/opening",
            json!({ "corrections": [{ "child_id": "{child_id}", "school_id": "{child_id}" }] }),
            Who::Staff(Permission::OpenSchoolYears),
        ),
        (
            "create_invitations",
            "POST",
            "/v1/invitations",
            json!({ "emails": [] }),
            Who::Staff(Permission::InviteFamilies),
        ),
    ]
    .into_iter()
    .chain(super::operations_before_sign_in::rows())
    .chain(of_guardians::rows())
    .chain(super::operations_households::rows())
    .chain(super::operations_rights::rows())
    .chain(super::operations_announcements::rows())
    // the last: nobody is signed in after it
    .chain([("delete_sign_in", "DELETE", "/v1/sign_ins/current", none(), Who::Everybody)])
    .collect()
}
