//! The authorisation matrix of what staff do with households: made, corrected, imported, made one.

use serde_json::{Value, json};
use shared::staff::Permission;

use super::operations::{Row, Who};

/// As [`super::operations::rows`].
pub(crate) fn rows() -> Vec<Row> {
    let none = || Value::Null;
    let nobody = || json!({ "school_year": "2026-2027", "values": {} });
    let rows = vec![
        ("get_household_form", "GET", "/v1/household_form", none(), Who::Staff(Permission::EditFamilies)),
        (
            "create_household",
            "POST",
            "/v1/family_files",
            json!({ "school_year": "2026-2027", "guardians": [] }),
            Who::Staff(Permission::EditFamilies),
        ),
        (
            "update_family_file_of_household",
            "PATCH",
            "/v1/family_files/{household_id}",
            json!({ "subject": "household", "school_year": "2026-2027", "values": {} }),
            Who::StaffOf(Permission::EditFamilies),
        ),
        (
            "create_child_of_household",
            "POST",
            "/v1/family_files/{household_id}/children",
            nobody(),
            Who::StaffOf(Permission::EditFamilies),
        ),
        (
            "create_guardian_of_household",
            "POST",
            "/v1/family_files/{household_id}/guardians",
            nobody(),
            Who::StaffOf(Permission::EditFamilies),
        ),
        (
            "update_child_departure",
            "PUT",
            "/v1/family_files/{household_id}/children/{child_id}/departure",
            json!({ "school_year": "2026-2027", "gone": true }),
            Who::StaffOf(Permission::EditFamilies),
        ),
        (
            "add_child_of_household",
            "PUT",
            "/v1/family_files/{household_id}/children/{child_id}",
            none(),
            Who::StaffOf(Permission::EditFamilies),
        ),
        (
            "remove_child",
            "DELETE",
            "/v1/family_files/{household_id}/children/{child_id}",
            none(),
            Who::StaffOf(Permission::EditFamilies),
        ),
        (
            "remove_guardian",
            "DELETE",
            "/v1/family_files/{household_id}/guardians/{guardian_id}",
            none(),
            Who::StaffOf(Permission::EditFamilies),
        ),
        (
            "update_guardian_address",
            "PUT",
            "/v1/family_files/{household_id}/guardians/{guardian_id}/address",
            json!({ "email": "" }),
            Who::StaffOf(Permission::EditFamilies),
        ),
        (
            "preview_merge",
            "POST",
            "/v1/family_files/{household_id}/merges/preview",
            json!({ "other_id": "{household_id}" }),
            Who::Staff(Permission::MergeFamilies),
        ),
        (
            "merge_households",
            "POST",
            "/v1/family_files/{household_id}/merges",
            json!({ "other_id": "{household_id}" }),
            Who::Staff(Permission::MergeFamilies),
        ),
        (
            "update_residence",
            "PUT",
            "/v1/family_files/{household_id}/residence",
            json!({ "resident": true }),
            Who::StaffOf(Permission::CheckFamilies),
        ),
        ("get_waiting_counts", "GET", "/v1/waiting_counts", none(), Who::Staff(Permission::ReadFamilies)),
    ];
    rows.into_iter().chain(imports()).collect()
}

/// Families from a file.
fn imports() -> Vec<Row> {
    vec![
        (
            "get_family_import_template",
            "GET",
            "/v1/family_imports/template",
            Value::Null,
            Who::Staff(Permission::ImportFamilies),
        ),
        (
            "preview_family_import",
            "POST",
            "/v1/family_imports/preview",
            json!("no file that is taken"),
            Who::Staff(Permission::ImportFamilies),
        ),
        (
            "create_family_import",
            "POST",
            "/v1/family_imports",
            json!("no file that is taken"),
            Who::Staff(Permission::ImportFamilies),
        ),
    ]
}
