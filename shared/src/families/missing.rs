//! What is missing in a family's file before anything can be booked.

use serde::{Deserialize, Serialize};

use super::fields::{Field, FieldOwner};
use super::policy::{FilePolicy, Need};
use crate::calendar::SchoolYear;
use crate::ids::{ChildId, GuardianId};

/// Of whom or what something in a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileSubject {
    /// Of the household as a whole.
    Household,
    /// Of a guardian.
    Guardian(GuardianId),
    /// Of a child.
    Child(ChildId),
}

impl FileSubject {
    /// Which fields it has.
    #[must_use]
    pub const fn owner(self) -> FieldOwner {
        match self {
            Self::Household => FieldOwner::Household,
            Self::Guardian(_) => FieldOwner::Guardian,
            Self::Child(_) => FieldOwner::Child,
        }
    }

    /// Whether it keeps a child from being booked: another child's does not.
    #[must_use]
    pub fn concerns(self, child: ChildId) -> bool {
        !matches!(self, Self::Child(other) if other != child)
    }
}

/// Something required that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Missing {
    /// Of whom.
    pub subject: FileSubject,
    /// Which field.
    pub field: Field,
}

/// What a policy requires of some subjects in a school year and has no answer, in the order of subjects and fields.
///
/// `answered` says whether a field has an answer: what it is does not matter here, so that health data stay sealed.
#[must_use]
pub fn missing(
    policy: &FilePolicy,
    year: SchoolYear,
    subjects: impl IntoIterator<Item = FileSubject>,
    answered: impl Fn(FileSubject, Field) -> bool,
) -> Vec<Missing> {
    let required: Vec<Field> =
        Field::ALL.into_iter().filter(|field| policy.rule(*field, year).need == Need::Required).collect();
    let mut found = Vec::new();
    for subject in subjects {
        let fields = required.iter().copied().filter(|field| field.owner() == subject.owner());
        found.extend(
            fields.filter(|field| !answered(subject, *field)).map(|field| Missing { subject, field }),
        );
    }
    found
}
