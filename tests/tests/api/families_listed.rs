//! The staff's lists: files in the order in which they came, families by what is known of their accounts.

use client::{FilesRequest, PageRequest};
use shared::families::Field;
use shared::ids::HouseholdId;
use shared::staff::Role;
use shared::wire::{GuardianAddress, PasswordProof};
use tests::{App, CLAIRE, KARIM, MAI, PASSWORD, on_both_databases};

use super::account_steps::{GOOD, last_mail, set, sign_in};
use super::families_on_behalf::{guardian, look, make, petit};
use super::family_file_steps::{AFTER_ACCEPTANCE, YEAR, ask_fields};
use super::staff_steps::{Colleague, colleague};

on_both_databases!(files_come_in_the_order_in_which_they_were_sent, families_are_found_by_their_accounts,);

/// All files to check, asked for one by one.
async fn to_check(agent: &Colleague) -> Vec<HouseholdId> {
    let mut found = Vec::new();
    let mut cursor = None;
    loop {
        let page = PageRequest { cursor, limit: Some(1) };
        let request = FilesRequest { school_year: Some(YEAR), page, ..FilesRequest::default() };
        let page = agent.client.list_family_files(&request).await.unwrap();
        found.extend(page.items.iter().map(|file| file.household_id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return found;
        }
    }
}

async fn files_come_in_the_order_in_which_they_were_sent(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let known = to_check(&agent).await;
    let karim = app.family(KARIM).await.household;
    let made = make(&agent, &petit()).await.household_id;
    // the family that was registered last sends first
    let address = GuardianAddress { email: "odile@example.org".to_owned(), invite: true };
    let file = look(&agent, made).await;
    let odile = file.parts.iter().find(|part| part.values.contains_key(&Field::GuardianFirstName)).unwrap();
    let shared::families::FileSubject::Guardian(id) = odile.subject else { panic!("{odile:?}") };
    agent.client.update_guardian_address(made, id, odile.version, &address).await.unwrap();
    app.idle().await;
    let (_, link) = last_mail(app, "odile@example.org").await;
    set(app, &link.expect("a link"), GOOD).await.unwrap();
    let odile = sign_in(app, "odile@example.org", GOOD).await.unwrap();
    app.set("2026-09-07T08:02");
    odile.submit_family_file(made, YEAR).await.unwrap();
    app.set("2026-09-07T08:04");
    let mai = app.family(MAI).await;
    mai.client.submit_family_file(mai.household, YEAR).await.unwrap();
    assert!(mai.household < made, "registered earlier");
    let sent: Vec<_> = to_check(&agent).await.into_iter().filter(|id| !known.contains(id)).collect();
    assert_eq!(sent, [made, mai.household]);
    assert!(known.contains(&karim), "{known:?}");
}

async fn families_are_found_by_their_accounts(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let with = async |account: Option<&'static str>, q: &str| {
        let request = FilesRequest {
            school_year: Some(YEAR),
            only: Some("all"),
            account,
            q: q.to_owned(),
            ..FilesRequest::default()
        };
        let page = agent.client.list_family_files(&request).await.unwrap();
        page.items.into_iter().map(|file| file.household_id).collect::<Vec<_>>()
    };
    let claire = app.family(CLAIRE).await;
    let mut new = petit();
    new.guardians[0].values = guardian("Odile", "Quillebœuf");
    let made = make(&agent, &new).await;
    let (household, odile) = (made.household_id, made.guardians[0]);
    let kinds =
        async || [with(Some("none"), "quilleboeuf").await, with(Some("never_opened"), "quilleboeuf").await];
    assert_eq!(kinds().await, [vec![household], vec![]], "nobody of it has an account");
    let version = look(&agent, household).await.parts[0].version;
    let address = GuardianAddress { email: "odile@example.org".to_owned(), invite: true };
    agent.client.update_guardian_address(household, odile, version, &address).await.unwrap();
    app.idle().await;
    assert_eq!(kinds().await, [vec![], vec![household]], "invited, not come");
    let (_, link) = last_mail(app, "odile@example.org").await;
    set(app, &link.expect("a link"), GOOD).await.unwrap();
    assert_eq!(kinds().await, [vec![], vec![]], "come");

    assert_eq!(with(Some("none"), "martin").await, Vec::<HouseholdId>::new());
    claire.client.close_current_account(&PasswordProof { password: PASSWORD.to_owned() }).await.unwrap();
    let left = with(None, "adam martin").await;
    assert!(left.contains(&claire.household));
    let unknown = app.raw("GET", "/v1/family_files?only=all&account=some").token(&agent.token).send().await;
    assert_eq!(unknown.status, 400);
}
