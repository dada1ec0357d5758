//! The staff's lists: files in the order in which they came, families by what is known of their accounts.

use client::{FilesRequest, PageRequest};
use shared::families::Field;
use shared::ids::HouseholdId;
use shared::staff::Role;
use shared::wire::{GuardianAddress, NewGuardian, PasswordProof};
use tests::{App, CLAIRE, KARIM, MAI, PASSWORD, on_both_databases};

use super::account_steps::{GOOD, invited, last_mail, set, sign_in};
use super::families_on_behalf::{guardian, look, make, petit};
use super::family_file_steps::{AFTER_ACCEPTANCE, YEAR, ask_fields};
use super::staff_steps::{Colleague, colleague};

on_both_databases!(
    files_come_in_the_order_in_which_they_were_sent,
    families_are_found_by_their_accounts,
    who_has_come_and_sent_nothing_is_found_and_all_is_counted,
);

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
    let jean = "jean@example.org";
    new.guardians.push(NewGuardian { values: guardian("Jean", "Quillebœuf"), email: Some(jean.to_owned()) });
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
    assert_eq!(kinds().await, [vec![], vec![household]], "come, and the other was never invited");
    invited(app, &[jean.to_owned()]).await;
    app.idle().await;
    let (_, link) = last_mail(app, jean).await;
    set(app, &link.expect("a link"), GOOD).await.unwrap();
    assert_eq!(kinds().await, [vec![], vec![]], "both have come");

    assert_eq!(with(Some("none"), "martin").await, Vec::<HouseholdId>::new());
    claire.client.close_current_account(&PasswordProof { password: PASSWORD.to_owned() }).await.unwrap();
    let left = with(None, "adam martin").await;
    assert!(left.contains(&claire.household));
    let unknown = app.raw("GET", "/v1/family_files?only=all&account=some").token(&agent.token).send().await;
    assert_eq!(unknown.status, 400);
}

async fn who_has_come_and_sent_nothing_is_found_and_all_is_counted(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let counts = async || agent.client.get_waiting_counts(Some(YEAR)).await.unwrap();
    let listed = async |account: Option<&'static str>| {
        let request = FilesRequest {
            school_year: Some(YEAR),
            only: account.map(|_| "all"),
            account,
            page: PageRequest { cursor: None, limit: Some(200) },
            ..FilesRequest::default()
        };
        agent.client.list_family_files(&request).await.unwrap().items
    };
    // what is counted is what the lists tell
    let agrees = async || {
        let told = counts().await;
        let of = async |account| listed(account).await.len() as u64;
        let lists = [of(None).await, of(Some("none")).await, of(Some("never_opened")).await];
        assert_eq!([told.family_files, told.without_account, told.never_opened], lists);
        assert_eq!(told.not_submitted, of(Some("not_submitted")).await);
        told
    };
    let before = agrees().await;
    assert_eq!(before.erasures, None, "an agent decides on none");
    let made = make(&agent, &petit()).await;
    let (household, odile) = (made.household_id, made.guardians[0]);
    assert_eq!(agrees().await.without_account, before.without_account + 1);
    let version = look(&agent, household).await.parts[0].version;
    let address = GuardianAddress { email: "odile@example.org".to_owned(), invite: true };
    agent.client.update_guardian_address(household, odile, version, &address).await.unwrap();
    app.idle().await;
    let invited = listed(Some("never_opened")).await;
    let invited = invited.iter().find(|file| file.household_id == household).expect("invited");
    assert_eq!(invited.not_come, ["odile@example.org"], "to be invited again");
    assert_eq!(agrees().await.never_opened, before.never_opened + 1);
    let (_, link) = last_mail(app, "odile@example.org").await;
    set(app, &link.expect("a link"), GOOD).await.unwrap();
    let come = listed(Some("not_submitted")).await;
    let come = come.iter().find(|file| file.household_id == household).expect("come");
    assert_eq!(come.not_come, Vec::<String>::new());
    assert_eq!(agrees().await.not_submitted, before.not_submitted + 1);
    let client = sign_in(app, "odile@example.org", GOOD).await.unwrap();
    client.submit_family_file(household, YEAR).await.unwrap();
    let after = agrees().await;
    assert_eq!(after.not_submitted, before.not_submitted);
    assert_eq!(after.family_files, before.family_files + 1);
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    assert_eq!(administrator.client.get_waiting_counts(None).await.unwrap().erasures, Some(0));
}
