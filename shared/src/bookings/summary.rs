//! Lines grouped for people: patterns, not dates. “Lina, Midi: Monday, Tuesday, Thursday, 1 September to 2 July”.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::batch::Line;
use super::decide::Action;
use crate::calendar::Weekday;
use crate::ids::{ChildId, SlotId};
use crate::organisation::Organisation;

/// Up to so many days, naming each is the shortest sentence.
const FEW: usize = 4;

/// Lines of one child, one slot and one action that one sentence says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineGroup {
    /// What is done.
    pub action: Action,
    /// For which child.
    pub child_id: ChildId,
    /// In which slot.
    pub slot_id: SlotId,
    /// On which days, ascending, at least one.
    pub days: Vec<NaiveDate>,
    /// How the sentence says them.
    pub shape: GroupShape,
}

/// How days are said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupShape {
    /// One by one: they are few.
    Named,
    /// By weekdays, from the first day to the last.
    Weekdays {
        /// Which, Monday first.
        weekdays: Vec<Weekday>,
        /// How many sessions of those weekdays between the first day and the last are not among the days, though
        /// they could have been: additions of places the child lacks, cancellations of places the child has.
        missing: usize,
    },
    /// By their number and the dates they lie between: there is no pattern.
    Scattered,
}

/// Groups lines by action (additions first), child, and slot in the order of the configuration. `had_place` tells
/// whether a child has a place before the lines are applied.
#[must_use]
pub fn summarise(
    lines: impl IntoIterator<Item = Line>,
    organisation: &Organisation,
    had_place: impl Fn(ChildId, SlotId, NaiveDate) -> bool,
) -> Vec<LineGroup> {
    let slots: Vec<SlotId> = organisation
        .activities
        .iter()
        .flat_map(|activity| activity.slots.iter().map(|slot| slot.id))
        .collect();
    let mut days: BTreeMap<(Action, ChildId, usize, SlotId), BTreeSet<NaiveDate>> = BTreeMap::new();
    for line in lines {
        let position = slots.iter().position(|slot| *slot == line.slot_id).unwrap_or(slots.len());
        days.entry((line.action, line.child_id, position, line.slot_id)).or_default().insert(line.day);
    }
    let mut groups = Vec::new();
    for ((action, child_id, _, slot_id), days) in days {
        let possible = |day: NaiveDate| {
            days.contains(&day)
                || (opens(organisation, slot_id, day)
                    && had_place(child_id, slot_id, day) == (action == Action::Cancel))
        };
        for (days, shape) in shapes(&days, possible) {
            groups.push(LineGroup { action, child_id, slot_id, days, shape });
        }
    }
    groups
}

fn opens(organisation: &Organisation, slot: SlotId, day: NaiveDate) -> bool {
    organisation.slot(slot).is_some_and(|(activity, _)| organisation.closed_on(activity, day).is_none())
}

/// The weekdays that the days fill nearly, then what is left.
fn shapes(
    days: &BTreeSet<NaiveDate>,
    possible: impl Fn(NaiveDate) -> bool,
) -> Vec<(Vec<NaiveDate>, GroupShape)> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Vec::new() };
    if days.len() <= FEW {
        return vec![(days.iter().copied().collect(), GroupShape::Named)];
    }
    let mut taken = [0_usize; 7];
    let mut could = [0_usize; 7];
    for day in first.iter_days().take_while(|day| day <= last) {
        let weekday = Weekday::of(day) as usize;
        taken[weekday] += usize::from(days.contains(&day));
        could[weekday] += usize::from(possible(day));
    }
    let regular = |weekday: &Weekday| {
        let (taken, could) = (taken[*weekday as usize], could[*weekday as usize]);
        taken > 1 && 4 * taken >= 3 * could
    };
    let weekdays: Vec<Weekday> = Weekday::ALL.into_iter().filter(regular).collect();
    let (of_pattern, rest): (Vec<_>, Vec<_>) =
        days.iter().copied().partition(|day| weekdays.contains(&Weekday::of(*day)));
    let mut found = Vec::new();
    if let (Some(first), Some(last)) = (of_pattern.first(), of_pattern.last()) {
        let between = first.iter_days().take_while(|day| day <= last);
        let could = between.filter(|day| weekdays.contains(&Weekday::of(*day)) && possible(*day)).count();
        let missing = could - of_pattern.len();
        found.push((of_pattern, GroupShape::Weekdays { weekdays, missing }));
    }
    if !rest.is_empty() {
        let shape = if rest.len() <= FEW { GroupShape::Named } else { GroupShape::Scattered };
        found.push((rest, shape));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Monday.
    fn monday() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 2).unwrap()
    }

    fn on(offsets: &[i64]) -> BTreeSet<NaiveDate> {
        offsets.iter().map(|days| monday() + chrono::Duration::days(*days)).collect()
    }

    fn school_day(day: NaiveDate) -> bool {
        Weekday::SCHOOL_DEFAULT.contains(&Weekday::of(day))
    }

    #[test]
    fn few_days_are_named() {
        assert_eq!(
            shapes(&on(&[0, 1, 10]), school_day),
            [(on(&[0, 1, 10]).into_iter().collect(), GroupShape::Named)]
        );
        assert!(shapes(&on(&[]), school_day).is_empty());
    }

    #[test]
    fn whole_weekdays_are_said_as_such() {
        let mondays_and_thursdays = on(&[0, 3, 7, 10, 14, 17]);
        assert_eq!(
            shapes(&mondays_and_thursdays, school_day),
            [(
                mondays_and_thursdays.iter().copied().collect(),
                GroupShape::Weekdays { weekdays: vec![Weekday::Mon, Weekday::Thu], missing: 0 }
            )]
        );
    }

    #[test]
    fn a_day_left_out_is_counted_unless_it_was_not_possible() {
        let mondays = on(&[0, 7, 14, 28, 35]);
        let shape = |missing| GroupShape::Weekdays { weekdays: vec![Weekday::Mon], missing };
        assert_eq!(shapes(&mondays, school_day)[0].1, shape(1));
        let closed = monday() + chrono::Duration::days(21);
        assert_eq!(shapes(&mondays, |day| school_day(day) && day != closed)[0].1, shape(0));
    }

    #[test]
    fn what_does_not_fit_stands_apart() {
        let found = shapes(&on(&[0, 7, 14, 21, 4]), school_day);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].1, GroupShape::Weekdays { weekdays: vec![Weekday::Mon], missing: 0 });
        assert_eq!(found[1], (on(&[4]).into_iter().collect(), GroupShape::Named));
        // every third school day or so: no pattern
        assert_eq!(shapes(&on(&[0, 4, 8, 15, 21]), school_day)[0].1, GroupShape::Scattered);
    }
}
