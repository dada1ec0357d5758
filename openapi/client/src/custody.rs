//! Whose the days of a child are who lives in two households.

use reqwest::Method;
use shared::ids::{ChildId, HouseholdId};
use shared::wire::{ChildCustodySheet, CustodyDecision, CustodyUpdate};

use crate::http::{done, etag, read};
use crate::{Client, Error};

fn of_family(household: HouseholdId, child: ChildId) -> String {
    format!("/v1/households/{household}/children/{child}/custody")
}

fn of_staff(household: HouseholdId, child: ChildId) -> String {
    format!("/v1/family_files/{household}/children/{child}/custody")
}

impl Client {
    /// Whose the days of a child are, as a household sees them.
    ///
    /// # Errors
    ///
    /// `not_found`, or no answer.
    pub async fn get_child_custody(
        &self,
        household: HouseholdId,
        child: ChildId,
    ) -> Result<ChildCustodySheet, Error> {
        self.get(&of_family(household, child), &()).await
    }

    /// Proposes a calendar to the other household.
    ///
    /// # Errors
    ///
    /// `invalid_value`, `changed_meanwhile`, `not_permitted`, `not_found`, or no answer.
    pub async fn create_custody_proposal(
        &self,
        household: HouseholdId,
        child: ChildId,
        version: i32,
        calendar: &CustodyUpdate,
    ) -> Result<ChildCustodySheet, Error> {
        let path = of_family(household, child) + "/proposal";
        read(self.changing(Method::PUT, &path, &etag(version)).json(calendar)).await
    }

    /// Takes back what this household proposed.
    ///
    /// # Errors
    ///
    /// `changed_meanwhile`, `not_permitted`, `not_found`, or no answer.
    pub async fn delete_custody_proposal(&self, household: HouseholdId, child: ChildId) -> Result<(), Error> {
        done(self.request(Method::DELETE, &(of_family(household, child) + "/proposal"))).await
    }

    /// Answers what the other household proposed.
    ///
    /// # Errors
    ///
    /// `invalid_value`, `changed_meanwhile`, `not_permitted`, `not_found`, or no answer.
    pub async fn decide_custody_proposal(
        &self,
        household: HouseholdId,
        child: ChildId,
        version: i32,
        decision: CustodyDecision,
    ) -> Result<ChildCustodySheet, Error> {
        let path = of_family(household, child) + "/decision";
        read(self.changing(Method::PUT, &path, &etag(version)).json(&decision)).await
    }

    /// Whose the days of a child are, for staff.
    ///
    /// # Errors
    ///
    /// `role_not_permitted`, `not_found`, or no answer.
    pub async fn get_child_custody_of_household(
        &self,
        household: HouseholdId,
        child: ChildId,
    ) -> Result<ChildCustodySheet, Error> {
        self.get(&of_staff(household, child), &()).await
    }

    /// Sets whose the days of a child are, for staff.
    ///
    /// # Errors
    ///
    /// `invalid_value`, `changed_meanwhile`, `role_not_permitted`, `not_found`, or no answer.
    pub async fn update_child_custody(
        &self,
        household: HouseholdId,
        child: ChildId,
        version: i32,
        calendar: &CustodyUpdate,
    ) -> Result<ChildCustodySheet, Error> {
        read(self.changing(Method::PUT, &of_staff(household, child), &etag(version)).json(calendar)).await
    }
}
