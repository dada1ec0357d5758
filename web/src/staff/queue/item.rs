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
    /// Yes, although something stands against it, and why.
    Despite(String),
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

/// The keys of what is said in refusing.
#[derive(Clone, Copy)]
pub struct Refusing {
    /// The verb.
    pub verb: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// Why, as a heading; counts.
    pub why: &'static str,
    /// What becomes of the reason.
    pub hint: &'static str,
}

/// Something that waits for a decision.
pub trait Queued: Clone + PartialEq + Send + Sync + 'static {
    /// What is known and written of it once it is open, and goes with the decision.
    type Extra: Clone + Default + Send + Sync + 'static;

    /// What is said about it.
    const SAYINGS: Sayings;

    /// Sets it apart from the others.
    fn key(&self) -> String;

    /// How it is called.
    fn name(&self, i18n: I18n) -> String;

    /// What stands in the columns after the name's.
    fn cells(&self, i18n: I18n, organisation: OrganisationFacts) -> Vec<String>;

    /// A page of those that wait, after a cursor; of those that `among` names, where the address names some.
    ///
    /// # Errors
    /// Those of the call.
    fn load(
        session: Session,
        cursor: Option<String>,
        among: Option<String>,
    ) -> impl Future<Output = Result<Page<Self>, Error>>;

    /// Whether something is wrong with what was written, or is not: then it is not accepted, and the field says why.
    fn is_wrong(_extra: &Self::Extra) -> bool {
        false
    }

    /// Notes that it was to be accepted and something was wrong: the field says it from then on.
    fn tried(_extra: &mut Self::Extra) {}

    /// How it is refused.
    fn refusal(_extra: &Self::Extra) -> Refusing {
        Refusing {
            verb: Self::SAYINGS.refuse,
            icon: "x",
            why: Self::SAYINGS.why,
            hint: Self::SAYINGS.why_hint,
        }
    }

    /// What stands against accepting it, as a list to be read: it is accepted only with a reason.
    fn objections(_extra: &Self::Extra, _i18n: I18n) -> Vec<String> {
        Vec::new()
    }

    /// What a refusal may say beside the reasons that are often given.
    fn proposal(_extra: &Self::Extra, _i18n: I18n) -> Option<String> {
        None
    }

    /// Why a decision was not taken, where this kind of thing has words of its own for it.
    fn not_taken(_error: &Error, _i18n: I18n) -> Option<String> {
        None
    }

    /// Sends a decision.
    ///
    /// # Errors
    /// Those of the call.
    fn decide(
        self,
        session: Session,
        verdict: Verdict,
        extra: Self::Extra,
    ) -> impl Future<Output = Result<(), Error>>;
}
