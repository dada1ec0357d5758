//! Who asks, and what they may see: passwords, access tokens, sign-ins, households, throttling.

mod client_limits;
mod colleagues;
mod guesses;
mod household;
mod passwords;
mod scope;
mod secret;
mod signed_in;
mod staff;
mod throttle;
mod tokens;

pub use client_limits::ClientLimits;
pub use colleagues::names_of_colleagues;
pub use household::{HouseholdAccess, household, lock_household, merged_into};
pub use passwords::Passwords;
pub use scope::Scope;
pub use secret::{Secret, readable};
pub use signed_in::SignedIn;
pub use staff::{
    CheckDocuments, CheckFamilies, EditFamilies, EditPages, HandleRights, ImportFamilies, InviteFamilies,
    ManageStaff, MergeFamilies, OpenSchoolYears, ReadAnnouncements, ReadDocuments, ReadFamilies, ReadStaff,
    Require, WriteAnnouncements,
};
pub use throttle::{Attempt, Throttle};
pub use tokens::{AccessTokens, Claims};
