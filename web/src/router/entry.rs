//! The two entry points, told apart by their paths: each is a page of its own, so that a family never loads the back office.

use super::paths;

/// An entry point of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The families' app: every path but those of staff.
    Family,
    /// The app of those who work for the organisation: `/staff` and what is below.
    Staff,
}

impl Entry {
    /// The one that a path belongs to.
    pub(super) fn of(path: &str) -> Self {
        let below = path.strip_prefix(paths::STAFF);
        if below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
            Self::Staff
        } else {
            Self::Family
        }
    }

    /// Its first page.
    #[must_use]
    pub const fn home(self) -> &'static str {
        match self {
            Self::Family => paths::FAMILY,
            Self::Staff => paths::STAFF,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_belongs_to_one_entry_point() {
        for (path, entry) in [
            ("/", Entry::Family),
            ("/planning", Entry::Family),
            ("/staffing", Entry::Family),
            ("/staff", Entry::Staff),
            ("/staff/", Entry::Staff),
            ("/staff/team", Entry::Staff),
        ] {
            assert_eq!(Entry::of(path), entry, "{path}");
        }
    }
}
