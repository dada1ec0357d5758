//! What can be queued.

use std::future::Future;

use client::Error;
use shared::wire::Page;

use crate::i18n::I18n;
use crate::organisation::OrganisationFacts;
use crate::session::Session;

/// What is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Accept,
    /// No, and why.
    Refuse(String),
}

/// The keys of what is said about a kind of thing; those that count have the forms `#one` and `#other`.
#[derive(Clone, Copy)]
pub struct Sayings {
    /// What the list is of.
    pub list: &'static str,
    /// The headings of its columns, the name's first.
    pub columns: &'static [&'static str],
    /// Nothing waits.
    pub empty: &'static str,
    /// The verb for yes.
    pub accept: &'static str,
    /// The verb for no.
    pub refuse: &'static str,
    /// So many are accepted; counts.
    pub accepted: &'static str,
    /// So many are refused; counts.
    pub refused: &'static str,
    /// Why so many are refused, as a heading; counts.
    pub why: &'static str,
    /// What becomes of the reason.
    pub why_hint: &'static str,
    /// Reasons that are often given.
    pub reasons: &'static [&'static str],
}

/// Something that waits for a decision.
pub trait Queued: Clone + PartialEq + Send + Sync + 'static {
    /// What is said about it.
    const SAYINGS: Sayings;

    /// Sets it apart from the others.
    fn key(&self) -> String;

    /// How it is called.
    fn name(&self) -> String;

    /// What stands in the columns after the name's.
    fn cells(&self, i18n: I18n, organisation: OrganisationFacts) -> Vec<String>;

    /// A page of those that wait, after a cursor.
    ///
    /// # Errors
    /// Those of the call.
    fn load(session: Session, cursor: Option<String>) -> impl Future<Output = Result<Page<Self>, Error>>;

    /// Sends a decision.
    ///
    /// # Errors
    /// Those of the call.
    fn decide(self, session: Session, verdict: Verdict) -> impl Future<Output = Result<(), Error>>;
}
