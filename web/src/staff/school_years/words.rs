//! Schools, grades and classes in words.

use shared::families::Grade;
use shared::ids::SchoolId;
use shared::wire::PromotionLine;

use super::plan::Outcome;
use crate::i18n::{I18n, capital};
use crate::organisation::OrganisationFacts;

/// The name of a grade.
pub(super) fn grade_name(i18n: I18n, grade: Grade) -> String {
    capital(&i18n.domain_text(&["grade.", grade.code()].concat()))
}

/// School, grade and class, as far as known.
pub(super) fn place(
    i18n: I18n,
    organisation: OrganisationFacts,
    school: SchoolId,
    grade: Grade,
    class: Option<&str>,
) -> String {
    let parts = [Some(grade_name(i18n, grade)), class.map(str::to_owned), organisation.school_name(school)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What becomes of a child.
pub(super) fn told(i18n: I18n, organisation: OrganisationFacts, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Goes { school, grade, class } => {
            place(i18n, organisation, *school, *grade, class.as_deref())
        }
        Outcome::Known { school, grade } => {
            let there = place(i18n, organisation, *school, *grade, None);
            i18n.text("year.known_there", &[("place", there)])
        }
        Outcome::Left => i18n.text("year.left", &[]),
        Outcome::Leaves => i18n.text("year.leaves", &[]),
        Outcome::Undecided(grade) => i18n.text("year.undecided_one", &[("grade", grade_name(i18n, *grade))]),
    }
}

/// A child's whole name.
pub(super) fn child_name(line: &PromotionLine) -> String {
    [line.last_name.as_str(), " ", &line.first_name].concat()
}
