//! The guardians of a household: who may do what, inviting the other one; for staff, saying so.

mod desk;
mod form;
mod invitations;
mod list;
mod page;

pub use page::GuardiansPage;
