//! What may be written about somebody of the staff.

use shared::ids::FacilityId;
use shared::organisation::Organisation;
use shared::problem::FieldError;
use shared::text::visible;
use shared::wire::StaffMemberUpdate;

use crate::error::Error;

/// Longest name, in characters.
const MAX_NAME: usize = 100;

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
    let [first_name, last_name] = [first_name, last_name].map(|name| visible(&name));
    for (field, name) in [("first_name", &first_name), ("last_name", &last_name)] {
        let length = name.trim().chars().count();
        if length == 0 {
            find(field, "empty", "at least one character");
        } else if length > MAX_NAME {
            find(field, "too_long", "at most 100 characters");
        } else if name.chars().any(char::is_control) {
            find(field, "invalid_characters", "no control characters");
        }
    }
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
    let [first_name, last_name] = [first_name, last_name].map(|name| name.trim().to_owned());
    Ok(StaffMemberUpdate { first_name, last_name, role, facilities })
}
