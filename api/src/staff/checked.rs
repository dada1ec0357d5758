//! What may be written about somebody of the staff.

use shared::families::values::name;
use shared::ids::FacilityId;
use shared::organisation::Organisation;
use shared::problem::FieldError;
use shared::wire::StaffMemberUpdate;

use crate::error::Error;

/// Names without blanks around them, facilities each once, in an order of their own.
///
/// # Errors
///
/// [`Error::InvalidValue`] naming every field at fault.
pub(super) fn checked(
    update: StaffMemberUpdate,
    organisation: &Organisation,
) -> Result<StaffMemberUpdate, Error> {
    let mut errors = Vec::new();
    let mut find = |field: &str, code: &str, detail: &str| {
        errors.push(FieldError { field: field.to_owned(), code: code.to_owned(), detail: detail.to_owned() });
    };
    let StaffMemberUpdate { first_name, last_name, role, mut facilities } = update;
    let [first_name, last_name] =
        [("first_name", first_name), ("last_name", last_name)].map(|(field, given)| {
            name(&given).unwrap_or_else(|fault| {
                find(field, fault.code(), "no name as it is kept");
                given
            })
        });
    facilities.sort_unstable();
    facilities.dedup();
    if role.has_facilities() == facilities.is_empty() {
        find("facilities", "role", "a referent has at least one facility, other roles have none");
    }
    let unknown = |id: &&FacilityId| organisation.facility(**id).is_none();
    if facilities.iter().find(unknown).is_some() {
        find("facilities", "unknown", "no such facility");
    }
    if !errors.is_empty() {
        return Err(Error::InvalidValue(errors));
    }
    Ok(StaffMemberUpdate { first_name, last_name, role, facilities })
}
