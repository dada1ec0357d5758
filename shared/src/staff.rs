//! Staff (agents): roles and what they permit.

use serde::{Deserialize, Serialize};

/// What somebody of the organisation does in the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Decides everything, and who else may.
    Administrator,
    /// Works for all families.
    Agent,
    /// Works for the families of given facilities (*référent*).
    Referent,
    /// Looks, changes nothing.
    Reader,
}

/// What an operation asks of whoever calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// To see who works here, in which role.
    ReadStaff,
    /// To let colleagues in, change their role, let them go.
    ManageStaff,
    /// To invite families whom the organisation knows.
    InviteFamilies,
    /// To open a school year.
    OpenSchoolYears,
    /// To read the supporting documents of families; a referent, of those of their facilities.
    ReadDocuments,
    /// To accept and refuse them; a referent, of those of their facilities.
    CheckDocuments,
    /// To read the files of families, health apart.
    ReadFamilies,
    /// To decide on files and change requests, and to read the health of children.
    CheckFamilies,
    /// To make households, and to complete and correct their files on their behalf; a referent, those of their facilities.
    EditFamilies,
    /// To bring families in from a file.
    ImportFamilies,
    /// To make one of two households that are the same family.
    MergeFamilies,
    /// To make exports for families, to decide on requests to erase, and to see what retention has removed.
    HandleRights,
    /// To write the legal pages, contact, privacy and accessibility.
    EditPages,
    /// To see what families are told.
    ReadAnnouncements,
    /// To write announcements; a referent, to the families of their facilities.
    WriteAnnouncements,
}

impl Role {
    /// All of them, the one that may most first.
    pub const ALL: [Self; 4] = [Self::Administrator, Self::Agent, Self::Referent, Self::Reader];

    /// The code written in JSON, in the database and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Agent => "agent",
            Self::Referent => "referent",
            Self::Reader => "reader",
        }
    }

    /// The role of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether the role permits something.
    #[must_use]
    pub const fn may(self, permission: Permission) -> bool {
        match permission {
            Permission::ReadStaff
            | Permission::ReadDocuments
            | Permission::ReadFamilies
            | Permission::ReadAnnouncements => true,
            Permission::ManageStaff
            | Permission::OpenSchoolYears
            | Permission::HandleRights
            | Permission::EditPages => {
                matches!(self, Self::Administrator)
            }
            Permission::CheckFamilies
            | Permission::CheckDocuments
            | Permission::EditFamilies
            | Permission::WriteAnnouncements => !matches!(self, Self::Reader),
            Permission::InviteFamilies | Permission::ImportFamilies | Permission::MergeFamilies => {
                matches!(self, Self::Administrator | Self::Agent)
            }
        }
    }

    /// Whether somebody in the role works for given facilities only, and so needs at least one.
    #[must_use]
    pub const fn has_facilities(self) -> bool {
        matches!(self, Self::Referent)
    }
}
