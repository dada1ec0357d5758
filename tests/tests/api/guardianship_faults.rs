//! Invitations that are badly written, come twice, are taken back, run out or are sent too often.

use chrono::TimeDelta;
use shared::ids::ChildId;
use shared::problem::ProblemCode;
use shared::wire::{LinkToken, Living, NewGuardianInvitation};
use tests::{App, CLAIRE, KARIM, MAI, PAUL, on_both_databases};

use super::account_steps::{problem, reason};
use super::family_file_steps::fault;
use super::guardianship_steps::{HUGO, invite, new_invitation, open_account, secret, try_invite};
use super::guardianships::guardians;

on_both_databases!(
    what_is_wrong_is_told_at_its_field,
    known_and_unknown_addresses_get_equal_answers,
    the_same_address_twice_at_once_is_invited_once,
    links_run_out_and_are_taken_back,
    nobody_is_flooded_with_mails,
);

async fn what_is_wrong_is_told_at_its_field(app: &App) {
    let claire = app.family(CLAIRE).await;
    let wrong = async |new: NewGuardianInvitation| fault(try_invite(&claire, &new).await);
    let at = |field: &str, code: &str| (field.to_owned(), code.to_owned());
    let empty = NewGuardianInvitation {
        first_name: " ".to_owned(),
        last_name: "a".repeat(101),
        living: Living::Elsewhere,
        ..new_invitation("hugo")
    };
    assert_eq!(
        wrong(empty).await,
        [
            at("first_name", "empty"),
            at("last_name", "too_long"),
            at("email", "invalid_email"),
            at("children", "empty")
        ]
    );
    assert_eq!(wrong(new_invitation("Claire.Martin@example.org")).await, [at("email", "own_address")]);
    let of = |child: ChildId| NewGuardianInvitation {
        living: Living::Elsewhere,
        children: vec![child],
        ..new_invitation(HUGO)
    };
    assert_eq!(wrong(of(claire.child("Lina"))).await, [at("children", "two_households")]);
    let zoe = app.family(MAI).await.child("Zoé");
    assert_eq!(wrong(of(zoe)).await, [at("children", "unknown")], "another family's child");
    invite(&claire, HUGO).await;
    assert_eq!(wrong(new_invitation(HUGO)).await, [at("email", "invited")]);
    let mai = app.family(MAI).await;
    let member = try_invite(&mai, &new_invitation(PAUL)).await;
    assert_eq!(fault(member), [at("email", "member")]);
    let paul = app.family(PAUL).await;
    assert_eq!(problem(try_invite(&paul, &new_invitation(HUGO)).await).code, ProblemCode::NotPermitted);
    assert!(guardians(&mai).await.invitations.is_empty());
}

async fn known_and_unknown_addresses_get_equal_answers(app: &App) {
    let claire = app.family(CLAIRE).await;
    let known = app.statements(invite(&claire, KARIM)).await;
    app.idle().await;
    let unknown = app.statements(invite(&claire, HUGO)).await;
    let (mut first, second) = (known.0, unknown.0);
    assert_eq!(known.1, unknown.1, "the work is the same");
    (first.id, first.email) = (second.id, second.email.clone());
    assert_eq!(first, second);
}

async fn the_same_address_twice_at_once_is_invited_once(app: &App) {
    let claire = app.family(CLAIRE).await;
    let new = new_invitation(HUGO);
    let (one, other) = futures_util::join!(try_invite(&claire, &new), try_invite(&claire, &new));
    let refused = match (one, other) {
        (Ok(_), refused @ Err(_)) | (refused @ Err(_), Ok(_)) => refused,
        both => panic!("{both:?}"),
    };
    assert_eq!(fault(refused), [("email".to_owned(), "invited".to_owned())]);
    assert_eq!(guardians(&claire).await.invitations.len(), 1);
}

async fn links_run_out_and_are_taken_back(app: &App) {
    let claire = app.family(CLAIRE).await;
    let asked = invite(&claire, HUGO).await;
    let first = secret(app, HUGO).await;
    app.set_to(asked.expires_at);
    assert_eq!(reason(open_account(app, &first).await), "expired");
    let claire = app.family(CLAIRE).await;
    assert!(guardians(&claire).await.invitations[0].expired);

    claire.client.send_guardian_invitation_again(claire.household, asked.id).await.unwrap();
    let second = secret(app, HUGO).await;
    assert_ne!(first, second);
    assert_eq!(reason(open_account(app, &first).await), "unknown", "a newer one took its place");
    assert!(!guardians(&claire).await.invitations[0].expired);
    let token = LinkToken { token: second.clone() };
    app.client().inspect_guardian_invitation(&token).await.unwrap();

    claire.client.delete_guardian_invitation(claire.household, asked.id).await.unwrap();
    assert_eq!(reason(open_account(app, &second).await), "withdrawn");
    assert_eq!(reason(open_account(app, "forged").await), "unknown");
    let again = claire.client.delete_guardian_invitation(claire.household, asked.id).await;
    assert_eq!(problem(again).code, ProblemCode::NotFound);
    // of another household's invitation nobody learns anything
    let karim = app.family(KARIM).await;
    let theirs = invite(&karim, HUGO).await;
    let foreign = claire.client.send_guardian_invitation_again(claire.household, theirs.id).await;
    assert_eq!(problem(foreign).code, ProblemCode::NotFound);
}

async fn nobody_is_flooded_with_mails(app: &App) {
    let claire = app.family(CLAIRE).await;
    let asked = invite(&claire, HUGO).await;
    let limit = app.config.auth.links_per_account;
    for _ in 1..limit {
        claire.client.send_guardian_invitation_again(claire.household, asked.id).await.unwrap();
    }
    let flooded = claire.client.send_guardian_invitation_again(claire.household, asked.id).await;
    assert_eq!(problem(flooded).code, ProblemCode::TooManyAttempts);
    let window = TimeDelta::minutes(app.config.auth.throttle_window_minutes.into());
    app.set_to(app.clock.now() + window);
    let claire = app.family(CLAIRE).await;
    claire.client.send_guardian_invitation_again(claire.household, asked.id).await.unwrap();
}
