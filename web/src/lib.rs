//! Ribambelle's single-page app for families.
//!
//! `app` is the composition root: routes and shell. Features (`account`, `sign_up`, `links`, `profile`, `home`, `planning`,
//! `family_file`, `documents`, `help`, `contact`) stand on `session` (who is signed in), `household` (which household is
//! shown), `router` (where one is), `organisation` (whose portal it is), `form` (what every form does),
//! `fields` (what a family's file asks), `password` (the field for a new one), `i18n` (the
//! words), `failure` (failed calls in words), `ui` (widgets that know no feature) and `browser` (what we ask of the
//! browser). HTTP goes through `client` only.

#![expect(clippy::needless_pass_by_value, reason = "components own their properties")]
#![allow(unreachable_pub, reason = "the component macro of Leptos writes `pub` whatever the module")]

mod account;
mod app;
mod browser;
mod contact;
mod documents;
mod failure;
mod family_file;
mod fields;
mod form;
mod help;
mod home;
mod household;
mod i18n;
mod links;
mod organisation;
mod password;
mod planning;
mod profile;
mod router;
mod session;
mod sign_up;
mod ui;

pub use app::App;
