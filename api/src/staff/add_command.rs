//! `ribambelle add-staff`: the first administrator is made here, colleagues may be.

use anyhow::Context;
use shared::ids::FacilityId;
use shared::staff::Role;
use shared::wire::NewStaffMember;

use super::create::add;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::history::By;
use crate::letters::Letters;
use crate::organisation::{Identities, Snapshots};

/// Lets somebody work for the organisation. Without a password, a mail brings them a link to set one.
#[derive(clap::Args, Debug)]
pub struct AddStaffCommand {
    /// Their mail address.
    #[arg(value_name = "ADDRESS")]
    address: String,
    /// First name.
    #[arg(long)]
    first_name: String,
    /// Last name.
    #[arg(long)]
    last_name: String,
    /// What they do.
    #[arg(long, default_value = "administrator", value_parser = role)]
    role: Role,
    /// A facility that a referent works for, by its code in the configuration; several may be given.
    #[arg(long = "facility", value_name = "CODE")]
    facilities: Vec<String>,
}

fn role(text: &str) -> Result<Role, String> {
    let all = || Role::ALL.map(Role::code).join(", ");
    Role::from_code(text).ok_or_else(|| format!("one of {}", all()))
}

impl AddStaffCommand {
    /// Lets them in and says so in a line; the worker sends the mail.
    ///
    /// # Errors
    ///
    /// When the address is none, somebody works here by it already, or a facility is unknown.
    pub async fn run(self, db: &Db, clock: &Clock, letters: &Letters) -> anyhow::Result<String> {
        let identities = Identities::load(db.reader()).await.map_err(Error::into_report)?;
        let facilities = self
            .facilities
            .iter()
            .map(|code| {
                identities.facility(code).map(FacilityId).with_context(|| format!("no facility {code}"))
            })
            .collect::<anyhow::Result<Vec<_>>>()?;
        let member = NewStaffMember {
            email: self.address,
            first_name: self.first_name,
            last_name: self.last_name,
            role: self.role,
            facilities,
        };
        let snapshots = Snapshots::default();
        let added = db
            .write(async |tx| {
                let by = By { account_id: None, request_id: "add-staff" };
                add(tx, clock, &snapshots, letters, clock.now(), by, member.clone()).await
            })
            .await;
        let added = added.map_err(|error| match error {
            Error::InvalidValue(errors) => {
                let told = errors.iter().map(|error| format!("{}: {}", error.field, error.detail));
                anyhow::anyhow!("{}", told.collect::<Vec<_>>().join("; "))
            }
            other => other.into_report(),
        })?;
        let next =
            if added.has_password { "signs in as before" } else { "a mail brings a link to set a password" };
        Ok(format!("{} is {}: {next}", added.email, added.role.code()))
    }
}
