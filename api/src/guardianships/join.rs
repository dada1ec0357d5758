//! Following an invitation: a guardian more, in the household that invites or in one of their own.

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;
use shared::catalogue::household_name;
use shared::families::{Field, FieldValue};
use shared::guardianships::may_live_in_one_more;
use shared::ids::{GuardianId, HouseholdId};
use shared::paths;
use shared::wire::LinkFault;

use super::letters::{About, tell};
use super::{invitation_store, invitations, store};
use crate::accounts::join::{Owner, attach, guardian_of};
use crate::auth::{household, lock_household};
use crate::entities::guardian_invitations::{Ending, Living, Model};
use crate::error::Error;
use crate::family_files::{Answers, forget_guardian, homes, insert_guardian, live_in, new_household};
use crate::history::{Deed, record};
use crate::letters::Letters;

/// Somebody follows an invitation: by which account, with the children into which household.
pub(super) struct Joining<'a> {
    pub(super) invitation: &'a Model,
    pub(super) owner: &'a Owner,
    /// Of those who live elsewhere; a new one without.
    pub(super) into: Option<HouseholdId>,
    pub(super) now: DateTime<Utc>,
    /// In which request.
    pub(super) request_id: &'a str,
}

/// Makes the account's owner a guardian; of which household.
///
/// # Errors
///
/// [`Error::LinkUnusable`] when somebody was faster, or whoever invited may no longer; [`Error::InvalidValue`]; those of the
/// database.
pub(super) async fn join(
    tx: &DatabaseTransaction,
    letters: &Letters,
    joining: &Joining<'_>,
) -> Result<HouseholdId, Error> {
    let Joining { invitation, owner, now, .. } = *joining;
    let inviting = HouseholdId(invitation.household_id);
    // in the order of their ids: two who accept each other's invitation do not wait for each other
    let mut locked = vec![inviting];
    if invitation.living == Living::Elsewhere {
        locked.extend(joining.into.filter(|into| *into != inviting));
    }
    locked.sort_unstable();
    for id in locked {
        lock_household(tx, id).await?;
    }
    let may_invite = household(tx, invitation.created_by.into(), inviting).await;
    if !may_invite.is_ok_and(|access| access.may_book) {
        return Err(Error::LinkUnusable { reason: LinkFault::Withdrawn });
    }
    if !invitation_store::end(tx, invitation.id, Ending::Accepted, now).await? {
        return Err(Error::LinkUnusable { reason: LinkFault::Used });
    }
    let named = named(tx, joining, inviting).await?;
    let joined = match invitation.living {
        Living::Here => here(tx, letters, joining, inviting, named).await?,
        Living::Elsewhere => elsewhere(tx, letters, joining, inviting, named).await?,
    };
    if let Some(named) = named {
        invitation_store::end_naming(tx, named.0, now).await?;
    }
    let deed = Deed {
        by: Some(owner.account_id),
        household: Some(inviting),
        request_id: joining.request_id,
        subject: ("guardian_invitation", invitation.id),
        action: "accepted",
    };
    record(tx, &letters.clock, now, &deed, None, None).await?;
    let about = About {
        template: "guardian_joined",
        who: &format!("{} {}", invitation.first_name, invitation.last_name),
        children: "",
        path: paths::GUARDIANS,
    };
    tell(letters, tx, now, inviting, Some(owner.account_id), about).await?;
    Ok(joined)
}

/// The guardian whom an invitation names, if it names one: as when it was written, still one of the household that invites
/// whom nobody else knows, and without an account, or with the one that accepts.
async fn named(
    tx: &DatabaseTransaction,
    joining: &Joining<'_>,
    inviting: HouseholdId,
) -> Result<Option<GuardianId>, Error> {
    let Joining { invitation, owner, .. } = *joining;
    let Some(id) = invitation.guardian_id else { return Ok(None) };
    let holds = match store::guardian(tx, id).await? {
        None => false,
        Some(row) => match row.account_id {
            Some(account) => account == owner.account_id.0,
            None => store::may_become(tx, inviting, &row, &invitation.email).await?,
        },
    };
    if holds { Ok(Some(id.into())) } else { Err(Error::LinkUnusable { reason: LinkFault::Withdrawn }) }
}

/// Into the household that invites.
async fn here(
    tx: &DatabaseTransaction,
    letters: &Letters,
    joining: &Joining<'_>,
    inviting: HouseholdId,
    named: Option<GuardianId>,
) -> Result<HouseholdId, Error> {
    let known = guardian_of_account(tx, joining, named).await?;
    match (known, named) {
        // the household has told of this guardian, whom the organisation knows by an account already
        (Some(guardian), Some(double)) if guardian != double => {
            store::add_member(tx, inviting, guardian).await?;
            store::absorb(tx, inviting, double, guardian).await?;
        }
        (Some(guardian), _) => store::add_member(tx, inviting, guardian).await?,
        (None, _) => {
            new_guardian(tx, letters, joining, inviting).await?;
        }
    }
    Ok(inviting)
}

/// Into a household of their own, with the children chosen.
async fn elsewhere(
    tx: &DatabaseTransaction,
    letters: &Letters,
    joining: &Joining<'_>,
    inviting: HouseholdId,
    named: Option<GuardianId>,
) -> Result<HouseholdId, Error> {
    let Joining { invitation, owner, now, .. } = *joining;
    let own = if let Some(id) = joining.into {
        let access = household(tx, owner.account_id, id).await;
        if id == inviting || !access.is_ok_and(|access| access.may_book) {
            return Err(Error::unknown("household_id", "no household of this account"));
        }
        id
    } else {
        let name = household_name(owner.language, &invitation.last_name);
        new_household(tx, &letters.clock, now, name, &Answers::new()).await?
    };
    match guardian_of_account(tx, joining, named).await? {
        Some(guardian) => store::add_member(tx, own, guardian).await?,
        None => {
            new_guardian(tx, letters, joining, own).await?;
        }
    }
    if let Some(moved) = named {
        // whoever lives elsewhere no longer sees what this household tells
        store::remove_member(tx, inviting, moved).await?;
        forget_guardian(tx, moved).await?;
    }
    let children = invitations::children(invitation)?;
    let homes = homes(tx, &children).await?;
    for child in children {
        let of_child = || homes.iter().filter(|home| home.child_id == child);
        let others = of_child().filter(|home| home.household_id != own.0).count();
        // a child that has left the household, or has come into another one, since
        let left = !of_child().any(|home| home.household_id == inviting.0);
        if left || !may_live_in_one_more(others) {
            return Err(Error::LinkUnusable { reason: LinkFault::Withdrawn });
        }
        live_in(tx, own, child.into(), Some(now)).await?;
    }
    Ok(own)
}

/// The guardian that the account signs in as: its own, one whom the household told of or whom the organisation knows by the
/// address; nobody yet.
async fn guardian_of_account(
    tx: &DatabaseTransaction,
    joining: &Joining<'_>,
    named: Option<GuardianId>,
) -> Result<Option<GuardianId>, Error> {
    let own = crate::accounts::join::signs_in_as(tx, joining.owner).await?;
    match (own, named) {
        (Some(own), _) => Ok(Some(own)),
        (None, Some(named)) => {
            attach(tx, named, joining.owner, joining.now).await?;
            Ok(Some(named))
        }
        (None, None) => guardian_of(tx, joining.owner, joining.now).await,
    }
}

/// A guardian whom nobody knew.
async fn new_guardian(
    tx: &DatabaseTransaction,
    letters: &Letters,
    joining: &Joining<'_>,
    into: HouseholdId,
) -> Result<GuardianId, Error> {
    let Joining { invitation, owner, now, .. } = *joining;
    let guardian = GuardianId(letters.clock.new_id(now));
    let answers = Answers::from([
        (Field::GuardianFirstName, FieldValue::Text(invitation.first_name.clone())),
        (Field::GuardianLastName, FieldValue::Text(invitation.last_name.clone())),
    ]);
    let account = (Some(owner.account_id), Some(owner.email.clone()));
    insert_guardian(tx, now, (into, guardian), account, &answers).await?;
    Ok(guardian)
}
