//! Steps that tests of staff share: colleagues who have set a password and a second factor.

use api::history::By;
use api::staff::add;
use client::Client;
use shared::ids::{AccountId, FacilityId};
use shared::staff::Role;
use shared::wire::{NewStaffMember, PasswordProof, SecondFactorCode, SignInRequest, StaffMember};
use tests::App;

use super::account_steps::{GOOD, code, last_mail, letters, set};

/// Somebody of the staff, signed in with a second factor.
pub(crate) struct Colleague {
    pub(crate) id: AccountId,
    pub(crate) email: String,
    pub(crate) client: Client,
    pub(crate) token: String,
}

/// The facilities of the fixtures, in their order.
pub(crate) async fn facilities(app: &App) -> Vec<FacilityId> {
    let organisation = app.client().get_organisation().await.unwrap();
    organisation.facilities.into_iter().map(|facility| facility.id).collect()
}

/// Somebody to be let in.
pub(crate) fn member(email: &str, role: Role, facilities: Vec<FacilityId>) -> NewStaffMember {
    NewStaffMember {
        email: email.to_owned(),
        first_name: "Nadia".to_owned(),
        last_name: "Roux".to_owned(),
        role,
        facilities,
    }
}

/// Lets somebody in as the command does.
pub(crate) async fn let_in(app: &App, member: NewStaffMember) -> StaffMember {
    let (letters, snapshots) = (letters(app), api::organisation::Snapshots::default());
    let by = || By { account_id: None, request_id: "test" };
    let now = app.clock.now();
    app.db()
        .write(async |tx| add(tx, &app.clock, &snapshots, &letters, now, by(), member.clone()).await)
        .await
        .unwrap()
}

/// Sets the password by the mail, signs in, without a second factor yet.
pub(crate) async fn first_sign_in(app: &App, email: &str) -> (Client, String) {
    app.idle().await;
    set(app, &last_mail(app, email).await.1.expect("a link"), GOOD).await.unwrap();
    let client = app.client();
    let request = SignInRequest { email: email.to_owned(), password: GOOD.to_owned(), code: None };
    let token = client.create_sign_in(&request).await.unwrap().access_token;
    (client, token)
}

/// Sets the second factor up.
pub(crate) async fn add_second_factor(app: &App, client: &Client) {
    let proof = PasswordProof { password: GOOD.to_owned() };
    let setup = client.create_second_factor(&proof).await.unwrap();
    client.confirm_second_factor(&SecondFactorCode { code: code(app, &setup.secret) }).await.unwrap();
}

/// A colleague of a role; a referent works for the first facility.
pub(crate) async fn colleague(app: &App, name: &str, role: Role) -> Colleague {
    let places = if role.has_facilities() { facilities(app).await[..1].to_vec() } else { Vec::new() };
    colleague_of(app, name, role, places).await
}

/// A colleague of a role who works for some facilities.
pub(crate) async fn colleague_of(app: &App, name: &str, role: Role, places: Vec<FacilityId>) -> Colleague {
    let email = format!("{name}@commune.example");
    let id = let_in(app, member(&email, role, places)).await.id;
    let (client, token) = first_sign_in(app, &email).await;
    add_second_factor(app, &client).await;
    Colleague { id, email, client, token }
}
