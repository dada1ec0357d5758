//! Steps that tests of guardians share: inviting, following the mail, living in a household too.

use api::entities::household_children;
use sea_orm::{ActiveValue::Set, EntityTrait};
use shared::catalogue::Language;
use shared::ids::{ChildId, HouseholdId};
use shared::wire::{GuardianInvitation, Joined, Living, NewGuardianAccount, NewGuardianInvitation};
use tests::{App, Family, PASSWORD, new_key};

use super::account_steps::last_mail;

pub(crate) const HUGO: &str = "hugo.petit@famille.example";

/// An invitation into the household.
pub(crate) fn new_invitation(email: &str) -> NewGuardianInvitation {
    NewGuardianInvitation {
        guardian_id: None,
        first_name: "Hugo".to_owned(),
        last_name: "Petit".to_owned(),
        email: email.to_owned(),
        living: Living::Here,
        children: Vec::new(),
    }
}

pub(crate) async fn try_invite(
    family: &Family,
    new: &NewGuardianInvitation,
) -> Result<GuardianInvitation, client::Error> {
    family.client.create_guardian_invitation(family.household, &new_key(), new).await
}

/// Invites somebody into the household.
pub(crate) async fn invite(family: &Family, email: &str) -> GuardianInvitation {
    try_invite(family, &new_invitation(email)).await.unwrap()
}

/// Invites somebody with a household of their own for some of the children.
pub(crate) async fn invite_elsewhere(family: &Family, email: &str, children: &[&str]) -> GuardianInvitation {
    let children = children.iter().map(|name| family.child(name)).collect();
    let new = NewGuardianInvitation { living: Living::Elsewhere, children, ..new_invitation(email) };
    try_invite(family, &new).await.unwrap()
}

/// The secret of the newest mail.
pub(crate) async fn secret(app: &App, email: &str) -> String {
    app.idle().await;
    last_mail(app, email).await.1.expect("a link")
}

/// Follows an invitation by a new account.
pub(crate) async fn open_account(app: &App, token: &str) -> Result<Joined, client::Error> {
    let new =
        NewGuardianAccount { token: token.to_owned(), password: PASSWORD.to_owned(), language: Language::Fr };
    app.client().create_guardian_account(&new).await
}

/// Lets a child live in a household too, as the organisation registers it.
pub(crate) async fn live_in(app: &App, household: HouseholdId, child: ChildId) {
    app.db()
        .write(async |tx| {
            let row = household_children::ActiveModel {
                household_id: Set(household.0),
                child_id: Set(child.0),
                added_at: Set(None),
            };
            household_children::Entity::insert(row).exec_without_returning(tx).await?;
            Ok(())
        })
        .await
        .unwrap();
}
