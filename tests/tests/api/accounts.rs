//! One's own account: its mail address, devices, language, closing.

use api::entities::{accounts, guardians, mails};
use client::{Client, Error};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::problem::ProblemCode;
use shared::wire::{
    AccountUpdate, AddressChangeRequest, AddressConfirmation, InvitationOutcome, LinkPurpose, LinkToken,
    PasswordChange, PasswordProof,
};
use tests::{App, CLAIRE, KARIM, PASSWORD, on_both_databases};

use super::account_steps::{
    GOOD, field, invited, last_mail, problem, reason, reset, reset_link, set, sign_in,
};

on_both_databases!(
    devices_are_listed_and_signed_out,
    an_address_changes_once_confirmed,
    guessing_by_a_link_is_slowed_down,
    a_taken_address_is_not_told,
    a_new_password_ends_what_was_asked_before,
    strangers_are_not_written_to_without_end,
    the_language_of_mails_changes,
    a_closed_account_leaves_the_household_as_it_is,
    guessing_at_an_open_screen_is_slowed_down,
);

async fn devices_are_listed_and_signed_out(app: &App) {
    let clients = [
        sign_in(app, CLAIRE, PASSWORD).await.unwrap(),
        sign_in(app, CLAIRE, PASSWORD).await.unwrap(),
        sign_in(app, CLAIRE, PASSWORD).await.unwrap(),
    ];
    let karim = sign_in(app, KARIM, PASSWORD).await.unwrap();
    let devices = clients[0].list_devices().await.unwrap().items;
    assert_eq!(devices.len(), 3);
    assert_eq!(devices.iter().filter(|device| device.current).count(), 1);
    let second =
        clients[1].list_devices().await.unwrap().items.into_iter().find(|device| device.current).unwrap();
    assert_eq!(problem(karim.delete_device(second.id).await).code, ProblemCode::NotFound);
    clients[0].delete_device(second.id).await.unwrap();
    assert_eq!(problem(clients[1].get_current_account().await).code, ProblemCode::Unauthenticated);
    assert_eq!(problem(clients[0].delete_device(second.id).await).code, ProblemCode::NotFound);
    clients[0].delete_other_devices().await.unwrap();
    assert_eq!(problem(clients[2].get_current_account().await).code, ProblemCode::Unauthenticated);
    assert_eq!(clients[0].list_devices().await.unwrap().items.len(), 1);
    karim.get_current_account().await.expect("others are not concerned");
}

async fn change_address(client: &Client, email: &str, password: &str) -> Result<(), Error> {
    let request = AddressChangeRequest { password: password.to_owned(), email: email.to_owned() };
    client.create_address_change(&request).await
}

fn by(token: &str, password: &str) -> AddressConfirmation {
    AddressConfirmation { token: token.to_owned(), password: password.to_owned() }
}

async fn an_address_changes_once_confirmed(app: &App) {
    const NEW: &str = "claire@example.net";
    let client = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    let refused = async |email: &str, password: &str| field(change_address(&client, email, password).await);
    assert_eq!(refused(NEW, "wrong").await, ("password".to_owned(), "wrong_password".to_owned()));
    assert_eq!(refused("claire@", PASSWORD).await, ("email".to_owned(), "invalid_email".to_owned()));
    assert_eq!(
        refused(&CLAIRE.to_uppercase(), PASSWORD).await,
        ("email".to_owned(), "same_address".to_owned())
    );
    let reset_to_old = reset_link(app, CLAIRE).await;
    change_address(&client, &NEW.to_uppercase(), PASSWORD).await.unwrap();
    let (subject, _) = last_mail(app, CLAIRE).await;
    assert_eq!(subject, "Votre adresse e-mail va changer", "the old address is told");
    let token = last_mail(app, NEW).await.1.unwrap();
    sign_in(app, CLAIRE, PASSWORD).await.expect("the old one counts until then");
    let link = app.client().inspect_account_link(&LinkToken { token: token.clone() }).await.unwrap();
    assert_eq!((link.purpose, link.email.as_str()), (LinkPurpose::AddressChange, NEW));
    assert_eq!(reason(set(app, &token, GOOD).await), "unknown", "it sets no password");
    let stranger = by(&token, "girafe tambour lundi orage");
    let wrong = field(app.client().confirm_address(&stranger).await);
    assert_eq!(wrong, ("password".to_owned(), "wrong_password".to_owned()), "the mail alone is not enough");
    app.client().confirm_address(&by(&token, PASSWORD)).await.unwrap();
    assert_eq!(reason(app.client().confirm_address(&by(&token, PASSWORD)).await), "used");
    sign_in(app, NEW, PASSWORD).await.unwrap();
    assert_eq!(client.get_current_account().await.unwrap().email, NEW);
    assert_eq!(problem(sign_in(app, CLAIRE, PASSWORD).await.map(drop)).code, ProblemCode::WrongCredentials);
    assert_eq!(reason(set(app, &reset_to_old, GOOD).await), "used", "a link to the old address");
    let files = tests::files(app.config.data_dir.as_path());
    api::imports::run(app.db(), &app.clock, &files).await.expect("the families' file is read again");
    let known =
        accounts::Entity::find().filter(accounts::Column::Email.eq(CLAIRE)).one(app.db().reader()).await;
    assert_eq!(known.unwrap(), None, "the file makes no second account");
}

async fn a_taken_address_is_not_told(app: &App) {
    let client = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    change_address(&client, "claire@example.net", PASSWORD).await.unwrap();
    let before = last_mail(app, "claire@example.net").await.1.unwrap();
    change_address(&client, KARIM, PASSWORD).await.expect("the same answer");
    let inspected = app.client().inspect_account_link(&LinkToken { token: before }).await;
    assert_eq!(reason(inspected), "used", "as if the address were free");
    change_address(&client, "claire@example.net", PASSWORD).await.unwrap();
    let addresses: Vec<_> = app.mails().await.into_iter().map(|mail| mail.summary.to_address).collect();
    assert!(!addresses.contains(&KARIM.to_owned()), "{addresses:?}");
    // taken between the link and its use
    let token = last_mail(app, "claire@example.net").await.1.unwrap();
    let karim = sign_in(app, KARIM, PASSWORD).await.unwrap();
    change_address(&karim, "claire@example.net", PASSWORD).await.unwrap();
    let theirs = last_mail(app, "claire@example.net").await.1.unwrap();
    app.client().confirm_address(&by(&theirs, PASSWORD)).await.unwrap();
    assert_eq!(reason(app.client().confirm_address(&by(&token, PASSWORD)).await), "used");
    assert_eq!(client.get_current_account().await.unwrap().email, CLAIRE);
}

async fn a_new_password_ends_what_was_asked_before(app: &App) {
    const THIEF: &str = "thief@example.net";
    let thief = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    change_address(&thief, THIEF, PASSWORD).await.unwrap();
    let token = last_mail(app, THIEF).await.1.unwrap();
    let owner = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    let change = PasswordChange { current_password: PASSWORD.to_owned(), new_password: GOOD.to_owned() };
    owner.update_password(&change).await.unwrap();
    assert_eq!(reason(app.client().confirm_address(&by(&token, PASSWORD)).await), "used");
    assert_eq!(owner.get_current_account().await.unwrap().email, CLAIRE);
}

async fn guessing_by_a_link_is_slowed_down(app: &App) {
    let client = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    change_address(&client, "claire@example.net", PASSWORD).await.unwrap();
    let token = last_mail(app, "claire@example.net").await.1.unwrap();
    for _ in 0..app.config.auth.failures_per_account {
        assert_eq!(field(app.client().confirm_address(&by(&token, "guess")).await).0, "password");
    }
    let many = problem(app.client().confirm_address(&by(&token, PASSWORD)).await);
    assert_eq!(many.code, ProblemCode::TooManyAttempts);
    let closing = PasswordProof { password: PASSWORD.to_owned() };
    client.close_current_account(&closing).await.expect("the owner proves the password as before");
}

async fn strangers_are_not_written_to_without_end(app: &App) {
    let client = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    for number in 0..3 {
        change_address(&client, &format!("stranger-{number}@example.net"), PASSWORD).await.unwrap();
    }
    let refused = problem(change_address(&client, "stranger-4@example.net", PASSWORD).await);
    assert_eq!(refused.code, ProblemCode::TooManyAttempts);
}

async fn the_language_of_mails_changes(app: &App) {
    let client = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    let update = |locale: &str| AccountUpdate { locale: Some(locale.to_owned()) };
    assert_eq!(
        field(client.update_current_account(&update("de")).await),
        ("locale".to_owned(), "unknown_value".to_owned())
    );
    assert_eq!(client.update_current_account(&update("en")).await.unwrap().locale, "en");
    assert_eq!(client.update_current_account(&AccountUpdate::default()).await.unwrap().locale, "en");
    reset(app, CLAIRE).await.unwrap();
    app.idle().await;
    assert_eq!(last_mail(app, CLAIRE).await.0, "Choose a new password");
}

async fn a_closed_account_leaves_the_household_as_it_is(app: &App) {
    let client = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    let account = client.get_current_account().await.unwrap();
    let close = async |password: &str| {
        client.close_current_account(&PasswordProof { password: password.to_owned() }).await
    };
    assert_eq!(field(close("wrong").await), ("password".to_owned(), "wrong_password".to_owned()));
    close(PASSWORD).await.unwrap();
    assert_eq!(problem(client.get_current_account().await).code, ProblemCode::Unauthenticated);
    assert_eq!(problem(sign_in(app, CLAIRE, PASSWORD).await.map(drop)).code, ProblemCode::WrongCredentials);
    assert_eq!(last_mail(app, CLAIRE).await, ("Votre compte est fermé".to_owned(), None));
    let guardian = account.guardian.unwrap().id;
    let row = guardians::Entity::find_by_id(guardian.0).one(app.db().reader()).await.unwrap().unwrap();
    assert_eq!(
        (row.account_id, row.first_name.as_str()),
        (None, "Claire"),
        "the organisation still knows her"
    );
    reset(app, CLAIRE).await.unwrap();
    app.idle().await;
    let mails = mails::Entity::find().all(app.db().reader()).await.unwrap();
    assert_eq!(mails.len(), 1, "a closed account gets no link");
    let files = tests::files(app.config.data_dir.as_path());
    api::imports::run(app.db(), &app.clock, &files).await.unwrap();
    let known =
        accounts::Entity::find().filter(accounts::Column::Email.eq(CLAIRE)).one(app.db().reader()).await;
    assert_eq!(known.unwrap(), None, "the families' file does not open it again");
    // whoever closed it by mistake is invited
    let told = invited(app, &[CLAIRE.to_owned()]).await;
    assert_eq!(told[0].outcome, InvitationOutcome::Invited);
    set(app, &last_mail(app, CLAIRE).await.1.unwrap(), GOOD).await.unwrap();
    let again = sign_in(app, CLAIRE, GOOD).await.unwrap().get_current_account().await.unwrap();
    assert_eq!(again.guardian.unwrap().id, guardian);
    assert_eq!(again.households, account.households);
}

async fn guessing_at_an_open_screen_is_slowed_down(app: &App) {
    let client = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    for _ in 0..10 {
        let closing = PasswordProof { password: "guess".to_owned() };
        assert_eq!(problem(client.close_current_account(&closing).await).code, ProblemCode::InvalidValue);
    }
    let closing = PasswordProof { password: PASSWORD.to_owned() };
    assert_eq!(problem(client.close_current_account(&closing).await).code, ProblemCode::TooManyAttempts);
}
