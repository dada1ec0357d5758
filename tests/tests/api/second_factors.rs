//! A code besides the password: set up, asked for, lost, removed, sealed.

use api::accounts::seal_anew;
use api::config::{Key, vault_keys};
use api::entities::{second_factors, sign_ins};
use api::vault::Vault;
use client::{Client, Error};
use sea_orm::EntityTrait;
use shared::problem::ProblemCode;
use shared::wire::{PasswordProof, RecoveryCodes, SecondFactorCode, SignInRequest};
use tests::{App, CLAIRE, KARIM, PASSWORD, on_both_databases};

use super::account_steps::{code, field, last_mail, problem, sign_in};

on_both_databases!(
    a_code_of_the_phone_is_asked_for_from_then_on,
    a_code_works_once,
    what_was_not_confirmed_does_not_count,
    a_recovery_code_works_once_in_place_of_the_phone,
    new_recovery_codes_end_those_before,
    it_is_removed_with_the_password,
    codes_are_not_guessed,
    a_sign_in_from_before_is_of_no_use,
    two_tabs_confirm_one_secret,
    the_secret_is_sealed_and_sealed_anew,
);

fn proof() -> PasswordProof {
    PasswordProof { password: PASSWORD.to_owned() }
}

async fn confirm(client: &Client, code: &str) -> Result<RecoveryCodes, Error> {
    client.confirm_second_factor(&SecondFactorCode { code: code.to_owned() }).await
}

/// Claire, signed in, with a second factor since: her secret and her recovery codes.
async fn set_up(app: &App) -> (Client, String, Vec<String>) {
    let client = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    let setup = client.create_second_factor(&proof()).await.unwrap();
    assert!(setup.url.starts_with("otpauth://totp/") && setup.url.contains(&setup.secret), "{}", setup.url);
    assert!(setup.qr_code.starts_with("data:image/svg+xml;base64,"), "{}", setup.qr_code);
    let codes = confirm(&client, &code(app, &setup.secret)).await.unwrap().codes;
    (client, setup.secret, codes)
}

async fn sign_in_with(app: &App, code: Option<&str>) -> Result<Client, Error> {
    let client = app.client();
    let request = SignInRequest {
        email: CLAIRE.to_owned(),
        password: PASSWORD.to_owned(),
        code: code.map(str::to_owned),
    };
    client.create_sign_in(&request).await.map(|_| client)
}

fn refused(result: Result<Client, Error>) -> ProblemCode {
    problem(result.map(|_| "signed in")).code
}

async fn a_code_of_the_phone_is_asked_for_from_then_on(app: &App) {
    let (client, secret, codes) = set_up(app).await;
    assert_eq!(codes.len(), 10);
    assert!(client.get_current_account().await.unwrap().second_factor, "it stays signed in");
    assert_eq!(last_mail(app, CLAIRE).await.0, "Un code est demandé à la connexion");
    assert_eq!(refused(sign_in_with(app, None).await), ProblemCode::SecondFactorRequired);
    assert_eq!(refused(sign_in_with(app, Some(" ")).await), ProblemCode::SecondFactorRequired);
    for wrong in ["000000", "abc", "'; --", &"9".repeat(500)] {
        assert_eq!(refused(sign_in_with(app, Some(wrong)).await), ProblemCode::WrongSecondFactor, "{wrong}");
    }
    app.set("2026-09-07T08:01");
    let now = code(app, &secret);
    let typed = format!(" {} {} ", &now[..3], &now[3..]);
    let client = sign_in_with(app, Some(&typed)).await.expect("blanks are overlooked");
    assert!(client.get_current_account().await.unwrap().second_factor);
    let karim = sign_in(app, KARIM, PASSWORD).await.expect("others are not concerned");
    assert!(!karim.get_current_account().await.unwrap().second_factor);
}

async fn a_code_works_once(app: &App) {
    let (_, secret, _) = set_up(app).await;
    assert_eq!(refused(sign_in_with(app, Some(&code(app, &secret))).await), ProblemCode::WrongSecondFactor);
    app.set("2026-09-07T08:00:30");
    let next = code(app, &secret);
    let (one, other) = tokio::join!(sign_in_with(app, Some(&next)), sign_in_with(app, Some(&next)));
    assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1, "of two at once, one");
    app.set("2026-09-07T08:05");
    assert_eq!(refused(sign_in_with(app, Some(&next)).await), ProblemCode::WrongSecondFactor, "too old");
}

async fn what_was_not_confirmed_does_not_count(app: &App) {
    let client = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    let wrong = PasswordProof { password: "wrong".to_owned() };
    let told = field(client.create_second_factor(&wrong).await);
    assert_eq!(told, ("password".to_owned(), "wrong_password".to_owned()));
    assert_eq!(problem(confirm(&client, "123456").await).code, ProblemCode::NotFound);
    let first = client.create_second_factor(&proof()).await.unwrap();
    let second = client.create_second_factor(&proof()).await.unwrap();
    sign_in(app, CLAIRE, PASSWORD).await.expect("no code yet");
    let told = field(confirm(&client, &code(app, &first.secret)).await);
    assert_eq!(told, ("code".to_owned(), "wrong_code".to_owned()), "the newer secret took its place");
    confirm(&client, &code(app, &second.secret)).await.unwrap();
    let told = field(client.create_second_factor(&proof()).await);
    assert_eq!(told, ("second_factor".to_owned(), "exists".to_owned()), "one that counts is not replaced");
}

async fn a_recovery_code_works_once_in_place_of_the_phone(app: &App) {
    let (_, _, codes) = set_up(app).await;
    sign_in_with(app, Some(&codes[0].to_uppercase())).await.expect("in any case");
    assert_eq!(refused(sign_in_with(app, Some(&codes[0])).await), ProblemCode::WrongSecondFactor);
    sign_in_with(app, Some(&codes[1].replace('-', " "))).await.expect("the others still work");
}

async fn new_recovery_codes_end_those_before(app: &App) {
    let (client, _, before) = set_up(app).await;
    let after = client.create_recovery_codes(&proof()).await.unwrap().codes;
    assert_eq!(refused(sign_in_with(app, Some(&before[0])).await), ProblemCode::WrongSecondFactor);
    sign_in_with(app, Some(&after[0])).await.unwrap();
    let karim = sign_in(app, KARIM, PASSWORD).await.unwrap();
    assert_eq!(problem(karim.create_recovery_codes(&proof()).await).code, ProblemCode::NotFound);
}

async fn it_is_removed_with_the_password(app: &App) {
    let (client, _, codes) = set_up(app).await;
    let wrong = PasswordProof { password: "wrong".to_owned() };
    let told = field(client.remove_second_factor(&wrong).await);
    assert_eq!(told, ("password".to_owned(), "wrong_password".to_owned()));
    client.remove_second_factor(&proof()).await.unwrap();
    assert_eq!(last_mail(app, CLAIRE).await.0, "Le code n’est plus demandé à la connexion");
    sign_in_with(app, None).await.unwrap();
    client.remove_second_factor(&proof()).await.expect("twice answers the same");
    assert_eq!(app.mails().await.len(), 2, "and is told once");
    let setup = client.create_second_factor(&proof()).await.unwrap();
    app.set("2026-09-07T08:01");
    confirm(&client, &code(app, &setup.secret)).await.unwrap();
    assert_eq!(refused(sign_in_with(app, Some(&codes[0])).await), ProblemCode::WrongSecondFactor);
}

async fn a_sign_in_from_before_is_of_no_use(app: &App) {
    let thief = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    let (client, _, codes) = set_up(app).await;
    assert_eq!(problem(thief.get_current_account().await).code, ProblemCode::Unauthenticated);
    client.create_recovery_codes(&proof()).await.expect("who confirmed goes on");
    // one that was signed in while there was none: as a row written before the owner's device could end it
    app.db()
        .write(async |tx| {
            let all = sign_ins::Entity::update_many();
            all.col_expr(sign_ins::Column::SecondFactor, false.into()).exec(tx).await?;
            Ok(())
        })
        .await
        .unwrap();
    for refused in [
        problem(client.create_recovery_codes(&proof()).await),
        problem(client.remove_second_factor(&proof()).await),
    ] {
        assert_eq!(refused.code, ProblemCode::SecondFactorMissing);
    }
    assert_eq!(codes.len(), 10);
}

async fn two_tabs_confirm_one_secret(app: &App) {
    let client = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    let setup = client.create_second_factor(&proof()).await.unwrap();
    let now = code(app, &setup.secret);
    let proof = proof();
    let (confirmed, made) = tokio::join!(confirm(&client, &now), client.create_second_factor(&proof));
    app.set("2026-09-07T08:01");
    match (confirmed, made) {
        // the first secret counts, whatever the other tab was told
        (Ok(_), Err(_)) => drop(sign_in_with(app, Some(&code(app, &setup.secret))).await.unwrap()),
        // the other tab's secret took its place, unconfirmed
        (Err(_), Ok(_)) => drop(sign_in(app, CLAIRE, PASSWORD).await.unwrap()),
        (Ok(_), Ok(_)) => panic!("a secret that nobody has confirmed counts"),
        (Err(one), Err(other)) => panic!("{one:?} {other:?}"),
    }
}

async fn codes_are_not_guessed(app: &App) {
    let (_, secret, _) = set_up(app).await;
    app.set("2026-09-07T08:01");
    for _ in 0..10 {
        assert_eq!(refused(sign_in_with(app, Some("000000")).await), ProblemCode::WrongSecondFactor);
    }
    let right = code(app, &secret);
    assert_eq!(refused(sign_in_with(app, Some(&right)).await), ProblemCode::TooManyAttempts);
}

async fn the_secret_is_sealed_and_sealed_anew(app: &App) {
    let (_, secret, _) = set_up(app).await;
    let sealed = async || {
        let row = second_factors::Entity::find().one(app.db().reader()).await.unwrap().unwrap();
        row.secret
    };
    let before = sealed().await;
    assert!(!before.contains(&secret));
    let mut ring = vault_keys(&app.config).unwrap();
    ring.insert(0, Key::generate());
    seal_anew(app.db(), &Vault::new(&ring).unwrap()).await.unwrap();
    let after = sealed().await;
    assert!(after.starts_with(&format!("{}:", ring[0].id)) && after != before, "{after}");
    let one = Vault::new(&ring[..1]).unwrap();
    seal_anew(app.db(), &one).await.unwrap();
    assert_eq!(sealed().await, after, "what the first key sealed stays");
    // a server that does not have the new key says nothing of it
    app.set("2026-09-07T08:01");
    assert_eq!(refused(sign_in_with(app, Some(&code(app, &secret))).await), ProblemCode::Internal);
}
