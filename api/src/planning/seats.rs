//! Free seats: what is counted, and the whole capacity of sessions that nobody has booked yet.

use std::collections::HashMap;

use chrono::NaiveDate;
use shared::activities::{Activity, CapacityGroup, Slot};
use shared::bookings::{FreeSeats, SessionSeats, SlotSessions};
use shared::organisation::Organisation;
use uuid::Uuid;

use super::Days;
use super::store::Seats;

/// The slots that have a limit.
pub(super) fn limited(organisation: &Organisation) -> impl Iterator<Item = (&Activity, &Slot)> {
    let slots = organisation
        .activities
        .iter()
        .flat_map(|activity| activity.slots.iter().map(move |slot| (activity, slot)));
    slots.filter(|(_, slot)| !slot.capacities.is_empty())
}

/// The free seats of all limited sessions of a range.
pub(super) fn of_sessions(organisation: &Organisation, counted: Vec<Seats>, days: Days) -> Vec<SlotSessions> {
    let mut free: HashMap<(Uuid, NaiveDate, CapacityGroup), u32> = HashMap::with_capacity(counted.len());
    for seats in counted {
        if let Some(group) = CapacityGroup::from_code(&seats.group) {
            free.insert((seats.slot_id, seats.day, group), u32::try_from(seats.free).unwrap_or(0));
        }
    }
    let planned = planned(organisation, days);
    let of_slot = |(activity, slot): (&Activity, &Slot)| {
        let open = planned
            .into_iter()
            .flat_map(Days::iter)
            .filter(|day| organisation.closed_on(activity, *day).is_none());
        let seats_on = |day: NaiveDate| {
            let seats = slot.capacities.iter().map(|capacity| FreeSeats {
                group: capacity.group,
                free: free.get(&(slot.id.0, day, capacity.group)).copied().unwrap_or(capacity.seats),
            });
            SessionSeats { day, seats: seats.collect() }
        };
        SlotSessions { slot_id: slot.id, days: open.map(seats_on).collect() }
    };
    limited(organisation).map(of_slot).filter(|sessions| !sessions.days.is_empty()).collect()
}

/// The part of a range that there are sessions in.
fn planned(organisation: &Organisation, days: Days) -> Option<Days> {
    let from = days.from.max(organisation.sessions_from);
    let to = days.to.min(organisation.sessions_until.pred_opt()?);
    (from <= to).then_some(Days { from, to })
}
