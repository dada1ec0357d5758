//! Roles in words.

use shared::staff::Role;

/// Key of a role's name.
#[must_use]
pub const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Administrator => "role.administrator",
        Role::Agent => "role.agent",
        Role::Referent => "role.referent",
        Role::Reader => "role.reader",
    }
}

/// Key of what a role permits, in a sentence.
#[must_use]
pub const fn role_says(role: Role) -> &'static str {
    match role {
        Role::Administrator => "role.administrator.says",
        Role::Agent => "role.agent.says",
        Role::Referent => "role.referent.says",
        Role::Reader => "role.reader.says",
    }
}
