//! Invitations by which somebody would get into a household of others, or throw its guardian out.

use api::entities::{guardians, household_guardians};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use shared::families::{Field, FileSubject};
use shared::ids::{ChildId, GuardianId, HouseholdId};
use shared::wire::{AcceptGuardianInvitation, Living, NewGuardianInvitation, NewMember, PasswordProof};
use tests::{App, CLAIRE, Family, KARIM, MAI, PASSWORD, new_key, on_both_databases};

use super::account_steps::{reason, sign_in};
use super::family_file_steps::{AFTER_ACCEPTANCE, YEAR, ask_fields, fault, text};
use super::guardianship_steps::{HUGO, invite, new_invitation, open_account, secret, try_invite};
use super::guardianships::guardians;

on_both_databases!(
    nobody_becomes_a_guardian_of_another_household_by_an_address_of_theirs,
    a_guardian_known_by_an_address_is_invited_there_alone,
    what_has_changed_since_the_invitation_is_looked_at_again,
    an_old_invitation_throws_nobody_out,
    an_old_invitation_takes_no_documents_over,
);

/// An address of Claire's own, or of whoever she chooses.
const SECOND: &str = "claire.bis@famille.example";

/// An invitation of a guardian whom the household has told of.
fn naming(guardian: GuardianId, email: &str) -> NewGuardianInvitation {
    NewGuardianInvitation {
        guardian_id: Some(guardian),
        first_name: String::new(),
        last_name: String::new(),
        ..new_invitation(email)
    }
}

fn apart(guardian: GuardianId, email: &str, child: ChildId) -> NewGuardianInvitation {
    NewGuardianInvitation { living: Living::Elsewhere, children: vec![child], ..naming(guardian, email) }
}

/// A guardian without an account whom a household tells of.
async fn told_of(family: &Family, first: &str) -> GuardianId {
    let values = [(Field::GuardianFirstName, text(first)), (Field::GuardianLastName, text("Petit"))];
    let new = NewMember { school_year: YEAR, values: values.into_iter().collect() };
    match family.client.create_guardian(family.household, &new_key(), &new).await.unwrap().subject {
        FileSubject::Guardian(id) => id,
        other => panic!("{other:?}"),
    }
}

/// Makes a guardian one of a household too, as the organisation registers it.
async fn belongs(app: &App, household: HouseholdId, guardian: GuardianId) {
    app.db()
        .write(async |tx| {
            let row = household_guardians::ActiveModel {
                household_id: Set(household.0),
                guardian_id: Set(guardian.0),
                may_book: Set(true),
                may_pick_up: Set(true),
            };
            household_guardians::Entity::insert(row).exec_without_returning(tx).await?;
            Ok(())
        })
        .await
        .unwrap();
}

async fn close(family: &Family) {
    family.client.close_current_account(&PasswordProof { password: PASSWORD.to_owned() }).await.unwrap();
}

fn me(family: &Family) -> GuardianId {
    family.sign_in.account.guardian.as_ref().expect("a guardian").id
}

fn at_guardian(code: &str) -> [(String, String); 1] {
    [("guardian_id".to_owned(), code.to_owned())]
}

async fn nobody_becomes_a_guardian_of_another_household_by_an_address_of_theirs(app: &App) {
    let (claire, karim) = (app.family(CLAIRE).await, app.family(KARIM).await);
    belongs(app, claire.household, me(&karim)).await;
    close(&karim).await;
    for email in [SECOND, KARIM] {
        let here = try_invite(&claire, &naming(me(&karim), email)).await;
        assert_eq!(fault(here), at_guardian("ask_staff"), "{email}");
        let elsewhere = try_invite(&claire, &apart(me(&karim), email, claire.child("Adam"))).await;
        assert_eq!(fault(elsewhere), at_guardian("ask_staff"), "{email}");
    }
    assert!(guardians(&claire).await.invitations.is_empty());
}

async fn a_guardian_known_by_an_address_is_invited_there_alone(app: &App) {
    let claire = app.family(CLAIRE).await;
    invite(&claire, HUGO).await;
    open_account(app, &secret(app, HUGO).await).await.unwrap();
    let client = sign_in(app, HUGO, PASSWORD).await.unwrap();
    let hugo = client.get_current_account().await.unwrap().guardian.unwrap().id;
    client.close_current_account(&PasswordProof { password: PASSWORD.to_owned() }).await.unwrap();
    assert_eq!(fault(try_invite(&claire, &naming(hugo, SECOND)).await), at_guardian("ask_staff"));
    try_invite(&claire, &naming(hugo, &HUGO.to_uppercase())).await.unwrap();
    open_account(app, &secret(app, HUGO).await).await.unwrap();
    let account = sign_in(app, HUGO, PASSWORD).await.unwrap().get_current_account().await.unwrap();
    assert_eq!(account.guardian.unwrap().id, hugo, "the same person as before");
}

async fn what_has_changed_since_the_invitation_is_looked_at_again(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let (claire, karim) = (app.family(CLAIRE).await, app.family(KARIM).await);
    let (paul, jean) = (told_of(&claire, "Paul").await, told_of(&claire, "Jean").await);
    try_invite(&claire, &naming(paul, SECOND)).await.unwrap();
    try_invite(&claire, &naming(jean, HUGO)).await.unwrap();
    // the organisation has said since who they are
    belongs(app, karim.household, paul).await;
    app.db()
        .write(async |tx| {
            guardians::Entity::update_many()
                .col_expr(guardians::Column::Email, Expr::value(Some("jean@famille.example")))
                .filter(guardians::Column::Id.eq(jean.0))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
        .unwrap();
    for email in [SECOND, HUGO] {
        let token = secret(app, email).await;
        assert_eq!(reason(open_account(app, &token).await), "withdrawn", "{email}");
        assert!(sign_in(app, email, PASSWORD).await.is_err(), "{email}: no account either");
    }
    let names: Vec<_> = guardians(&karim).await.guardians.into_iter().map(|one| one.has_account).collect();
    assert_eq!(names.iter().filter(|has| **has).count(), 1, "Karim alone acts for his household");
}

async fn an_old_invitation_throws_nobody_out(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let claire = app.family(CLAIRE).await;
    let paul = told_of(&claire, "Paul").await;
    try_invite(&claire, &naming(paul, HUGO)).await.unwrap();
    try_invite(&claire, &apart(paul, SECOND, claire.child("Adam"))).await.unwrap();
    try_invite(&claire, &naming(paul, KARIM)).await.unwrap();
    let (second, third) = (secret(app, SECOND).await, secret(app, KARIM).await);
    open_account(app, &secret(app, HUGO).await).await.unwrap();
    assert!(guardians(&claire).await.invitations.is_empty(), "the others that named him have ended");
    assert_eq!(reason(open_account(app, &second).await), "withdrawn");
    let accept = AcceptGuardianInvitation { token: third, household_id: None };
    let karim = app.family(KARIM).await;
    assert_eq!(reason(karim.client.accept_guardian_invitation(&accept).await), "withdrawn");
    let found = guardians(&claire).await.guardians;
    assert!(found.iter().any(|one| one.roles.guardian_id == paul && one.has_account), "{found:?}");
    let account = sign_in(app, HUGO, PASSWORD).await.unwrap().get_current_account().await.unwrap();
    assert_eq!(account.households.len(), 1, "he still has it");
}

async fn an_old_invitation_takes_no_documents_over(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let (claire, karim) = (app.family(CLAIRE).await, app.family(KARIM).await);
    let paul = told_of(&claire, "Paul").await;
    try_invite(&claire, &naming(paul, KARIM)).await.unwrap();
    let token = secret(app, KARIM).await;
    belongs(app, app.family(MAI).await.household, paul).await;
    let accept = AcceptGuardianInvitation { token, household_id: None };
    assert_eq!(reason(karim.client.accept_guardian_invitation(&accept).await), "withdrawn");
    let row = guardians::Entity::find_by_id(paul.0).one(app.db().reader()).await.unwrap();
    assert!(row.is_some(), "whom another household knows too is nobody's to take over");
    assert_eq!(guardians(&claire).await.guardians.len(), 2);
}
