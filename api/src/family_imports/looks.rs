//! That health was opened to compare it with a file: recorded like every other look of staff, a row for each child.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::known::{Known, under};
use super::plan::Plan;
use super::run::Import;
use crate::db::bulk::insert_all;
use crate::entities::history;
use crate::error::Error;

/// A child whose health was opened, with a household that it lives in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Look {
    child: Uuid,
    household: Option<Uuid>,
}

/// Whose health a plan was made with: each child once, whichever households of the file tell of it.
pub(super) fn looks(known: &Known, plan: &Plan) -> BTreeSet<Look> {
    let of_household = plan.households.iter().flat_map(|household| {
        let opened = household.children.iter().filter(|person| person.opened_health);
        opened.filter_map(|person| Some((person.known?, household.known)))
    });
    let mut looks = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for (child, household) in of_household {
        if seen.insert(child) {
            let homes = under(&known.homes_of_child, &child);
            let household = household.filter(|id| homes.contains(id)).or_else(|| homes.first().copied());
            looks.insert(Look { child, household });
        }
    }
    looks
}

impl Import<'_> {
    /// Records that health was opened.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub(super) async fn record(
        &self,
        tx: &impl ConnectionTrait,
        looks: &BTreeSet<Look>,
    ) -> Result<(), Error> {
        let rows = looks.iter().map(|look| history::ActiveModel {
            id: Set(self.clock.new_id(self.now)),
            at: Set(self.now),
            account_id: Set(self.by.account_id.map(|id| id.0)),
            household_id: Set(look.household),
            request_id: Set(self.by.request_id.to_owned()),
            subject_type: Set("child".to_owned()),
            subject_id: Set(look.child),
            action: Set("health_read".to_owned()),
            before: Set(None),
            after: Set(None),
        });
        insert_all(tx, rows.collect(), None).await
    }
}
