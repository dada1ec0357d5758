//! Passwords: set by invitation, forgotten, changed, judged.

use chrono::TimeDelta;
use shared::passwords::Strength;
use shared::problem::ProblemCode;
use shared::wire::{
    AddressConfirmation, InvitationOutcome, LinkPurpose, LinkToken, PasswordChange, PasswordEstimateRequest,
};
use tests::{App, CLAIRE, KARIM, PASSWORD, START, at, on_both_databases};

use super::account_steps::{
    GOOD, field, forget_password, invited, last_mail, problem, reason, reset, reset_link, set, sign_in,
};
use super::guardianship_steps::invite;

on_both_databases!(
    an_invited_family_sets_its_password,
    a_forgotten_password_is_replaced_by_link,
    unknown_addresses_are_answered_alike,
    links_work_once_and_for_a_while,
    the_two_newest_links_are_good,
    each_kind_of_link_is_counted_apart,
    poor_passwords_are_refused_with_their_fault,
    a_changed_password_signs_the_other_devices_out,
    asking_for_links_is_slowed_down,
    a_new_password_lets_in_whoever_tried_too_often,
    who_was_invited_and_forgets_is_invited_again,
    invitations_are_for_addresses,
);

async fn an_invited_family_sets_its_password(app: &App) {
    forget_password(app, KARIM).await;
    assert_eq!(problem(sign_in(app, KARIM, PASSWORD).await.map(drop)).code, ProblemCode::WrongCredentials);
    let asked = [KARIM, CLAIRE, "nobody@example.org"].map(|email| format!(" {} ", email.to_uppercase()));
    let told = invited(app, &asked).await;
    let outcomes: Vec<_> = told.iter().map(|it| (it.email.as_str(), it.outcome)).collect();
    assert_eq!(
        outcomes,
        [
            (KARIM, InvitationOutcome::Invited),
            (CLAIRE, InvitationOutcome::HasPassword),
            ("nobody@example.org", InvitationOutcome::Unknown)
        ]
    );
    let (subject, secret) = last_mail(app, KARIM).await;
    assert!(subject.starts_with("Choisissez votre mot de passe"), "{subject}");
    let token = secret.unwrap();
    let link = app.client().inspect_account_link(&LinkToken { token: token.clone() }).await.unwrap();
    assert_eq!((link.purpose, link.email.as_str()), (LinkPurpose::Invitation, KARIM));
    assert_eq!(link.expires_at, at(START) + TimeDelta::days(14));
    set(app, &token, GOOD).await.unwrap();
    sign_in(app, KARIM, GOOD).await.expect("signs in with it");
}

async fn a_forgotten_password_is_replaced_by_link(app: &App) {
    let before = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    let token = reset_link(app, &format!(" {CLAIRE} ").to_uppercase().trim().to_lowercase()).await;
    sign_in(app, CLAIRE, PASSWORD).await.expect("until it is used, the old one counts");
    set(app, &token, GOOD).await.unwrap();
    assert_eq!(problem(sign_in(app, CLAIRE, PASSWORD).await.map(drop)).code, ProblemCode::WrongCredentials);
    sign_in(app, CLAIRE, GOOD).await.unwrap();
    assert_eq!(problem(before.get_current_account().await).code, ProblemCode::Unauthenticated);
}

async fn unknown_addresses_are_answered_alike(app: &App) {
    for email in [CLAIRE, "nobody@example.org"] {
        let asked = serde_json::json!({ "email": email });
        let answer = app.raw("POST", "/v1/password_resets").json(&asked).send().await;
        assert_eq!((answer.status, answer.text().as_str()), (202, ""), "{email}");
    }
    app.idle().await;
    let addresses: Vec<_> = app.mails().await.into_iter().map(|mail| mail.summary.to_address).collect();
    assert_eq!(addresses, [CLAIRE], "nobody else is written to");
    assert_eq!(field(reset(app, "no address").await), ("email".to_owned(), "invalid_email".to_owned()));
}

async fn links_work_once_and_for_a_while(app: &App) {
    let token = reset_link(app, CLAIRE).await;
    assert_eq!(reason(set(app, "tampered", GOOD).await), "unknown");
    assert_eq!(reason(set(app, &"x".repeat(5_000), GOOD).await), "unknown");
    let by = AddressConfirmation { token: token.clone(), password: PASSWORD.to_owned() };
    let confirm = app.client().confirm_address(&by).await;
    assert_eq!(reason(confirm), "unknown", "it is for something else");
    // of two at once, one
    let (one, other) = tokio::join!(set(app, &token, GOOD), set(app, &token, GOOD));
    assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1, "{one:?} {other:?}");
    assert_eq!(reason(set(app, &token, GOOD).await), "used");
    let token = reset_link(app, CLAIRE).await;
    app.set("2026-09-07T09:00");
    assert_eq!(reason(set(app, &token, GOOD).await), "expired");
    let inspected = app.client().inspect_account_link(&LinkToken { token }).await;
    assert_eq!(reason(inspected), "expired");
}

async fn the_two_newest_links_are_good(app: &App) {
    let first = reset_link(app, CLAIRE).await;
    app.set("2026-09-07T08:01");
    let second = reset_link(app, CLAIRE).await;
    app.set("2026-09-07T08:02");
    let third = reset_link(app, CLAIRE).await;
    assert_eq!(reason(set(app, &first, GOOD).await), "used");
    // whoever asked for another one meanwhile has not ended this
    set(app, &second, GOOD).await.unwrap();
    assert_eq!(reason(set(app, &third, GOOD).await), "used", "a password that is set ends the other");
}

async fn each_kind_of_link_is_counted_apart(app: &App) {
    let karim = app.family(KARIM).await;
    let asked = invite(&karim, CLAIRE).await;
    for _ in 1..app.config.auth.links_per_account {
        karim.client.send_guardian_invitation_again(karim.household, asked.id).await.unwrap();
    }
    let more = karim.client.send_guardian_invitation_again(karim.household, asked.id).await;
    assert_eq!(problem(more).code, ProblemCode::TooManyAttempts);
    // the mails of the invitations are written: the next one is that of the link
    app.idle().await;
    set(app, &reset_link(app, CLAIRE).await, GOOD).await.expect("strangers do not keep her from it");
}

async fn poor_passwords_are_refused_with_their_fault(app: &App) {
    let token = reset_link(app, CLAIRE).await;
    let estimate = async |password: &str| {
        let request = PasswordEstimateRequest { password: password.to_owned(), email: CLAIRE.to_owned() };
        app.client().estimate_password(&request).await.unwrap()
    };
    let long = "lapin ".repeat(40);
    for (password, fault) in [
        ("court", "too_short"),
        ("", "too_short"),
        (long.as_str(), "too_long"),
        ("motdepasse2026", "too_guessable"),
        ("claire.martin1", "too_guessable"),
    ] {
        assert_eq!(field(set(app, &token, password).await), ("password".to_owned(), fault.to_owned()));
        assert_eq!(estimate(password).await.fault.unwrap().code(), fault, "{password}");
    }
    let good = estimate(GOOD).await;
    assert!(good.fault.is_none() && good.strength >= Strength::Strong, "{good:?}");
    set(app, &token, GOOD).await.expect("a refused password does not use the link up");
}

async fn a_changed_password_signs_the_other_devices_out(app: &App) {
    let (here, there) =
        (sign_in(app, CLAIRE, PASSWORD).await.unwrap(), sign_in(app, CLAIRE, PASSWORD).await.unwrap());
    let change = async |current: &str, new: &str| {
        let change = PasswordChange { current_password: current.to_owned(), new_password: new.to_owned() };
        here.update_password(&change).await
    };
    let wrong = field(change("not this one", GOOD).await);
    assert_eq!(wrong, ("current_password".to_owned(), "wrong_password".to_owned()));
    assert_eq!(field(change(PASSWORD, "short").await), ("new_password".to_owned(), "too_short".to_owned()));
    there.get_current_account().await.expect("nothing has changed");
    change(PASSWORD, GOOD).await.unwrap();
    here.get_current_account().await.expect("stays signed in");
    assert_eq!(problem(there.get_current_account().await).code, ProblemCode::Unauthenticated);
    sign_in(app, CLAIRE, GOOD).await.unwrap();
    assert_eq!(last_mail(app, CLAIRE).await, ("Votre mot de passe a changé".to_owned(), None));
}

async fn a_new_password_lets_in_whoever_tried_too_often(app: &App) {
    for _ in 0..10 {
        drop(sign_in(app, CLAIRE, "guess").await);
    }
    let locked = problem(sign_in(app, CLAIRE, PASSWORD).await.map(drop));
    assert_eq!(locked.code, ProblemCode::TooManyAttempts);
    set(app, &reset_link(app, CLAIRE).await, GOOD).await.unwrap();
    sign_in(app, CLAIRE, GOOD).await.expect("at once");
}

async fn who_was_invited_and_forgets_is_invited_again(app: &App) {
    forget_password(app, KARIM).await;
    let token = reset_link(app, KARIM).await;
    assert!(last_mail(app, KARIM).await.0.starts_with("Choisissez votre mot de passe"));
    let link = app.client().inspect_account_link(&LinkToken { token }).await.unwrap();
    assert_eq!((link.purpose, link.expires_at), (LinkPurpose::Invitation, at(START) + TimeDelta::days(14)));
}

async fn invitations_are_for_addresses(app: &App) {
    forget_password(app, KARIM).await;
    let typed = ["a\0b", "closed:0197c9a2-5c1e-7f0e-9f7e-1f6a2b3c4d5e", "", KARIM, KARIM].map(str::to_owned);
    let told = invited(app, &typed).await;
    let outcomes: Vec<_> = told.iter().map(|it| it.outcome).collect();
    let (unknown, sent) = (InvitationOutcome::Unknown, InvitationOutcome::Invited);
    assert_eq!(outcomes, [unknown, unknown, unknown, sent, sent]);
    assert_eq!(app.mails().await.len(), 1, "the same address twice is one mail");
}

async fn asking_for_links_is_slowed_down(app: &App) {
    for email in [CLAIRE, "nobody@example.org"] {
        for _ in 0..3 {
            reset(app, email).await.unwrap();
        }
        assert_eq!(problem(reset(app, email).await).code, ProblemCode::TooManyAttempts, "{email}");
    }
    sign_in(app, CLAIRE, PASSWORD).await.expect("signing in is counted apart");
    app.set("2026-09-07T08:15");
    reset(app, CLAIRE).await.unwrap();
}
