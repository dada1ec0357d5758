//! Identifiers: one `UUIDv7` newtype per kind of row, so that a child's id cannot stand where a slot's is due.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

ids! {
    /// An account: somebody who signs in.
    AccountId;
    /// A sign-in of an account on one device; access tokens name it, revoking it ends them.
    SignInId;
    /// A household (*foyer*).
    HouseholdId;
    /// A guardian (*responsable*).
    GuardianId;
    /// A child (*enfant*).
    ChildId;
    /// A school (*école*).
    SchoolId;
    /// A facility (*établissement*, *équipement*).
    FacilityId;
    /// An activity (*accueil*, *activité*).
    ActivityId;
    /// A slot (*créneau*).
    SlotId;
    /// A session (*séance*): a slot on a date.
    SessionId;
    /// A booking (*réservation*).
    BookingId;
    /// A request (*demande*): what a family submitted at once.
    RequestId;
    /// A change request (*demande de modification*): an edit of the family file that waits for staff.
    ChangeRequestId;
    /// An invitation of the other guardian.
    GuardianInvitationId;
    /// A message of a guardian to a referent.
    MessageId;
    /// A mail that was queued.
    MailId;
    /// A type of supporting document (*pièce justificative*).
    DocumentTypeId;
    /// A supporting document that was sent.
    DocumentId;
    /// An announcement (*annonce*).
    AnnouncementId;
    /// A copy of everything held on a household.
    ExportId;
    /// A request to erase what is held on a household.
    ErasureId;
}
