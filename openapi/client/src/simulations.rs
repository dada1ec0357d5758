//! Simulations.

use shared::ids::HouseholdId;
use shared::wire::{Simulation, SimulationRequest};

use crate::{Client, Error};

impl Client {
    /// The decision about one child, slot and day at an instant, with every reason; nothing is written.
    ///
    /// # Errors
    ///
    /// `not_found` and `invalid_value` naming fields, or no answer.
    pub async fn create_simulation(
        &self,
        household: HouseholdId,
        request: &SimulationRequest,
    ) -> Result<Simulation, Error> {
        self.post(&format!("/v1/households/{household}/simulations"), request).await
    }
}
