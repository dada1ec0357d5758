//! What becomes of the children: the proposal, and what staff know better.

use std::collections::BTreeMap;

use shared::families::{Grade, Promotion};
use shared::folding::fold;
use shared::ids::{ChildId, SchoolId};
use shared::wire::{PromotionCorrection, PromotionLine};

/// What staff know better, by child.
pub(super) type Corrections = BTreeMap<ChildId, PromotionCorrection>;

/// What becomes of a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It goes there.
    Goes { school: SchoolId, grade: Grade, class: Option<String> },
    /// It leaves.
    Leaves,
    /// Staff have to choose its school.
    Undecided(Grade),
    /// It is told already where it goes.
    Known { school: SchoolId, grade: Grade },
    /// It is told already that it has left.
    Left,
}

/// What becomes of a child, with a correction where there is one.
pub(super) fn outcome(line: &PromotionLine, corrections: &Corrections) -> Outcome {
    let corrected = corrections.get(&line.child_id);
    if let Some(known) = &line.known {
        return Outcome::Known { school: known.school_id, grade: known.grade };
    }
    match (corrected.map(|it| (it.school_id, it.grade, it.class_name.clone())), line.left) {
        (Some((Some(school), Some(grade), class)), _) => Outcome::Goes { school, grade, class },
        (_, true) => Outcome::Left,
        (Some(_), false) => Outcome::Leaves,
        (None, false) => match line.proposed {
            Promotion::GoesTo { school_id, grade } => Outcome::Goes { school: school_id, grade, class: None },
            Promotion::ChooseSchool { grade } => Outcome::Undecided(grade),
            Promotion::Leaves => Outcome::Leaves,
        },
    }
}

/// How many children become what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) goes: usize,
    pub(super) leaves: usize,
    pub(super) undecided: usize,
    pub(super) known: usize,
    /// All who will be there, by school and grade.
    pub(super) there: BTreeMap<SchoolId, BTreeMap<Grade, usize>>,
}

/// Counts.
pub(super) fn tally(lines: &[PromotionLine], corrections: &Corrections) -> Tally {
    let mut tally = Tally::default();
    for line in lines {
        let there = match outcome(line, corrections) {
            Outcome::Goes { school, grade, .. } => {
                tally.goes += 1;
                Some((school, grade))
            }
            Outcome::Known { school, grade } => {
                tally.known += 1;
                Some((school, grade))
            }
            Outcome::Left => {
                tally.known += 1;
                None
            }
            Outcome::Leaves => {
                tally.leaves += 1;
                None
            }
            Outcome::Undecided(_) => {
                tally.undecided += 1;
                None
            }
        };
        if let Some((school, grade)) = there {
            *tally.there.entry(school).or_default().entry(grade).or_default() += 1;
        }
    }
    tally
}

/// Which children are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Only {
    #[default]
    All,
    Undecided,
    Leaves,
    Corrected,
    Known,
}

impl Only {
    pub(super) const ALL: [Self; 5] =
        [Self::All, Self::Undecided, Self::Leaves, Self::Corrected, Self::Known];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Undecided => "undecided",
            Self::Leaves => "leaves",
            Self::Corrected => "corrected",
            Self::Known => "known",
        }
    }

    pub(super) fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|only| only.code() == code).unwrap_or_default()
    }

    fn shows(self, line: &PromotionLine, corrections: &Corrections) -> bool {
        match (self, outcome(line, corrections)) {
            (Self::All, _)
            | (Self::Undecided, Outcome::Undecided(_))
            | (Self::Leaves, Outcome::Leaves)
            | (Self::Known, Outcome::Known { .. } | Outcome::Left) => true,
            (Self::Corrected, _) => corrections.contains_key(&line.child_id),
            _ => false,
        }
    }
}

/// Whether a child is shown: of a kind, of a school now or then, with all these words in its name or class.
pub(super) fn is_shown(
    line: &PromotionLine,
    corrections: &Corrections,
    only: Only,
    school: Option<SchoolId>,
    words: &str,
) -> bool {
    let goes = match outcome(line, corrections) {
        Outcome::Goes { school, .. } | Outcome::Known { school, .. } => Some(school),
        _ => None,
    };
    let of_school = school.is_none_or(|school| line.from.school_id == school || goes == Some(school));
    let class = line.class_name.as_deref().unwrap_or_default();
    let known = fold(&[line.first_name.as_str(), " ", &line.last_name, " ", class].concat());
    let named = fold(words).split_whitespace().all(|word| known.contains(word));
    of_school && named && only.shows(line, corrections)
}

#[cfg(test)]
mod tests {
    use shared::calendar::SchoolYear;
    use shared::families::Schooling;
    use uuid::Uuid;

    use super::*;

    const NOW: SchoolYear = SchoolYear::starting_in(2026);
    const TILLEULS: SchoolId = SchoolId(Uuid::from_u128(1));
    const PORT: SchoolId = SchoolId(Uuid::from_u128(2));

    fn line(number: u128, proposed: Promotion) -> PromotionLine {
        PromotionLine {
            child_id: ChildId(Uuid::from_u128(number)),
            first_name: "Zoé".to_owned(),
            last_name: "d’Alès".to_owned(),
            from: Schooling { school_year: NOW, school_id: TILLEULS, grade: Grade::Cp },
            class_name: Some("CP A".to_owned()),
            known: None,
            left: false,
            proposed,
        }
    }

    #[test]
    fn corrections_count_and_what_is_told_already_stays() {
        let goes = line(1, Promotion::GoesTo { school_id: TILLEULS, grade: Grade::Ce1 });
        let chosen = line(2, Promotion::ChooseSchool { grade: Grade::Ce1 });
        let open = line(3, Promotion::ChooseSchool { grade: Grade::Ce1 });
        let leaves = line(4, Promotion::Leaves);
        let then = Schooling { school_year: NOW.next(), school_id: PORT, grade: Grade::Ce2 };
        let known = PromotionLine { known: Some(then), ..line(5, Promotion::Leaves) };
        let left = PromotionLine { left: true, ..line(6, Promotion::Leaves) };
        let at_port = |child: &PromotionLine| PromotionCorrection {
            child_id: child.child_id,
            school_id: Some(PORT),
            grade: Some(Grade::Ce1),
            class_name: None,
        };
        let gone = PromotionCorrection { school_id: None, grade: None, ..at_port(&goes) };
        let corrections: Corrections =
            [at_port(&chosen), gone, at_port(&known)].into_iter().map(|it| (it.child_id, it)).collect();
        let lines = [goes.clone(), chosen, open, leaves, known, left];
        let counted = tally(&lines, &corrections);
        assert_eq!((counted.goes, counted.leaves, counted.undecided, counted.known), (1, 2, 1, 2));
        assert_eq!(counted.there[&PORT], [(Grade::Ce1, 1), (Grade::Ce2, 1)].into());
        assert_eq!(tally(&lines, &Corrections::new()).goes, 1);
        let shown = |only, school, words| {
            lines.iter().filter(|line| is_shown(line, &corrections, only, school, words)).count()
        };
        assert_eq!(shown(Only::All, None, "zoe ales"), 6);
        assert_eq!(shown(Only::All, None, "cp a martin"), 0);
        assert_eq!(shown(Only::All, Some(PORT), ""), 2);
        assert_eq!(shown(Only::Undecided, None, ""), 1);
        assert_eq!(shown(Only::Corrected, None, ""), 3);
        assert_eq!(shown(Only::Known, None, ""), 2);
    }
}
