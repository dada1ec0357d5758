//! Ribambelle's single-page app: what its two entry points, families and staff, are made of.
//!
//! Each entry point (`bin/family`, `bin/staff`) is a composition root: routes and frame. Features (`account`, `sign_up`,
//! `links`, `profile`, `home`, `announcements`, `planning`, `family_file`, `guardianships`, `custody`, `rights`, `pages`,
//! `documents`, `help`, `contact`; `staff` for the back office) stand on
//! `session` (who is signed in), `household` (which household is shown), `router` (where one is), `organisation` (whose portal
//! it is), `form` (what every form does), `fields` (what a family's file asks), `password` (the field for a new one), `i18n` (the
//! words), `failure` (failed calls in words), `ui` (widgets that know no feature) and `browser` (what we ask of the
//! browser). HTTP goes through `client` only.

#![expect(
    clippy::large_types_passed_by_value,
    clippy::needless_pass_by_value,
    reason = "components own their properties"
)]
#![expect(clippy::must_use_candidate, reason = "views use what components and their helpers give")]
#![allow(unreachable_pub, reason = "the component macro of Leptos writes `pub` whatever the module")]

pub mod account;
pub mod announcements;
pub mod browser;
pub mod contact;
pub mod custody;
pub mod documents;
pub mod failure;
pub mod family_file;
pub mod fields;
pub mod form;
pub mod guardianships;
pub mod help;
pub mod home;
pub mod household;
pub mod i18n;
pub mod links;
pub mod organisation;
pub mod pages;
pub mod password;
pub mod planning;
pub mod profile;
pub mod rights;
pub mod router;
pub mod session;
pub mod sign_up;
pub mod staff;
pub mod ui;
