//! Every letter about an account, in both languages: received by a real mail server, its text forgotten here when it lets
//! somebody act.

use std::collections::BTreeSet;

use api::entities::{mails, staff};
use mailparse::MailHeaderMap;
use sea_orm::EntityTrait;
use shared::staff::Role;
use shared::wire::{
    AccountUpdate, AddressChangeRequest, PasswordChange, PasswordProof, PasswordResetRequest,
    SecondFactorCode,
};
use tests::{App, Backend, CLAIRE, MAI, PASSWORD, SmtpServer};

use super::account_steps::{GOOD, code, forget_password, invited, set, sign_in};
use super::mails::smtp;
use super::staff_steps::{let_in, member};

/// In French, then in English.
const SUBJECTS: [[&str; 10]; 2] = [
    [
        "Choisissez votre mot de passe : Communauté d’essai",
        "Votre accès au portail famille de Communauté d’essai",
        "Choisissez un nouveau mot de passe",
        "Confirmez votre nouvelle adresse e-mail",
        "Votre adresse e-mail va changer",
        "Un code est demandé à la connexion",
        "De nouveaux codes de secours",
        "Le code n’est plus demandé à la connexion",
        "Votre mot de passe a changé",
        "Votre compte est fermé",
    ],
    [
        "Choose your password: Communauté d’essai",
        "Your access to the family portal of Communauté d’essai",
        "Choose a new password",
        "Confirm your new mail address",
        "Your mail address is about to change",
        "A code is asked for when signing in",
        "New recovery codes",
        "No code is asked for any more when signing in",
        "Your password has changed",
        "Your account is closed",
    ],
];

#[test]
fn letters_arrive_and_their_links_are_forgotten() {
    for (backend, language, email) in [(Backend::Sqlite, 0, CLAIRE), (Backend::Postgres, 1, MAI)] {
        smtp(backend, async |app, server| {
            live_through_everything(app, server, email, ["fr", "en"][language]).await;
            check_received(server, &SUBJECTS[language]);
            let rows = mails::Entity::find().all(app.db().reader()).await.unwrap();
            assert_eq!(rows.iter().filter(|mail| mail.secret).count(), 4);
            for mail in rows {
                let forgotten = (mail.text_body.is_empty(), mail.html_body.is_empty());
                assert_eq!(forgotten, (mail.secret, mail.secret), "{}", mail.subject);
            }
        });
    }
}

async fn live_through_everything(app: &App, server: &SmtpServer, email: &str, locale: &str) {
    let client = sign_in(app, email, PASSWORD).await.unwrap();
    let language = AccountUpdate { locale: Some(locale.to_owned()) };
    client.update_current_account(&language).await.unwrap();
    forget_password(app, email).await;
    invited(app, &[email.to_owned()]).await;
    app.idle().await;
    let invitation = server.received().pop().unwrap().data;
    set(app, &token_of(&invitation), GOOD).await.unwrap();

    // the letter for colleagues goes to somebody who reads this language
    forget_password(app, email).await;
    let_in(app, member(email, Role::Reader, Vec::new())).await;
    app.idle().await;
    app.db()
        .write(async |tx| {
            staff::Entity::delete_many().exec(tx).await?;
            Ok(())
        })
        .await
        .unwrap();
    let invitation = server.received().pop().unwrap().data;
    set(app, &token_of(&invitation), GOOD).await.unwrap();

    let client = sign_in(app, email, GOOD).await.unwrap();
    let reset = PasswordResetRequest { email: email.to_owned() };
    client.create_password_reset(&reset).await.unwrap();
    let proof = PasswordProof { password: GOOD.to_owned() };
    let new_address = "new@example.net".to_owned();
    let change = AddressChangeRequest { password: GOOD.to_owned(), email: new_address };
    client.create_address_change(&change).await.unwrap();
    let setup = client.create_second_factor(&proof).await.unwrap();
    let code = SecondFactorCode { code: code(app, &setup.secret) };
    client.confirm_second_factor(&code).await.unwrap();
    client.create_recovery_codes(&proof).await.unwrap();
    client.remove_second_factor(&proof).await.unwrap();
    let change = PasswordChange { current_password: GOOD.to_owned(), new_password: GOOD.to_uppercase() };
    client.update_password(&change).await.unwrap();
    // the worker looks the account up when it writes the letter
    app.idle().await;
    client.close_current_account(&PasswordProof { password: GOOD.to_uppercase() }).await.unwrap();
    app.idle().await;
}

/// The secret of the link in a mail.
pub(crate) fn token_of(mail: &str) -> String {
    let text = mailparse::parse_mail(mail.as_bytes()).unwrap().subparts[0].get_body().unwrap();
    text.lines().find_map(|line| Some(line.split_once('#')?.1.to_owned())).expect("a link")
}

fn check_received(server: &SmtpServer, expected: &[&str]) {
    let mut subjects = BTreeSet::new();
    for received in server.received() {
        let mail = mailparse::parse_mail(received.data.as_bytes()).unwrap();
        let kinds: Vec<_> = mail.subparts.iter().map(|part| part.ctype.mimetype.as_str()).collect();
        assert_eq!(kinds, ["text/plain", "text/html"]);
        for part in &mail.subparts {
            let body = part.get_body().unwrap();
            assert!(body.contains("Communauté d’essai") && !body.contains("{{"), "{body}");
        }
        assert!(subjects.insert(mail.headers.get_first_value("Subject").unwrap()), "each once");
    }
    assert_eq!(subjects, expected.iter().map(|subject| (*subject).to_owned()).collect());
}
