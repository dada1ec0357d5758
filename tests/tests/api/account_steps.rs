//! Steps that tests of accounts share: signing in, asking for links, reading mails and refusals.

use api::accounts::invite;
use api::entities::accounts;
use api::history::By;
use api::letters::Letters;
use client::{Client, Error};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::problem::{Problem, ProblemCode};
use shared::wire::{Invitation, NewPassword, PasswordResetRequest, SignInRequest};
use tests::App;
use totp_rs::{Builder, Secret};

pub(crate) const GOOD: &str = "girafe tambour lundi orage";

pub(crate) async fn sign_in(app: &App, email: &str, password: &str) -> Result<Client, Error> {
    let client = app.client();
    let request = SignInRequest { email: email.to_owned(), password: password.to_owned(), code: None };
    client.create_sign_in(&request).await.map(|_| client)
}

pub(crate) fn problem(result: Result<impl std::fmt::Debug, Error>) -> Problem {
    match result {
        Err(Error::Problem(problem)) => *problem,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn field(result: Result<impl std::fmt::Debug, Error>) -> (String, String) {
    let problem = problem(result);
    assert_eq!(problem.code, ProblemCode::InvalidValue);
    (problem.errors[0].field.clone(), problem.errors[0].code.clone())
}

pub(crate) fn reason(result: Result<impl std::fmt::Debug, Error>) -> String {
    let problem = problem(result);
    assert_eq!(problem.code, ProblemCode::LinkUnusable);
    problem.params["reason"].as_str().unwrap().to_owned()
}

/// The newest mail to an address: its subject and the secret of its link.
pub(crate) async fn last_mail(app: &App, address: &str) -> (String, Option<String>) {
    let mails = app.mails().await;
    let mail = mails.into_iter().find(|mail| mail.summary.to_address == address).expect("a mail");
    let secret = mail.text.lines().find_map(|line| Some(line.split_once('#')?.1.to_owned()));
    if let Some(secret) = &secret {
        assert!(mail.html.contains(secret), "both bodies hold the link");
    }
    (mail.summary.subject, secret)
}

pub(crate) async fn reset(app: &App, email: &str) -> Result<(), Error> {
    app.client().create_password_reset(&PasswordResetRequest { email: email.to_owned() }).await
}

pub(crate) async fn reset_link(app: &App, email: &str) -> String {
    reset(app, email).await.unwrap();
    app.idle().await;
    last_mail(app, email).await.1.expect("a link")
}

pub(crate) async fn set(app: &App, token: &str, password: &str) -> Result<(), Error> {
    let new = NewPassword { token: token.to_owned(), password: password.to_owned() };
    app.client().create_password(&new).await
}

/// The code that a phone with this secret shows now.
pub(crate) fn code(app: &App, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(app.clock.now().timestamp()).unwrap()).to_string()
}

/// What it takes to write letters.
pub(crate) fn letters(app: &App) -> Letters {
    api::app::letters(&app.config, &app.clock).unwrap()
}

/// Leaves an account as the organisation registers it: without a password.
pub(crate) async fn forget_password(app: &App, email: &str) {
    app.db()
        .write(async |tx| {
            accounts::Entity::update_many()
                .col_expr(accounts::Column::PasswordHash, Expr::value(None::<String>))
                .filter(accounts::Column::Email.eq(email))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
        .unwrap();
}

/// Invites addresses as the command does.
pub(crate) async fn invited(app: &App, addresses: &[String]) -> Vec<Invitation> {
    let (letters, now) = (letters(app), app.clock.now());
    let by = By { account_id: None, request_id: "test" };
    app.db().write(async |tx| invite(tx, &letters, now, by, addresses).await).await.unwrap()
}
