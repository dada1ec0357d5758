//! Addresses that change hands: whoever reads the mail of an old one is nobody by it.

use client::ImportRequest;
use sea_orm::{EntityTrait, PaginatorTrait};
use shared::staff::Role;
use shared::wire::{AddressChangeRequest, AddressConfirmation, InvitationOutcome, PasswordProof};
use tests::{App, CLAIRE, PASSWORD, on_both_databases};

use super::account_steps::{GOOD, invited, last_mail, set, sign_in};
use super::staff_steps::colleague;

on_both_databases!(
    an_address_that_was_given_up_opens_no_family,
    families_are_still_found_by_the_address_of_the_file,
);

const NEW: &str = "claire@example.net";

/// Gives Claire another address.
async fn move_claire(app: &App) -> client::Client {
    let client = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    let change = AddressChangeRequest { password: PASSWORD.to_owned(), email: NEW.to_owned() };
    client.create_address_change(&change).await.unwrap();
    let token = last_mail(app, NEW).await.1.unwrap();
    let confirmation = AddressConfirmation { token, password: PASSWORD.to_owned() };
    app.client().confirm_address(&confirmation).await.unwrap();
    client
}

async fn an_address_that_was_given_up_opens_no_family(app: &App) {
    let client = move_claire(app).await;
    let households = client.get_current_account().await.unwrap().households;
    client.close_current_account(&PasswordProof { password: PASSWORD.to_owned() }).await.unwrap();
    let told = invited(app, &[CLAIRE.to_owned(), NEW.to_owned()]).await;
    let outcomes: Vec<_> = told.iter().map(|it| it.outcome).collect();
    assert_eq!(outcomes, [InvitationOutcome::Unknown, InvitationOutcome::Invited]);
    set(app, &last_mail(app, NEW).await.1.unwrap(), GOOD).await.unwrap();
    let again = sign_in(app, NEW, GOOD).await.unwrap().get_current_account().await.unwrap();
    assert_eq!(again.households, households);
}

async fn families_are_still_found_by_the_address_of_the_file(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let count = async || api::entities::guardians::Entity::find().count(app.db().reader()).await.unwrap();
    let before = count().await;
    let client = move_claire(app).await;
    let files = tests::files(app.config.data_dir.as_path());
    let csv = format!(
        "household;guardian_email;guardian_first_name;guardian_last_name\nMARTIN;{CLAIRE};Claire;Martin\n"
    );
    let read = async || {
        api::imports::run(app.db(), &app.clock, &files).await.unwrap();
        let request = || ImportRequest { invite: true, ..ImportRequest::default() };
        let bytes = csv.clone().into_bytes();
        let done = agent.client.create_family_import(&tests::new_key(), request(), bytes).await.unwrap();
        assert_eq!((done.guardians.unchanged, done.invited), (1, 0), "{done:?}");
    };
    read().await;
    assert_eq!(count().await, before, "no second Claire");
    // also when nobody signs in as her any more: the old address is not hers, whatever the file says
    client.close_current_account(&PasswordProof { password: PASSWORD.to_owned() }).await.unwrap();
    read().await;
    assert_eq!(count().await, before);
    let told = invited(app, &[CLAIRE.to_owned()]).await;
    assert_eq!(told[0].outcome, InvitationOutcome::Unknown);
}
