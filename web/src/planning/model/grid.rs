//! Rows and columns: what stands on screen for a range of days.

use chrono::NaiveDate;
use shared::activities::{Activity, ClosureCause, Ineligible};
use shared::bookings::Facts;
use shared::calendar::{SchoolYear, Weekday};
use shared::families::Child;
use shared::ids::{ActivityId, ChildId, FacilityId, SlotId};
use shared::organisation::Organisation;
use shared::text::Text;

use super::{Place, Range};

/// How far ahead we look for the next opening of what is closed on screen.
const LOOK_AHEAD: usize = 120;

/// What the guardian wants to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only slots of one facility.
    pub facility: Option<FacilityId>,
    /// Only rows of one child.
    pub child: Option<ChildId>,
}

/// A row: one child and one slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Of which child.
    pub child_id: ChildId,
    /// The child's place in the household, which gives its sign.
    pub position: usize,
    /// The child's first name.
    pub child: String,
    /// Which slot.
    pub slot_id: SlotId,
    /// The slot's name.
    pub slot: Text,
    /// Of which activity.
    pub activity_id: ActivityId,
    /// The activity's name.
    pub activity: Text,
}

impl Row {
    /// Its place on a day.
    #[must_use]
    pub const fn on(&self, day: NaiveDate) -> Place {
        Place { day, child_id: self.child_id, slot_id: self.slot_id }
    }
}

/// What stands on screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The rows that have a session on one of the days.
    pub rows: Vec<Row>,
    /// The days on which one of the rows has a session.
    pub days: Vec<NaiveDate>,
    /// Activities without a session on any of the days.
    pub dormant: Vec<Dormant>,
    /// Days left out because of a public holiday or a closure, not for their weekday or a vacation.
    pub left_out: Vec<(NaiveDate, ClosureCause)>,
}

/// An activity that does not open on the days on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dormant {
    /// Its name.
    pub activity: Text,
    /// Why it is closed on the first of the days that is no weekend.
    pub cause: Option<ClosureCause>,
    /// The next day it opens, as far as we look.
    pub next: Option<NaiveDate>,
}

/// The rows there can be in a school year: every child and slot, but for slots that another school's children have for
/// themselves.
#[must_use]
pub fn rows(facts: &Facts, filter: Filter, year: Option<SchoolYear>, day: NaiveDate) -> Vec<Row> {
    let mut rows = Vec::new();
    let activities = &facts.organisation.activities;
    for (position, child) in facts.children.iter().enumerate() {
        if filter.child.is_some_and(|wanted| wanted != child.id) {
            continue;
        }
        for activity in activities {
            if filter.facility.is_some_and(|wanted| wanted != activity.facility_id) {
                continue;
            }
            for slot in &activity.slots {
                let elsewhere = year.is_some_and(|year| {
                    [&activity.eligibility, &slot.eligibility]
                        .iter()
                        .any(|asked| asked.refuses(child, day, year) == Some(Ineligible::School))
                });
                if !elsewhere {
                    rows.push(row(position, child, activity, slot.id, &slot.name));
                }
            }
        }
    }
    rows
}

fn row(position: usize, child: &Child, activity: &Activity, slot_id: SlotId, slot: &Text) -> Row {
    Row {
        child_id: child.id,
        position,
        child: child.first_name.clone(),
        slot_id,
        slot: slot.clone(),
        activity_id: activity.id,
        activity: activity.name.clone(),
    }
}

/// Why an activity does not open on a day; `None` when it does.
fn closure(organisation: &Organisation, activity: ActivityId, day: NaiveDate) -> Option<ClosureCause> {
    let activity = organisation.activities.iter().find(|found| found.id == activity)?;
    organisation.closed_on(activity, day)
}

impl Grid {
    /// What stands on screen for a range of days.
    #[must_use]
    pub fn new(organisation: &Organisation, rows: &[Row], range: Range) -> Self {
        let mut activities: Vec<ActivityId> = rows.iter().map(|row| row.activity_id).collect();
        activities.sort_unstable();
        activities.dedup();
        let opens = |activity: ActivityId, day: NaiveDate| closure(organisation, activity, day).is_none();
        let days: Vec<NaiveDate> =
            range.days().filter(|day| activities.iter().any(|activity| opens(*activity, *day))).collect();
        let awake: Vec<ActivityId> = activities
            .iter()
            .copied()
            .filter(|activity| days.iter().any(|day| opens(*activity, *day)))
            .collect();
        let mut dormant: Vec<(ActivityId, Dormant)> = Vec::new();
        for row in rows.iter().filter(|row| !awake.contains(&row.activity_id)) {
            if dormant.iter().any(|(known, _)| *known == row.activity_id) {
                continue;
            }
            let ahead = range.to.iter_days().skip(1).take(LOOK_AHEAD);
            let next = ahead.take_while(|day| organisation.calendar.knows(*day));
            let next = { next }.find(|day| opens(row.activity_id, *day));
            let weekday = range.days().find(|day| organisation.calendar.is_business_day(*day));
            let cause = closure(organisation, row.activity_id, weekday.unwrap_or(range.from));
            dormant.push((row.activity_id, Dormant { activity: row.activity.clone(), cause, next }));
        }
        let weekdays: Vec<Weekday> = organisation
            .activities
            .iter()
            .filter(|activity| awake.contains(&activity.id))
            .flat_map(|activity| {
                activity.openings.iter().flat_map(|opening| opening.weekdays.iter().copied())
            })
            .collect();
        let left_out =
            range.days().filter(|day| !days.contains(day) && weekdays.contains(&Weekday::of(*day)));
        let left_out = left_out.filter_map(|day| {
            let mut causes = awake.iter().filter_map(|activity| closure(organisation, *activity, day));
            let particular = causes.find(|cause| {
                matches!(cause, ClosureCause::PublicHoliday { .. } | ClosureCause::FacilityClosure { .. })
            });
            Some((day, particular?))
        });
        let left_out = left_out.collect();
        Self {
            left_out,
            rows: rows.iter().filter(|row| awake.contains(&row.activity_id)).cloned().collect(),
            days,
            dormant: dormant.into_iter().map(|(_, dormant)| dormant).collect(),
        }
    }

    /// The place at a row and column.
    #[must_use]
    pub fn place(&self, (row, column): (usize, usize)) -> Option<Place> {
        Some(self.rows.get(row)?.on(*self.days.get(column)?))
    }

    /// All places, row by row.
    pub fn places(&self) -> impl Iterator<Item = Place> + '_ {
        self.rows.iter().flat_map(|row| self.days.iter().map(|day| row.on(*day)))
    }

    /// The column of a day, else the next one after it, else the last.
    #[must_use]
    pub fn column_near(&self, day: NaiveDate) -> usize {
        let next = self.days.iter().position(|column| *column >= day);
        next.unwrap_or_else(|| self.days.len().saturating_sub(1))
    }
}
