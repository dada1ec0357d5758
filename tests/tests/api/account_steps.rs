//! Steps that tests of accounts share: signing in, asking for links, reading mails and refusals.

use client::{Client, Error};
use shared::problem::{Problem, ProblemCode};
use shared::wire::{NewPassword, PasswordResetRequest, SignInRequest};
use tests::App;

pub(crate) const CLAIRE: &str = "claire.martin@example.org";
pub(crate) const KARIM: &str = "karim.benali@example.org";
pub(crate) const GOOD: &str = "girafe tambour lundi orage";

pub(crate) async fn sign_in(app: &App, email: &str, password: &str) -> Result<Client, Error> {
    let client = app.client();
    let request = SignInRequest { email: email.to_owned(), password: password.to_owned() };
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
