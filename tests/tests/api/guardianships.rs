//! Inviting the other guardian, into the household or with one of their own; who books, fetches, pays.

use shared::families::{Field, FileSubject};
use shared::guardianships::GuardianRoles;
use shared::ids::{ChildId, GuardianId};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{
    AcceptGuardianInvitation, HouseholdGuardians, LinkToken, Living, NewGuardianInvitation, NewMember,
    PasswordProof, RolesUpdate,
};
use tests::{App, CLAIRE, Family, KARIM, MAI, PASSWORD, PAUL, new_key, on_both_databases};

use super::account_steps::{last_mail, problem, reason};
use super::family_file_steps::{AFTER_ACCEPTANCE, YEAR, ask_fields, edit, fault, sheet, text};
use super::guardianship_steps::{
    HUGO, invite, invite_elsewhere, new_invitation, open_account, secret, try_invite,
};
use super::staff_steps::colleague;

on_both_databases!(
    a_father_elsewhere_gets_a_household_of_his_own,
    an_account_that_exists_accepts_and_no_other,
    a_guardian_the_household_told_of_is_not_doubled,
    one_of_a_household_pays,
    staff_say_who_may_do_what,
    a_payer_who_closes_the_account_leaves_the_rest,
);

pub(crate) async fn guardians(family: &Family) -> HouseholdGuardians {
    family.client.list_guardians(family.household).await.unwrap()
}

async fn a_father_elsewhere_gets_a_household_of_his_own(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let claire = app.family(CLAIRE).await;
    edit(&claire, FileSubject::Household, Field::AddressCity, text("Bar-le-Secret")).await;
    let asked = invite_elsewhere(&claire, " Hugo.Petit@famille.example", &["Adam"]).await;
    assert_eq!((asked.email.as_str(), asked.expired), (HUGO, false));
    assert_eq!(guardians(&claire).await.invitations, [asked]);

    let token = LinkToken { token: secret(app, HUGO).await };
    let known = app.client().inspect_guardian_invitation(&token).await.unwrap();
    assert_eq!(
        (known.email.as_str(), known.invited_by.as_str(), known.living),
        (HUGO, "Claire Martin", Living::Elsewhere)
    );
    assert_eq!((known.children.as_slice(), known.has_account), ([String::from("Adam")].as_slice(), false));
    let joined = open_account(app, &token.token).await.unwrap();
    assert_ne!(joined.household_id, claire.household);
    assert_eq!(reason(open_account(app, &token.token).await), "used");
    app.idle().await;
    assert_eq!(last_mail(app, CLAIRE).await.0, "Hugo Petit a accepté votre invitation");

    let hugo = app.family(HUGO).await;
    assert_eq!(hugo.household, joined.household_id);
    let names: Vec<_> = hugo.facts.children.iter().map(|child| child.first_name.as_str()).collect();
    assert_eq!(names, ["Adam"]);
    let told = serde_json::to_string(&sheet(&hugo).await).unwrap();
    assert!(told.contains("\"elsewhere\":[\"Claire\"]"), "{told}");
    for secret in ["Bar-le-Secret", CLAIRE, "Lina", "Famille Martin"] {
        assert!(!told.contains(secret), "{secret}: {told}");
    }
    let theirs = hugo.client.get_family_file(claire.household, None).await;
    assert_eq!(problem(theirs).code, ProblemCode::NotFound);

    let after = guardians(&claire).await;
    assert!(after.invitations.is_empty());
    assert_eq!(after.guardians.len(), 1, "he is none of hers");
    let adam = after.children.iter().find(|child| child.first_name == "Adam").unwrap();
    assert_eq!(adam.elsewhere, ["Hugo"]);
}

async fn an_account_that_exists_accepts_and_no_other(app: &App) {
    let (claire, karim) = (app.family(CLAIRE).await, app.family(KARIM).await);
    invite(&claire, KARIM).await;
    let token = secret(app, KARIM).await;
    let known = app.client().inspect_guardian_invitation(&LinkToken { token: token.clone() }).await.unwrap();
    assert!(known.has_account);
    assert_eq!(reason(open_account(app, &token).await), "used", "its owner signs in");
    let accept = AcceptGuardianInvitation { token, household_id: None };
    let mai = app.family(MAI).await;
    assert_eq!(reason(mai.client.accept_guardian_invitation(&accept).await), "other_account");
    let joined = karim.client.accept_guardian_invitation(&accept).await.unwrap();
    assert_eq!(joined.household_id, claire.household);
    let account = karim.client.get_current_account().await.unwrap();
    assert_eq!(account.households.len(), 2);
    let names: Vec<_> = guardians(&claire).await.guardians.into_iter().map(|one| one.first_name).collect();
    assert_eq!(names.len(), 2, "{names:?}");

    // somebody who lives elsewhere chooses the household the child comes into
    let new = NewGuardianInvitation {
        living: Living::Elsewhere,
        children: vec![claire.child("Mila")],
        ..new_invitation(MAI)
    };
    try_invite(&claire, &new).await.unwrap();
    let token = secret(app, MAI).await;
    let into =
        |household_id| AcceptGuardianInvitation { token: token.clone(), household_id: Some(household_id) };
    let wrong = mai.client.accept_guardian_invitation(&into(claire.household)).await;
    assert_eq!(problem(wrong).code, ProblemCode::NotFound);
    mai.client.accept_guardian_invitation(&into(mai.household)).await.unwrap();
    let children = app.family(MAI).await.facts.children;
    assert_eq!(children.len(), 2, "Zoé and Mila");
}

async fn a_guardian_the_household_told_of_is_not_doubled(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let claire = app.family(CLAIRE).await;
    let add = async |first: &str| {
        let values = [(Field::GuardianFirstName, text(first)), (Field::GuardianLastName, text("Petit"))];
        let new = NewMember { school_year: YEAR, values: values.into_iter().collect() };
        match claire.client.create_guardian(claire.household, &new_key(), &new).await.unwrap().subject {
            FileSubject::Guardian(id) => id,
            other => panic!("{other:?}"),
        }
    };
    let told = |id: GuardianId, email: &str| NewGuardianInvitation {
        guardian_id: Some(id),
        first_name: String::new(),
        last_name: String::new(),
        ..new_invitation(email)
    };
    let paul = add("Paul").await;
    let asked = try_invite(&claire, &told(paul, HUGO)).await.unwrap();
    assert_eq!(asked.first_name, "Paul");
    open_account(app, &secret(app, HUGO).await).await.unwrap();
    let found = guardians(&claire).await.guardians;
    assert_eq!(found.len(), 2);
    assert!(found.iter().any(|one| one.roles.guardian_id == paul && one.has_account));
    let again = try_invite(&claire, &told(paul, "encore@famille.example")).await;
    assert_eq!(fault(again), [("guardian_id".to_owned(), "unknown".to_owned())], "has an account now");

    // one who signs in as somebody already takes the place of the one that was told of
    let double = add("K.").await;
    try_invite(&claire, &told(double, KARIM)).await.unwrap();
    let accept = AcceptGuardianInvitation { token: secret(app, KARIM).await, household_id: None };
    app.family(KARIM).await.client.accept_guardian_invitation(&accept).await.unwrap();
    let mut names: Vec<_> =
        guardians(&claire).await.guardians.into_iter().map(|one| one.first_name).collect();
    names.sort();
    assert_eq!(names, ["Claire", "Karim", "Paul"]);
}

fn payers(found: &HouseholdGuardians) -> Vec<&str> {
    found.guardians.iter().filter(|one| one.roles.pays).map(|one| one.first_name.as_str()).collect()
}

async fn one_of_a_household_pays(app: &App) {
    let mai = app.family(MAI).await;
    let paul = app.family(PAUL).await;
    let before = guardians(&mai).await;
    assert_eq!(payers(&before), ["Mai"], "the first who may book");
    // also who may only look may pay
    paul.client.update_payer(paul.household, before.version).await.unwrap();
    let stale = mai.client.update_payer(mai.household, before.version).await;
    assert_eq!(problem(stale).code, ProblemCode::ChangedMeanwhile);
    assert_eq!(payers(&guardians(&mai).await), ["Paul"]);
    app.idle().await;
    assert_eq!(last_mail(app, MAI).await.0, "Who pays for your household has changed");
}

async fn staff_say_who_may_do_what(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let mai = app.family(MAI).await;
    let found = agent.client.list_guardians_of_household(mai.household).await.unwrap();
    let roles = |mai: [bool; 3], paul: [bool; 3]| {
        let one = |name: &str, [may_book, may_pick_up, pays]: [bool; 3]| {
            let guardian = found.guardians.iter().find(|one| one.first_name == name).unwrap();
            GuardianRoles { guardian_id: guardian.roles.guardian_id, may_book, may_pick_up, pays }
        };
        RolesUpdate { guardians: vec![one("Mai", mai), one("Paul", paul)] }
    };
    let set = async |version, roles: &RolesUpdate| {
        agent.client.update_guardian_roles(mai.household, version, roles).await
    };
    let at = |code: &str| [("guardians".to_owned(), code.to_owned())];
    let nobody = roles([false, true, true], [false, true, false]);
    assert_eq!(fault(set(found.version, &nobody).await), at("nobody_books"));
    let two = roles([true, true, true], [true, true, true]);
    assert_eq!(fault(set(found.version, &two).await), at("one_pays"));
    let one = RolesUpdate { guardians: roles([true; 3], [true; 3]).guardians[..1].to_vec() };
    assert_eq!(fault(set(found.version, &one).await), at("guardians"));
    let turned = roles([false, false, false], [true, true, true]);
    let after = set(found.version, &turned).await.unwrap();
    assert_eq!(payers(&after), ["Paul"]);
    assert_eq!(problem(set(found.version, &turned).await).code, ProblemCode::ChangedMeanwhile);
    // it holds at once
    let paul = app.family(PAUL).await;
    let line = paul.book("Zoé", "Midi", "2026-09-22");
    assert!(paul.try_send(&[line]).await.is_ok());
    assert_eq!(problem(mai.try_send(&[line]).await).code, ProblemCode::NotPermitted);
    let record =
        agent.client.get_household_record(mai.household, &client::PageRequest::default()).await.unwrap();
    assert!(record.events.iter().any(|event| event.action == "roles_changed"));
}

async fn a_payer_who_closes_the_account_leaves_the_rest(app: &App) {
    let (mai, paul) = (app.family(MAI).await, app.family(PAUL).await);
    let line = mai.book("Zoé", "Midi", "2026-09-22");
    mai.send(&[line]).await;
    mai.client.close_current_account(&PasswordProof { password: PASSWORD.to_owned() }).await.unwrap();
    assert!(paul.has("Zoé", "Midi", "2026-09-22").await, "bookings stay");
    let after = guardians(&paul).await;
    assert_eq!(payers(&after), ["Mai"], "who owes goes on owing");
    let closed = after.guardians.iter().find(|one| one.first_name == "Mai").unwrap();
    assert!(!closed.has_account);
    let children: Vec<ChildId> =
        paul.planning("2026-09-14", "2026-09-15").await.facts.children.iter().map(|child| child.id).collect();
    assert_eq!(children, [line.child_id]);
    // the other takes the paying over
    paul.client.update_payer(paul.household, after.version).await.unwrap();
    assert_eq!(payers(&guardians(&paul).await), ["Paul"]);
}
